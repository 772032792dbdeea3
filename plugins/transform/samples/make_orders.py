"""Writes orders.jsonl: 1 000 made-up orders, the same ones every time."""

import json
import random
from pathlib import Path

FIRST = "Ada Bruno Chloé Dmitri Eun-ji Farah Günther Hana Ike Jürgen Kaito Léa Mateo Noor".split()
LAST = "Abe Brandt Costa Dubois Eriksen Farouk García Haddad Ivanova Jensen Kowalska Łuczak".split()
DOMAINS = ["example.com", "example.org", "mail.example.net", "Example.COM"]
ITEMS = ["lamp", "desk", "chair", "cable", "keyboard", "monitor", "notebook", "backpack", "kettle", "bicycle"]
CURRENCIES = ["EUR", "eur", "USD", "usd", "GBP", "jpy", "CHF", "sek"]


def amount(random):
    """An amount in each of the spellings that occur."""
    cents = int(random.lognormvariate(9, 1.6))
    text = f"{cents // 100}.{cents % 100:02d}"
    return random.choice([text, text, text, text, cents / 100, cents // 100, f"{cents // 100}"])


def order(random, number):
    first, last = random.choice(FIRST), random.choice(LAST)
    email = f"{first}.{last}@{random.choice(DOMAINS)}"
    record = {
        "order_id": f"A-{100_000 + number}",
        "user": {
            "id": random.randrange(1, 5000),
            "name": f"{first} {last}",
            "email": random.choice([email, f"  {email} ", email.upper()]),
        },
        "amount": amount(random),
        "currency": random.choice(CURRENCIES),
        "items": [
            {"name": item, "quantity": random.randrange(1, 5)} for item in random.sample(ITEMS, random.randrange(1, 3))
        ],
        "placed_at": "2026-{:02d}-{:02d}T{:02d}:{:02d}:00Z".format(
            random.randrange(1, 13), random.randrange(1, 29), random.randrange(24), random.randrange(60)
        ),
    }
    # Real data has holes.
    for name in ("user", "amount", "currency"):
        if random.random() < 0.02:
            del record[name]
        elif random.random() < 0.01:
            record[name] = None
    if random.random() < 0.02 and record.get("user"):
        del record["user"]["email"]
    return record


def main():
    generator = random.Random(20260101)
    lines = [json.dumps(order(generator, number), ensure_ascii=False, separators=(",", ":")) for number in range(1000)]
    Path(__file__).with_name("orders.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
