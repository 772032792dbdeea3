// Exceptions as records. C, because an exception is read in about a microsecond here and in a hundred by `traceback`.
#include "exception.h"

#include <stdlib.h>
#include <string.h>

#include "interpreter.h"

enum {
    text_limit = 64 * 1024,
    details_limit = 64 * 1024,
    first_frames = 24,
    last_frames = 40,
    records_at_most = 32,
    notes_at_most = 16,
    members_at_most = 16,
};

/// What one record and those inside it share.
typedef struct writer {
    terrarium_buffer out;
    bool failed;
    /// The exceptions written so far, to end at a cycle. Borrowed: the outermost one keeps them.
    PyObject *seen[records_at_most];
    int seen_count;
} writer;

static void put_bytes(writer *w, const void *bytes, size_t length) {
    if (length == 0) return;
    if (!terrarium_buffer_reserve(&w->out, length)) {
        w->failed = true;
        return;
    }
    memcpy(w->out.data + w->out.length, bytes, length);
    w->out.length += length;
}

static void put_u32(writer *w, uint32_t value) {
    uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
    put_bytes(w, bytes, sizeof bytes);
}

/// Starts a field whose length is not known yet; the result goes to `end_field`.
static size_t begin_field(writer *w, char tag) {
    put_bytes(w, &tag, 1);
    put_u32(w, 0);
    return w->out.length;
}

static void end_field(writer *w, size_t start) {
    if (w->failed) return;
    uint32_t length = (uint32_t)(w->out.length - start);
    uint8_t *at = w->out.data + start - 4;
    for (int byte = 0; byte < 4; byte++) at[byte] = (uint8_t)(length >> (8 * byte));
}

static void put_literal(writer *w, char tag, const char *text) {
    size_t field = begin_field(w, tag);
    put_bytes(w, text, strlen(text));
    end_field(w, field);
}

/// Moves a cut to the nearest character boundary of UTF-8 text at or before it.
static size_t boundary(const char *text, size_t at) {
    while (at > 0 && ((uint8_t)text[at] & 0xC0) == 0x80) at--;
    return at;
}

static bool append(terrarium_buffer *out, const char *text, size_t length) {
    if (length == 0) return true;
    if (!terrarium_buffer_reserve(out, length)) return false;
    memcpy(out->data + out->length, text, length);
    out->length += length;
    return true;
}

bool terrarium_append_text(terrarium_buffer *out, PyObject *text, size_t limit) {
    Py_ssize_t count = 0;
    const char *bytes = PyUnicode_AsUTF8AndSize(text, &count);
    PyObject *escaped = NULL;
    if (bytes == NULL) {
        PyErr_Clear();
        escaped = PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace");
        if (escaped == NULL) {
            PyErr_Clear();
            return append(out, "<unreadable text>", 17);
        }
        bytes = PyBytes_AS_STRING(escaped);
        count = PyBytes_GET_SIZE(escaped);
    }
    size_t length = (size_t)count;
    bool fits;
    if (length <= limit) {
        fits = append(out, bytes, length);
    } else {
        size_t head = boundary(bytes, limit / 2);
        size_t tail = boundary(bytes, length - limit / 2);
        char gap[64];
        int gap_length = snprintf(gap, sizeof gap, "\n[… %zu bytes left out …]\n", tail - head);
        fits = append(out, bytes, head) && append(out, gap, (size_t)gap_length)
            && append(out, bytes + tail, length - tail);
    }
    Py_XDECREF(escaped);
    return fits;
}

static void put_text(writer *w, PyObject *text) {
    if (!terrarium_append_text(&w->out, text, text_limit)) w->failed = true;
}

static void put_text_field(writer *w, char tag, PyObject *text) {
    size_t field = begin_field(w, tag);
    put_text(w, text);
    end_field(w, field);
}

/// The module of a type as it stands in its dictionary: a new reference to a `str`, or NULL without an exception.
static PyObject *module_name(PyTypeObject *type) {
#if PY_VERSION_HEX >= 0x030C0000
    PyObject *dictionary = PyType_GetDict(type);
#else
    PyObject *dictionary = Py_XNewRef(type->tp_dict);
#endif
    PyObject *name = dictionary == NULL ? NULL : PyDict_GetItemString(dictionary, "__module__");
    if (name != NULL && PyUnicode_Check(name)) {
        Py_INCREF(name);
    } else {
        name = NULL;
    }
    Py_XDECREF(dictionary);
    PyErr_Clear();
    return name;
}

