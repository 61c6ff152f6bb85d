"""Parts of texts, hints of patterns and the time limit: what the rules of style guides stand on."""

from __future__ import annotations

import json
import re

import pytest
import regex
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.vale import EXCERPT
from tests.conftest import chat
from tunelint.measure.matches import MatchesMeasure
from tunelint.measure.phrases import sequences
from tunelint.measure.phrases.blocks import blocks
from tunelint.measure.phrases.hints import candidates, hints
from tunelint.measure.phrases.scope import parts
from tunelint.measure.phrases.search import TOO_SLOW, Search
from tunelint.model.errors import UserError
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.rulebook.vale import load_vale

MARKDOWN = """# A *bold* plan

Söme **very** good `code` and [a link](http://a.example/x "t") &amp; more
on a second line. See www.example.com now.

- first
  - inner item

> quoted words

| a | b |
|---|---|
| c | d |

![alt words](i.png) tail

```py
x = 1
```
"""
PIECES = [
    "# ",
    "very",
    " ",
    "\n",
    "\n\n",
    "**",
    "*",
    "`",
    "- ",
    "> ",
    "| a |",
    "é",
    "😀",
    "&amp;",
    "[x](y)",
    "![a](b)",
    "\\*",
    "<b>",
    "```",
    "\r\n",
    "\ud800",
    "http://a.example",
    ".",
]


def texts_of(selector):
    return [block.text for block in parts(MARKDOWN, (selector,))]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("heading", ["A bold plan"]),
        ("heading.h1", ["A bold plan"]),
        ("heading.h2", []),
        ("list", ["first", "inner item"]),
        ("blockquote", ["quoted words"]),
        ("table.header", ["a", "b"]),
        ("table.cell", ["c", "d"]),
        ("link", ["a link"]),
        ("strong", ["very"]),
        ("code", ["code"]),
        ("alt", ["alt words"]),
        (
            "sentence",
            [
                "Söme very good ****** and a link & more\non a second line.",
                "See *************** now.",
                "tail",
            ],
        ),
        (
            "text & ~list & ~table & ~blockquote & ~heading & ~alt",
            ["Söme very good ****** and a link & more\non a second line. See *************** now.", " tail"],
        ),
    ],
)
def test_parts_of_a_text(selector, expected):
    assert texts_of(selector) == expected


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_sign_of_a_part_stands_where_it_says(text):
    for block in [*blocks(text), *parts(text, ("sentence", "summary", "raw"))]:
        assert len(block.places) == len(block.text)
        assert all(0 <= place < max(len(text), 1) for place in block.places) or "summary" in block.labels
        for sign, place in zip(block.text, block.places, strict=True):
            if place < len(text) and sign not in "*\n &\ufffd":
                assert text[place] == sign


def test_spans_are_exact_through_markup():
    search = Search(["very good"], words=True, only=("text",))
    text = "😀 a **very** *good* day"
    (span,) = search.spans(text)
    assert text[span.start : span.end] == "very** *good"


def every_pattern():
    for pack in ("google/Google", "microsoft/Microsoft", "write-good/write-good"):
        for rule in load_vale(EXCERPT / pack).values():
            words = rule.options.get("words", False)
            for pattern in (*rule.options.get("patterns", ()), *rule.options.get("swap", ())):
                if r"\p{" not in pattern:
                    yield rf"\b(?:{pattern})\b" if words else pattern


PATTERNS = sorted(set(every_pattern()))


@settings(max_examples=400)
@given(data=st.data())
def test_every_match_is_among_the_candidates(data):
    pattern = data.draw(st.sampled_from(PATTERNS))
    try:
        compiled = re.compile(pattern, re.IGNORECASE | re.MULTILINE | re.ASCII)
    except re.error:
        return
    text = data.draw(st.from_regex(compiled))
    wanted = hints([pattern])
    found = list(candidates(("nothing here", text), wanted))
    assert 1 in found or not regex.search(pattern, text, regex.IGNORECASE | regex.MULTILINE)


