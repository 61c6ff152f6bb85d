"""Rules of volume: quiet when all is well, one remark on the data when not, in any order of the rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, chat
from tunelint.judge.volume.trained import Shares, trained_length
from tunelint.model.example import Example, Turn

THINGS = ("basil", "mint", "lamp", "tray", "pump", "tank", "seed", "screw", "shelf", "parcel")


def volume(report, rows, *arguments):
    found = report("--select", "volume", *arguments, rows=rows)["findings"]
    return {finding["rule"] for finding in found}


def test_the_sample_data_is_well(report):
    assert report(ROOT / "sample_data/sorrelby.jsonl", "--isolated", "--select", "volume")["findings"] == []


def rows_of(count):
    return [chat(f"What about {THINGS[n % 10]} {n}?", f"It is fine, number {n}.") for n in range(count)]


@pytest.mark.parametrize(("count", "few"), [(9, False), (10, True), (49, True), (50, False)])
def test_few_examples_between_a_sample_and_enough(report, count, few):
    assert ("volume/few-examples" in volume(report, rows_of(count))) == few


def test_copies_do_not_count(report):
    assert "volume/few-examples" in volume(report, rows_of(20) * 5)


def test_a_named_target_speaks_for_itself(report):
    found = report("--target", "openai", "--select", "volume", "--select", "target/count", rows=rows_of(20))
    assert {finding["rule"] for finding in found["findings"]} == {"target/count"}


@pytest.mark.parametrize("target", ["openai", "trl"])
def test_what_is_trained_depends_on_the_target(report, target):
    system = "You write for Sorrelby, plainly and warmly, and never promise what we cannot keep. " * 6
    rows = [chat(f"Is {THINGS[n % 10]} {n} there?", f"Yes, {n}.", system) for n in range(60)]
    found = volume(report, rows, "--target", target)
    assert ("volume/trained-share" in found) == (target == "openai")


def test_one_source_with_nearly_all_rows_is_named(report):
    rows = [{**row, "source": "forum" if n % 12 else "shop"} for n, row in enumerate(rows_of(120))]
    findings = report("--select", "volume/balance", rows=rows)["findings"]
    assert [f["details"]["value"] for f in findings] == ["forum"]
    even = [{**row, "source": "forum" if n % 2 else "shop"} for n, row in enumerate(rows_of(120))]
    assert report("--select", "volume/balance", rows=even)["findings"] == []


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=9))
def test_shares_merge_in_any_order(parts):
    shares = [Shares(*part) for part in parts]
    left, right = shares[0], shares[-1]
    for share in shares[1:]:
        left = left.merge(share)
    for share in shares[-2::-1]:
        right = right.merge(share)
    assert left == right


def test_turns_of_no_weight_and_prompts_are_not_trained():
    turns = (
        Turn("user", (("one", "/0"),), "/0"),
        Turn("assistant", (("four", "/1"),), "/1", weight=0),
        Turn("assistant", (("three", "/2"),), "/2"),
    )
    example = Example("chat", turns)
    assert [trained_length(example, mode) for mode in ("replies", "last", "all")] == [5, 5, 8]