bool terrarium_append_type_name(terrarium_buffer *out, PyTypeObject *type) {
    if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE)) return append(out, type->tp_name, strlen(type->tp_name));
    bool fits = true;
    PyObject *module = module_name(type);
    if (module != NULL && PyUnicode_CompareWithASCIIString(module, "builtins") != 0) {
        size_t start = out->length;
        fits = terrarium_append_text(out, module, 512) && append(out, ".", 1);
        // `greeter#1.errors.` is `errors.` to whoever wrote the plugin.
        const char *text = (const char *)out->data + start;
        const char *dot = memchr(text, '.', out->length - start);
        if (fits && dot != NULL && memchr(text, '#', (size_t)(dot - text)) != NULL) {
            size_t prefix = (size_t)(dot - text) + 1;
            memmove(out->data + start, out->data + start + prefix, out->length - start - prefix);
            out->length -= prefix;
        }
    }
    Py_XDECREF(module);
    PyObject *name = PyType_GetQualName(type);
    if (name != NULL) {
        fits = fits && terrarium_append_text(out, name, 512);
        Py_DECREF(name);
    }
    PyErr_Clear();
    return fits;
}

static void put_type(writer *w, PyTypeObject *type) {
    size_t field = begin_field(w, 'T');
    if (!terrarium_append_type_name(&w->out, type)) w->failed = true;
    end_field(w, field);
    field = begin_field(w, 'N');
    PyObject *name = PyType_GetName(type);
    if (name != NULL) put_text(w, name);
    Py_XDECREF(name);
    PyErr_Clear();
    end_field(w, field);
}

static void put_message(writer *w, PyObject *exception) {
    PyObject *text = PyObject_Str(exception);
    if (text == NULL) {
        PyErr_Clear();
        size_t field = begin_field(w, 'M');
        put_bytes(w, "<message not available: __str__ of ", 35);
        if (!terrarium_append_type_name(&w->out, Py_TYPE(exception))) w->failed = true;
        put_bytes(w, " failed>", 8);
        end_field(w, field);
        return;
    }
    put_text_field(w, 'M', text);
    Py_DECREF(text);
}

/// An attribute, or NULL without an exception: a new reference.
static PyObject *attribute(PyObject *object, const char *name) {
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value == NULL) PyErr_Clear();
    return value;
}

static void put_string_attribute(writer *w, char tag, PyObject *exception, const char *name) {
    PyObject *value = attribute(exception, name);
    if (value != NULL && PyUnicode_Check(value)) put_text_field(w, tag, value);
    Py_XDECREF(value);
}

static void put_details(writer *w, PyObject *exception) {
    PyObject *details = attribute(exception, "details");
    if (details != NULL && details != Py_None) {
        static const terrarium_limits limits = {
            .depth = 64, .integer_digits = 4300, .input_bytes = details_limit, .output_bytes = details_limit};
        terrarium_json_error error;
        size_t before = w->out.length;
        size_t start = begin_field(w, 'D');
        terrarium_json_status status = terrarium_json_encode(terrarium_main.codec, details, &limits, &w->out, &error);
        if (status == terrarium_json_ok) {
            end_field(w, start);
        } else {
            PyErr_Clear();
            w->out.length = before;
            size_t field = begin_field(w, 'd');
            put_bytes(w, error.path, strlen(error.path));
            put_bytes(w, ": ", 2);
            put_bytes(w, error.detail, strlen(error.detail));
            end_field(w, field);
        }
    }
    Py_XDECREF(details);
}

/// Whether a frame belongs to the machinery between the host and the plugin, which no author wants to read.
static bool is_machinery(PyCodeObject *code) {
    Py_ssize_t length = 0;
    const char *file = PyUnicode_AsUTF8AndSize(code->co_filename, &length);
    if (file == NULL) {
        PyErr_Clear();
        return false;
    }
    return strncmp(file, "<frozen importlib", 17) == 0 || strncmp(file, "<terrarium>", 11) == 0;
}

