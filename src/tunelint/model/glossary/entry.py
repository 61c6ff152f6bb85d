"""One glossary entry from its fields, whatever the file format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest
from tunelint.model.term import CASES, POS, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FIELDS = ("avoid", "prefer", "note", "case", "pos", "exceptions", "language")
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
_LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "italian": "it", "japanese": "ja", "korean": "ko",
    "norwegian": "no", "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv",
    "turkish": "tr",
}  # fmt: skip
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")
_NOTHING = frozenset(["-", "–", "—", "--", "?", "n/a", "none", "(none)", "tbd"])
"""What people write into a cell that they leave empty."""
_SPREADSHEET = re.compile(
    r"#(?:NAME\?|REF!|N/A|VALUE!|DIV/0!|NULL!|NUM!)$|=(?:[A-Z]{1,3}\d|[A-Z]+\()", re.IGNORECASE
)
_YES_OR_NO = frozenset(["yes", "no", "y", "n", "true", "false"])
_QUOTED = re.compile(r"“([^“”]+)”|‘([^‘’]+)’|\"([^\"]+)\"|'([^']+)'|«\s*([^«»]+?)\s*»|„([^„“”]+)[“”]")
_TAIL = re.compile(r"\s*\(\s*([^()]+?)\s*\)\s*$")


def entry(fields: Mapping[str, Iterable[str]], file: str, line: int, problems: list[Problem]) -> Term | None:
    """The entry that some fields make, or None with its problems added to `problems`.

    `fields` gives the values of each of `FIELDS`. A part of speech may also follow a term: `log-in (verb)`.
    """
    where = f"{file}:{line}"
    known = len(problems)
    avoid, tails = _terms(fields.get("avoid", ()))
    prefer, _ = _terms(fields.get("prefer", ()))
    exceptions = tuple(fields.get("exceptions", ()))
    problems += _no_words(where, (*avoid, *prefer), exceptions)
    language = _language(" ".join(fields.get("language", ())), where, problems)
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
        exceptions=exceptions,
        file=file,
        line=line,
        language=language,
    )


def _no_words(where: str, terms: Iterable[str], exceptions: Iterable[str]) -> Iterator[Problem]:
    """What stands in the place of a term and is none."""
    for term in terms:
        if _SPREADSHEET.match(term):
            what = f"“{term}” is a formula or an error of a spreadsheet, not a word"
            yield Problem(where, what, "export the values, and look at this cell")
    for phrase in exceptions:
        if phrase.casefold() in _YES_OR_NO:
            what = f"“{phrase}” is not a phrase in which the term is right"
            hint = "for a column of yes and no, name it “status” and write forbidden or preferred"
            yield Problem(where, what, hint)


def language_code(value: str) -> str:
    """The code of a language from its code or English name, without region; as it is where it is neither."""
    key = value.strip().casefold()
    code = _CODE.fullmatch(key)
    return _LANGUAGES.get(key) or (code[1] if code else value)


def _language(value: str, where: str, problems: list[Problem]) -> str:
    code = language_code(value)
    if not code or _CODE.fullmatch(code):
        return code
    problems.append(Problem(where, f"“{value}” is not a language", "write a code such as en or de-CH"))
    return ""


def _terms(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    terms, tails = [], []
    for given in values:
        quoted = _QUOTED.fullmatch(given)
        value = next(filter(None, quoted.groups())) if quoted else given
        if value.casefold() in _NOTHING:
            continue
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
    key = re.split(r"[(,/]", value.casefold())[0].strip().rstrip(".")
    if not key or key in valid:
        return key
    if key not in aliases:
        where, name = at
        problems.append(Problem(where, f"“{value}” is not a {name}", nearest(key, valid)))
    return aliases.get(key, "")
