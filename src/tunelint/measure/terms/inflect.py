"""Inflected forms of English terms, for finding a term in all its forms and for replacing it in the same one.

Forms are made by rule, not looked up: a form that no one writes does no harm, it is only never found. What
could harm is a form that is also another word (`bath`, `bathing`); those are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from tunelint.measure.terms.irregular import CLOSED, DOUBLING, LIGHT, NOUNS, PARTICLES, PLURALS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = Literal["base", "plural", "third", "past", "participle", "ing"]
"""Which inflection of a term stands in the text."""

VERBAL: tuple[Form, ...] = ("third", "past", "participle", "ing")

_PART = re.compile(r"[^\s-]+")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_CVC = re.compile(r"(?:^|[^aeiou]|qu)[aeiou][bcdfgklmnprtvz]$")
_LINKS = frozenset(("of", "for", "in", "to", "with"))


def plural(noun: str) -> str:
    """The plural of a noun."""
    low = noun.lower()
    if low in PLURALS:
        return _as(noun, PLURALS[low])
    if low.endswith(("sis", "man")):
        return f"{noun[:-2]}{'es' if low.endswith('is') else 'en'}"
    if re.search(r"(s|x|z|ch|sh)$", low):
        return f"{noun}zes" if low.endswith("z") and _doubles(low) else f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", low) else f"{noun}s"


def conjugate(verb: str, form: Form) -> str:
    """One form of a verb, in its commonest spelling."""
    low = verb.lower()
    if low in VERBS:
        return _as(verb, VERBS[low][VERBAL.index(form)])
    if form == "third":
        return (
            f"{verb}es" if re.search(r"[^aeiou]o$", low) else f"{verb}s" if low in PLURALS else plural(verb)
        )
    return _ending(verb, "ing" if form == "ing" else "ed", double=_doubles(low))


def inflected(term: str, pos: str = "") -> Iterator[tuple[str, Form]]:
    """Every form of a term with its name, the term itself first; a spelling may come more than once.

    `pos` limits the forms: nouns have a plural, verbs their four forms, all else none. Without it, the last
    word of a term gets both, and so does the first of a phrasal verb (`log in`) or of a phrase led by a verb
    (`make use of`).
    """
    yield term, "base"
    parts = list(_PART.finditer(term))
    if not parts or pos in {"adjective", "adverb", "name", "phrase"}:
        return
    verb, noun = _verb_head(parts, pos, term), _noun_head(parts, pos)
    if noun is not None:
        yield _swap(term, noun, plural(noun[0])), "plural"
    if verb is not None:
        hyphenated = "-" in term and noun is not verb and verb is parts[0]
        for form in ("third", "ing") if hyphenated else VERBAL:
            for spelling in _spellings(verb[0], form):
                yield _swap(term, verb, spelling), form


def inflect(term: str, form: Form, pos: str = "") -> str | None:
    """One form of a term, or None where the term has no such form."""
    if form == "base":
        return term
    parts = list(_PART.finditer(term))
    if not parts or (pos in {"adjective", "adverb", "name", "phrase"}):
        return None
    if form == "plural":
        noun = _noun_head(parts, "noun")
        return _swap(term, noun, plural(noun[0])) if noun else None
    verb = _verb_head(parts, "verb", term)
    return _swap(term, verb, conjugate(verb[0], form)) if verb else None


def _verb_head(parts: list[re.Match[str]], pos: str, term: str) -> re.Match[str] | None:
    first, last = parts[0], parts[-1]
    particle = len(parts) > 1 and last[0].lower() in PARTICLES
    if pos == "noun" or (not _open(first[0]) and len(parts) == 1):
        return None
    if len(parts) == 1:
        return first if pos == "verb" or _could_be_verb(first[0]) else None
    if particle:
        return first if _open(first[0]) else None
    if "-" in term and len(term.split()) == 1:
        return last if _open(last[0]) and (pos == "verb" or _could_be_verb(last[0])) else None
    leads = pos == "verb" or first[0].lower() in LIGHT
    return first if leads and _open(first[0]) else None


def _noun_head(parts: list[re.Match[str]], pos: str) -> re.Match[str] | None:
    words = [part[0].lower() for part in parts]
    if pos == "verb" or (not pos and (len(parts) > 3 or (words[0] in LIGHT and len(parts) > 1))):
        return None
    if pos == "noun":
        link = next((index for index, word in enumerate(words) if word in _LINKS and index > 0), len(parts))
        particle = "-" in parts[0].string and words[-1] in PARTICLES
        head = parts[-1] if particle else parts[link - 1]
        settled = bool(re.search(r"[^siu]s$", head[0].lower()))
        return head if _WORD.fullmatch(head[0]) and not settled else None
    if any(word in _LINKS for word in words) or not _open(parts[-1][0]):
        return None
    low = words[-1]
    settled = low.endswith(("ing", "ed", "ly")) or (
        low.endswith("s") and not low.endswith(("ss", "us", "is"))
    )
    return None if settled else parts[-1]


def _open(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and len(word) > 2 and word.lower() not in CLOSED


def _could_be_verb(word: str) -> bool:
    low = word.lower()
    if word[1:] != word[1:].lower() or low in NOUNS or low in PLURALS:
        return False
    return not low.endswith(("ing", "ed", "ly", "ness", "ity", "tion")) and not re.search(r"[^s]s$", low)


def _spellings(verb: str, form: Form) -> Iterator[str]:
    usual = conjugate(verb, form)
    yield usual
    low = verb.lower()
    if low not in VERBS and form != "third" and _CVC.search(low) and _syllables(low) > 1:
        other = _ending(verb, "ing" if form == "ing" else "ed", double=not _doubles(low))
        if other != usual:
            yield other


def _doubles(low: str) -> bool:
    if not _CVC.search(low):
        return False
    return _syllables(low) == 1 or low in DOUBLING or low.endswith(("set", "put"))


def _ending(verb: str, ending: str, *, double: bool) -> str:
    low = verb.lower()
    if ending == "ed":
        if low.endswith("e"):
            return f"{verb}d"
        if re.search(r"[^aeiou]y$", low):
            return f"{verb[:-1]}ied"
    elif low.endswith("ie"):
        return f"{verb[:-2]}ying"
    elif low.endswith("e") and not low.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    if low.endswith("ic"):
        return f"{verb}k{ending}"
    return f"{verb}{verb[-1].lower()}{ending}" if double else f"{verb}{ending}"


def _syllables(low: str) -> int:
    return len(_VOWELS.findall(low))


def _as(word: str, form: str) -> str:
    return form.capitalize() if word[:1].isupper() else form


def _swap(term: str, part: re.Match[str], new: str) -> str:
    return f"{term[: part.start()]}{new}{term[part.end() :]}"
