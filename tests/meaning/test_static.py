from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.measure.meaning import Meaning
from tunelint.measure.meaning.static import PIECES, TABLE, StaticEngine
from tunelint.model.example import Passage
from tunelint.model.settings import Settings


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning(Settings())


def passages(*texts: str) -> list[Passage]:
    return [Passage(text, "reply", f"/{number}") for number, text in enumerate(texts)]


def alike(meaning: Meaning, one: str, other: str) -> float:
    left, right = meaning(passages(one, other))
    assert left is not None
    assert right is not None
    return float(left.astype(float) @ right.astype(float))


MEANING = Meaning(Settings())


@given(
    st.lists(st.text(max_size=80) | st.sampled_from(["A cat sat.", "Refund my order", "…", ""]), max_size=12)
)
def test_a_batch_equals_row_by_row(texts: list[str]) -> None:
    together = MEANING(passages(*texts))
    alone = [MEANING([passage])[0] for passage in passages(*texts)]
    assert len(together) == len(texts)
    for left, right in zip(together, alone, strict=True):
        assert (left is None and right is None) or np.array_equal(left, right)


def test_vectors_are_float16_of_length_one(meaning: Meaning) -> None:
    (vector,) = meaning(passages("Water the basil when the top of the soil is dry. " * 300))
    assert vector is not None
    assert vector.dtype == np.float16
    assert vector.shape == (256,)
    assert np.linalg.norm(vector.astype(float)) == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("text", ["", " \n\t", "\u0000", "\U00012000\U00012001"])
def test_a_text_without_a_known_piece_has_no_meaning(meaning: Meaning, text: str) -> None:
    assert meaning(passages(text)) == [None]


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "Please refund my order.",
            "I want my money back for this purchase.",
            "How do I grow basil indoors?",
        ),
        (
            "The doctor examined the patient.",
            "A physician looked at the sick man.",
            "The lawyer filed an appeal.",
        ),
        ("The stock market fell sharply.", "Share prices dropped.", "She fell off her bicycle."),
        ("Sort a list of numbers in Python.", "Write code that orders integers.", "Bake a sponge cake."),
    ],
)
def test_texts_of_one_meaning_are_nearer_than_others(
    meaning: Meaning, text: str, near: str, far: str
) -> None:
    assert alike(meaning, text, near) > alike(meaning, text, far) + 0.1


def test_case_and_accents_do_not_count(meaning: Meaning) -> None:
    assert alike(meaning, "CAFÉ IN PARIS", "cafe in paris") == pytest.approx(1, abs=1e-3)


def test_the_notice_names_the_files_that_are_shipped() -> None:
    folder = files("tunelint.measure.meaning")
    notice = (folder / "NOTICE").read_text(encoding="utf-8")
    assert "Apache License" in notice
    for name in (TABLE, PIECES):
        assert sha256((folder / name).read_bytes()).hexdigest() in notice


def test_the_name_of_the_measure_holds_the_hash_of_the_table(meaning: Meaning) -> None:
    assert meaning.name == f"meaning:{StaticEngine().id}"
    assert len(meaning.name.rpartition("-")[2]) == 16
