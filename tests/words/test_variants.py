"""Two ways of writing the same thing: which are counted, and which are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.judge.words.mixed_variants import MixedVariantsKind, VariantOptions
from tunelint.measure.variants import VariantsMeasure
from tunelint.model.errors import UserError
from tunelint.model.example import Passage
from tunelint.model.row import RowRef
from tunelint.model.rule import Rule
from tunelint.model.settings import Settings
from tunelint.model.variant import load_choices
from tunelint.model.view import Cell, Columns
from tunelint.rulebook.load import rules_folder

FOLDER = rules_folder() / "variants"
CHOICES = load_choices(FOLDER)
MEASURE = VariantsMeasure(Settings(), str(FOLDER))
RULE = Rule(
    "terminology/mixed-variants", "n", "s", "mixed-variants", "note", "m", "w", "r",
    path=str(rules_folder() / "terminology" / "mixed-variants.toml"),
)  # fmt: skip


def sides(text: str) -> list[tuple[str, int, str, str]]:
    (usages,) = MEASURE([Passage(text, "reply", "/x")])
    assert all(text[slice(*usage.span)] == usage.found for usage in usages)
    return [(CHOICES[usage.choice].name, usage.side, usage.found, usage.other) for usage in usages]


@pytest.mark.parametrize(
    ("text", "choice", "side", "found", "other"),
    [
        ("by e-mail", "email or e-mail", 1, "e-mail", "email"),
        ("E-mailed today", "email or e-mail", 1, "E-mailed", "Emailed"),
        ("the colours", "British or American spelling", 0, "colours", "colors"),
        ("she realized it", "-ise or -ize", 1, "realized", "realised"),
        ("to login", "log in or login, as a verb", 1, "to login", ""),
        ("don’t", "curly or straight apostrophes", 0, "’", ""),
        ("10 percent", "sign or word for per cent", 1, " percent", ""),
        (
            "salt, oil, flour and eggs",
            "comma before the last item of a list",
            1,
            "salt, oil, flour and eggs",
            "",
        ),
    ],
)
def test_sides(text: str, choice: str, side: int, found: str, other: str) -> None:
    assert (choice, side, found, other) in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "`e-mail`",
        "the Color Institute",
        "a login page",
        "colourless-x@e-mail.example",
        "at 5 o'",
        "he analyses it",
    ],
)
def test_what_is_no_choice(text: str) -> None:
    assert sides(text) == []


def columns(texts: list[str], numbers: list[int] | None = None) -> Columns:
    numbers = numbers or list(range(len(texts)))
    refs = [RowRef(number, "f", number + 1, f"{number:04}") for number in numbers]
    values = MEASURE([Passage(text, "reply", "/x") for text in texts])
    want = MixedVariantsKind(RULE, VariantOptions(), Settings()).wants[0]
    cells = [Cell(ref, "/x", value) for ref, value in zip(refs, values, strict=True)]
    return Columns(refs, {want: cells}, lambda _refs: {})


def verdicts(texts: list[str], **options: object) -> list[tuple[int, str]]:
    kind = MixedVariantsKind(RULE, VariantOptions(**options), Settings())
    seen = columns(texts)
    remarks = kind.judge_corpus(seen, kind.fold(seen))
    return [(remark.row.number if remark.row else -1, remark.details["what"]) for remark in remarks]


def test_the_few_are_named_and_the_many_are_not() -> None:
    found = verdicts(["an email"] * 19 + ["an e-mail"])
    assert found == [(19, "“e-mail” here, but 19 of 20 replies have “email”")]


PAIRS = [
    ("Send an email to us.", "Send an e-mail to us."),
    ("You can log in here.", "You can login here."),
    ("The colour is nice.", "The color is nice."),
    ("We organise it.", "We organize it."),
    ("It is 10% off.", "It is 10 percent off."),
    ("It is 10% off.", "It is 10 % off."),
    ("We sell salt, pepper, and oil.", "We sell salt, pepper and oil."),
    ("The box has basil, parsley, and chives.", "The box has basil, parsley and chives."),
    ("## Getting Started With Your Garden\n\nText.", "## Getting started with your garden\n\nText."),
    ("# How To Cancel Your Plan\n\nText.", "# How to cancel your plan\n\nText."),
    ("You can change the plan.", "The customer can change the plan."),
    ("We can change the plan.", "I can change the plan."),
    ("At 9 am it opens.", "At 9 a.m. it opens."),
    ("The Wi-Fi is on.", "The wifi is on."),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_choice_has_a_house_form_whichever_it_is(one: str, other: str) -> None:
    assert [row for row, _ in verdicts([one] * 27 + [other] * 3)] == [27, 28, 29]
    assert [row for row, _ in verdicts([other] * 27 + [one] * 3)] == [27, 28, 29]
    assert [row for row, _ in verdicts([one] * 15 + [other] * 15)] == [-1]


SIGNS = [
    ("He said “go now” to me.", 'He said "go now" to me.'),
    ("It’s here.", "It's here."),
    ("Wait… now.", "Wait... now."),
    ("Wait—now—please.", "Wait — now — please."),
]


@pytest.mark.parametrize(("one", "other"), SIGNS)
def test_signs_that_nobody_sees_are_one_remark_in_all(one: str, other: str) -> None:
    for few, many in (one, other), (other, one):
        ((row, what),) = verdicts([many] * 27 + [few])
        assert row == -1
        assert "1 reply has" in what
        assert "27 replies have" in what
    assert verdicts([one] * 28) == []


@pytest.mark.parametrize(
    "text",
    [
        "The screen is 24” wide.",
        "def f():\n    pass\n\n# Alice, 30, New York\n# Bob, 25, San Francisco",
        "In our realm, magic and technology coexist.",
        "In the world of football, perseverance and strategy win.",
        "It flowed like a river, unstoppable and majestic.",
    ],
)
def test_what_the_real_sets_taught(text: str) -> None:
    assert sides(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In winter, bread and butter are good.",
        "If it rains, you and I go.",
        "with luck, you and I win",
        "Thank you, Tom and Ann.",
        "with chicken nuggets, mac and cheese, pizza, and milk",
        "Keep a shovel, sand or kitty litter for traction, and food.",
        "Take the lamp, plug it in and wait.",
        "The sky is full of soft, wispy clouds and birds.",
        "She has a calm, composed manner and continually smiles.",
        "He bought a pair of gloves, one left and one right.",
        "It is made of disparate parts, unnatural and fearsome.",
        "It is a play of human passion, where tragedy and triumph meet.",
        "# About Acme",
        "## Step 1: Go to Settings",
        "## Install the Acme Cloud app",
    ],
)
def test_what_only_looks_like_a_choice(text: str) -> None:
    assert [name for name, _, _, _ in sides(text) if "comma" in name or "headings" in name] == []


def test_a_reply_that_speaks_both_ways_counts_for_neither() -> None:
    assert sides("You ask, and the customer gets it") == []


def test_a_user_is_no_person_where_few_replies_address_anybody() -> None:
    code = ["The loop ends here."] * 100
    assert verdicts([*code, *["You can run it."] * 20, "The user is null."]) == []


def test_open_choices_are_one_remark() -> None:
    ((row, what),) = verdicts(["an email"] * 12 + ["an e-mail"] * 11)
    assert row == -1
    assert what == "12 replies have “email” and 11 replies have “e-mail”, so there is no one form"


def test_many_places_are_one_remark() -> None:
    ((row, what),) = verdicts(["an email"] * 90 + ["an e-mail"] * 9, most=8)
    assert row == -1
    assert what == "90 replies have “email” and 9 replies have “e-mail”"


def test_too_few_and_all_alike_are_silent() -> None:
    assert verdicts(["an email"] * 5 + ["an e-mail"]) == []
    assert verdicts(["an email"] * 50) == []


def test_other_languages_are_silent() -> None:
    assert MixedVariantsKind(RULE, VariantOptions(), Settings(language="de")).wants == ()


@given(st.permutations(range(20)), st.integers(0, 20))
def test_split_changes_no_count(order: list[int], cut: int) -> None:
    texts = ["an email, don't", "an e-mail", "the colour don’t", "the color"] * 5
    kind = MixedVariantsKind(RULE, VariantOptions(), Settings())
    halves = [columns([texts[i] for i in half], list(half)) for half in (order[:cut], order[cut:])]
    whole = columns(texts)
    assert kind.fold(halves[0]).merge(kind.fold(halves[1])).counts == kind.fold(whole).counts


def test_mistakes_in_variant_files(tmp_path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[choice]]\nname = "a"\nsides = ["x"]\nwords = ["a b", "c"]\n'
        '[[choice]]\nname = "b"\nsides = ["x", "y"]\nwords = ["a b", "c"]\n'
        '[[choice]]\nname = "c"\nsides = ["x", "y"]\npatterns = ["(", "c"]\n'
        '[[choice]]\nnam = "d"\nsides = ["x", "y"]\n',
        encoding="utf-8",
    )
    with pytest.raises(UserError) as caught:
        load_choices(tmp_path)
    said = str(caught.value)
    assert "two sides" in said
    assert "not as many words" in said
    assert "no regular expression" in said
    assert "did you mean “name”" in said


@pytest.mark.parametrize(
    ("rarer", "of", "places"),
    [
        (1, 20, [19]),
        (2, 20, [18, 19]),
        (3, 20, []),
        (5, 28, []),
        (5, 45, [40, 41, 42, 43, 44]),
        (8, 20, [-1]),
    ],
)
def test_a_few_are_named_only_where_the_house_form_is_certain(rarer: int, of: int, places: list[int]) -> None:
    found = verdicts(["an email"] * (of - rarer) + ["an e-mail"] * rarer)
    assert [number for number, _ in found] == places
