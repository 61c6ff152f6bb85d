"""Rows a second of reading chat data, beside orjson alone on the same lines; not a test.

python -m tests.bench.reading [ROWS]
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

import orjson

from tunelint.model.settings import Settings
from tunelint.read import rows

WORDS = ("parcel", "order", "kettle", "refund", "please", "you", "our", "can", "late", "sorry", "thanks")


def main(count):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "chat.jsonl")
        write(file, count)
        alone = seconds(lambda: parse(file))
        reading = seconds(lambda: sum(1 for _ in rows(str(file), Settings())))
    print(
        f"{count:,} rows: orjson alone {alone:.2f} s, reading {reading:.2f} s ({reading / alone:.1f} times)"
    )
    print(f"{count / reading:,.0f} rows a second")


def write(file, count):
    chance = random.Random(1)
    with file.open("w", encoding="utf-8") as out:
        for _ in range(count):
            turns = [("system", 5), ("user", 25), ("assistant", 70)]
            messages = [
                {"role": role, "content": " ".join(chance.choices(WORDS, k=size))} for role, size in turns
            ]
            out.write(json.dumps({"messages": messages}) + "\n")


def parse(file):
    with file.open("rb") as lines:
        for line in lines:
            orjson.loads(line)


def seconds(work):
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
