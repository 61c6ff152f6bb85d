"""Recall and false alarms of `outlier/topic`, `duplicate/semantic` and `leak/reworded` on real data.

    python tests/bench/meaning_rules.py --data FOLDER [-- CHECK ARGS]

Topic: five examples of each other corpus are planted, one corpus at a time, into a corpus of one subject
(`datasets/ski_resort`, `gsm8k_alpaca`, `gpteacher`); and a question of each other domain of
`duplicates/clinc150` into 500 of one domain. Reworded: pairs of `duplicates/stsb`, a score of 4.4 and more
meaning the same, 2 to 3 not, among 1,500 untouched examples; once in one file, once with the other sentence
of each pair in the evaluation file. Intents: the test part of `duplicates/banking77` and `clinc150` against
the training part, many ways to ask one thing and no leak: with the label as reply, with one sentence for
each label, and without reply.
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


def findings(
    rows: list[Any], rule: str, arguments: list[str], tested: list[Any] | None = None
) -> list[dict[str, Any]]:
    """The findings of one rule on some rows, held against others."""
    with tempfile.TemporaryDirectory() as folder:
        path, held = Path(folder) / "data.jsonl", Path(folder) / "held.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        held.write_text("".join(json.dumps(row) + "\n" for row in tested or ()), encoding="utf-8")
        command = [sys.executable, "-m", "tunelint", "check", str(path), "--isolated", "--select", rule]
        command += ["--against", str(held)] if tested else []
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


def sentences(folder: Path, part: str) -> list[tuple[str, str, str]]:
    """Pairs of the STS benchmark and what they are: 200 that mean the same, 200 near misses."""
    with (folder / f"duplicates/stsb/stsb-en-{part}.csv").open(encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.reader(file) if len(row) == 3 and min(map(len, row[:2])) > 40]
    random.Random(5).shuffle(pairs)
    found: dict[str, list[tuple[str, str, str]]] = {"same": [], "near miss": []}
    for one, other, score in pairs:
        kind = "same" if float(score) >= 4.4 else "near miss" if 2 <= float(score) <= 3 else ""
        if kind and len(found[kind]) < 200 and one.strip().lower() != other.strip().lower():
            found[kind].append((one, other, kind))
    return [pair for pairs in found.values() for pair in pairs]


def reworded(folder: Path, arguments: list[str]) -> None:
    """Print recall on paraphrases, and false alarms on near misses and untouched rows."""
    base = corpus(folder / "datasets" / CORPORA["gpteacher"])[:1500]
    for part in ("train", "dev"):
        pairs = sentences(folder, part)
        ones = [chat("Sum up the report in one sentence.", one) for one, _, _ in pairs]
        others = [chat("In one sentence, what does the report say?", other) for _, other, _ in pairs]
        rows = [*ones, *others, *(chat(*pair) for pair in base)]
        pairs_found = {
            (finding["line"] - 1, finding["related"][0]["line"] - 1)
            for finding in findings(rows, "duplicate/semantic", arguments)
        }
        size = len(pairs)
        hits = {one % size for one, other in pairs_found if one % size == other % size and one < 2 * size}
        wrong = {one for one, _ in pairs_found if one >= 2 * size}
        tell(f"reworded, STS {part}", pairs, hits, len(wrong) / len(base))
        rows = [*ones, *(chat(*pair) for pair in base)]
        leaks = {
            (finding["line"] - 1, finding["related"][0]["line"] - 1)
            for finding in findings(rows, "leak/reworded", arguments, others)
        }
        wrong = {one for one, _ in leaks if one >= size}
        tell(
            f"leaked, STS {part}",
            pairs,
            {one for one, other in leaks if one == other},
            len(wrong) / len(base),
        )


def tell(what: str, pairs: list[tuple[str, str, str]], hits: set[int], untouched: float) -> None:
    """Print the share found of each kind of pair."""
    shares = []
    for kind in ("same", "near miss"):
        every = [number for number, pair in enumerate(pairs) if pair[2] == kind]
        shares.append(f"{len(hits.intersection(every)) / len(every):.0%} of {len(every)} {kind}")
    print(f"{what}: {', '.join(shares)}, {untouched:.2%} untouched", flush=True)


def intents(folder: Path, arguments: list[str]) -> None:
    """Print how many rows of intent data are called leaks of its test part, though none is one."""
    parts: dict[str, list[list[Pair]]] = {"banking77": [], "clinc150": []}
    clinc = json.loads((folder / "duplicates/clinc150/data_full.json").read_text(encoding="utf-8"))
    for part in ("train", "test"):
        with (folder / f"duplicates/banking77/{part}.csv").open(encoding="utf-8", newline="") as file:
            parts["banking77"].append([(text, label) for text, label in list(csv.reader(file))[1:]])
        parts["clinc150"].append([(text, label) for text, label in clinc[part]])
    forms = {
        "label": chat,
        "sentence": lambda text, label: chat(
            text, f"Let me help you with {label.replace('_', ' ')} right away."
        ),
        "text alone": lambda text, _: {"text": text},
    }
    for name, (train, test) in parts.items():
        for form, make in forms.items():
            tested = [make(*pair) for pair in test]
            rows = [make(*pair) for pair in train]
            rates = [
                f"{len(findings(rows, rule, arguments, tested)) / len(rows):.2%} {rule}"
                for rule in ("leak/near", "leak/reworded", "duplicate/near", "duplicate/semantic")
            ]
            print(f"{name}, {form}: {', '.join(rates)} of {len(rows):,}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("TUNELINT_DATA"))
    parser.add_argument("--only", nargs="*", default=["topic", "reworded", "intents"])
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    if "topic" in options.only:
        topic(Path(options.data), options.arguments)
    if "reworded" in options.only:
        reworded(Path(options.data), options.arguments)
    if "intents" in options.only:
        intents(Path(options.data), options.arguments)


if __name__ == "__main__":
    main()
