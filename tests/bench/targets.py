"""How long checking rows for a target takes, beside parsing them with orjson alone, and in which memory.

    python tests/bench/targets.py [--rows 1000000] [--target openai ...] [--data FILE] [--kind K] [--whole]

Without FILE the rows are chats made here: two to six turns, 40 to 400 words; `--kind` gives them parts, tool
calls, weights or line breaks. Both are timed in turns on slices of the file, so that a busy machine slows
both alike; the quotient is the median over the slices. `--whole` also times the command `tunelint check` with
the rules of the family `target`, which reads, hashes and places every row besides.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from tunelint.judge.structure.inspection import Inspector
from tunelint.judge.structure.load import pick_targets
from tunelint.rulebook.load import rules_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_SLICE, _BATCH = 20_000, 48

_WORDS = tuple(
    "the a shop opens at nine and closes in evening please bring your card when you come to desk we will "  # noqa: SIM905
    "gladly change it for another size if tags are still on so do not worry about that at all".split()
)


KINDS = ("plain", "lines", "parts", "tools", "weights")


def main() -> None:
    """Time both for each target, and print the quotients."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--target", nargs="+", default=["openai"])
    parser.add_argument("--kind", choices=KINDS, default="plain")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or _make(Path(folder) / "chats.jsonl", given.rows, given.kind)
        print(f"{data.name} ({given.kind}): {data.stat().st_size / 1e6:,.0f} MB")
        for target in given.target:
            _compare(data, target)
        if given.whole:
            _whole(data, given.target[0])


def _compare(data: Path, target: str) -> None:
    inspector = Inspector(pick_targets([target], (rules_folder() / "targets",))[0])
    parsing, checking, rows, found = [], [], 0, 0
    with data.open("rb") as stream:
        while True:
            start = stream.tell()
            parsed, seconds = _time(_parse, stream)
            if not parsed:
                break
            rows += parsed
            parsing.append(seconds)
            stream.seek(start)
            hits, seconds = _time(_check, stream, inspector)
            found += hits
            checking.append(seconds)
    ratio = statistics.median(many / few for many, few in zip(checking, parsing, strict=True))
    print(
        f"{target:<16} {rows:,} rows: parsing {sum(parsing):.2f} s, with checking {sum(checking):.2f} s,"
        f" median {ratio:.2f} times as long; {found:,} hits; peak memory {_megabytes():.0f} MB"
    )


def _whole(data: Path, target: str) -> None:
    command = [sys.executable, "-m", "tunelint", "check", str(data), "--isolated"]
    command += ["--select", "target", "--target", target, "--quiet"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.call(command)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"tunelint check   {used.ru_utime - before:8.2f} s, {used.ru_maxrss / 1024:.0f} MB")


def _make(path: Path, rows: int, kind: str) -> Path:
    chance = random.Random(7)
    with path.open("wb") as stream:
        for _ in range(rows):
            turns = [{"role": "system", "content": "You answer for the shop, briefly and kindly."}]
            for _ in range(chance.choice((1, 1, 2, 3))):
                turns += [{"role": "user", "content": _text(chance, 20)}]
                turns += [{"role": "assistant", "content": _text(chance, 80)}]
            stream.write(orjson.dumps(_dressed({"messages": turns}, kind, chance)) + b"\n")
    return path


def _dressed(row: dict, kind: str, chance: random.Random) -> dict:
    """The row with line breaks, parts, weights or a tool call."""
    turns = row["messages"]
    if kind == "lines":
        return {"messages": [{**turn, "content": turn["content"].replace(" the ", "\n")} for turn in turns]}
    if kind == "parts":
        return {
            "messages": [{**turn, "content": [{"type": "text", "text": turn["content"]}]} for turn in turns]
        }
    if kind == "weights":
        return {
            "messages": [{**turn, "weight": 1} if turn["role"] == "assistant" else turn for turn in turns]
        }
    if kind == "tools":
        name = f"call_{chance.randrange(10**9)}"
        given = orjson.dumps({"day": _text(chance, 2)}).decode()
        call = {"id": name, "type": "function", "function": {"name": "opening_hours", "arguments": given}}
        asked = [
            turns[1],
            {"role": "assistant", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": name, "content": _text(chance, 10)},
            turns[2],
        ]
        return {"messages": [turns[0], *asked, *turns[3:]], "tools": [_TOOL]}
    return row


_TOOL = {
    "type": "function",
    "function": {
        "name": "opening_hours",
        "description": "The hours of a day.",
        "parameters": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
    },
}


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(words // 2, 2 * words)))


def _parse(stream: BinaryIO) -> int:
    loads = orjson.loads
    rows = 0
    for line in islice(stream, _SLICE):
        loads(line)
        rows += 1
    return rows


def _check(stream: BinaryIO, inspector: Inspector) -> int:
    loads = orjson.loads
    found = 0
    lines = islice(stream, _SLICE)
    while raws := [*islice(lines, _BATCH)]:
        for _ in inspector.inspect_rows([*map(loads, raws)], raws):
            found += 1
    return found


def _time(function: Callable[..., int], *args: Any) -> tuple[int, float]:
    """What the function gives, and the processor seconds that it takes."""
    start = time.process_time()
    return function(*args), time.process_time() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
