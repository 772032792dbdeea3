import json
from decimal import Decimal
from pathlib import Path

import pytest
import transform
from terrarium import PluginError

SAMPLES = Path(__file__).parent.parent / "samples" / "orders.jsonl"


def order(**changes):
    return {"user": {"id": 7, "email": " Ann@Example.COM\t"}, "amount": "1234.50", "currency": "eur", **changes}


def cents(amount):
    return transform.transform(order(amount=amount))["amount_cents"]


def failure(record):
    with pytest.raises(PluginError) as caught:
        transform.transform(record)
    return caught.value


def test_order_becomes_a_summary():
    assert transform.transform(order(items=[1, 2])) == {
        "user_id": 7,
        "email": "ann@example.com",
        "amount_cents": 123450,
        "currency": "EUR",
        "high_value": True,
    }


def test_missing_and_null_fields_have_defaults():
    empty = {"user_id": None, "email": "", "amount_cents": 0, "currency": "USD", "high_value": False}
    for record in (
        {},
        {"user": {}},
        {"user": None, "amount": None, "currency": None},
        {"user": {"id": None, "email": None}},
    ):
        assert transform.transform(record) == empty
    assert (
        transform.transform(order(user=None))["email"] == ""
        and transform.transform(order(currency=None))["currency"] == "USD"
    )


def test_high_value_starts_at_one_thousand():
    assert [transform.transform(order(amount=amount))["high_value"] for amount in ("999.99", "1000.00", 1000, 999.99)] == [
        False,
        True,
        True,
        False,
    ]


def test_amounts_are_exact():
    spellings = {
        "19.99": 1999,
        "0.00": 0,
        "0.07": 7,
        "5": 500,
        "5.1": 510,
        "-3.20": -320,
        " 7.00 ": 700,
        "1e2": 10000,
        "+1.25": 125,
        ".50": 50,
        "9999999999999999.99": 999999999999999999,
        "1.100": 110,
    }
    assert {text: cents(text) for text in spellings} == spellings
    assert [cents(number) for number in (0, 12, -3, 10**20)] == [0, 1200, -300, 10**22]
    assert [cents(number) for number in (19.99, 0.1, 1.15, 4.35, 1e6, -2.5, 8.41)] == [1999, 10, 115, 435, 10**8, -250, 841]


def test_every_amount_below_ten_thousand_is_exact_as_text_and_as_number():
    for value in range(1_000_000):
        text = f"{value // 100}.{value % 100:02d}"
        assert transform._cents(float(text)) == value
        if value % 100 == 99:
            assert cents(text) == value == Decimal(text) * 100


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "abc",
        "1.005",
        "1,50",
        "1_0.00",
        "1.0.00",
        "NaN",
        "Infinity",
        "1e999",
        "9" * 5000 + ".00",
        "99999999999999999.99",
        "--1.00",
        "1 .00",
        1.005,
        float("nan"),
        float("inf"),
        1e300,
        1e13 + 0.25,
        True,
        False,
        [],
        {},
        ["1.00"],
    ],
)
def test_bad_amounts_are_errors(amount):
    error = failure(order(amount=amount))
    assert error.code == "BAD_AMOUNT" and error.details == {"field": "amount", "type": type(amount).__name__}


def test_bad_fields_are_errors_that_name_them():
    for record, code, details in (
        ([], "BAD_RECORD", {"type": "list"}),
        (None, "BAD_RECORD", {"type": "NoneType"}),
        ("text", "BAD_RECORD", {"type": "str"}),
        (order(user=[1]), "BAD_USER", {"field": "user", "type": "list"}),
        (order(user=""), "BAD_USER", {"field": "user", "type": "str"}),
        (order(user={"email": 5}), "BAD_EMAIL", {"field": "user.email", "type": "int"}),
        (order(user={"email": ["a"]}), "BAD_EMAIL", {"field": "user.email", "type": "list"}),
        (order(currency=978), "BAD_CURRENCY", {"field": "currency", "type": "int"}),
    ):
        error = failure(record)
        assert (error.code, error.details) == (code, details), record


def test_values_are_not_in_the_error():
    for record in (order(amount="secret"), order(currency=123456789), order(user="secret")):
        error = failure(record)
        assert "secret" not in repr(error) and "123456789" not in repr(error)


def test_sample_orders():
    orders = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    assert len(orders) == 1000
    summaries = [transform.transform(each) for each in orders]
    for each, summary in zip(orders, summaries):
        amount = each.get("amount") or 0
        assert summary["amount_cents"] == Decimal(str(amount)) * 100
        assert summary["high_value"] == (summary["amount_cents"] >= 100_000)
        assert summary["email"] == summary["email"].strip().lower() and summary["currency"].isupper()
    assert 10 < sum(each["high_value"] for each in summaries) < 500


def test_interface_hash():
    assert transform.__interface_hash__ == 0xEF8BFA99990DF246
