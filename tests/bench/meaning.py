"""The engines of meaning: speed, agreement with people, neighbours of one intent.

    python tests/bench/meaning.py --data FOLDER [--engines static sentence-transformers]

FOLDER holds `duplicates/stsb/stsb-en-dev.csv` (Spearman's rho of similarity and human scores),
`duplicates/banking77` and `duplicates/clinc150` (accuracy of 5 neighbours among 2,000 questions, for 800).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import numpy as np

from tunelint.measure.meaning.engines import Engine, choose

Labelled = list[tuple[str, str]]


def rank_correlation(engine: Engine, path: Path) -> float:
    """Spearman's rho on pairs of sentences with a score."""
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.reader(file) if len(row) == 3]
    left, right = (engine.encode([row[side] for row in pairs]) for side in (0, 1))
    scores = [(left * right).sum(axis=1), np.array([float(row[2]) for row in pairs])]
    return float(np.corrcoef([ranks(values) for values in scores])[0, 1])


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks with ties shared."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[inverse]


def accuracy(engine: Engine, known: Labelled, asked: Labelled, count: int = 5) -> float:
    """The share of questions whose commonest intent among the neighbours is the right one."""
    similarity = engine.encode([text for text, _ in asked]) @ engine.encode([text for text, _ in known]).T
    nearest = np.argsort(-similarity, axis=1)[:, :count]
    guesses = [Counter(known[n][1] for n in row).most_common(1)[0][0] for row in nearest]
    return statistics.mean(guess == label for guess, (_, label) in zip(guesses, asked, strict=True))


def intents(folder: Path) -> dict[str, tuple[Labelled, Labelled]]:
    """2,000 known and 800 asked questions of each set, drawn with a fixed seed."""
    sets: dict[str, tuple[Labelled, Labelled]] = {}
    banking = []
    for part in ("train", "test"):
        with (folder / "banking77" / f"{part}.csv").open(encoding="utf-8", newline="") as file:
            banking.append([(row["text"], row["category"]) for row in csv.DictReader(file)])
    clinc = json.loads((folder / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    for name, (known, asked) in {"banking77": banking, "clinc150": (clinc["train"], clinc["test"])}.items():
        rng = random.Random(1)
        sets[name] = rng.sample(known, 2000), rng.sample(asked, 800)
    return sets


def speed(engine: Engine, texts: list[str], most: float = 5) -> float:
    """Texts a second, measured for a few seconds at most."""
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < most and done < 20_000:
        engine.encode(texts[:64])
        done += len(texts[:64])
    return done / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("TUNELINT_DATA"))
    parser.add_argument("--engines", nargs="+", default=["static"])
    options = parser.parse_args()
    folder = Path(options.data) / "duplicates"
    for name in options.engines:
        start = time.perf_counter()
        engine = choose(name)
        engine.encode(["one sentence"])
        print(f"{engine.id}: first vector after {time.perf_counter() - start:.2f} s")
        print(
            f"  STS benchmark, dev: rho {rank_correlation(engine, folder / 'stsb' / 'stsb-en-dev.csv'):.3f}"
        )
        for label, (known, asked) in intents(folder).items():
            print(f"  {label}: 5 neighbours {accuracy(engine, known, asked):.3f}")
            short = [text for text, _ in known]
        long = [" ".join(short[n : n + 18]) for n in range(0, 1152, 18)]
        print(f"  {speed(engine, short):,.0f} short texts a second, {speed(engine, long):,.0f} of 200 words")


if __name__ == "__main__":
    main()
