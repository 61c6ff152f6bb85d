"""Names: announced ones without a pipeline, all with one; masked, replaced alike, off by default."""

from __future__ import annotations

import json

import pytest
import spacy

from tests.conftest import chat, run_cli, write_rows
from tunelint.measure.persons import PersonsMeasure
from tunelint.model.example import Passage
from tunelint.model.pipeline import installed_pipeline
from tunelint.model.settings import Settings

TEXT = "My name is Maria Lopez, and Ken Tanaka of the Summit Lodge knows `Ann Lee`. Ask Mrs. Hannah Virtanen."


def names(text, pipeline=""):
    (spans,) = PersonsMeasure(Settings(), pipeline=pipeline)([Passage(text, "reply", "")])
    return [text[span.start : span.end] for span in spans]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """A pipeline that takes some words in capitals for persons, places among them."""
    folder = tmp_path_factory.mktemp("pipeline") / "en_names"
    made = spacy.blank("en")
    ruler = made.add_pipe("entity_ruler")
    for name in ("Ken Tanaka", "Summit Lodge", "Ann Lee", "The Wall", "Good Morning", "Oslo"):
        ruler.add_patterns([{"label": "PERSON", "pattern": name}])
    made.to_disk(folder)
    return f"{folder}==1.0"


def test_without_a_pipeline_announced_names_are_found():
    assert names(TEXT) == ["Maria Lopez", "Hannah Virtanen"]


def test_with_a_pipeline_other_names_are_found_too_but_no_places_and_no_code(pipeline):
    assert names(TEXT, pipeline) == ["Maria Lopez", "Ken Tanaka", "Hannah Virtanen"]
    assert names("The Wall says Good Morning to Oslo.", pipeline) == []


@pytest.mark.parametrize(
    "text",
    [
        "My name is of no importance.",
        "Name: the Nook",
        "Dr. No is a film.",
        "Customer: see the Sorrelby shop",
        "",
    ],
)
def test_what_only_looks_like_an_announcement_is_left_alone(text):
    assert names(text) == []


def test_the_rule_is_off_until_it_is_selected_and_says_what_it_cannot_find(tmp_path):
    path = write_rows(tmp_path / "data.jsonl", [chat("My name is Maria Lopez. Where is it?", "On its way.")])
    plain = json.loads(run_cli("check", path, "--isolated", "--output", "json").stdout)
    assert "privacy/name" not in {finding["rule"] for finding in plain["findings"]}
    done = run_cli("check", path, "--isolated", "--select", "privacy/name", "--output", "json")
    report = json.loads(done.stdout)
    assert [finding["rule"] for finding in report["findings"]] == ["privacy/name"]
    assert b"Maria" not in done.stdout
    reasons = [item["reason"] for item in report["not_judged"] if item["rule"] == "privacy/name"]
    assert bool(reasons) != bool(installed_pipeline())


def test_a_fix_puts_the_same_stand_in_for_the_same_name(tmp_path):
    rows = [chat(f"My name is Maria Lopez, order {n}.", "Hello, Mrs. Maria Lopez.") for n in range(2)]
    path = write_rows(tmp_path / "data.jsonl", rows)
    run_cli("fix", path, "--isolated", "--select", "privacy/name", "--unsafe-fixes")
    text = path.read_text("utf-8")
    assert "Maria" not in text
    assert text.count("Person ") == 4
    assert len({text[at + 7 : at + 11] for at in range(len(text)) if text.startswith("Person ", at)}) == 1
