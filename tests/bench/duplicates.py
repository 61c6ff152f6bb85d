"""Duplicates, conflicts and leaks on planted data, beside other engines; time and memory at scale.

    python tests/bench/duplicates.py --make PLANT.py [--data FOLDER] [--sizes N ...] [--scale N ...]
                                     [--peers PYTHON]

PLANT.py writes `parsable_N.jsonl`, its truth, `base_N.jsonl` and `eval_N.jsonl`. A planted pair is found if
either of its lines is flagged. Every engine runs in a process of its own, the others with the
interpreter PYTHON of an environment that they are installed in. Those that are not are left out: rensa
(MinHash of 5-grams, Jaccard .7), datasketch (the same), semhash (its defaults, with the table of meanings of
tunelint as its model, because its own is fetched), finelint (its duplicates and conflicts).
For --scale the base texts are repeated with their words exchanged, so that no row is like another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOUND = ("exact_dup", "case_ws_dup", "near_dup_5pct", "near_dup_20pct", "paraphrase_dup", "conflict_answer")
WRONG = ("hardneg_template", "hardneg_nonparaphrase")
ENGINES = ("tunelint", "rensa", "datasketch", "semhash", "finelint")
FINELINT = {"EXACT_DUPLICATE", "NEAR_DUPLICATE", "CONFLICTING_OUTPUT"}


class Run(NamedTuple):
    """What an engine flagged, its CPU seconds and its peak memory in MB (of one process)."""

    lines: set[int]
    seconds: float
    peak: float


def run(engine: str, path: Path, peers: str, arguments: list[str] | None = None) -> Run:
    """One engine on one file."""
    command = [peers, __file__, "--engine", engine, str(path)]
    if engine == "tunelint":
        select = [f"--select={name}" for name in ("duplicate", "conflict")]
        check = [sys.executable, "-m", "tunelint", "check", str(path), "--isolated", "--output", "json"]
        command = [*check, *(arguments or select)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, env=environment)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        out.seek(0)
        answer = json.load(out)
    lines = answer if isinstance(answer, list) else [finding["line"] for finding in answer["findings"]]
    return Run(set(lines), seconds, usage.ru_maxrss / 1024)


def texts(path: Path) -> list[tuple[int, str]]:
    """Line and text of every row that is a conversation."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            turns = json.loads(line)["messages"]
            found.append((number, "\n".join(turn["content"] for turn in turns if turn["role"] != "system")))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def flag(engine: str, path: Path) -> list[int]:
    """The lines that another engine calls duplicates of an earlier line."""
    if engine == "finelint":
        return _finelint(path)
    rows = texts(path)
    if engine == "semhash":
        return _semhash(rows)
    grams = [_grams(text) for _, text in rows]
    pairs = _rensa(grams) if engine == "rensa" else _datasketch(grams)
    return sorted({rows[number][0] for number in pairs})


def _semhash(rows: list[tuple[int, str]]) -> list[int]:
    import numpy as np
    from model2vec import StaticModel
    from semhash import SemHash
    from tokenizers import Tokenizer

    folder = ROOT / "src/tunelint/measure/meaning"
    vectors = np.load(folder / "table.npy").astype(np.float32)
    model = StaticModel(vectors, Tokenizer.from_file(str(folder / "tokenizer.json")), normalize=True)
    records = [{"line": line, "text": text} for line, text in rows]
    result = SemHash.from_records(records=records, columns=["text"], model=model).self_deduplicate()
    return [item.record["line"] for item in result.filtered]


def _finelint(path: Path) -> list[int]:
    program = str(Path(sys.executable).with_name("finelint"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        command = [
            program,
            "inspect",
            str(path),
            "--affected-records",
            str(out),
            "--report",
            f"{folder}/r.json",
        ]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        rows = json.loads(out.read_text(encoding="utf-8"))["records"]
    return sorted({row["line"] for row in rows if any(why["code"] in FINELINT for why in row["reasons"])})


def _grams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + 5]) for start in range(max(1, len(words) - 4))}


def _rensa(grams: list[set[str]]) -> list[int]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    signatures, flagged = [], []
    for number, shingles in enumerate(grams):
        signature = RMinHash(num_perm=128, seed=42)
        signature.update(list(shingles))
        if any(signature.jaccard(signatures[other]) >= 0.7 for other in index.query(signature)):
            flagged.append(number)
        index.insert(number, signature)
        signatures.append(signature)
    return flagged


def _datasketch(grams: list[set[str]]) -> list[int]:
    from datasketch import MinHash, MinHashLSH

    index, flagged = MinHashLSH(threshold=0.7, num_perm=128), []
    for number, shingles in enumerate(grams):
        signature = MinHash(num_perm=128)
        signature.update_batch([shingle.encode() for shingle in shingles])
        if index.query(signature):
            flagged.append(number)
        index.insert(str(number), signature)
    return flagged


