"""Inputs that nobody thought of, for the reader, the rule files and the configuration; not a test.

python -m tests.bench.fuzz [INPUTS] [SEED]

Each input must give rows and faults, or a user error; rows must read again as they were. Anything else ends
the command with the input that did it. Hypothesis draws the inputs; a part of them are real files with a few
bytes changed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.read.test_fuzz import PIECES, ROWS
from tunelint.model.errors import UserError
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.model.toml import parse_toml
from tunelint.read import reread, rows
from tunelint.rulebook.load import load_rules, read_rule, rule_files, rules_folder
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

BOOK = load_rules([rules_folder()])
SUFFIXES = st.sampled_from([".jsonl", ".json", ".csv", ".tsv", ".jsonl.gz", ".parquet", ".ndjson.zst"])


def seeds():
    """Real data of every shape that is small, and the first rows of the larger ones."""
    found = [path.read_bytes()[:3000] for path in sorted((ROOT / "sample_data").rglob("*")) if path.is_file()]
    return [content for content in found if content]


def damaged(files, pieces):
    """A file with some stretches replaced by other bytes."""

    def damage(content, cuts):
        for at, length, piece in cuts:
            start = at % (len(content) + 1)
            content = content[:start] + piece + content[start + length :]
        return content

    cut = st.tuples(st.integers(0, 4000), st.integers(0, 12), pieces)
    return st.builds(damage, st.sampled_from(files), st.lists(cut, min_size=1, max_size=6))


def read_all(folder, content, suffix):
    """Read a file, and its rows a second time."""
    path = Path(folder, f"data{suffix}")
    path.write_bytes(content)
    try:
        found = [item for item in rows(str(path), Settings()) if isinstance(item, Row)]
        again = list(reread([row.ref for row in found], Settings()))
    except UserError:
        return
    assert [(row.ref, row.raw, row.value) for row in again] == [
        (row.ref, row.raw, row.value) for row in found
    ] or (any(row.value != row.value or "nan" in repr(row.value) for row in found))


def load_rule(text):
    """Read a rule file."""
    try:
        read_rule(parse_toml(text, "fuzz.toml"), "fuzz/rule")
    except UserError:
        return


def configure(folder, text):
    """Read a configuration."""
    path = Path(folder, "tunelint.toml")
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    try:
        make_plan(BOOK, load_config([str(folder)], [str(path)])).seats()
    except UserError:
        return


def run(name, count, number, strategy, act):
    """Draw so many inputs and count those that were tried."""
    tried = 0

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def attempt(drawn):
        nonlocal tried
        tried += 1
        act(*drawn)

    start = time.monotonic()
    attempt()
    print(f"{name}: {tried:,} inputs in {time.monotonic() - start:.0f} s, no traceback", flush=True)


def texts(files):
    """Files of TOML with some stretches replaced."""
    words = [
        b'"',
        b"'''",
        b"[",
        b"]]",
        b"=",
        b"\n",
        b"{",
        b"1",
        b"true",
        b"-",
        b"options",
        b"\xc3\xa9",
        b"(?P<",
    ]
    bytes_ = damaged(files, st.sampled_from(words) | st.binary(max_size=3))
    return bytes_.map(lambda content: content.decode("utf-8", "surrogateescape"))


def main(count=10_000, number=1):
    rules = [path.read_bytes() for path in rule_files(rules_folder())]
    configs = [
        (
            b'data = ["."]\nselect = ["ALL"]\n[budget]\nerror = 0\nwarning = "2%"\n[minimum]\ntone = 0.4\n'
            b'[rules."tone/off-voice"]\nseverity = "error"\n[[overrides]]\nfiles = ["a"]\nwhere = { a = 1 }\n'
            b'[[slices]]\nname = "x"\nbudget = { error = 1 }\n'
            b'[[allow]]\nrule = "a/b"\nrow = "12345678"\nreason = "r"\n'
        ),
    ]
    lines = st.lists(ROWS.map(str).map(str.encode) | PIECES | st.binary(max_size=20), max_size=8).map(
        b"".join
    )
    with tempfile.TemporaryDirectory() as folder:
        data = st.tuples(damaged(seeds(), PIECES | st.binary(max_size=4)) | lines, SUFFIXES)
        run("reader", count, number, data, lambda content, suffix: read_all(folder, content, suffix))
        run("rule files", count // 4, number, st.tuples(texts(rules)), load_rule)
        run(
            "configuration",
            count // 4,
            number,
            st.tuples(texts(configs)),
            lambda text: configure(folder, text),
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
