"""Duplicates, conflicts and leaks on planted data beside other engines, with time and memory at scale.

    python tests/bench/duplicates.py --make PLANT.py [--data FOLDER] [--seed N] [--sizes N ...]
                                     [--scale N ...] [--peers PYTHON] [--direct PYTHON]

PLANT.py writes `parsable_N.jsonl`, its truth, `base_N.jsonl` and `eval_N.jsonl`. A planted pair is found if
either of its lines is flagged. Every engine runs in a process of its own, the others with the
interpreter PYTHON of an environment that they are installed in. Those that are not are left out: rensa
(MinHash of 5-grams, Jaccard .7), datasketch (the same), semhash (its defaults, with the table of meanings of
tunelint as its model, because its own is fetched), finelint (its duplicates and conflicts; up to 5,000 rows),
dropoutt (its duplicates and conflicts, of all that it checks; in the environment of --direct). tunelint runs
once for the job of each: copies and edits (rensa, datasketch), rewordings (semhash), duplicates and conflicts
(finelint, dropoutt). For --scale the planted rows are followed by base texts with all their words exchanged,
so that no further row is like another.

    python tests/bench/duplicates.py --index DATA.jsonl

compares the rewordings that are found with the index of clusters with those of an exact search.
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
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
FOUND = ("exact_dup", "case_ws_dup", "near_dup_5pct", "near_dup_20pct", "paraphrase_dup", "conflict_answer")
WRONG = ("hardneg_template", "hardneg_nonparaphrase")
JOBS = {
    "copies and edits": ("duplicate/exact", "duplicate/normalised", "duplicate/near"),
    "rewordings": ("duplicate/semantic",),
    "duplicates, conflicts": ("duplicate", "conflict"),
}
"""The rules of tunelint for the job of each engine."""
PEERS = {
    "copies and edits": ("rensa", "datasketch"),
    "rewordings": ("semhash",),
    "duplicates, conflicts": ("finelint", "dropoutt"),
}
DROPOUTT = ("DUP-001", "DUP-002")
FINELINT_ROWS = 5000
FINELINT = {"EXACT_DUPLICATE", "NEAR_DUPLICATE", "CONFLICTING_OUTPUT"}


class Run(NamedTuple):
    """What an engine flagged, its CPU and wall seconds, and its peak memory in MB (of one process)."""

    lines: set[int]
    seconds: float
    wall: float
    peak: float


def run(engine: str, path: Path, python: str, rules: Sequence[str] = JOBS["duplicates, conflicts"]) -> Run:
    """One engine on one file; tunelint with these rules, in one process, without its cache."""
    command = [python, __file__, "--engine", engine, str(path)]
    if engine == "tunelint":
        check = [sys.executable, "-m", "tunelint", "check", str(path), "--isolated", "--output", "json"]
        command = [
            *check,
            "--no-cache",
            "--jobs",
            "1",
            *(rule if rule.startswith("--") else f"--select={rule}" for rule in rules),
        ]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env=environment)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        out.seek(0)
        answer = json.load(out)
    lines = answer if isinstance(answer, list) else [finding["line"] for finding in answer["findings"]]
    return Run(set(lines), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


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
    if engine in {"finelint", "dropoutt"}:
        return _finelint(path) if engine == "finelint" else _dropoutt(path)
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


def _dropoutt(path: Path) -> list[int]:
    from tests.bench import peers

    with tempfile.TemporaryDirectory() as folder:
        found = peers.dropoutt(Path(sys.prefix), path, Path(folder))
    return sorted(line for line, checks in found.items() if any(map(_is_duplicate, checks)))


def _is_duplicate(check: str) -> bool:
    return check.endswith(DROPOUTT)


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


def grow(planted: Path, base: Path, size: int, path: Path) -> None:
    """A file of `size` rows: the planted ones, then the base texts with every word exchanged for another."""
    rows = [json.loads(line) for line in base.read_text(encoding="utf-8").splitlines()]
    words = sorted(
        {word for row in rows for turn in row["messages"] for word in re.findall(r"\w+", turn["content"])}
    )
    mixer = random.Random(3)
    lines = planted.read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines[:size])
        for number in range(size - len(lines)):
            turns = [
                {**turn, "content": re.sub(r"\w+", lambda _: mixer.choice(words), turn["content"])}
                for turn in rows[number % len(rows)]["messages"]
            ]
            out.write(json.dumps({"messages": turns}, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--make", help="the program that writes the benchmark")
    parser.add_argument("--data", help="base texts for --make")
    parser.add_argument("--folder", help="where the benchmark is, or goes; default: a temporary folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 5000])
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peers", default=sys.executable, help="a Python that has the other engines")
    parser.add_argument("--direct", help="a Python that has dropoutt; default: that of --peers")
    parser.add_argument("--index", metavar="FILE", help="compare the index with an exact search on this data")
    parser.add_argument("--engine", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        json.dump(flag(given.engine[0], Path(given.engine[1])), sys.stdout)
        return
    if given.index:
        index(Path(given.index))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        if given.make and not (folder / f"bench_{given.sizes[-1]}.jsonl").exists():
            data = ["--data", given.data] if given.data else []
            sizes = [str(size) for size in given.sizes]
            make = [sys.executable, given.make, "--out", folder, *data, "--seed", str(given.seed)]
            subprocess.run([*make, "--sizes", *sizes], check=True)
        pythons = {"dropoutt": given.direct or given.peers}
        for size in given.sizes:
            compare(folder / f"parsable_{size}.jsonl", truth(folder, size), given.peers, pythons)
            print(f"{size:7,} leaks: {leaks(folder, size)}", flush=True)
        for size in given.scale:
            path, last = folder / f"scale_{size}.jsonl", given.sizes[-1]
            grow(folder / f"parsable_{last}.jsonl", folder / f"base_{last}.jsonl", size, path)
            compare(path, truth(folder, last), given.peers, pythons)


def index(path: Path) -> None:
    """Print how many of the rewordings that an exact search finds the index of clusters finds too."""
    rows = {}
    for name, exact in (("exact", 10**9), ("index", 1)):
        option = f'rules."duplicate/semantic".exact={exact}'
        got = run("tunelint", path, "", ["duplicate/semantic", f"--config={option}"])
        rows[name] = got.lines
        print(f"{name}: {len(got.lines)} rewordings, {got.seconds:.1f} CPU s, {got.peak:.0f} MB", flush=True)
    print(f"found by both: {len(rows['exact'] & rows['index'])}")


def truth(folder: Path, size: int) -> list[dict[str, object]]:
    """What was planted."""
    lines = (folder / f"parsable_{size}.truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def compare(path: Path, planted: list[dict[str, object]], peers: str, pythons: dict[str, str]) -> None:
    """Print what each engine finds and costs, job by job."""
    total = path.read_bytes().count(b"\n")
    for job, rules in JOBS.items():
        print(f"{total:7,} rows, {job}")
        for engine in ("tunelint", *PEERS[job]):
            python = pythons.get(engine, peers)
            if not installed(engine, python) or (engine == "finelint" and total > FINELINT_ROWS):
                continue
            got = run(engine, path, python, rules)
            found = "  ".join(f"{name} {value}" for name, value in score(planted, got.lines, total).items())
            cost = f"{got.seconds:.1f} CPU s  {got.wall:.1f} s  {got.peak:.0f} MB"
            print(f"    {engine:10} {found}  {cost}", flush=True)


def installed(engine: str, python: str) -> bool:
    """Whether an engine can run here."""
    look = f"from importlib.util import find_spec as f; print(bool(f({engine!r})))"
    command = [python, "-c", look]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return engine == "tunelint" or done.stdout.strip() == "True"


if __name__ == "__main__":
    main()
