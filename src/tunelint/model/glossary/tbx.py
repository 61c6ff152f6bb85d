"""Glossaries as TBX, the exchange format of terminology tools.

Both editions are read: ISO 30042:2008 (`martif`) and ISO 30042:2019 (`tbx`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tunelint.model.errors import Problem
from tunelint.model.glossary.entry import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.term import Term

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_STATUS = {
    "preferred": "prefer",
    "admitted": "admitted",
    "deprecated": "avoid",
    "superseded": "avoid",
    "forbidden": "avoid",
    "notRecommended": "avoid",
    "obsolete": "avoid",
}
"""Start of an administrative or normative status -> what it means for a writer."""


def read_tbx(file: str, data: bytes, problems: list[Problem]) -> Iterator[Term]:
    """One term for each concept and language with a deprecated or a preferred term.

    Both ways of writing TBX are read: data categories as attributes (DCA) and as elements (DCT).
    """
    try:
        root = ET.fromstring(data)  # noqa: S314 - expat limits entities
    except ET.ParseError as error:
        line, column = error.position
        problems.append(Problem(f"{file}:{line}:{column + 1}", f"not XML: {error}"))
        return
    concepts = [item for item in root.iter() if _name(item) in _ENTRIES]
    if not concepts:
        problems.append(
            Problem(file, "the file has no terminology entries", "TBX has termEntry or conceptEntry")
        )
    lines = _lines(data)
    for number, concept in enumerate(concepts):
        line = lines[number] if number < len(lines) else 1
        for language in concept:
            if _name(language) in _LANGUAGES:
                code = language.get(_LANG, language.get("lang", "")).partition("-")[0].lower()
                for term in _term(language, _notes(concept) or _notes(language), (file, line), problems):
                    yield replace(term, language=code)


def _term(language: ET.Element, note: str, place: tuple[str, int], problems: list[Problem]) -> Iterator[Term]:
    fields: dict[str, list[str]] = defaultdict(list)
    for section in language.iter():
        if _name(section) in _TERMS:
            word = next((item.text or "" for item in section.iter() if _name(item) == "term"), "").strip()
            facts = dict(_facts(section))
            if word:
                fields[_side(facts)].append(word)
            fields["pos"] = [facts.get("partOfSpeech", "")] if fields["avoid"] else fields["pos"]
    if fields["avoid"]:
        pos = [value for value in fields["pos"] if value in {"noun", "verb", "adjective", "adverb"}]
        prefer = fields["prefer"] or fields["admitted"] or fields["unmarked"]
        found = entry(
            {"avoid": fields["avoid"], "prefer": prefer, "pos": pos, "note": [note]}, *place, problems
        )
    elif fields["prefer"]:
        found = entry({"prefer": fields["prefer"]}, *place, problems)
    else:
        return
    if found is not None:
        yield found


def _side(facts: dict[str, str]) -> str:
    status = facts.get("administrativeStatus") or facts.get("normativeAuthorization") or ""
    return next((side for start, side in _STATUS.items() if status.startswith(start)), "unmarked")


def _facts(section: ET.Element) -> Iterator[tuple[str, str]]:
    """Data categories with their values, from `<termNote type="x">` and from `<basic:x>` alike."""
    for item in section.iter():
        yield item.get("type", _name(item)), (item.text or "").strip()


def _notes(parent: ET.Element) -> str:
    wanted = {"note", "usageNote"}
    return next((item.text.strip() for item in parent if _name(item) in wanted and item.text), "")


def _name(item: ET.Element) -> str:
    return str(item.tag).rpartition("}")[2]


def _lines(data: bytes) -> list[int]:
    """The line on which each concept starts."""
    opening = tuple(f"<{name}".encode() for name in _ENTRIES)
    return [
        number
        for number, line in enumerate(data.splitlines(), 1)
        for _ in range(sum(line.count(tag) for tag in opening))
    ]
