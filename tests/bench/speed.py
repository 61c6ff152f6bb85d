"""Time and memory of whole runs: cold start, 1,000 and 20,000 rows, first, again, and in the hook.

    python tests/bench/speed.py [--sizes 1000 20000] [--runs 3] [-- ARGUMENTS OF tunelint check]

Rows are made from the replies of the sample data with other words in them, so that no two are alike. Prints
for each command the median CPU seconds (user and system), wall seconds and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
COLD = {
    "python -c pass": ["-c", "pass"],
    "tunelint --version": ["-m", "tunelint", "--version"],
    "tunelint --help": ["-m", "tunelint", "--help"],
    "tunelint rules": ["-m", "tunelint", "rules"],
    "tunelint explain": ["-m", "tunelint", "explain", "tone/off-voice"],
}


def make_rows(size: int, seed: int = 7, length: int = 9) -> list[dict]:
    """Chat rows of about 120 words: sentences of the sample data, shuffled, with words mixed in.

    A reply has `length` sentences, of some twelve words each.
    """
    text = (ROOT / "sample_data" / "sorrelby.jsonl").read_text(encoding="utf-8")
    turns = [turn for line in text.splitlines() for turn in json.loads(line)["messages"]]
    replies = [turn["content"] for turn in turns if turn["role"] == "assistant"]
    sentences = [
        part.strip() + "."
        for reply in replies
        for part in reply.replace("\n", " ").split(".")
        if len(part) > 20
    ]
    words = sorted({word for sentence in sentences for word in sentence.lower().split() if word.isalpha()})
    chance = random.Random(seed)

    def speak(count: int) -> str:
        picked = [chance.choice(sentences).split() for _ in range(count)]
        for sentence in picked:
            for _ in range(3):
                sentence[chance.randrange(len(sentence))] = chance.choice(words)
        return " ".join(" ".join(sentence) for sentence in picked)

    return [
        {"messages": [{"role": "user", "content": speak(1)}, {"role": "assistant", "content": speak(length)}]}
        for _ in range(size)
    ]


def measure(commands: list[list[str]]) -> tuple[float, float, float]:
    """Median CPU seconds, median wall seconds and peak memory in MB of runs of one command."""
    seconds, walls, peak = [], [], 0.0
    for arguments in commands:
        start = time.perf_counter()
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
            process = subprocess.Popen([sys.executable, *arguments], stdout=nothing, stderr=nothing)
            _, _, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        seconds.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(seconds), statistics.median(walls), peak


def run(arguments: list[str]) -> None:
    """Fill the cache."""
    command = [sys.executable, "-m", "tunelint", "check", *arguments, "--quiet"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def checks(folder: Path, size: int, runs: int, more: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The checks of so many rows: first and again, and the row hook when ten other rows have changed."""
    rows = [json.dumps(row) for row in make_rows(size)]
    path = _write(folder / f"rows{size}.jsonl", rows)
    plain, cached = (
        ["--isolated", "--no-cache", *more],
        ["--isolated", "--cache-dir", f"{folder}/{size}", *more],
    )
    hook = ["--scope", "row"]
    yield f"check, {size:,} rows", [[path, *plain]] * runs
    run([path, *cached])
    yield f"check, {size:,} rows, again", [[path, *cached]] * runs
    yield f"row hook, {size:,} rows", [[path, *plain, *hook]] * runs
    run([path, *cached, *hook])
    yield f"row hook, {size:,} rows, again", [[path, *cached, *hook]] * runs
    edited = []
    for number in range(runs):
        new = [json.dumps(row) for row in make_rows(10, seed=100 + number)]
        edited.append(_write(folder / f"edited{number}.jsonl", [*rows[:-10], *new]))
    yield f"row hook, 10 of {size:,} changed", [[file, *cached, *hook] for file in edited]


def _write(path: Path, lines: list[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 20000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("check", nargs="*", help="arguments for tunelint check")
    options = parser.parse_args()
    os.environ.setdefault("PYTHONPATH", str(ROOT / "src"))
    print(f"{'command':<34} {'CPU s':>8} {'wall s':>8} {'peak MB':>8}")
    for name, arguments in COLD.items():
        print("{:<34} {:>8.2f} {:>8.2f} {:>8.0f}".format(name, *measure([arguments] * options.runs)))
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            for name, commands in checks(Path(folder), size, options.runs, options.check):
                figures = measure([["-m", "tunelint", "check", *command] for command in commands])
                print("{:<34} {:>8.2f} {:>8.2f} {:>8.0f}".format(name, *figures))


if __name__ == "__main__":
    main()