static void put_frame(writer *w, PyTracebackObject *entry, PyCodeObject *code) {
    int line = -1, column = -1, end_line = -1, end_column = -1;
    if (!PyCode_Addr2Location(code, entry->tb_lasti, &line, &column, &end_line, &end_column) || line < 0) {
        line = entry->tb_lineno;
    }
    PyErr_Clear();
    size_t field = begin_field(w, 'F');
    put_u32(w, (uint32_t)line);
    put_u32(w, (uint32_t)end_line);
    put_u32(w, (uint32_t)column);
    put_u32(w, (uint32_t)end_column);
    if (!terrarium_append_text(&w->out, code->co_qualname, 512)) w->failed = true;
    put_bytes(w, "\0", 1);
    if (!terrarium_append_text(&w->out, code->co_filename, 4096)) w->failed = true;
    end_field(w, field);
}

static void put_traceback(writer *w, PyObject *exception) {
    PyObject *traceback = PyException_GetTraceback(exception);
    // A traceback that was set to None comes back as None.
    if (traceback == NULL || !PyTraceBack_Check(traceback)) {
        Py_XDECREF(traceback);
        return;
    }
    size_t count = 0;
    for (PyTracebackObject *entry = (PyTracebackObject *)traceback; entry != NULL; entry = entry->tb_next) count++;
    size_t index = 0;
    for (PyTracebackObject *entry = (PyTracebackObject *)traceback; entry != NULL; entry = entry->tb_next, index++) {
        if (count > first_frames + last_frames && index >= first_frames && index < count - last_frames) {
            if (index == first_frames) {
                size_t field = begin_field(w, 'O');
                put_u32(w, (uint32_t)(count - first_frames - last_frames));
                end_field(w, field);
            }
            continue;
        }
        PyCodeObject *code = PyFrame_GetCode(entry->tb_frame);
        if (!is_machinery(code)) put_frame(w, entry, code);
        Py_DECREF(code);
    }
    Py_DECREF(traceback);
}

static void put_notes(writer *w, PyObject *exception) {
    // Held, because a key of the dictionary can be an object whose comparison is Python code.
    PyObject *dictionary = Py_XNewRef(((PyBaseExceptionObject *)exception)->dict);
    PyObject *notes = dictionary == NULL ? NULL : Py_XNewRef(PyDict_GetItemString(dictionary, "__notes__"));
    PyErr_Clear();
    if (notes != NULL && PyList_CheckExact(notes)) {
        for (Py_ssize_t index = 0; index < PyList_GET_SIZE(notes) && index < notes_at_most; index++) {
            PyObject *note = PyList_GET_ITEM(notes, index);
            if (PyUnicode_Check(note)) put_text_field(w, 'n', note);
        }
    }
    Py_XDECREF(notes);
    Py_XDECREF(dictionary);
}

static uint32_t number_or_unknown(PyObject *value) {
    if (value == NULL || !PyLong_Check(value)) return UINT32_MAX;
    int overflow = 0;
    long number = PyLong_AsLongAndOverflow(value, &overflow);
    PyErr_Clear();
    return overflow != 0 || number < 0 || number > INT32_MAX ? UINT32_MAX : (uint32_t)number;
}

static void put_syntax_error(writer *w, PyObject *exception) {
    if (!PyObject_TypeCheck(exception, (PyTypeObject *)PyExc_SyntaxError)) return;
    PySyntaxErrorObject *error = (PySyntaxErrorObject *)exception;
    if (error->lineno == NULL || error->lineno == Py_None) return;
    size_t field = begin_field(w, 'S');
    put_u32(w, number_or_unknown(error->lineno));
    put_u32(w, number_or_unknown(error->offset));
    put_u32(w, number_or_unknown(error->end_lineno));
    put_u32(w, number_or_unknown(error->end_offset));
    if (error->filename != NULL && PyUnicode_Check(error->filename)) put_text(w, error->filename);
    put_bytes(w, "\0", 1);
    if (error->text != NULL && PyUnicode_Check(error->text)) put_text(w, error->text);
    end_field(w, field);
}

static void put_exception(writer *w, PyObject *exception);

static void put_nested(writer *w, char tag, PyObject *exception) {
    if (w->seen_count >= records_at_most) return;
    for (int index = 0; index < w->seen_count; index++) {
        if (w->seen[index] == exception) return;
    }
    size_t field = begin_field(w, tag);
    put_exception(w, exception);
    end_field(w, field);
}