def test_hints_of_patterns():
    assert hints([r"\b(?:colou?r|grey)\b"]).words == {"color", "colour", "grey"}
    assert hints([r"\b(?:am|is)\b\s*\b\w+ed\b"]).words == {"am", "is"}
    assert hints([r"\.\.\."]).pieces == ("...",)
    assert hints([r"\w+"]) is None
    assert hints([r"\b(?:a|b)\b", r"[a-z]{3}"]) is None


def test_few_of_many_patterns_are_tried_and_give_the_same():
    many = [f"word{number}" for number in range(300)]
    search = Search(many, words=True)
    text = "A word7 and word299, no sword8s."
    assert [text[span.start : span.end] for span in search.spans(text)] == ["word7", "word299"]
    assert search._narrowed(text) is not search.pattern


def test_an_endless_pattern_gives_up_and_says_so(report, tmp_path):
    folder = tmp_path / "pack" / "House"
    folder.mkdir(parents=True)
    head = 'name="X"\nsummary="X."\nkind="pattern"\nseverity="note"\n'
    head += 'message="x"\nwhy="x"\nrepair="x"\n[options]\n'
    (folder / "endless.toml").write_text(head + "dialect = 'extended'\npatterns = ['(?:a|aa)+$']\n")
    rows = [chat("Hi", "a" * 200 + f" {number}") for number in range(8)]
    told = report("--isolated", "--config", f'packs=["{tmp_path / "pack"}"]', "--select", "House", rows=rows)
    assert told["findings"] == []
    assert [each["reason"] for each in told["not_judged"]] == [TOO_SLOW]


def test_a_batch_is_measured_as_its_texts_one_by_one():
    measure = MatchesMeasure(Settings(), patterns=("very", r"\d+(?:st|nd)"), words=True, only=("text",))
    passages = [Passage(text, "reply", "/") for text in ("very", "the 1st", "- not *very*", "", "every")]
    assert measure(passages) == [value for passage in passages for value in measure([passage])]


@pytest.mark.parametrize("options", [{"only": ("headin",)}, {"patterns": ("(open",), "dialect": "extended"}])
def test_mistakes_are_named(options):
    with pytest.raises(UserError, match=r"headin|\(open"):
        MatchesMeasure(Settings(), **{"patterns": ("x",), **options})


def test_a_program_without_a_fence_has_no_prose():
    script = 'count=0\nfor file in *.txt; do\n  mv "$file" old\ndone\n# We will go\necho "Very good"\n'
    assert parts(script, ("text",)) == []
    assert len(parts("For a start, open it.\nThen close it;\nand wait.", ("text",))) == 1


def sequence_rule(folder, pipeline):
    folder.mkdir(parents=True)
    head = 'name="X"\nsummary="X."\nkind="sequence"\nseverity="note"\n'
    head += 'message="{words[0]} before {found}"\nwhy="x"\nrepair="x"\n[options]\n'
    tokens = "tokens = [{ pattern = '^to$' }, { tag = '^RB$', skip = 1 }, { tag = 'VB' }]\n"
    (folder / "split.toml").write_text(f"{head}{tokens}pipeline = {json.dumps(pipeline)}\n")


def test_words_in_a_row_by_their_tags(report, tmp_path):
    language = spacy.blank("en")
    ruler = language.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "boldly"}]], {"TAG": "RB"})
    ruler.add([[{"LOWER": "go"}]], {"TAG": "VB"})
    language.to_disk(tmp_path / "tagger")
    sequence_rule(tmp_path / "pack" / "House", str(tmp_path / "tagger"))
    rows = [
        chat("Hi", "We like **to** boldly go. Go to the boldly lit door."),
        chat("Hi", "To so boldly go is fine."),
    ]
    told = report("--isolated", "--config", f'packs=["{tmp_path / "pack"}"]', "--select", "House", rows=rows)
    assert [each["message"] for each in told["findings"]] == [
        "to before to** boldly go",
        "To before To so boldly go",
    ]


def test_tags_without_a_tagger_are_not_judged(monkeypatch):
    monkeypatch.setattr(sequences, "installed_pipeline", lambda: "")
    measure = sequences.SequencesMeasure(Settings(), steps=(("", "VB", False, 0),))
    assert measure([Passage("Go.", "reply", "/")]) == [sequences.NO_TAGGER]
