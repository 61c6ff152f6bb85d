"""Parts that other packages bring, and the kit to test them with."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, chat, write_rows
from tunelint.measure import MEASURES
from tunelint.model.plugins import load_part
from tunelint.profile.tally import Tally
from tunelint.rulebook.load import rules_folder
from tunelint.testing import check_measure, check_rows, check_sketch

OPTIONS = {
    "matches": {"patterns": ("o+", r"\d")},
    "variants": {"folder": str(rules_folder() / "variants")},
}
TEXT = (
    "We don't ship on Sundays, sorry! Use e-mail or the web-site; colour and color are both “fine”. "
    "For example, the green jacket is light. It dries in an hour and folds into its own pocket. "
)
OWN = sorted(name for name in MEASURES if not MEASURES[name].startswith("tunelint.measure.phrases"))

PLUGIN = '''
from pathlib import Path

from tunelint.judge.pattern import PatternKind
from tunelint.model.example import Example
from tunelint.read.shapes.completion import Completion


class Shouting(PatternKind):
    """A kind of its own that judges as the kind `pattern` does."""


class Letter:
    name = family = "letter"
    keys = (("asks", "answers"),)

    def recognises(self, keys):
        return {"asks", "answers"} <= set(keys)

    def parse(self, value, flaws):
        return Completion().parse({"prompt": value["asks"], "completion": value["answers"]}, flaws)


LETTER = Letter()


def write_count(outcome):
    return f"{len(outcome.findings)} findings\\n".encode()


class Vowels:
    name = "vowels"
    version = 1

    def __init__(self, settings):
        pass

    def __call__(self, passages):
        return [sum(letter in "aeiou" for letter in passage.text) for passage in passages]


RULES = Path(__file__).parent / "rules"
'''
POINTS = """
[tunelint.kinds]
shouting = loud:Shouting
[tunelint.shapes]
letter = loud:LETTER
[tunelint.reports]
count = loud:write_count
[tunelint.measures]
vowels = loud:Vowels
[tunelint.packs]
loud = loud:RULES
"""
RULE = '''
name = "Shouting"
summary = "A reply shouts."
kind = "shouting"
on = "reply"
severity = "warning"
message = "“{found}” shouts."
why = "It is loud."
repair = "Say it softly."
options = { patterns = ["LOUD"] }
[[examples]]
name = "loud"
rows = """
{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "LOUD"}], "expect": "fail"}
{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "soft"}]}
"""
'''


@pytest.fixture
def installed(tmp_path):
    """An environment in which the package `loud` is installed, and its folder."""
    site = tmp_path / "site"
    (site / "loud-1.2.dist-info").mkdir(parents=True)
    (site / "loud-1.2.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.2\n")
    (site / "loud-1.2.dist-info" / "entry_points.txt").write_text(POINTS)
    (site / "loud.py").write_text(PLUGIN)
    (site / "rules" / "loud").mkdir(parents=True)
    (site / "rules" / "loud" / "shouting.toml").write_text(RULE)
    return {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT / 'src'}"}, site


def _run(installed, *args, cwd):
    command = [sys.executable, "-m", "tunelint", *map(str, args)]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=installed[0], check=False)


def test_a_package_may_bring_rules_a_kind_a_shape_and_a_report(installed, tmp_path):
    rows = [{"asks": "Hello?", "answers": "LOUD and clear"}, {"asks": "And you?", "answers": "soft and low"}]
    data = write_rows(tmp_path / "data.jsonl", rows)
    given = ("check", data, "--config", 'packs=["loud"]', "--select", "loud")
    done = _run(installed, *given, "--output", "json", cwd=tmp_path)
    assert done.stdout, done.stderr.decode()
    report = json.loads(done.stdout)
    assert [(f["rule"], f["line"]) for f in report["findings"]] == [("loud/shouting", 1)]
    assert _run(installed, *given, "--output", "count", cwd=tmp_path).stdout == b"1 findings\n"


def test_a_plug_in_that_fails_stops_the_run_with_its_name(installed, tmp_path):
    (installed[1] / "loud.py").write_text("import nowhere_to_be_found\n")
    data = write_rows(tmp_path / "data.jsonl", [chat("q", "a reply")])
    done = _run(installed, "check", data, "--config", 'packs=["loud"]', cwd=tmp_path)
    assert done.returncode == 2
    assert b"plug-in loud 1.2" in done.stderr
    assert b"nowhere_to_be_found" in done.stderr
    assert b"Traceback" not in done.stderr


def test_parts_that_nobody_brings_are_named(tmp_path):
    assert load_part("measures", MEASURES, "no-such-measure") is None


@pytest.mark.parametrize("name", OWN)
@given(texts=st.lists(st.text(max_size=300) | st.just(TEXT), max_size=3))
def test_every_measure_keeps_the_laws(name, texts):
    check_measure(load_part("measures", MEASURES, name), [*texts, TEXT], OPTIONS.get(name))


class _Unlawful:
    """A measure whose values depend on the batch."""

    def __init__(self, settings):
        del settings

    def __call__(self, passages):
        return [len(passages)] * len(passages)


class _Unnamed:
    """A measure that reads a setting without saying so."""

    name, version, value = "unnamed", 1, int
    reads: tuple[str, ...] = ()

    def __init__(self, settings):
        self.length = len(settings.language)

    def __call__(self, passages):
        return [self.length for _ in passages]


@pytest.mark.parametrize(("measure", "complaint"), [(_Unlawful, "batch"), (_Unnamed, "language")])
def test_the_kit_sees_measures_that_break_a_law(measure, complaint):
    with pytest.raises(AssertionError, match=complaint):
        check_measure(measure, ["one", "two"])


def test_the_kit_tells_sketches_that_merge_in_any_order():
    check_sketch([Tally.of(["a", "b"]), Tally.of(["b"]), Tally.of([])])

    class First(str):
        __slots__ = ()

        def merge(self, other):
            return First(self + other)

    with pytest.raises(AssertionError, match="order"):
        check_sketch([First("a"), First("b")])


def test_the_kit_checks_rows(tmp_path):
    (tmp_path / "loud").mkdir()
    (tmp_path / "loud" / "shouting.toml").write_text(RULE.replace('"shouting"', '"pattern"'))
    found = check_rows([chat("q", "LOUD it is")], tmp_path, config='select = ["loud"]')
    assert [finding.rule for finding in found.findings] == ["loud/shouting"]
