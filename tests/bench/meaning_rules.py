"""Recall and false alarms of `outlier/topic` and `duplicate/semantic` on real data.

    python tests/bench/meaning_rules.py --data FOLDER [-- CHECK ARGS]

Topic: five examples of each other corpus are planted, one corpus at a time, into a corpus of one subject
(`datasets/ski_resort`, `gsm8k_alpaca`, `gpteacher`); and a question of each other domain of
`duplicates/clinc150` into 500 of one domain. Reworded: pairs of `duplicates/stsb`, a score of 4.4 and more
meaning the same, 2 to 3 not, among 1,500 untouched examples.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPORA = {
    "ski_resort": "ski_resort/training_data.jsonl",
    "gsm8k": "gsm8k_alpaca/gsm_8k_train.json",
    "gpteacher": "gpteacher/roleplay-simple-deduped-roleplay-instruct.json",
}
Pair = tuple[str, str]


def chat(prompt: str, reply: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": prompt}, {"role": "assistant", "content": reply}]}


def findings(rows: list[Any], rule: str, arguments: list[str]) -> list[dict[str, Any]]:
    """The findings of one rule on some rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-m", "tunelint", "check", str(path), "--isolated", "--select", rule]
        done = subprocess.run(
            [*command, "--output", "json", *arguments],
            stdout=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
    return json.loads(done.stdout)["findings"]


def corpus(path: Path) -> list[Pair]:
    """Prompts and replies of an Alpaca-like file."""
    text = path.read_text(encoding="utf-8")
    rows = (
        json.loads(text)
        if path.suffix == ".json"
        else [json.loads(line) for line in text.splitlines() if line]
    )
    return [
        (
            f"{row['instruction']}\n{row.get('input') or ''}".strip(),
            row.get("output") or row.get("response") or "",
        )
        for row in rows
    ]


def plant(base: list[Pair], strays: list[Pair], arguments: list[str]) -> tuple[float, float]:
    """The share of planted and of own rows that `outlier/topic` flags."""
    rows = [(pair, False) for pair in base] + [(pair, True) for pair in strays]
    random.Random(3).shuffle(rows)
    found = [
        rows[f["line"] - 1][1] for f in findings([chat(*p) for p, _ in rows], "outlier/topic", arguments)
    ]
    return sum(found) / max(1, len(strays)), (len(found) - sum(found)) / len(base)


def topic(folder: Path, arguments: list[str]) -> None:
    """Print recall and false alarms for each corpus."""
    rng = random.Random(3)
    sets = {name: corpus(folder / "datasets" / path)[:4000] for name, path in CORPORA.items()}
    for name, base in sets.items():
        alone = plant(base, [], arguments)[1]
        planted = [pair for other, rows in sets.items() if other != name for pair in rng.sample(rows, 5)]
        recall = plant(base, planted, arguments)[0]
        print(
            f"topic, {name}: {alone:.2%} of {len(base):,} untouched; {recall:.0%} of {len(planted)} planted"
        )
    clinc = json.loads((folder / "duplicates/clinc150/data_full.json").read_text(encoding="utf-8"))
    domains = json.loads((folder / "duplicates/clinc150/domains.json").read_text(encoding="utf-8"))
    by_domain = {
        domain: [text for text, intent in clinc["train"] if intent in set(names)]
        for domain, names in domains.items()
    }
    recalls, wrongs = [], []
    for domain, texts in by_domain.items():
        strays = [
            (text, "") for other in by_domain if other != domain for text in rng.sample(by_domain[other], 1)
        ]
        base = [(text, "") for text in rng.sample(texts, 500)]
        found = plant([(p, "See below.") for p, _ in base], [(p, "See below.") for p, _ in strays], arguments)
        recalls.append(found[0])
        wrongs.append(found[1])
    print(
        f"topic, one clinc150 domain and a question of each other: {sum(recalls) / len(recalls):.0%} of"
        f" the planted, {sum(wrongs) / len(wrongs):.2%} of the domain's own"
    )


def reworded(folder: Path, arguments: list[str]) -> None:
    """Print recall on paraphrases, and false alarms on near misses and untouched rows."""
    rng = random.Random(5)
    base = corpus(folder / "datasets" / CORPORA["gpteacher"])[:1500]
    for part in ("train", "dev"):
        with (folder / f"duplicates/stsb/stsb-en-{part}.csv").open(encoding="utf-8", newline="") as file:
            pairs = [row for row in csv.reader(file) if len(row) == 3 and min(map(len, row[:2])) > 40]
        rng.shuffle(pairs)
        rows: list[tuple[Pair, tuple[str, int] | None]] = [(pair, None) for pair in base]
        counts = {"same": 0, "near miss": 0}
        for number, (one, other, score) in enumerate(pairs):
            kind = "same" if float(score) >= 4.4 else "near miss" if 2 <= float(score) <= 3 else ""
            if kind and counts[kind] < 200 and one.strip().lower() != other.strip().lower():
                counts[kind] += 1
                rows.append((("Sum up the report in one sentence.", one), (kind, number)))
                rows.append((("In one sentence, what does the report say?", other), (kind, number)))
        rng.shuffle(rows)
        found: dict[str, set[Any]] = {"same": set(), "near miss": set(), "untouched": set()}
        for finding in findings([chat(*pair) for pair, _ in rows], "duplicate/semantic", arguments):
            tag, other = rows[finding["line"] - 1][1], rows[finding["related"][0]["line"] - 1][1]
            if tag is None:
                found["untouched"].add(finding["line"])
            elif tag == other:
                found[tag[0]].add(tag[1])
        shares = ", ".join(
            f"{len(found[kind]) / counts[kind]:.0%} of {counts[kind]} {kind}" for kind in counts
        )
        print(f"reworded, STS {part}: {shares}, {len(found['untouched']) / len(base):.2%} untouched")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("TUNELINT_DATA"))
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    topic(Path(options.data), options.arguments)
    reworded(Path(options.data), options.arguments)


if __name__ == "__main__":
    main()
