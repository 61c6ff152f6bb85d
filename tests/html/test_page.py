"""The structure of the HTML report, without a browser."""

from __future__ import annotations

import re
import sys
import unicodedata
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, chat, run_cli, write_rows
from tests.html.made import REFS, blocks, exhibit, page_data, pairs, tied
from tests.report.made import ATTACKS, RULES, attacked, finding, outcome
from tunelint.model.exhibit import Exhibit
from tunelint.model.rule import Rule
from tunelint.model.view import Cell, Want
from tunelint.report.html.maps import meaning_map
from tunelint.report.html.page import json_block, write_html
from tunelint.report.html.pieces import ADDED, LEFT_OUT, REMOVED, SAME, differences
from tunelint.report.html.rows import lines

any_text = st.text(st.characters(codec=None) | st.sampled_from("</script>!-&\u2028\n"), max_size=60)


class _Elements(HTMLParser):
    """The tags of a page with their attributes, and what its scripts hold."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.scripts, self._inside = [], [], False
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script" and "type" not in dict(attrs)
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "script"

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data


def test_the_policy_allows_only_the_scripts_of_the_page():
    elements = _Elements(write_html(outcome([finding()])))
    policy = next(attrs["content"] for tag, attrs in elements.tags if tag == "meta" and "http-equiv" in attrs)
    hashes = {b64encode(sha256(text.encode()).digest()).decode() for text in elements.scripts}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert len(hashes) == 2
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_nothing_is_loaded_from_elsewhere():
    for tag, attrs in _Elements(write_html(outcome([finding()]))).tags:
        assert "src" not in attrs
        assert tag not in {"iframe", "object", "embed", "base", "form", "img"}
        assert attrs.get("href", "#").startswith(("#", "data:"))


def test_landmarks_and_headings():
    tags = _Elements(write_html(outcome([finding()]))).tags
    names = [tag for tag, _ in tags]
    assert {"header", "nav", "main", "footer"} <= set(names)
    assert names.count("h1") == 1
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    sections = [attrs for tag, attrs in tags if tag == "section"]
    assert all(attrs["aria-labelledby"] in ids for attrs in sections)
    links = [attrs["href"][1:] for tag, attrs in tags if tag == "a"]
    assert set(links) <= set(ids)
    assert ("html", {"lang": "en"}) in tags


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_text_of_the_data_is_only_text(text):
    page = write_html(attacked(text))
    harmless = _Elements(write_html(attacked("harmless")))
    assert [tag for tag, _ in _Elements(page).tags] == [tag for tag, _ in harmless.tags]
    data = blocks(page)["data"]
    shown = [data["verdict"], *data["files"], *data["breaches"], *data["problems"]]
    shown += [found["m"] for rule in data["rules"] for found in rule["findings"]]
    assert all(string.isprintable() for string in shown)


@given(any_text)
def test_a_block_of_json_never_ends_its_element(text):
    block = json_block({text: [text]})
    assert not set(block) & set("<>&\u2028\u2029")


@given(any_text)
def test_only_line_feeds_are_kept(text):
    shown = lines(text).replace("\n", "")
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in shown)


def test_what_is_found_is_told():
    found = finding(line=3, excerpt="one two three", message="Two is wrong.")
    data = page_data(outcome([found]))
    assert data["state"] == "broken"
    assert data["counts"] == {"error": 1, "warning": 0, "note": 0}
    assert data["flagged"] == 1
    [rule] = data["rules"]
    assert (rule["id"], rule["family"], rule["severity"], rule["total"]) == (
        "format/not-json",
        "format",
        "error",
        1,
    )
    assert rule["why"] == ["It matters."]
    assert rule["findings"][0]["m"] == "Two is wrong."
    assert data["files"][rule["findings"][0]["at"][0]] == "data.jsonl"


def test_worst_rules_come_first_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr("tunelint.report.html.content.FINDINGS", 5)
    many = [finding("tone/off-voice", line) for line in range(1, 9)]
    data = page_data(outcome([*many, finding("format/not-json", 9)]))
    assert [rule["id"] for rule in data["rules"]] == ["format/not-json", "tone/off-voice"]
    assert data["rules"][1]["total"] == 8
    assert len(data["rules"][1]["findings"]) == 5


@given(st.text(max_size=80), st.text(max_size=80))
def test_differences_rebuild_both_texts(one, other):
    pieces = list(differences(one, other))
    assert "".join(text for kind, text in pieces if kind in (SAME, ADDED)) == other
    assert "".join(text for kind, text in pieces if kind in (SAME, REMOVED)) == one


def test_rows_that_are_tied_make_one_group_with_the_kept_row_first():
    said = {number: (f"Question {number}?", "The same answer.") for number in range(5)}
    [group] = page_data(pairs([tied(1, 4), tied(2, 4), tied(3, 4)], said))["groups"]
    assert [row["line"] for row in group["rows"]] == [4, 1, 2, 3]
    assert group["total"] == 4
    asked = group["rows"][1]["said"][0]["parts"]
    assert {(kind, text) for kind, text in asked if kind != SAME} == {(REMOVED, "3"), (ADDED, "0")}


def test_short_quotes_leave_out_words_far_from_a_difference():
    words = " ".join(f"word{number}" for number in range(300))
    said = {0: ("Hello?", words), 1: ("Hello?", words.replace("word150", "changed"))}
    for quote, left_out in (("short", True), ("full", False)):
        [group] = page_data(pairs([tied(1, 2)], said, quote))["groups"]
        parts = group["rows"][1]["said"][1]["parts"]
        assert any(kind == LEFT_OUT for kind, _ in parts) is left_out
        assert ("word290" in str(parts)) is not left_out
        assert "word151" in str(parts)


def test_nothing_is_quoted_where_nothing_may_be():
    data = page_data(pairs([tied(1, 2)], {0: ("Hello?", "Yes."), 1: ("Hello?", "Yes.")}, "none"))
    assert data["groups"] == []


def _meanings(count):
    chance = np.random.default_rng(0)
    centres = chance.normal(size=(3, 16))
    vectors = [centres[number % 3] + 0.1 * chance.normal(size=16) for number in range(count)]
    cells = [Cell(REFS[number], "/prompt", vector) for number, vector in enumerate(vectors)]
    return Exhibit(lambda _: {}, {Want("meaning", "prompt"): cells}, "short")


def test_the_map_keeps_likes_together_whatever_the_order():
    shown = _meanings(60)
    drawing = meaning_map(shown, REFS, set())
    groups = np.array([ref.number % 3 for ref in drawing.refs])
    inside = max(np.ptp(drawing.points[groups == group], axis=0).max() for group in range(3))
    centres = np.array([drawing.points[groups == group].mean(axis=0) for group in range(3)])
    apart = min(np.linalg.norm(centres[one] - centres[other]) for one, other in ((0, 1), (0, 2), (1, 2)))
    assert apart > inside / 2
    [(want, cells)] = shown.cells.items()
    turned = meaning_map(Exhibit(shown.texts, {want: cells[::-1]}), REFS, set())
    assert np.array_equal(turned.points, drawing.points)


def test_a_large_map_shows_the_flagged_rows_and_a_sample(monkeypatch):
    monkeypatch.setattr("tunelint.report.html.maps.POINTS", 30)
    flagged = {1, 50, 99}
    drawing = meaning_map(_meanings(100), REFS, flagged)
    assert len(drawing.refs) == 30
    assert drawing.known == 100
    assert flagged <= {ref.number for ref in drawing.refs}


def test_too_few_rows_make_no_map():
    assert meaning_map(_meanings(5), REFS, set()) is None


def test_without_the_charting_library_the_report_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "bokeh.resources", None)
    page = write_html(outcome([finding()]))
    assert blocks(page)["data"]["charts"] is None
    assert b"tunelint[html]" in page
    assert len(page) < 100_000


def test_private_values_are_nowhere_in_the_page(tmp_path):
    key = "sk-proj-" + "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA2bC4dE6fG8hI0"
    text = f"Use this key: {key} and nothing else will be needed for it to work in your shop."
    rows = [
        chat("Which key?", text),
        chat("Which key ?", text),
        *(chat(f"Q {n}?", f"A {n}.") for n in range(40)),
    ]
    data = write_rows(tmp_path / "data.jsonl", rows)
    run_cli("check", data, "--isolated", "--excerpt", "full", "--output", f"html:{tmp_path / 'r.html'}")
    page = (tmp_path / "r.html").read_bytes()
    assert b"Use this key" in page
    assert key.encode() not in page


def test_a_leak_shows_the_evaluation_row_beside_its_own(tmp_path):
    rows = [
        chat(f"Which herb is number {n}, and where does it grow best?", f"Herb {n} likes sun.")
        for n in range(6)
    ]
    write_rows(tmp_path / "data.jsonl", rows)
    leaked = chat("Which herb is number 3, and where does it grow best?", "Herb 3 wants sun.")
    write_rows(tmp_path / "eval.jsonl", [leaked])
    options = ("--select", "leak", "--against", "eval.jsonl", "--isolated", "--output", "html:r.html")
    run_cli("check", "data.jsonl", *options, cwd=tmp_path)
    page = blocks((tmp_path / "r.html").read_bytes())["data"]
    [group] = [group for group in page["groups"] if group["rule"] != "leak/prompt"] or page["groups"]
    assert group["kind"] == "leak"
    assert [(row["file"], row["line"]) for row in group["rows"]] == [("eval.jsonl", 1), ("data.jsonl", 4)]
    reply = group["rows"][1]["said"][-1]["parts"]
    assert [REMOVED, "wants"] in reply
    assert [ADDED, "likes"] in reply
    assert page["judged"] == 1


def test_a_reply_off_voice_stands_beside_typical_ones():
    tone = Rule("tone/off-voice", "Off voice", "s", "off-voice", "warning", "m", "w", "r")
    said = {0: ("Hi?", "yo yo yo"), 1: ("Hello?", "Good day."), 2: ("Ahoy?", "Good evening.")}
    found = [tied(1, 2, 3, rule=tone.id)]
    [group] = page_data(
        outcome(
            found,
            rules=(*(rule for rule in RULES if rule.id != tone.id), tone),
            rows=REFS,
            exhibit=exhibit(said),
        )
    )["groups"]
    assert group["kind"] == "voice"
    assert [row["line"] for row in group["rows"]] == [1, 2, 3]
    assert all(part[0] == SAME for row in group["rows"] for text in row["said"] for part in text["parts"])
    assert group["rows"][2]["said"][1]["parts"] == [[SAME, "Good evening."]]


def test_full_runs_give_groups_maps_and_a_voice(tmp_path):
    path = tmp_path / "r.html"
    done = run_cli("check", "sample_data/planted.jsonl", "--isolated", "--output", f"html:{path}", cwd=ROOT)
    assert done.returncode == 1, done.stderr
    found = blocks(path.read_bytes())
    data = found["data"]
    assert {"map-meaning", "map-voice", "score-tone"} <= set(found["charts"])
    assert {"duplicate/near", "duplicate/exact"} <= {group["rule"] for group in data["groups"]}
    assert data["voice"]["texts"] > 150
    assert "more casual" in [trait["words"] for trait in data["voice"]["traits"]]
    assert path.stat().st_size < 2_000_000
