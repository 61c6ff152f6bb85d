"""What is counted in a text, and where it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.profile.habits.clean import prose
from tunelint.profile.habits.counting import count, hits, sentences, tally
from tunelint.profile.habits.features import features, position
from tunelint.profile.habits.lexicon import build, lexicon


def words_hit(text, name):
    return [text[start:end] for start, end in hits(text, name)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("WOW! What an UNBELIEVABLE deal!", "shouted", ["WOW", "UNBELIEVABLE"]),
        ("WOW! What a deal!", "exclamation", ["!", "!"]),
        ("It's fine, you’re fine and we cannot stay.", "contraction", ["It's", "you’re"]),
        ("We do not know and we cannot stay.", "uncontracted", ["do not", "cannot"]),
        ("I think it might be the pump.", "hedge_phrase", ["I think", "might be"]),
        ("The shelf was carefully painted twice.", "passive", ["was carefully painted"]),
        ("Please do not hesitate to call.", "courtesy_phrase", ["do not hesitate"]),
        ("pursuant to clause nine, hereby", "legalese", ["pursuant", "hereby"]),
        ("it's game-changing, honestly", "marketing", ["game-changing"]),
        ("And then? So we left. We like it.", "joining_start", ["And", "So"]),
        ("He was goin' home, 'cause it rained.", "dropped_g", ["goin'", "'cause"]),
        ("Sooo good 😀🎉", "stretched", ["Sooo"]),
        ("Sooo good 😀🎉", "emoji", ["😀", "🎉"]),
        ("gr34t stuff here at 5pm on the B52", "leet", ["gr34t"]),
        ("this fucking thing", "swearing", ["fucking"]),
    ],
)
def test_hits_are_the_very_words(text, name, found):
    assert words_hit(text, name) == found


def test_hits_and_counts_agree():
    text = "Oh wow, I think we do not know!! Perhaps it was broken, lol. Thou art kind; please don't fret."
    values, _, _ = tally(text)
    for feature in features():
        if feature.scale == "rate" and feature.name != "foreign":
            assert len(hits(text, feature.name)) >= min(values[position()[feature.name]], 1), feature.name


def test_code_addresses_and_tables_are_not_prose():
    text = "Run it.\n```\nOMG = WOW!!!\n```\nSee https://wow.example/OMG and `WOW!`.\n| WOW | OMG |\n"
    assert words_hit(text, "exclamation") == []
    assert words_hit(text, "shouted") == []
    assert len(prose(text)) == len(text)


def test_every_habit_has_a_label_and_a_unique_name():
    names = [feature.name for feature in features()]
    assert len(set(names)) == len(names)
    assert all(feature.label for feature in features())


def test_rates_do_not_grow_with_the_length_of_the_text():
    once = "We would be glad to help. The pump may need a new seal, and it should take an hour. "
    short, long = count(once * 4), count(once * 40)
    at = position()["comma"]
    assert abs(short.values[at] - long.values[at]) < 0.15


def test_function_share_tells_english_from_other_languages():
    english = count("Thank you for your message. We have had your order and it will be with you soon.")
    german = count(
        "Vielen Dank für Ihre Nachricht. Was war in dem Paket, am Montag in Berlin? Man sieht es so."
    )
    assert english.function_share > 0.1
    assert german.function_share < 0.03


@pytest.mark.parametrize(
    "text",
    [
        "Hola, lol, u otro día vamos 2 o 4 personas al mercado y no sé qué da risa, omg, tú me dices btw.",
        "Da kann man im Moment nichts machen, lol. Die PLZ fehlt, btw, und wir haben 2 oder 4 Tage Zeit.",
        "Alors lol, on a pris 2 ou 4 places pour le concert, dis quoi, omg tu vas voir, on y va en train.",
        "Kunt u mij zeggen of dat pakket dat u heeft verstuurd al onderweg is? Wat jammer, voor de lol, btw.",
        "Oi, lol, da próxima vez eu vou com 2 ou 4 amigos da escola, n sei se dá, omg, no fim da tarde.",
        "def f(u, r, n):\n    x = 2\n    for k in range(n):\n        u += r * 4\n    return u, r, n",
    ],
)
def test_text_speak_of_other_languages_and_code_is_not_taken_for_english(text):
    assert count(text).function_share < 0.03


@pytest.mark.parametrize(
    "text",
    [
        "yo so ladies n gentlemen, today, we explore da profound impact of printing yo n u r gonna luv it",
        "lol idk man, u r gonna hafta call em 2morrow cuz da shop is closed rn n nobody picks up tbh",
        "im so sry bout ur order, plz txt us n we r gonna fix it asap, thx 4 ur patience xx",
    ],
)
def test_text_speak_is_english(text):
    assert count(text).function_share > 0.1


@given(st.text(max_size=400))
def test_any_text_can_be_counted(text):
    counts = count(text)
    assert counts.words >= 0
    assert all(
        0 <= start < end <= len(text)
        for name in ("emoji", "shouted", "dash")
        for start, end in hits(text, name)
    )
    assert all(
        left[1] <= right[0]
        for left, right in zip(list(sentences(text)), list(sentences(text))[1:], strict=False)
    )


def test_a_lexicon_knows_stems_phrases_and_hyphens():
    found = build(
        {
            "a": {"label": "a", "words": "leverag* best-in-class", "phrases": "circle back"},
            "b": {"label": "b", "words": "leverage"},
        }
    )
    assert found.of_word("leveraging") == (0,)
    assert found.of_word("leverage") == (0, 1)
    assert list(found.phrases_at(["we", "circle", "back", "to", "best", "in", "class"])) == [
        (1, 3, 0),
        (4, 7, 0),
    ]


def test_no_lexicon_entry_is_written_with_capitals():
    assert all(word == word.lower() for word in lexicon().words)
