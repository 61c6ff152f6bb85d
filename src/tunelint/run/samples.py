"""Examples for rules that were brought over without any: texts that their own patterns match, tried out."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.measure.phrases.hints import samples
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.rule import Rule

_MOST = 6
_FAULTY = (
    "It is is here.",
    "# This Is a Title Like Those of Films",
    "# this is a title of some kind",
    "The XQZ is here.",
    "Notwithstanding aforementioned considerations, responsibilities necessitate documentation.",
    "It was broken on 6/12/2017, in June first.",
    "We like red, blue and green.",
    "It was -4 then.Come in.",
    "A left- and right-aligned one has a “point”.",
    "# The ABC of it",
    "One, two; three. " + "word " * 60 + "end.",
    "You will recieve it.",
)
"""Faults of other kinds than words."""

_CLEAN = ("Thanks.", "# Thanks", "See the box.")


def sample_example(rule: Rule) -> dict[str, Any] | None:
    """An example for a rule file, with a reply that the rule flags and one that it lets pass.

    None where none of the replies that are tried is flagged, or all are.
    """
    replies = [*_replies(rule), *_FAULTY, *_CLEAN]
    flagged = _flagged(rule, replies)
    bad = next((reply for number, reply in enumerate(replies) if number in flagged), None)
    good = next((reply for reply in _CLEAN if replies.index(reply) not in flagged), None)
    if bad is None or good is None:
        return None
    rows = [{**_row(bad), "expect": "fail"}, _row(good)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return {"name": "what it looks for", "rows": f"{lines}\n"}


def _replies(rule: Rule) -> Iterator[str]:
    options = rule.options
    patterns = [*options.get("patterns", ()), *options.get("swap", ())]
    for pattern in patterns[:_MOST]:
        for sample in samples(pattern):
            yield from (f"We saw {sample} here.", f"{sample} is here.", f"# {sample}")
    for left, right in options.get("either", {}).items():
        yield f"We saw {left} and {right}."


def _row(reply: str) -> dict[str, Any]:
    return {"prompt": "Please tell me.", "completion": reply}


def _flagged(rule: Rule, replies: list[str]) -> set[int]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "rows.jsonl"
        data.write_text("".join(json.dumps(_row(reply)) + "\n" for reply in replies), encoding="utf-8")
        config = load_config([str(data)], isolated=True)
        outcome = check([str(data)], make_plan({rule.id: replace(rule, default=True)}, config), config)
    return {finding.place.line - 1 for finding in outcome.findings}
