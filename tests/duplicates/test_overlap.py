"""Leaks: rows to train on that are also rows to evaluate with."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.conftest import chat, run_cli, write_rows
from tests.duplicates.corpus import example, judge
from tests.duplicates.test_near import edited, house_rows
from tunelint.judge.duplicates.near import NearOptions
from tunelint.judge.leaks.near import NearOverlapKind
from tunelint.judge.leaks.overlap import OverlapKind, OverlapOptions
from tunelint.judge.leaks.parts import held_out
from tunelint.judge.leaks.passage import PassageKind, PassageOptions
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings

RULE = Rule("leak/test", "", "", "overlap", "error", "", "", "")
KINDS = {
    match: OverlapKind(RULE, OverlapOptions(match), Settings()) for match in ("exact", "normalised", "prompt")
}
NEAR = NearOverlapKind(RULE, NearOptions(), Settings())
PASSAGE = PassageKind(RULE, PassageOptions(), Settings(evaluation=("eval.jsonl",)))
TESTED = [example("How do I clean the oak table?", "With a damp cloth."), example("Who are you?", "Ann.")]


@pytest.mark.parametrize(
    ("row", "match"),
    [
        (TESTED[0], "exact"),
        (example("how do I clean the oak table", "with a damp cloth"), "normalised"),
        (example("How do I clean the oak table?", "With soap."), "prompt"),
        (example("Who are you?", "Ben."), None),
        (example("How do I clean the ash table?", "With a damp cloth."), None),
    ],
)
def test_a_leak_is_found_by_the_strictest_rule_alone(row, match):
    rows = [example("Something else?", "Yes."), row]
    found = {name: judge(kind, rows, against=TESTED) for name, kind in KINDS.items()}
    assert {name for name, remarks in found.items() if remarks} == ({match} if match else set())
    for remark in found.get(match, ()):
        assert (remark.row.line, remark.related[0].file, remark.related[0].line) == (2, "eval.jsonl", 1)


def test_edited_evaluation_rows_are_found_and_others_are_not():
    rows = house_rows()
    long = [row for row in rows if len(row.turns[-1].text) >= 250][:60]
    random = Random(2)
    tested = [edited(row, 0.2, random) for row in long]
    found = {remark.row.number: remark.related[0].number for remark in judge(NEAR, rows, against=tested)}
    wanted = {rows.index(row): number for number, row in enumerate(long)}
    assert set(found) <= set(wanted)
    assert sum(found.get(row) == number for row, number in wanted.items()) >= len(wanted) - 1


def test_a_leak_is_found_among_the_rows_of_a_template():
    frame = "Thank you for order {0}. It leaves our shop on {1}, and the driver rings before he comes to {2}."
    rows = [example(f"Confirm order {n}.", frame.format(n, f"day {n}", f"street {n * 7}")) for n in range(60)]
    tested = [example("Confirm order 30.", frame.format(30, "day 30", "the street 210"))]
    assert [remark.row.line for remark in judge(NEAR, rows, against=tested)] == [31]


def test_a_passage_of_an_evaluation_row_is_found():
    passage = "the oak we use grows within thirty miles of the workshop and dries for three years under cover"
    rows = [
        example("Where does it grow?", "Not far from here."),
        example("Write a page.", f"Listen: {passage}. Come and see."),
    ]
    (remark,) = judge(PASSAGE, rows, against=[example("Tell me about the oak.", f"Well, {passage}.")])
    assert remark.row.line == 2
    assert remark.details["words"] == 18
    assert passage.startswith(remark.details["passage"])


def test_a_passage_that_many_rows_have_is_a_frame():
    frame = (
        "answer the question of the customer in the voice of the house and in no more than three sentences"
    )
    rows = [example(f"{frame}: number {n}", f"Reply {n}") for n in range(20)]
    assert judge(PASSAGE, rows, against=[example(f"{frame}: what is it", "That.")]) == []


def test_without_evaluation_data_there_is_no_leak():
    for kind in (*KINDS.values(), NEAR, PassageKind(RULE, PassageOptions(), Settings())):
        assert judge(kind, TESTED) == []


@pytest.mark.parametrize(
    ("file", "held"),
    [
        ("data/valid.jsonl", True),
        ("my_test-2.jsonl.gz", True),
        ("latest.jsonl", False),
        ("test/train.jsonl", False),
    ],
)
def test_held_out_files_are_known_by_name(file, held):
    assert held_out(file) == held


def test_a_held_out_file_among_the_files_is_evaluation_data():
    rows = [*TESTED, TESTED[0]]
    (remark,) = judge(KINDS["exact"], rows, file=lambda number: "train.jsonl" if number < 2 else "dev.jsonl")
    assert (remark.row.file, remark.related[0].file) == ("train.jsonl", "dev.jsonl")
    assert judge(KINDS["exact"], rows, file=lambda _: "dev.jsonl") == []


def test_against_a_file_from_the_command_line(tmp_path):
    rows = [chat(f"Question {n}, and what of it?", f"Reply {n}.") for n in range(5)]
    train, test = write_rows(tmp_path / "train.jsonl", rows), write_rows(tmp_path / "held.jsonl", rows[3:4])
    done = run_cli("check", train, "--against", test, "--select", "leak", "--output", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(item["rule"], item["line"]) for item in report["findings"]] == [("leak/exact", 4)]


def test_an_evaluation_file_without_examples_is_an_error(tmp_path):
    train = write_rows(tmp_path / "train.jsonl", [chat("Hello", "Good day")])
    empty = write_rows(tmp_path / "held.jsonl", [])
    done = run_cli("check", train, "--against", empty, "--select", "leak", cwd=tmp_path)
    assert done.returncode == 2
    assert b"held.jsonl" in done.stderr
