#include <pybind11/pybind11.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "Baselines.h"
extern "C" {
#include "python.h"
}

namespace py = pybind11;

namespace {

/// Runs `body` `count` times, each time with the GIL taken and released.
template <typename Body>
bool repeat(size_t count, Body body) {
    for (size_t i = 0; i < count; i++) {
        py::gil_scoped_acquire gil;
        try {
            body();
        } catch (const std::exception &error) {
            std::fprintf(stderr, "%s\n", error.what());
            return false;
        }
    }
    return true;
}

py::object spread(py::handle function, const py::object &value) {
    if (py::isinstance<py::list>(value)) return function(*py::reinterpret_borrow<py::list>(value));
    if (value.is_none()) return function();
    return function(value);
}

}  // namespace

const char *baseline_pybind11_version(void) {
    return PYBIND11_TOSTRING(PYBIND11_VERSION_MAJOR) "." PYBIND11_TOSTRING(PYBIND11_VERSION_MINOR);
}

void baseline_attach_pybind11(size_t count) {
    for (size_t i = 0; i < count; i++) py::gil_scoped_acquire gil;
}

bool baseline_text_pybind11(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    return repeat(count, [=] {
        auto answer = py::handle(function)(std::string(reinterpret_cast<const char *>(text), length)).cast<std::string>();
        baseline_keep(answer.data());
    });
}

bool baseline_add_pybind11(baseline_function *function, const uint8_t *, size_t, size_t count) {
    return repeat(count, [=] {
        long long sum = py::handle(function)(3LL, 7LL).cast<long long>();
        baseline_keep(&sum);
    });
}

bool baseline_order_pybind11(baseline_function *function, const uint8_t *, size_t, size_t count) {
    return repeat(count, [=] {
        py::dict user, order;
        user["id"] = 7;
        user["email"] = " Ann@Example.COM ";
        order["id"] = "o-4711";
        order["user"] = user;
        order["amount"] = "1234.50";
        order["currency"] = "eur";
        py::dict summary = py::handle(function)(order);
        auto user_id = summary["user_id"].cast<long long>();
        auto email = summary["email"].cast<std::string>();
        auto cents = summary["amount_cents"].cast<long long>();
        auto currency = summary["currency"].cast<std::string>();
        auto high_value = summary["high_value"].cast<bool>();
        baseline_keep(&user_id);
        baseline_keep(email.data());
        baseline_keep(&cents);
        baseline_keep(currency.data());
        baseline_keep(&high_value);
    });
}

bool baseline_call_pybind11(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    std::string_view input(reinterpret_cast<const char *>(text), length);
    py::handle loads(baseline.json_loads), dumps(baseline.json_dumps);
    return repeat(count, [=] {
        auto answer = dumps(spread(function, loads(input))).template cast<std::string>();
        baseline_keep(answer.data());
    });
}

bool baseline_error_pybind11(baseline_function *function, size_t count) {
    py::handle callee(function);
    return repeat(count, [=] {
        try {
            callee();
        } catch (py::error_already_set &error) {
            baseline_keep(error.what());
        }
    });
}
