"""The counted habits of a text: what they are called, how often they occur, and where.

The habits are those of the lexicon (word lists), marks (punctuation and spelling), shapes of words, and
shares over sentences. Counts become rates per 100 words, sqrt(100 c / (n + 6)): the six added words keep
one mark in a short text from looking like a habit, and the root evens out the variance of rare counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

from tunelint.profile.habits.lexicon import lexicon

Spans: TypeAlias = list[tuple[int, int]]

WORD = re.compile(r"\w+(?:'\w+)*")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff]")
_VOWELS = re.compile(r"[aeiouy]+")
_LOW_I = re.compile(r"\bi\b(?!\.)")

SHRINK_WORDS = 6.0
"""Words added to every length before a rate is taken (tone study, section 8)."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One counted habit: short name, the words a reader is shown, and how its count is scaled.

    `label` is a plural that a count can follow. Where the scale is `plain` it says what a text with more of
    the habit has, and `less` what a text with less of it has.
    """

    name: str
    label: str
    scale: str
    """`rate` (per 100 words), `share` (of sentences) or `plain` (already a number that compares)."""
    less: str = ""


MARKS: tuple[tuple[str, str, str, re.Pattern[str]], ...] = (
    ("exclamation", "exclamation marks", "!", re.compile("!")),
    ("question", "question marks", "?", re.compile(r"\?")),
    ("repeated_mark", "repeated “!” and “?”", "!?", re.compile(r"[!?]{2,}")),
    ("comma", "commas", ",", re.compile(",")),
    ("semicolon", "semicolons", ";", re.compile(";")),
    ("colon", "colons", ":", re.compile(r":(?=\s|$)")),
    ("dash", "dashes", "—–-", re.compile(r"—|–(?!\d)|(?<=\s)-{1,2}(?=\s)|\w--\w")),
    ("ellipsis", "ellipses", ".…", re.compile(r"\.\.+|…")),
    ("bracket", "brackets", "(", re.compile(r"\(")),
    ("quote", "quotation marks", '"“”', re.compile(r"[\"“”]")),
    ("low_i", "a small “i” for “I”", "i", _LOW_I),
    (
        "emoticon",
        "emoticons",
        ":;=xX<^",
        re.compile(r"(?<!\w)(?:[:;=xX]['\-^o]?[)(DPpOo/\\|3*]+|<3+|\^_\^)(?=\s|$|[.,!])"),
    ),
    ("tag", "hashtags and @names", "#@", re.compile(r"(?<!\S)[#@]\w+")),
    ("stage", "stage directions such as *sighs*", "*", re.compile(r"\*[a-z]{2}[a-z ',-]{0,39}\*")),
    (
        "dropped_g",
        "dropped letters, as in “goin'”",
        "'",
        re.compile(r"\b\w+in'(?!\w)|(?<!\w)'(?:em|cause|bout|til|round|cos)\b", re.IGNORECASE),
    ),
    ("emoji", "emoji", "", EMOJI),
)

_CONTRACTED = re.compile(
    r"\w+n't|\w+'(?:re|ve|ll|d|m)"
    r"|(?:it|that|there|what|who|he|she|how|where|here|let|when|why|one|every(?:body|one|thing)|no(?:body|thing)|some(?:body|thing))'s"
    r"|dont|cant|wont|isnt|didnt|doesnt|youre|theyre|im|ive|thats|whats"
)
_NOMINAL = re.compile(r"\w+(?:tion|sion|ment|ness|ity|ance|ence|ship|ism)s?")
_LEET = re.compile(
    r"(?=\w*[a-z])(?=\w*\d)(?!\d+(?:st|nd|rd|th|s|k|m|g|kg|mm|cm|km|am|pm|x|d|h|w|v|min|gb|mb|tb|k?hz|[mg]hz|px|ml|lbs?|oz|ft|kwh?|mah|p)$)(?![a-z]{1,4}\d+$)\w+"
)
_STRETCHED = re.compile(r".*([a-z])\1{2,}.*")
_BE_WORDS_TEXT = """
is are was were be been being am get gets got
"""
BE_WORDS = frozenset(_BE_WORDS_TEXT.split())
_IRREGULAR_TEXT = """
made done sent paid built held kept sold told found lost left put set cut read run met led known
"""
_IRREGULAR = frozenset(_IRREGULAR_TEXT.split())


@lru_cache(maxsize=1 << 17)
def syllables(word: str) -> int:
    """Syllables of a lower-case word: its groups of vowels, less a silent final e; at least one."""
    groups = len(_VOWELS.findall(word))
    if groups > 1 and word.endswith("e") and not word.endswith("le"):
        groups -= 1
    return max(groups, 1)


_SHAPES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("contraction", "contractions", lambda word: _CONTRACTED.fullmatch(word) is not None),
    ("nominal", "abstract nouns", lambda word: len(word) > 5 and _NOMINAL.fullmatch(word) is not None),
    ("adverb", "adverbs ending in “-ly”", lambda word: len(word) > 4 and word.endswith("ly")),
    ("long_word", "long words", lambda word: len(word) > 6),
    ("very_long_word", "very long words", lambda word: len(word) > 9),
    ("short_word", "short words", lambda word: len(word) < 4),
    ("many_syllables", "words of three syllables or more", lambda word: syllables(word) > 2),
    ("leet", "letters swapped for figures", lambda word: _LEET.fullmatch(word) is not None),
    ("stretched", "stretched words, as in “sooo”", lambda word: _STRETCHED.fullmatch(word) is not None),
)

_COUNTED = (("shouted", "words in capitals"), ("passive", "passive forms, as in “was sent”"))

_SHARES = (
    ("shouted_end", "sentences that end in “!”"),
    ("small_start", "sentences that start in lower case"),
    ("short_sentence", "very short sentences"),
    ("long_sentence", "very long sentences"),
)

_PLAIN = (
    ("contraction_share", "more forms contracted than usual", "fewer forms contracted than usual"),
    ("no_last_mark", "no full stop at the end", "a full stop at the end, unlike the rest"),
    ("capitals", "more capital letters than usual", "fewer capital letters than usual"),
    ("word_length", "longer words than usual", "shorter words than usual"),
    ("syllables", "words of more syllables than usual", "words of fewer syllables than usual"),
    ("sentence_length", "longer sentences than usual", "shorter sentences than usual"),
    (
        "sentence_spread",
        "sentences of more uneven length than usual",
        "sentences of more even length than usual",
    ),
    ("grade", "harder reading than usual", "easier reading than usual"),
    ("variety", "more varied words than usual", "more repeated words than usual"),
    (
        "foreign",
        "more letters with accents or of other scripts",
        "fewer letters with accents or of other scripts",
    ),
)


@cache
def features() -> tuple[Feature, ...]:
    """Every counted habit, in the order of `Counts.values`."""
    habits = lexicon().habits
    starts = {habit for found in lexicon().starts.values() for habit in found}
    return (
        *(Feature(h.name, h.label, "share" if at in starts else "rate") for at, h in enumerate(habits)),
        *(Feature(name, label, "rate") for name, label, _, _ in MARKS),
        *(Feature(name, label, "rate") for name, label, _ in _SHAPES),
        *(Feature(name, label, "rate") for name, label in _COUNTED),
        *(Feature(name, label, "share") for name, label in _SHARES),
        *(Feature(name, more, "plain", less) for name, more, less in _PLAIN),
    )


@cache
def position() -> dict[str, int]:
    """Place of every feature in `features()` by its name."""
    return {feature.name: at for at, feature in enumerate(features())}


@cache
def function_words() -> dict[str, int]:
    """The function words whose rates the axes and the head see, with their places."""
    listed = files(__package__).joinpath("function_words.txt").read_text(encoding="utf-8").split()
    return {word: at for at, word in enumerate(dict.fromkeys(listed))}


_ELSEWHERE_TEXT = """
a in is was on as at an or so no we me do come his man all not over still are were also like under up
men go any then most her must see us i den first they
am will had here have for of by let been time
"""
_ELSEWHERE = frozenset(_ELSEWHERE_TEXT.split())
"""Function words that are words of other European languages too, or could be mistaken for them."""


_ENGLISH_SLANG_TEXT = """
gonna wanna gotta kinda sorta dunno lemme gimme cuz coulda shoulda woulda whatcha gotcha outta lotta tryna
finna dont cant isnt didnt doesnt wouldnt couldnt shouldnt youre theyre idk tbh ngl smh ikr
"""
_ENGLISH_SLANG = frozenset(_ENGLISH_SLANG_TEXT.split())
_SHORTENED = frozenset({"n", "2", "4", "yo", "w", "dey", "wit"})


@cache
def english_words() -> frozenset[str]:
    """Function words, and spellings of them, that hardly occur in other languages."""
    return frozenset(function_words()) - _ELSEWHERE | _ENGLISH_SLANG


@cache
def text_speak() -> frozenset[str]:
    """Text-message spellings, many of which ("u", "da", "lol") are words of other languages too."""
    at = position()["text_speak"]
    listed = {word for word, habits in lexicon().words.items() if at in habits}
    return (frozenset(listed) | _SHORTENED) - english_words()


@lru_cache(maxsize=1 << 17)
def word_places(word: str) -> tuple[int, ...]:
    """Places in `features()` that a lower-case word counts for."""
    first = len(lexicon().habits) + len(MARKS)
    return lexicon().of_word(word) + tuple(first + at for at, shape in enumerate(_SHAPES) if shape[2](word))


@lru_cache(maxsize=1 << 17)
def is_participle(word: str) -> bool:
    """Whether a lower-case word may be the participle of a passive."""
    return word in _IRREGULAR or (len(word) > 4 and word.endswith(("ed", "en", "wn", "ght")))
