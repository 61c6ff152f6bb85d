"""Outcomes made by hand, for the tests of reports."""

from __future__ import annotations

from tunelint.model.finding import Finding
from tunelint.model.outcome import Breach, NotJudged, Outcome
from tunelint.model.place import Place, Span
from tunelint.model.row import RowRef
from tunelint.model.rule import Rule

RULES = tuple(
    Rule(name, name, "A summary.", "fault", severity, "m", "It matters.", "Mend it.", tags=("one", "two"))
    for name, severity in (
        ("format/not-json", "error"),
        ("tone/off-voice", "warning"),
        ("outlier/topic", "note"),
    )
)
SEVERITY = {rule.id: rule.severity for rule in RULES}

ATTACKS = {
    "terminal": "\x1b[2J\x1b]0;owned\x07 \u202e\x9b31m",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "image": "![x](https://evil.example/a.png)",
    "link": "[click](javascript:alert(1)) https://evil.example www.evil.example <https://evil.example>",
    "mention": "@everyone #123 evil/repo#1 GH-12",
    "table": "a | b |\n| --- | --- |\n| x | y |",
    "code": "`` ` ``` ` x",
    "heading": "\n# heading\n- list\n1. one\n> quote",
    "entity": "&lt;b&gt; &#64;here",
    "command": "\n::error file=x::owned\n::set-output name=a::b",
    "old command": "##[error]owned ##[add-matcher]x",
    "percent": "%0A::error::owned%0D%25",
    "formula": '=HYPERLINK("https://evil.example")',
    "formula 2": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula 3": "\t=1+1",
    "formula 4": "-1+1",
    "xml": "\x00\x0b\ufffe\uffff ]]> <!-- --> &amp; \ud800",
    "details": "</details></td></table><!-- x",
    "placeholder": "{0} [0](1) ](2)",
}


def finding(rule="format/not-json", line=1, message="Something is wrong.", file="data.jsonl", **more):
    """A finding; its fingerprint is made of rule and line."""
    given = {"fingerprint": f"{rule}:{line}", "key": f"k{line}", "place": Place(file, line), **more}
    return Finding(rule=rule, severity=SEVERITY[rule], message=message, **given)


def outcome(findings=(), **more):
    """An outcome of three files, whose gate is broken where there is an error."""
    errors = sum(found.severity == "error" for found in findings)
    given = {
        "rows": [RowRef(number, "data.jsonl", number + 1, f"k{number + 1}") for number in range(300)],
        "examples": 300,
        "files": ["data.jsonl"],
        "rules": RULES,
        "scores": {"tone": [0.5, 0.7]},
        "breaches": [Breach("error", errors, 0)] if errors else [],
        **more,
    }
    return Outcome(findings=list(findings), **given)


def attacked(text):
    """An outcome with the text wherever text of the data, or of its file names and keys, can stand."""
    name = text.replace("\ud800", "\udcff")  # what a name that is not UTF-8 is read as
    place = Place(f"dir/{name}.jsonl", 3, f"/{text}", Span(0, 4), 5, 9, 5, 9)
    found = finding(
        message=f"{text} is wrong: {text}",
        place=place,
        excerpt=text,
        excerpt_mark=Span(0, 2),
        details={"value": text},
        related=(Place(name, 7),),
        explain=text,
    )
    whole = finding("tone/off-voice", message=text, place=Place("", 0), fingerprint="w", key="")
    return outcome(
        [found, whole],
        files=[place.file],
        not_judged=[NotJudged("outlier/topic", text, 2)],
        problems=[text],
        breaches=[Breach("error", 1, 0, part=text)],
    )
