"""Turns an order into the summary that accounting wants.

    {"user": {"id": 7, "email": " Ann@Example.COM "}, "amount": "1234.50", "currency": "eur"}
    {"user_id": 7, "email": "ann@example.com", "amount_cents": 123450, "currency": "EUR", "high_value": true}

Missing fields, and those that are null, have defaults: no user, no email, nothing to pay, US dollars. Other fields are
ignored.
"""

from terrarium import PluginError, method

# transform:Order->OrderSummary
__interface_hash__ = 0xef8bfa99990df246

HIGH_VALUE_CENTS = 100_000

_NOBODY = {}


@method
def transform(record: dict) -> dict:
    """Summarises an order."""
    try:
        user = record.get("user", _NOBODY)
        amount = record.get("amount", 0)
        # The usual spelling, "1234.50", is read at once.
        if (
            type(amount) is str
            and amount[-3:-2] == "."
            and len(amount) < 20
            and (digits := amount[:-3] + amount[-2:]).isdecimal()
        ):
            cents = int(digits)
        else:
            cents = _cents(amount)
        return {
            "user_id": user.get("id"),
            "email": user.get("email", "").strip().lower(),
            "amount_cents": cents,
            "currency": record.get("currency", "USD").upper(),
            "high_value": cents >= HIGH_VALUE_CENTS,
        }
    except AttributeError:
        return _without_nulls(record)


def _cents(amount: object) -> int:
    """The amount in cents, exactly, or an error."""
    if amount is None:
        return 0
    if type(amount) is int:
        return amount * 100
    if type(amount) is float:
        cents = round(amount * 100) if abs(amount) < 1e13 else 0
        # Equal only if the number was written with at most two decimals.
        if cents / 100 == amount:
            return cents
    elif type(amount) is str:
        # Rare spellings: no decimals, one, a sign, spaces around. `decimal` is imported only for them.
        from decimal import Decimal, InvalidOperation

        try:
            cents = Decimal(amount) * 100
            if "_" not in amount and abs(cents) < 10**18 and cents == int(cents):
                return int(cents)
        except (InvalidOperation, OverflowError, ValueError):
            pass
    raise PluginError(
        "BAD_AMOUNT",
        "amount must be a number, or text with one, of at most two decimals",
        {"field": "amount", "type": type(amount).__name__},
    )


def _without_nulls(record: object) -> dict:
    """What `transform` does when some field is null, and its errors when one is of another type."""
    if type(record) is not dict:
        raise PluginError("BAD_RECORD", "an order must be an object", {"type": type(record).__name__})
    user = record.get("user")
    if user is None:
        user = {}
    if type(user) is not dict:
        raise PluginError("BAD_USER", "user must be an object", {"field": "user", "type": type(user).__name__})
    email = user.get("email")
    if type(email) not in (str, type(None)):
        raise PluginError("BAD_EMAIL", "email must be text", {"field": "user.email", "type": type(email).__name__})
    currency = record.get("currency")
    if type(currency) not in (str, type(None)):
        raise PluginError("BAD_CURRENCY", "currency must be text", {"field": "currency", "type": type(currency).__name__})
    present = {name: value for name, value in record.items() if value is not None}
    return transform({**present, "user": {name: value for name, value in user.items() if value is not None}})
