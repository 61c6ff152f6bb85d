"""How long checking rows for one target takes, beside parsing them with orjson alone, and in which memory.

    python tests/bench/targets.py [--rows 1000000] [--target openai] [--data FILE] [--whole]

Without FILE the rows are chats made here: two to six turns, 40 to 400 words. `--whole` also times the command
`tunelint check` with the rules of the family `target`, which reads, hashes and places every row besides.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

from tunelint.judge.structure.inspection import Inspector
from tunelint.judge.structure.load import pick_targets
from tunelint.rulebook.load import rules_folder

_WORDS = tuple(
    "the a shop opens at nine and closes in evening please bring your card when you come to desk we will "  # noqa: SIM905
    "gladly change it for another size if tags are still on so do not worry about that at all".split()
)


def main() -> None:
    """Time both, and print the quotient."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--target", default="openai")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or _make(Path(folder) / "chats.jsonl", given.rows)
        size = data.stat().st_size / 1e6
        parsing = _time(_parse, data)
        memory = _megabytes()
        checking = _time(_check, data, given.target)
        print(f"{data.name}: {size:,.0f} MB")
        print(f"orjson alone      {parsing:8.2f} s")
        print(f"orjson and checks {checking:8.2f} s, {checking / parsing:.2f} times as long")
        print(f"peak memory       {memory:8.0f} MB after parsing, {_megabytes():.0f} MB after checking")
        if given.whole:
            command = [sys.executable, "-m", "tunelint", "check", str(data), "--isolated"]
            command += ["--select", "target", "--target", given.target, "--quiet"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.call(command)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"tunelint check    {used.ru_utime - before:8.2f} s, {used.ru_maxrss / 1024:.0f} MB")


def _make(path: Path, rows: int) -> Path:
    chance = random.Random(7)
    with path.open("wb") as stream:
        for _ in range(rows):
            turns = [{"role": "system", "content": "You answer for the shop, briefly and kindly."}]
            for _ in range(chance.choice((1, 1, 2, 3))):
                turns += [{"role": "user", "content": _text(chance, 20)}]
                turns += [{"role": "assistant", "content": _text(chance, 80)}]
            stream.write(orjson.dumps({"messages": turns}) + b"\n")
    return path


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(words // 2, 2 * words)))


def _parse(path: Path) -> int:
    loads = orjson.loads
    rows = 0
    with path.open("rb") as stream:
        for line in stream:
            loads(line)
            rows += 1
    return rows


def _check(path: Path, target: str) -> int:
    loads = orjson.loads
    inspect = Inspector(pick_targets([target], (rules_folder() / "targets",))[0]).inspect
    with path.open("rb") as stream:
        found = 0
        for line in stream:
            for _ in inspect(loads(line), line):
                found += 1
    return found


def _time(function, *args) -> float:
    """Processor seconds, which a busy machine does not change."""
    start = time.process_time()
    function(*args)
    return time.process_time() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
