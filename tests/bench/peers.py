"""Recall class by class on the planted benchmark, beside the two strongest direct peers.

    python tests/bench/peers.py --peers VENV --folder BENCH [--sizes 2000 5000]

VENV is a virtual environment with `dropoutt` and `finelint` (pip install dropoutt finelint). BENCH holds what
`planted.py` made and found: bench_N.jsonl, bench_N.truth.jsonl and found_N.json. dropoutt lists 3 to 8 lines
a check; its caps are lifted here. finelint stops at bytes that are no UTF-8, so it gets a repaired copy. A
duplicate counts as found when either line of its pair is flagged; a rule on over 5 % of the untouched
lines counts for nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

NOISE = 0.05
UNCAPPED = """
import importlib, pkgutil, sys
import dropoutt.checks
from dropoutt.checks.base import Check
for each in pkgutil.iter_modules(dropoutt.checks.__path__):
    importlib.import_module(f"dropoutt.checks.{each.name}")
def lift(cls):
    cls.EVIDENCE_CAP = 10**9
    for sub in cls.__subclasses__():
        lift(sub)
lift(Check)
from dropoutt.cli import run
sys.exit(run())
"""

Found = dict[int, set[str]]


def dropoutt(venv: Path, data: Path, folder: Path) -> Found:
    """The checks of dropoutt by line."""
    command = [venv / "bin/python", "-c", UNCAPPED, "scan", data, "--offline", "--no-open", "--no-html"]
    subprocess.run([*command, "-q", "-j", "1", "--out", folder / "out"], capture_output=True, check=False)
    found: Found = {}
    for line in (folder / "out/findings.jsonl").read_text("utf-8").splitlines():
        finding = json.loads(line)
        for place in finding["evidence"]:
            found.setdefault(place["source_index"] + 1, set()).add(finding["check_id"])
    return found


def finelint(venv: Path, data: Path, folder: Path) -> Found:
    """The codes of finelint by line."""
    copy, report = folder / "repaired.jsonl", folder / "lines.json"
    copy.write_bytes(data.read_bytes().decode("utf-8", "replace").encode())
    command = [venv / "bin/finelint", "inspect", copy, "--report", folder / "report.json"]
    subprocess.run([*command, "--affected-records", report], capture_output=True, check=False)
    records = json.loads(report.read_text("utf-8"))["records"]
    return {each["line"]: {reason["code"] for reason in each["reasons"]} for each in records}


def compare(truth: list[dict], size: int, found: Found) -> tuple[Counter[str], int]:
    """Lines found by class, and untouched lines flagged; rules that fire everywhere are left out."""
    planted = {item["line"] for item in truth} | {line for item in truth for line in item["ref"]}
    clean = size - len(planted)
    fired = Counter(rule for line, rules in found.items() if line not in planted for rule in rules)
    noisy = {rule for rule, count in fired.items() if count > NOISE * clean}
    found = {line: rules - noisy for line, rules in found.items() if rules - noisy}
    hits = Counter(
        item["defect"]
        for item in truth
        if any(line in found for line in (item["line"], *(item["ref"] if item["group"] else ())))
    )
    return hits, len([line for line in found if line not in planted])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path, required=True, help="the virtual environment of the peers")
    parser.add_argument(
        "--folder", type=Path, required=True, help="the benchmark, with what planted.py found"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000])
    options = parser.parse_args()
    for size in options.sizes:
        data = options.folder / f"bench_{size}.jsonl"
        truth_file = options.folder / f"bench_{size}.truth.jsonl"
        truth = [json.loads(line) for line in truth_file.read_text("utf-8").splitlines()]
        own = json.loads((options.folder / f"found_{size}.json").read_text("utf-8"))
        with tempfile.TemporaryDirectory() as name:
            columns = {
                "tunelint": {int(line): set(rules) for line, rules in own.items()},
                "dropoutt": dropoutt(options.peers, data, Path(name)),
                "finelint": finelint(options.peers, data, Path(name)),
            }
        results = {tool: compare(truth, size, found) for tool, found in columns.items()}
        totals = Counter(item["defect"] for item in truth)
        print(f"\n{size} rows{'':28}" + "".join(f"{tool:>10}" for tool in results))
        for name, total in sorted(totals.items()):
            row = [hits[name] for hits, _ in results.values()]
            behind = "  a peer is ahead" if row[0] < max(row[1:]) and not name.startswith("hardneg") else ""
            print(f"{name:<28}{total:>8}" + "".join(f"{hit:>10}" for hit in row) + behind)
        print(f"{'untouched lines flagged':<36}" + "".join(f"{alarms:>10}" for _, alarms in results.values()))


if __name__ == "__main__":
    main()
