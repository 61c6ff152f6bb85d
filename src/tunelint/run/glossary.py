"""Mistakes in a glossary: entries that contradict or repeat each other, or that can never match."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from tunelint.measure.terms import TermMatcher
from tunelint.model.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.term import Term


_PATTERN = re.compile(r"\[\w[^\]]*\]|\(\?|\\[bwsd]|\.[*+]|\w\*|\*\w|[a-z]\|[a-z]|^\^|\$$")

_LISTED = re.compile(r"\w, \w|\w\s*(?:→|⇒|->|=>)\s*\w|\w / \w|\b(\w{3})\w*/\1", re.IGNORECASE)


def glossary_problems(terms: Sequence[Term]) -> list[Problem]:
    """The problems of some terms, by where they stand."""
    return sorted(
        {*_repeated(terms), *_contradicting(terms), *_several(terms), *_unmatched(terms)},
        key=lambda problem: (_place(problem.where), problem.what),
    )


def _repeated(terms: Sequence[Term]) -> Iterator[Problem]:
    """Words that more than one entry avoids, with the same advice or with another."""
    known: dict[tuple[str, str, str], Term] = {}
    for term in terms:
        for avoid in term.avoid:
            first = known.setdefault((_key(avoid, term), term.pos, term.language), term)
            if first is term:
                continue
            if set(first.prefer) == set(term.prefer):
                yield Problem(
                    _where(term), f"“{avoid}” is avoided twice", f"it stands at {_where(first)}, too"
                )
            else:
                what = f"“{avoid}” has two replacements: {_list(first.prefer)} and {_list(term.prefer)}"
                yield Problem(_where(term), what, f"keep one of them; the other is at {_where(first)}")


def _contradicting(terms: Sequence[Term]) -> Iterator[Problem]:
    """Words that one entry prefers and another avoids: a writer who follows the first breaks the second."""
    avoided: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for avoid in term.avoid:
            avoided[avoid.casefold()].append((avoid, term))
    for term in terms:
        for good in term.prefer:
            for avoid, other in avoided.get(good.casefold(), ()):
                if other is not term and avoid == good:
                    then = f"; write {_list(other.prefer)} there" if other.prefer else ""
                    what = f"“{good}” is preferred here and avoided at {_where(other)}"
                    yield Problem(_where(term), what, f"choose one{then}")


def _several(terms: Sequence[Term]) -> Iterator[Problem]:
    """Cells that look like several terms, and would be found and written as one."""
    for term in terms:
        for word in (*term.avoid, *term.prefer):
            if _LISTED.search(word):
                what = f"“{word}” looks like several terms, but is taken for one"
                yield Problem(
                    _where(term), what, "put a semicolon between terms; the first preferred one is written"
                )


def _unmatched(terms: Sequence[Term]) -> Iterator[Problem]:
    """Words that are not found even in a sentence made of them."""
    matcher = TermMatcher(terms)
    for number, term in enumerate(terms):
        alone = TermMatcher([term])
        for avoid in term.avoid:
            if _PATTERN.search(avoid):
                hint = "all inflections are found anyway; list other spellings one by one"
                yield Problem(_where(term), f"“{avoid}” looks like a pattern, but is found as written", hint)
            elif not alone.find(avoid):
                hint = "addresses, code and what an exception or the preferred term covers are never matched"
                yield Problem(_where(term), f"“{avoid}” can never match", hint)
            elif not any(hit.term == number for hit in matcher.find(avoid)):
                hits = [terms[hit.term] for hit in matcher.find(avoid)]
                if hits and avoid not in hits[0].avoid:
                    what = f"“{avoid}” is covered by the entry at {_where(hits[0])}"
                    yield Problem(_where(term), what, "one of the two is enough")


def _key(avoid: str, term: Term) -> str:
    return avoid if term.matches_case(avoid) else avoid.casefold()


def _where(term: Term) -> str:
    return f"{term.file}:{term.line}"


def _place(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line) if line.isdigit() else 0


def _list(words: Sequence[str]) -> str:
    return " or ".join(f"“{word}”" for word in words) or "none"
