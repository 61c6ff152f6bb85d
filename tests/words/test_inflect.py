"""Forms of English words."""

from __future__ import annotations

import pytest

from tunelint.measure.terms.inflect import conjugate, inflect, inflected, plural


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("utilise", "utilises utilised utilised utilising"),
        ("log", "logs logged logged logging"),
        ("carry", "carries carried carried carrying"),
        ("play", "plays played played playing"),
        ("die", "dies died died dying"),
        ("agree", "agrees agreed agreed agreeing"),
        ("refer", "refers referred referred referring"),
        ("offer", "offers offered offered offering"),
        ("visit", "visits visited visited visiting"),
        ("quiz", "quizzes quizzed quizzed quizzing"),
        ("fix", "fixes fixed fixed fixing"),
        ("panic", "panics panicked panicked panicking"),
        ("sync", "syncs synced synced syncing"),
        ("veto", "vetoes vetoed vetoed vetoing"),
        ("radio", "radios radioed radioed radioing"),
        ("buy", "buys bought bought buying"),
        ("show", "shows showed shown showing"),
        ("Write", "Writes Wrote Written Writing"),
    ],
)
def test_verbs(verb: str, forms: str) -> None:
    assert [conjugate(verb, form) for form in ("third", "past", "participle", "ing")] == forms.split()


@pytest.mark.parametrize(
    ("noun", "many"),
    [("site", "sites"), ("box", "boxes"), ("city", "cities"), ("key", "keys"), ("person", "people"),
     ("chairman", "chairmen"), ("analysis", "analyses"), ("branch", "branches"), ("Child", "Children")],
)  # fmt: skip
def test_nouns(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("term", "pos", "forms"),
    [
        ("log in", "", {"log in", "logs in", "logged in", "logging in"}),
        ("log-in", "verb", {"log-in", "logs-in", "logging-in"}),
        ("log-in", "noun", {"log-in", "log-ins"}),
        ("make use of", "", {"make use of", "makes use of", "made use of", "making use of"}),
        ("point of sale", "noun", {"point of sale", "points of sale"}),
        ("in order to", "", {"in order to"}),
        ("kind of", "", {"kind of"}),
        ("very", "", {"very"}),
        ("users", "", {"users"}),
        ("marketing", "", {"marketing"}),
        ("PDF", "", {"PDF", "PDFs"}),
        ("IT", "", {"IT"}),
        ("bath", "", {"bath", "baths"}),
        ("fast", "adjective", {"fast"}),
        ("AcmeCloud", "name", {"AcmeCloud"}),
    ],
)
def test_forms_of_terms(term: str, pos: str, forms: set[str]) -> None:
    assert {spelling for spelling, _ in inflected(term, pos)} == forms


def test_both_spellings_of_a_doubled_consonant_are_found() -> None:
    forms = {spelling for spelling, _ in inflected("travel", "verb")}
    assert {"travelled", "traveled", "travelling", "traveling"} <= forms


def test_forms_of_replacements() -> None:
    assert inflect("set up", "ing") == "setting up"
    assert inflect("find out", "past") == "found out"
    assert inflect("terms of service", "base") == "terms of service"
    assert inflect("use", "plural") == "uses"
    assert inflect("of", "plural") is not None
    assert inflect("fast", "past", "adjective") is None