static void put_chain(writer *w, PyObject *exception) {
    PyObject *cause = PyException_GetCause(exception);
    if (cause != NULL) {
        put_nested(w, 'c', cause);
        Py_DECREF(cause);
        return;
    }
    if (((PyBaseExceptionObject *)exception)->suppress_context) return;
    PyObject *context = PyException_GetContext(exception);
    if (context != NULL) put_nested(w, 'x', context);
    Py_XDECREF(context);
}

static void put_members(writer *w, PyObject *exception) {
    if (!PyObject_TypeCheck(exception, (PyTypeObject *)PyExc_BaseExceptionGroup)) return;
    PyObject *members = ((PyBaseExceptionGroupObject *)exception)->excs;
    if (members == NULL || !PyTuple_Check(members)) return;
    for (Py_ssize_t index = 0; index < PyTuple_GET_SIZE(members) && index < members_at_most; index++) {
        PyObject *member = PyTuple_GET_ITEM(members, index);
        if (PyExceptionInstance_Check(member)) put_nested(w, 'g', member);
    }
}

/// Writes the fields of one exception. The order matters to no reader; frames stand in theirs.
static void put_exception(writer *w, PyObject *exception) {
    w->seen[w->seen_count++] = exception;
    PyTypeObject *type = Py_TYPE(exception);
    put_type(w, type);
    if (terrarium_main.plugin_error != NULL
        && PyType_IsSubtype(type, (PyTypeObject *)terrarium_main.plugin_error)) {
        put_literal(w, 'P', "");
        put_string_attribute(w, 'C', exception, "code");
        put_string_attribute(w, 'm', exception, "message");
        put_details(w, exception);
    } else if (terrarium_main.load_failure != NULL
               && PyType_IsSubtype(type, (PyTypeObject *)terrarium_main.load_failure)) {
        put_string_attribute(w, 'C', exception, "code");
    }
    put_message(w, exception);
    put_traceback(w, exception);
    put_notes(w, exception);
    put_syntax_error(w, exception);
    put_chain(w, exception);
    put_members(w, exception);
}

/// Takes the current exception out of the thread state: a new reference to an instance, or NULL when there is none.
static PyObject *take_exception(void) {
#if PY_VERSION_HEX >= 0x030C0000
    return PyErr_GetRaisedException();
#else
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (type == NULL) return NULL;
    // Normalising an instance asks its class, which may be hostile, whether it is one.
    if (value == NULL || !PyExceptionInstance_Check(value)) PyErr_NormalizeException(&type, &value, &traceback);
    if (value != NULL && traceback != NULL) PyException_SetTraceback(value, traceback);
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return value;
#endif
}

terrarium_failure *terrarium_failure_raised(void) {
    terrarium_failure *failure = malloc(sizeof *failure);
    PyObject *exception = take_exception();
    if (failure == NULL) {
        Py_XDECREF(exception);
        PyErr_Clear();
        return NULL;
    }
    writer w = {0};
    if (exception != NULL) {
        put_exception(&w, exception);
        Py_DECREF(exception);
    } else {
        put_literal(&w, 'T', "SystemError");
        put_literal(&w, 'N', "SystemError");
        put_literal(&w, 'M', "a function failed without setting an exception");
    }
    PyErr_Clear();
    failure->record = w.failed ? NULL : w.out.data;
    failure->record_length = w.failed ? 0 : w.out.length;
    if (w.failed) terrarium_buffer_free(&w.out);
    failure->refusal = 0;
    failure->offset = 0;
    failure->path[0] = 0;
    failure->detail[0] = 0;
    return failure;
}

terrarium_failure *terrarium_failure_refused(const terrarium_json_error *error) {
    terrarium_failure *failure = malloc(sizeof *failure);
    if (failure == NULL) return NULL;
    failure->record = NULL;
    failure->record_length = 0;
    failure->refusal = error->status;
    failure->offset = error->offset;
    _Static_assert(sizeof failure->path == terrarium_json_path_capacity, "the two paths have one size");
    _Static_assert(sizeof failure->detail == terrarium_json_detail_capacity, "the two details have one size");
    memcpy(failure->path, error->path, sizeof failure->path);
    memcpy(failure->detail, error->detail, sizeof failure->detail);
    return failure;
}

void terrarium_failure_free(terrarium_failure *failure) {
    if (failure == NULL) return;
    free(failure->record);
    free(failure);
}
