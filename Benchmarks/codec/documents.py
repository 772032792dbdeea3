"""The documents that the codec is measured with, made from fixed seeds. Run by `codec_benchmark.cpp`."""

import json
import random

_WORDS = {
    "ascii": "the quick brown fox jumps over a lazy dog while seven wizards brew \"strong\" potions in /usr/share".split(),
    "latin": "größe naïveté façade élève señor über déjà Ångström crème brûlée jalapeño smörgåsbord plain words too".split(),
    "cyrillic": "съешь же ещё этих мягких французских булок да выпей чаю широкая электрификация южных губерний".split(),
    "chinese": "天地玄黃 宇宙洪荒 日月盈昃 辰宿列張 寒來暑往 秋收冬藏 閏餘成歲 律呂調陽".split(),
    "emoji": "ship it 🚀 now 🎉 done ✅ with 👩‍💻 and 🍕".split(),
}


def _sentence(random_source, script, words):
    return " ".join(random_source.choice(_WORDS[script]) for _ in range(words))


def _record(r):
    return {
        "id": r.randrange(10**9),
        "user_id": f"user-{r.randrange(10**6)}",
        "email": f"{r.choice(_WORDS['ascii']).strip(chr(34))}.{r.randrange(1000)}@example.com",
        "amount": round(r.random() * 1000, 2),
        "currency": r.choice(["EUR", "USD", "GBP"]),
        "active": r.random() < 0.5,
        "note": None if r.random() < 0.5 else _sentence(r, "ascii", 6),
        "created": f"2024-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}T12:{r.randrange(60):02d}:00Z",
        "position": {"lat": r.uniform(-90, 90), "lon": r.uniform(-180, 180)},
        "tags": [r.choice(_WORDS["ascii"]) for _ in range(r.randrange(4))],
    }


def _items(kind, r):
    if kind == "records":
        return lambda: _record(r)
    if kind == "integers":
        return lambda: r.choice([r.randrange(100), r.randrange(10**6), r.randrange(-(10**12), 10**12)])
    if kind == "floats":
        return lambda: r.choice([r.uniform(-1000, 1000), round(r.uniform(0, 100), 2), r.gauss(0, 1) * 10 ** r.randrange(-8, 9)])
    if kind == "ascii":
        return lambda: _sentence(r, "ascii", r.choice([1, 2, 8, 40]))
    return lambda: _sentence(r, kind, r.choice([1, 2, 8, 40]))


KINDS = ["records", "integers", "floats", "ascii", "latin", "cyrillic", "chinese", "emoji"]


def document(kind, size):
    """A JSON array of about `size` bytes: a megabyte of different items, repeated."""
    r = random.Random(kind)
    make = _items(kind, r)
    parts, length = [], 0
    while length < min(size, 1_000_000):
        part = json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()
        parts.append(part)
        length += len(part) + 1
    body = b",".join(parts)
    return b"[" + b",".join([body] * max(1, round(size / len(body)))) + b"]"


def small():
    """Texts of the size of one call."""
    record = {
        "user_id": 1234567,
        "email": " Ada.Lovelace@Example.COM ",
        "amount": 1249.99,
        "currency": "EUR",
        "items": 3,
        "express": True,
        "coupon": None,
        "note": "leave at the door",
    }
    texts = {"greet": ["World"], "add": [3, 7], "record": [record], "result": "Hello, World!"}
    return {name: json.dumps(value, separators=(",", ":")).encode() for name, value in texts.items()}
