"""The spellings to look for, from the entries of a glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.measure.terms.inflect import inflected
from tunelint.measure.terms.irregular import PARTICLES
from tunelint.measure.terms.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tunelint.measure.terms.inflect import Form
    from tunelint.model.term import Term

ENGLISH = ("en", "auto", "")
"""Languages of data whose terms are found in their English inflections."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling to look for.

    `term` is the number of its entry, -1 for preferred terms, which protect what stands inside them. `exact`:
    in this letter case alone. `forms`: the inflections of the entry that are spelt so. `source`: the entry's
    own spelling. `allows`: an exception of the entry, in which it is right.
    """

    term: int
    spelling: str
    exact: bool = False
    forms: tuple[Form, ...] = ()
    source: str = ""
    allows: bool = False


def patterns_by_key(terms: Sequence[Term], language: str) -> dict[str, list[Pattern]]:
    """What to look for, by its spelling in small letters; what several entries prefer stands there once."""
    keyed: dict[str, list[Pattern]] = {}
    for pattern in dict.fromkeys(_patterns(terms, language)):
        if pattern.spelling:
            keyed.setdefault(pattern.spelling.lower(), []).append(pattern)
    return keyed


def _patterns(terms: Sequence[Term], language: str) -> Iterator[Pattern]:
    """Of a glossary in several languages only the entries in that of the data count."""
    english = language in ENGLISH
    told = {term.language for term in terms}
    spoken = "en" if english else language
    preferred = {normalise(good).text.casefold() for term in terms for good in term.prefer}
    for number, term in enumerate(terms):
        if term.language not in {"", spoken} and spoken in told:
            continue
        for avoid in term.avoid:
            yield from _avoided(term, number, avoid, preferred if english else None)
        for phrase in term.exceptions:
            yield from _allowed(phrase, number, allows=True, english=english)
        for good in term.prefer:
            yield from _allowed(good, -1, allows=False, english=english)


def _avoided(term: Term, number: int, avoid: str, preferred: Collection[str] | None) -> Iterator[Pattern]:
    """The spellings of one avoided word; without `preferred`, as in other languages, as written alone."""
    clean = normalise(avoid).text
    exact = term.matches_case(avoid)
    forms: dict[str, list[Form]] = {}
    if preferred is None:
        forms[clean] = ["base"]
    else:
        for spelling, form in inflected(clean, term.pos):
            forms.setdefault(spelling, []).append(form)
    for spelling, names in forms.items():
        yield Pattern(number, spelling, exact, tuple(dict.fromkeys(names)), clean)
        if joined := _hyphenated(spelling, preferred or ()):
            yield Pattern(number, joined, exact, source=clean)


def _hyphenated(spelling: str, preferred: Collection[str]) -> str:
    """A term of several words with hyphens, as before a noun (“end-user licence”); empty if not.

    What a hyphen makes of a phrasal verb is a noun (“sign-in”), and a preferred term may differ in it alone.
    """
    words = spelling.split()
    joined = "-".join(words)
    if len(words) < 2 or "-" in spelling or PARTICLES & {words[0].lower(), words[-1].lower()}:
        return ""
    return "" if joined.casefold() in preferred else joined


def _allowed(phrase: str, number: int, *, allows: bool, english: bool) -> Iterator[Pattern]:
    clean = normalise(phrase).text
    exact = clean != clean.lower()
    spellings = {spelling for spelling, _ in inflected(clean)} if english else {clean}
    return (Pattern(number, spelling, exact, allows=allows) for spelling in sorted(spellings))
