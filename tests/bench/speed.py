"""Time and memory of whole runs: cold start, 1,000 rows, 20,000 rows.

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

ROOT = Path(__file__).parent.parent.parent
COLD = {
    "python -c pass": ["-c", "pass"],
    "tunelint --version": ["-m", "tunelint", "--version"],
    "tunelint --help": ["-m", "tunelint", "--help"],
    "tunelint rules": ["-m", "tunelint", "rules"],
    "tunelint explain": ["-m", "tunelint", "explain", "tone/off-voice"],
}


def make_rows(size: int, seed: int = 7) -> list[dict]:
    """Chat rows of about 120 words: sentences of the sample data, shuffled, with made-up words mixed in."""
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
        {"messages": [{"role": "user", "content": speak(1)}, {"role": "assistant", "content": speak(9)}]}
        for _ in range(size)
    ]


def measure(arguments: list[str], runs: int) -> tuple[float, float, float]:
    """Median CPU seconds, median wall seconds and peak memory in MB of a command."""
    seconds, walls, peak = [], [], 0.0
    for _ in range(runs):
        start = time.perf_counter()
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
            process = subprocess.Popen([sys.executable, *arguments], stdout=nothing, stderr=nothing)
            _, _, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        seconds.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(seconds), statistics.median(walls), peak


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
        print("{:<34} {:>8.2f} {:>8.2f} {:>8.0f}".format(name, *measure(arguments, options.runs)))
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = Path(folder) / f"rows{size}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in make_rows(size)), encoding="utf-8")
            arguments = ["-m", "tunelint", "check", str(path), "--isolated", *options.check]
            name = f"tunelint check, {size:,} rows"
            print("{:<34} {:>8.2f} {:>8.2f} {:>8.0f}".format(name, *measure(arguments, min(options.runs, 2))))


if __name__ == "__main__":
    main()
