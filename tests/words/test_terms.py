"""Terms: which spellings are found, where, and what replaces them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.measure.terms import TermMatcher, TermsMeasure
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.model.term import Term

ENTRIES = (
    Term(("utilise", "utilize"), ("use",)),
    Term(("web-site",), ("website",)),
    Term(("e-mail",), ("email",)),
    Term(("log-in",), ("log in",), pos="verb"),
    Term(("Acme cloud",), ("Acme Cloud",)),
    Term(("ACMECloud",), ("AcmeCloud",), case="exact"),
    Term(("use",), ("apply",)),
    Term(("purchase",), ("buy",), exceptions=("proof of purchase",)),
    Term(("cloud",), ("hosting",)),
    Term(("in order to",), ("to",)),
    Term(("IT",), ("technology team",)),
    Term(("can not",), ("cannot",)),
    Term(("don't",), ("do not",)),
    Term(("C++",), ("Cpp",)),
    Term(("commence",), ("begin",)),
    Term(("café",), ("coffee bar",)),
    Term(("kind of",), ()),
    Term(("Leverage",), ("Use",)),
)
MATCHER = TermMatcher(ENTRIES)


def found(text: str, matcher: TermMatcher = MATCHER) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.replacement) for hit in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Utilising it", [("Utilising", "Using")]),
        ("she utilised and utilises", [("utilised", "used"), ("utilises", "uses")]),
        ("UTILISE IT NOW", [("UTILISE", "USE")]),
        ("ask IT now", [("IT", "technology team")]),
        ("two web-sites and e-mails", [("web-sites", "websites"), ("e-mails", "emails")]),
        ("e-mailing, E-mailed", [("e-mailing", "emailing"), ("E-mailed", "Emailed")]),
        ("Please log-in here", [("log-in", "log in")]),
        ("logging-in takes a minute", [("logging-in", "logging in")]),
        ("Acme cloud and ACME CLOUD", [("Acme cloud", "Acme Cloud"), ("ACME CLOUD", "Acme Cloud")]),
        ("ACMECloud, acmecloud", [("ACMECloud", "AcmeCloud"), ("acmecloud", "AcmeCloud")]),
        ("it has commenced", [("commenced", "begun")]),
        ("it commenced", [("commenced", "began")]),
        ("In order to see", [("In order to", "To")]),
        ("kind of late", [("kind of", "")]),
        ("we leverage it, Leveraging it", [("leverage", "use"), ("Leveraging", "Using")]),
        ("C++ code", [("C++", "Cpp")]),
        ("**utilise** _utilise_ “utilise”", [("utilise", "use")] * 3),
        ("(utilise)/utilise—utilise", [("utilise", "use")] * 3),
    ],
)
def test_finds_and_replaces(text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "the house of a user, abuse, reused",
        "re-use of a use-case",
        "Your log-in is below, and the log-in page too",
        "AcmeCloud and Acme Cloud",
        "it was theirs",
        "you cannot do that",
        "many kinds of tea",
        "Bring your proof of purchase",
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "run `utilise` now",
        "```\nutilise\n```",
        "~~~py\nx = 1\nutilise",
        "see https://a.example/utilise?utilise=1",
        "write to utilise@acme.example",
        "the file utilise.py in /opt/utilise/lib",
        "def utilise(x):",
        "total = utilise * 3",
        '{"verb": "utilise", "n": [1, 2]}',
        "#utilise @utilise",
        "Hello {{ utilise }} and {utilise}",
        '<a href="x" title="utilise">',
        "$$utilise$$",
        'set the "utilise" flag',
        "a field called 'utilise'",
        "the “utilise” parameter",
        "utilise = 3",
        'the object {"utilise": ["utilise"]} in JSON, and ["utilise"]',
        "Run this:\n\n    utilise now\n\nand wait",
    ],
)
def test_never_inside_code_or_addresses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("a web\u2011site b", "web\u2011site"),
        ("a don’t b", "don’t"),
        ("an Acme\u00a0cloud b", "Acme\u00a0cloud"),
        ("an Acme   cloud b", "Acme   cloud"),
        ("an Acme\ncloud b", "Acme\ncloud"),
        ("to uti\u00adlise it", "uti\u00adlise"),
        ("a cafe\u0301, b", "cafe\u0301"),
        ("😀 ﬁne, utilise it", "utilise"),
    ],
)
def test_spellings_of_the_same_characters(text: str, hit: str) -> None:
    assert [word for word, _ in found(text)] == [hit]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("ｕｔｉｌｉｓｅ it, 𝐮𝐭𝐢𝐥𝐢𝐬𝐞 it", ["ｕｔｉｌｉｓｅ", "𝐮𝐭𝐢𝐥𝐢𝐬𝐞"]),
        ("DON'T, Don’t, DON’T", ["DON'T", "Don’t", "DON’T"]),
        ("two cafés", ["cafés"]),
        ("THIS IS IT NOW", []),
        ("IT HELPS", []),
        ("our IT is here, and HR", ["IT"]),
    ],
)
def test_letters_and_capitals(text: str, hits: list[str]) -> None:
    assert [word for word, _ in found(text)] == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("the end user, an end-user licence, END-USERS", ["end user", "end-user", "END-USERS"]),
        ("please sign in on the sign-in page", ["sign in"]),
        ("a front end and a front-end job", ["front end"]),
    ],
)
def test_hyphens_in_terms_of_several_words(text: str, hits: list[str]) -> None:
    terms = [
        Term(("end user",), ("reader",)),
        Term(("sign in",), ("log in",)),
        Term(("front end",), ("front-end",)),
    ]
    assert [text[hit.start : hit.end] for hit in TermMatcher(terms).find(text)] == hits


@pytest.mark.parametrize(
    ("pos", "text", "number"),
    [
        ("verb", "Reports are due. The report is long. A report of theirs.", 0),
        ("verb", "They report the fault. She reports it. To report is best.", 2),
        ("noun", "He reports it. They report the fault. Reports are due.", 1),
    ],
)
def test_the_words_beside_a_term_may_deny_its_part_of_speech(pos: str, text: str, number: int) -> None:
    assert len(TermMatcher([Term(("report",), ("file",), pos=pos)]).find(text)) == number


def test_a_paragraph_break_ends_a_phrase() -> None:
    assert found("We are Acme\n\ncloud is what we do") == [("cloud", "hosting")]


def test_the_longest_of_overlapping_terms_wins() -> None:
    matcher = TermMatcher([Term(("cloud",), ("hosting",)), Term(("cloud storage",), ("disk",))])
    assert found("our cloud storage", matcher) == [("cloud storage", "disk")]


def test_part_of_a_preferred_term_is_right() -> None:
    matcher = TermMatcher([Term(("app",), ("mobile app",))])
    assert found("the mobile app and the app", matcher) == [("app", "mobile app")]
    assert found("two mobile apps", matcher) == []


def test_exact_case() -> None:
    matcher = TermMatcher([Term(("Polish",), ("shine",), case="exact")])
    assert found("Polish and polish", matcher) == [("Polish", "shine")]


def test_data_in_another_language_is_matched_as_written() -> None:
    matcher = TermMatcher([Term(("Handy",), ("Smartphone",))], language="de")
    assert [word for word, _ in found("Handy, Handys", matcher)] == ["Handy"]


def test_no_form_is_guessed_for_a_replacement() -> None:
    matcher = TermMatcher([Term(("purchase",), ("child",))])
    assert found("many purchases", matcher) == [("purchases", "")]


ADVERSE = [
    (Term(("purchase",), ("buy",)), "Your purchase(s) will arrive.", ["purchase=buy"]),
    (Term(("server",), ("host",)), "server(s)", ["server=host"]),
    (Term(("box",), ("bus",)), "box(es)", ["box=bus"]),
    (Term(("box",), ("carton",)), "box(es)", ["box="]),
    (Term(("email",), ("message",), pos="verb"), "Please email us, not by email(s).", ["email=message"]),
    (Term(("list",), ("table",), pos="noun"), "List all items in the list.", ["list=table"]),
    (Term(("list",), ("name",), pos="verb"), "List all items in the list.", ["List=Name"]),
    (Term(("log in",), ("sign in",)), "# Log In Now", ["Log In=Sign In"]),
    (Term(("log in",), ("sign in",)), "LOG IN, Log in, log-in", ["LOG IN=SIGN IN", "Log in=Sign in"]),
    (Term(("purchase",), ("buy",)), "**purchase**d, re**purchase**, *purchase*", ["purchase=buy"]),
    (Term(("company",), ("firm",)), "Companies’ and COMPANY'S", ["Companies=Firms", "COMPANY=FIRM"]),
    (
        Term(("box",), ("carton",)),
        "boxes, BOXES, boxer, boxing-day, x-box",
        ["boxes=cartons", "BOXES=CARTONS"],
    ),
    (Term(("Haus",), ("Heim",)), "Hausboot, Gästehaus, Haus-Tür, im Haus", ["Haus=Heim"]),
    (
        Term(("e-mail",), ("email",)),
        "E\u2011mail, e\u2010mails, E-MAILED",
        ["E‑mail=Email", "e‐mails=emails", "E-MAILED=EMAILED"],
    ),
    (
        Term(("naïve",), ("simple",)),
        "nai\u0308ve and NAÏVE and naive",
        ["nai\u0308ve=simple", "NAÏVE=SIMPLE"],
    ),
]


@pytest.mark.parametrize(("term", "text", "hits"), ADVERSE)
def test_forms_that_trip_matchers(term: Term, text: str, hits: list[str]) -> None:
    matcher = TermMatcher([term])
    assert [f"{text[hit.start : hit.end]}={hit.replacement}" for hit in matcher.find(text)] == hits


@pytest.fixture
def tagger(tmp_path):
    """A pipeline that calls the word after “the” a noun, and every other one a verb."""
    language = spacy.blank("en")
    ruler = language.add_pipe("attribute_ruler")
    ruler.add([[{"TEXT": {"REGEX": "."}}]], {"TAG": "VB"})
    ruler.add([[{"LOWER": "the"}, {}]], {"TAG": "NN"}, index=1)
    language.to_disk(tmp_path / "tagger")
    return str(tmp_path / "tagger")


@pytest.mark.parametrize(
    ("pos", "hits"), [("noun", ["lead"]), ("verb", ["Lead"]), ("adjective", []), ("phrase", ["Lead", "lead"])]
)
def test_a_pipeline_tells_the_part_of_speech(tagger: str, pos: str, hits: list[str]) -> None:
    text = "Lead on: the lead"
    matcher = TermMatcher([Term(("lead",), ("cable",), pos=pos)], pipeline=tagger)
    assert [text[hit.start : hit.end] for hit in matcher.find(text)] == hits


def test_a_glossary_is_read_by_the_measure(tmp_path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("avoid,prefer\nutilise,use\n", encoding="utf-8")
    measure = TermsMeasure(Settings(glossary=(str(path),)))
    texts = ["Utilise it.", "", "Use it."]
    values = measure([Passage(text, "reply", "/x") for text in texts])
    assert [len(hits) for hits in values] == [1, 0, 0]


PIECES = st.sampled_from(
    [
        "utilise",
        "Utilised",
        "e-mail",
        "Acme",
        "cloud",
        "\n",
        "\n\n",
        "  ",
        " ",
        ".",
        "`",
        "```",
        "é",
        "😀",
        "use-",
        "log-in",
        "https://x.example/use",
        "\xad",
        "\u200b",
        "café",
        "(",
        "/",
        "’s",
        "don’t",
        "IT",
        "it",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_spans_are_in_order_inside_the_text_and_hold_the_term(pieces: list[str]) -> None:
    text = "".join(pieces)
    hits = MATCHER.find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert MATCHER.find(text[hit.start : hit.end])[:1] != () or ENTRIES[hit.term].pos


@settings(deadline=None)
@given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=6))
def test_a_batch_equals_its_passages_one_by_one(texts: list[str]) -> None:
    alone = Counter((text, MATCHER.find(text)) for text in texts)
    again = TermMatcher(ENTRIES)
    assert alone == Counter((text, again.find(text)) for text in reversed(texts))
