"""One glossary entry from its fields, whatever the file format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest
from tunelint.model.term import CASES, POS, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = ("avoid", "prefer", "note", "case", "pos", "exceptions")
"""What an entry may say."""

_POS = {
    "n": "noun", "nouns": "noun", "v": "verb", "vb": "verb", "verbs": "verb", "adj": "adjective",
    "a": "adjective", "adv": "adverb", "proper noun": "name", "propn": "name", "brand": "name",
    "product": "name", "fixed": "phrase", "other": "phrase", "abbreviation": "phrase", "prep": "phrase",
    "preposition": "phrase", "conjunction": "phrase", "expression": "phrase",
}  # fmt: skip
_CASE = {
    "sensitive": "exact", "case-sensitive": "exact", "match": "exact", "yes": "exact", "true": "exact",
    "1": "exact", "y": "exact", "insensitive": "ignore", "case-insensitive": "ignore", "any": "ignore",
    "no": "ignore", "false": "ignore", "0": "ignore", "n": "ignore",
}  # fmt: skip
_TAIL = re.compile(r"\s*\(\s*([^()]+?)\s*\)\s*$")


def entry(fields: Mapping[str, Iterable[str]], file: str, line: int, problems: list[Problem]) -> Term | None:
    """The entry that some fields make, or None with its problems added to `problems`.

    `fields` gives the values of each of `FIELDS`. A part of speech may also follow a term: `log-in (verb)`.
    """
    where = f"{file}:{line}"
    known = len(problems)
    avoid, tails = _terms(fields.get("avoid", ()))
    prefer, _ = _terms(fields.get("prefer", ()))
    pos = _one_of(" ".join(fields.get("pos", ())), POS, _POS, (where, "part of speech"), problems)
    case = _one_of(" ".join(fields.get("case", ())), CASES, _CASE, (where, "case"), problems)
    for term in avoid:
        if term in prefer:
            what = f"“{term}” is both avoided and preferred in one entry"
            problems.append(Problem(where, what, "keep it on one side only"))
    if not avoid and not prefer:
        problems.append(Problem(where, "the entry has no term", "fill in the term to avoid"))
    if len(problems) > known:
        return None
    return Term(
        avoid=avoid,
        prefer=prefer,
        note=" ".join(fields.get("note", ())),
        case=case,
        pos=pos or next(iter(tails), ""),
        exceptions=tuple(fields.get("exceptions", ())),
        file=file,
        line=line,
    )


def _terms(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    terms, tails = [], []
    for value in values:
        tail = _TAIL.search(value)
        pos = _pos(tail[1]) if tail else ""
        if tail and pos:
            tails.append(pos)
        terms.append(value[: tail.start()] if tail and pos else value)
    return tuple(dict.fromkeys(filter(None, terms))), tails


def _pos(word: str) -> str:
    key = word.casefold().rstrip(".")
    return key if key in POS else _POS.get(key, "")


def _one_of(
    value: str,
    valid: tuple[str, ...],
    aliases: Mapping[str, str],
    at: tuple[str, str],
    problems: list[Problem],
) -> str:
    key = value.strip().casefold().rstrip(".")
    if not key or key in valid:
        return key
    if key not in aliases:
        where, name = at
        problems.append(Problem(where, f"“{value}” is not a {name}", nearest(key, valid)))
    return aliases.get(key, "")
