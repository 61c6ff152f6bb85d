"""Recall and false alarms on a benchmark of planted faults, class by class.

    python tests/bench/planted.py --make PLANT.py --score SCORE.py [--data FOLDER] [--sizes 2000 5000] [--
    CHECK ARGS]

PLANT.py writes `bench_N.jsonl` and `bench_N.truth.jsonl`, SCORE.py compares the truth with the rules that
fired on each line; both are given by path. Files that exist already in the folder are used again. The
glossary of the benchmark is written beside them. Without `--score` the counts of each rule are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = """\
avoid,prefer,case
utilise,use,
web-site,website,
Acme cloud,AcmeCloud,exact
ACMECloud,AcmeCloud,exact
whitelist,allowlist,
e-mail,email,
log-in,log in,
helpdesk,help desk,
"""


def check(path: Path, arguments: list[str]) -> tuple[dict[str, list[str]], float]:
    """The rules that fired on each line of a file, and the seconds it took."""
    glossary = path.parent / "terms.csv"
    glossary.write_text(GLOSSARY, encoding="utf-8")
    command = [sys.executable, "-m", "tunelint", "check", str(path), "--isolated", "--output", "json"]
    start = time.perf_counter()
    done = subprocess.run(
        [*command, "--config", f'glossary=["{glossary}"]', *arguments], stdout=subprocess.PIPE, check=False
    )
    seconds = time.perf_counter() - start
    found: dict[str, set[str]] = {}
    for finding in json.loads(done.stdout)["findings"]:
        found.setdefault(str(finding["line"]), set()).add(finding["rule"])
    return {line: sorted(rules) for line, rules in found.items()}, seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--make", help="the program that writes the benchmark")
    parser.add_argument("--score", help="the program that compares with the truth")
    parser.add_argument("--data", help="base texts for --make")
    parser.add_argument("--folder", help="where the benchmark is, or goes; default: a temporary folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000])
    parser.add_argument("--seed", default="7")
    parser.add_argument("check", nargs="*", help="arguments for tunelint check")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    folder = Path(options.folder or tempfile.mkdtemp())
    if options.make and not (folder / f"bench_{options.sizes[-1]}.jsonl").exists():
        sizes = [str(size) for size in options.sizes]
        data = ["--data", options.data] if options.data else []
        command = [sys.executable, options.make, "--out", str(folder), *data, "--seed", options.seed]
        subprocess.run([*command, "--sizes", *sizes], check=True)
    for size in options.sizes:
        found, seconds = check(folder / f"bench_{size}.jsonl", options.check)
        print(f"{size} rows in {seconds:.1f} s")
        (folder / f"found_{size}.json").write_text(json.dumps(found), encoding="utf-8")
        if options.score:
            truth = folder / f"bench_{size}.truth.jsonl"
            command = [
                sys.executable,
                options.score,
                str(truth),
                str(size),
                str(folder / f"found_{size}.json"),
            ]
            subprocess.run(command, check=True)
        else:
            print(Counter(rule for rules in found.values() for rule in rules))


if __name__ == "__main__":
    main()
