"""Readability in the languages for which textstat has formulas."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tunelint.measure.readability import readability
from tunelint.measure.readability.scores import score
from tunelint.measure.readability.sentences import sentences
from tunelint.measure.readability.syllables import syllables
from tunelint.model.readability import FORMULAS, LANGUAGES, Readability

DATA = Path(__file__).parents[1] / "data" / "readability.toml"
TEXTS = {
    language: (texts["plain"], texts["hard"])
    for language, texts in tomllib.loads(DATA.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_formulas_of_the_language_agree_on_what_is_hard(language: str) -> None:
    plain, hard = (readability(f"{text} {text}") for text in TEXTS[language])
    assert isinstance(plain, Readability), plain
    assert isinstance(hard, Readability), hard
    assert plain.language == hard.language == language
    assert {name for name, _ in plain.indices} <= set(LANGUAGES[language].formulas)
    for (name, low), (same, high) in zip(plain.indices[:2], hard.indices[:2], strict=True):
        assert name == same
        assert (high < low) is FORMULAS[name].easy
    assert hard.longest_words > plain.longest_words
    assert hard.hard
    assert all(word.lower() in TEXTS[language][1].lower() for word in hard.hard)


def test_the_two_that_must_agree_are_scored_at_any_length() -> None:
    for language in LANGUAGES.values():
        both = [FORMULAS[name] for name in language.formulas[:2]]
        assert [(formula.words, formula.sentences) for formula in both] == [(0, 1), (0, 1)]


def test_formulas_from_first_principles() -> None:
    gulpease = score(sentences("Il gatto dorme sul letto. Il cane corre nel prato."), "it").number("gulpease")
    assert gulpease == pytest.approx(89 + (300 * 2 - 10 * 41) / 10)
    lix = score(sentences("Katten sover på soffan. Hunden springer omkring överallt."), "sv").number("lix")
    assert lix == pytest.approx(8 / 2 + 100 * 3 / 8)
    german = score(sentences("Die Katze schläft auf dem Sofa. Der Hund läuft in den Garten."), "de")
    assert german.number("wiener") == pytest.approx(
        0.1935 * 0 + 0.1672 * 6 + 0.1297 * 100 / 12 - 0.0327 * 900 / 12 - 0.875
    )
    huerta = score(sentences("El gato duerme en la cama. El perro corre por el prado."), "es")
    assert huerta.number("fernandez_huerta") == pytest.approx(206.84 - 60 * 18 / 12 - 1.02 * 6)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "aber2 Auto2 Information5 Leuchte2 Kreis1 Gewährleistung4 Tee1 Quelle2 System2"),
        ("es", "amigo3 agua2 información4 aéreo4 idea3 día2 país2 que1 quien1 muy1 y1 pingüino3 ciudad2"),
        ("it", "amico3 aereo4 idea3 acqua2 Italia3 essere3 oggi2 questo2 guida2 più1 perché2"),
        ("fr", "ami2 école2 idée2 théâtre2 elle1 autre1 élève2 les1 femmes1 maison2 château2 créer2 vie1"),
        ("hu", "Magyarország4 könyv1 étterem3"),
        ("nl", "aarde2 idee2 oever2 informatie4 open2 eten2 nieuw1 huis1 België3"),
        ("pl", "dziecko2 niedziela3 i1 książka2 wiosna2"),
        ("ru", "здравствуйте3 книга2 в1 большая3"),
    ],
)
def test_syllables(language: str, words: str) -> None:
    for word in words.split():
        assert syllables(word[:-1], language) == int(word[-1]), word


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Am 3. Mai kam z. B. Frau Dr. Adler. Öffnen Sie das Paket! Über uns", 3),
        ("es", "Hable con el Sr. Ruiz. ¿Cuándo vuelve? ¡Ánimo! El núm. 5 está bien.", 4),
        ("fr", "Mme. Durand est là. Être ou ne pas être ? C'est ici.", 3),
        ("ru", "Это наш дом. Он стоит давно. Да!", 3),
        ("ar", "كيف حالك؟ أنا بخير. شكرا لك!", 3),
    ],
)
def test_sentences_of_other_languages(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_vowel_signs_change_no_arabic_score() -> None:
    plain = TEXTS["ar"][0]
    marked = plain.replace("مصباح", "مِصْبَاح").replace("علبته", "عُلْبَتِه")
    assert marked != plain
    assert readability(marked, "ar")[1:4] == readability(plain, "ar")[1:4]


def test_the_language_of_the_data_may_be_told() -> None:
    assert readability(TEXTS["de"][0], "en") != readability(TEXTS["de"][0])
    assert readability(TEXTS["de"][0], "xx") == "no readability formula for the language “xx”"
