"""How often each rule fires on clean data: the false-alarm rates that the pages of the rules show.

    python tests/bench/rates.py FILE... [--write]

The files hold rows that are known to be good, such as base_5000.jsonl of the planted benchmark. Rules that
need a glossary, a target or an evaluation file have no rate. `--write` puts the rates into
src/tunelint/rulebook/rates.json.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RATES = ROOT / "src/tunelint/rulebook/rates.json"
SKIPPED = ("leak", "target", "config")


def check(path: str) -> tuple[Counter[str], int]:
    """Rows with a finding by rule, and the rows."""
    command = [sys.executable, "-m", "tunelint", "check", path, "--isolated", "--output", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    report = json.loads(done.stdout)
    rows = {(finding["rule"], finding["line"]) for finding in report["findings"]}
    return Counter(rule for rule, _ in rows), report["counts"]["rows"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--write", action="store_true", help="keep the rates for the pages of the rules")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    sys.path.insert(0, str(ROOT / "src"))
    from tunelint.rulebook.load import load_rules, rules_folder

    found: Counter[str] = Counter()
    total = 0
    for file in options.files:
        counts, rows = check(file)
        found += counts
        total += rows
    rules = [rule for rule in load_rules([rules_folder()]).values() if rule.default]
    rules = [rule for rule in rules if rule.family not in SKIPPED and rule.kind != "glossary"]
    for rule in sorted(rules, key=lambda rule: -found[rule.id]):
        print(f"{rule.id:<36}{found[rule.id]:>6}  {found[rule.id] / total:.3%}")
    if options.write:
        rates = {
            "measured": datetime.now(UTC).date().isoformat(),
            "rows": total,
            "data": sorted(Path(file).name for file in options.files),
            "found": {rule.id: found[rule.id] for rule in sorted(rules, key=lambda rule: rule.id)},
        }
        RATES.write_text(json.dumps(rates, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
