"""Rows, outcomes and pages for the tests of the HTML report."""

from __future__ import annotations

import json
import re

from tests.report.made import RULES, outcome
from tunelint.model.exhibit import Exhibit, Spoken
from tunelint.model.finding import Finding
from tunelint.model.place import Place
from tunelint.model.row import RowRef
from tunelint.model.rule import Rule
from tunelint.report.html.page import write_html

NEAR = Rule(
    "duplicate/near", "Near duplicate", "Two rows.", "near", "warning", "m", "It matters.", "Drop one."
)
REFS = [RowRef(number, "data.jsonl", number + 1, f"k{number + 1}") for number in range(300)]


def exhibit(said, quote="short"):
    """An exhibit of rows that say a prompt and a reply, by row number."""
    texts = {
        number: [Spoken("prompt", asked), Spoken("reply", reply)] for number, (asked, reply) in said.items()
    }
    return Exhibit(
        lambda refs: {ref.number: texts[ref.number] for ref in refs if ref.number in texts}, {}, quote
    )


def tied(line, *to, rule=NEAR.id):
    """A finding that ties a row to others."""
    related = tuple(Place("data.jsonl", other) for other in to)
    place = Place("data.jsonl", line)
    return Finding(rule, "warning", "Alike.", place, f"{rule}{line}", f"k{line}", related=related)


def pairs(findings, said, quote="short"):
    """An outcome of tied rows."""
    return outcome(findings, rules=(*RULES, NEAR), rows=REFS, exhibit=exhibit(said, quote))


def blocks(page):
    """The JSON blocks of a page by id."""
    found = re.findall(rb'<script type="application/json" id="(\w+)">(.*?)</script>', page, re.DOTALL)
    return {name.decode(): json.loads(text) for name, text in found}


def page_data(made):
    """What the page of an outcome shows."""
    return blocks(write_html(made))["data"]