def score(truth: list[dict[str, object]], lines: set[int], total: int) -> dict[str, str]:
    """Found and all of each class, and the share of untouched lines that were flagged."""
    touched = {line for row in truth for line in (row["line"], *row["ref"])}
    every, hit = Counter(), Counter()
    for row in truth:
        every[row["defect"]] += 1
        hit[row["defect"]] += not lines.isdisjoint({row["line"], *row["ref"]})
    result = {name: f"{hit[name]}/{every[name]}" for name in (*FOUND, *WRONG)}
    untouched = total - len(touched)
    result["untouched"] = (
        f"{100 * len([line for line in lines if line and line not in touched]) / untouched:.2f}%"
    )
    return result


def leaks(folder: Path, size: int) -> str:
    """How many of the evaluation rows that stand in the training file are named, and how many others."""
    trained = set((folder / f"parsable_{size}.jsonl").read_bytes().splitlines())
    held = (folder / f"eval_{size}.jsonl").read_bytes().splitlines()
    wanted = {number for number, line in enumerate(held, 1) if line in trained}
    command = ["check", str(folder / f"bench_{size}.jsonl"), "--isolated", "--select=leak", "--output=json"]
    done = subprocess.run(
        [sys.executable, "-m", "tunelint", *command, "--against", str(folder / f"eval_{size}.jsonl")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    named = {item["related"][0]["line"] for item in json.loads(done.stdout)["findings"]}
    return f"{len(named & wanted)}/{len(wanted)} leaked rows named, {len(named - wanted)} others"


def grow(base: Path, size: int, path: Path) -> None:
    """A file of `size` rows: the base texts, then the same with every word exchanged for another."""
    rows = [json.loads(line) for line in base.read_text(encoding="utf-8").splitlines()]
    words = sorted(
        {word for row in rows for turn in row["messages"] for word in re.findall(r"\w+", turn["content"])}
    )
    mixer = random.Random(3)
    with path.open("w", encoding="utf-8") as out:
        for number in range(size):
            row = rows[number % len(rows)]
            if number >= len(rows):
                turns = [
                    {**turn, "content": re.sub(r"\w+", lambda _: mixer.choice(words), turn["content"])}
                    for turn in row["messages"]
                ]
                row = {"messages": turns}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--make", help="the program that writes the benchmark")
    parser.add_argument("--data", help="base texts for --make")
    parser.add_argument("--folder", help="where the benchmark is, or goes; default: a temporary folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 5000])
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--peers", default=sys.executable, help="a Python that has the other engines")
    parser.add_argument("--engine", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        json.dump(flag(given.engine[0], Path(given.engine[1])), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        if given.make and not (folder / f"bench_{given.sizes[-1]}.jsonl").exists():
            data = ["--data", given.data] if given.data else []
            sizes = [str(size) for size in given.sizes]
            subprocess.run(
                [sys.executable, given.make, "--out", folder, *data, "--sizes", *sizes],
                check=True,
            )
        compare(folder, given.sizes, given.peers)
        measure(folder, given.sizes[-1], given.scale, given.peers)


def compare(folder: Path, sizes: list[int], peers: str) -> None:
    """Print what each engine finds."""
    for size in sizes:
        lines = (folder / f"parsable_{size}.truth.jsonl").read_text(encoding="utf-8").splitlines()
        truth = [json.loads(line) for line in lines]
        total = (folder / f"parsable_{size}.jsonl").read_bytes().count(b"\n")
        for engine in installed(peers):
            got = run(engine, folder / f"parsable_{size}.jsonl", peers)
            row = "  ".join(f"{name} {value}" for name, value in score(truth, got.lines, total).items())
            print(f"{size:7,} {engine:10} {row}  {got.seconds:.1f} CPU s  {got.peak:.0f} MB", flush=True)
        print(f"{size:7,} tunelint   {leaks(folder, size)}", flush=True)


def measure(folder: Path, base: int, sizes: list[int], peers: str) -> None:
    """Print time and peak memory of each engine at scale, tunelint without its rules by meaning."""
    hashed = [f"--select=duplicate/{name}" for name in ("exact", "normalised", "near")]
    for size in sizes:
        path = folder / f"scale_{size}.jsonl"
        grow(folder / f"base_{base}.jsonl", size, path)
        for engine in installed(peers):
            got = run(engine, path, peers, hashed)
            print(
                f"{size:7,} {engine:10} {len(got.lines)} flagged  {got.seconds:.1f} CPU s  {got.peak:.0f} MB",
                flush=True,
            )


def installed(peers: str) -> list[str]:
    """The engines that can run here."""
    command = [peers, "-c", f"from importlib.util import find_spec as f; print(*filter(f, {ENGINES}))"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return [name for name in ENGINES if name == "tunelint" or name in found]


if __name__ == "__main__":
    main()
