"""Faults from the wild: other wordings than the rules were written with, among good rows."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tests.content.wild.lines import LINES

GROUPS = tomllib.loads((ROOT / "tests/content/wild/replies.toml").read_text(encoding="utf-8"))
HARMLESS = tomllib.loads((ROOT / "tests/content/wild/harmless.toml").read_text(encoding="utf-8"))
BODY = (
    "The Ledge holds three pots in a row of oak. It is {} cm long, and it fits most window sills. You can "
    "put it on the wall with the two screws in the box. The lamp comes on at six and goes off at ten."
)
GOOD = [json.loads(line) for line in (ROOT / "sample_data/sorrelby.jsonl").read_text("utf-8").splitlines()]
CASES = [(name, text) for name, group in GROUPS.items() if name != "too-short" for text in group["texts"]]
FINE = [(name, text) for name, group in HARMLESS.items() for text in group["texts"]]
RAW = [(name, line) for name, lines in LINES.items() for line in lines]


def row(text, number):
    prompt, _, reply = text.rpartition(" => ")
    body = BODY.format(20 + number)
    return chat(prompt or f"What can you tell me about item {number}?", reply.replace("¶", body))


def fired(path, *arguments):
    """The rules by line."""
    report = json.loads(run_cli("check", path, "--isolated", "--output", "json", *arguments).stdout)
    rules = defaultdict(set)
    for finding in report["findings"]:
        rules[finding["line"]].add(finding["rule"])
    return rules


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What is found on each text, the good rows of the sample before them."""
    texts = [text for _, text in (*CASES, *FINE)]
    rows = [*GOOD, *(row(text, number) for number, text in enumerate(texts))]
    path = write_rows(tmp_path_factory.mktemp("wild") / "wild.jsonl", rows)
    selected = ("content", "privacy", "secret")
    rules = fired(path, *(word for family in selected for word in ("--select", family)))
    return {text: rules[len(GOOD) + 1 + number] for number, text in enumerate(texts)}


@pytest.mark.parametrize(("name", "text"), CASES, ids=[f"{name}: {text[:40]}" for name, text in CASES])
def test_a_fault_from_the_wild_is_found(found, name, text):
    assert found[text] & set(GROUPS[name]["rules"])


@pytest.mark.parametrize(("name", "text"), FINE, ids=[f"{name}: {text[:40]}" for name, text in FINE])
def test_what_only_looks_like_a_fault_is_left_alone(found, name, text):
    assert not found[text] & set(HARMLESS[name]["rules"])


@pytest.mark.parametrize("text", GROUPS["too-short"]["texts"])
def test_a_bare_word_among_full_answers_is_found(tmp_path, text):
    path = write_rows(tmp_path / "data.jsonl", [*GOOD, chat("How do I clean the tank of my Ledge?", text)])
    rules = fired(path, *(word for name in GROUPS["too-short"]["rules"] for word in ("--select", name)))
    assert rules[len(GOOD) + 1]


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The lines among good rows that a rule of form finds."""
    path = tmp_path_factory.mktemp("lines") / "lines.jsonl"
    good = b"".join(json.dumps(each).encode() + b"\n" for each in GOOD)
    path.write_bytes(good + b"".join(line + b"\n" for _, line in RAW))
    rules = fired(path, "--select", "format")
    return {line: rules[len(GOOD) + 1 + number] for number, (_, line) in enumerate(RAW)}


@pytest.mark.parametrize(("name", "line"), RAW, ids=[f"{name}: {line[:50]!r}" for name, line in RAW])
def test_a_broken_line_from_the_wild_is_found(broken, name, line):
    assert broken[line], name
