"""Where a text shows each habit of style, and where it could have and did not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from tunelint.measure.literals import Sought
from tunelint.measure.prose import code, mask, prose
from tunelint.model.habit import Sighting
from tunelint.model.place import Span
from tunelint.profile.habits.counting import is_shouted, passives, sentences
from tunelint.profile.habits.features import EMOJI, WORD, english_words, position, word_places
from tunelint.profile.habits.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Spans = Sequence[Span]

ENGLISH = 0.03
"""Least share of words that are English and no other language's, for habits read off English words."""
LONG, SHORT = 25, 5
"""Words from which a sentence is long, and up to which it is short."""

_CONTRACTED = Sought(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|could|would|should|ca|wo)n't"
    r"|(?:i|you|we|they|it|he|she)'(?:re|ve|ll|d|m|s)|(?:what|there|here|how|who|where)'s|that's(?=\s+[a-z]))\b",
    re.IGNORECASE,
)
_WRITTEN_OUT = Sought(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|could|would|should|will|can) not(?! only\b)|cannot"
    r"|(?:i am|(?:you|we|they) are|(?:it|he|she|there|here|what) is|(?:i|you|we|they|it|he|she) will)"
    r"(?=\s+(?!and\b|or\b|but\b)[a-z])"
    r"|(?:i|you|we|they) (?:have|had)(?=\s+(?:been|already|just|never|not|(?!need)\w+ed)\b)"
    r"|(?:i|you|we|they) would(?=\s+(?:be|like|have|love|need|recommend|suggest|prefer)\b))\b",
    re.IGNORECASE,
)
"""Forms that could be contracted; not where stress or the end of a clause forbids it ("as you are.")."""
_HEDGE = Sought(
    r"\b(?:maybe|perhaps|possibly|seemingly|apparently|somewhat|arguably|probably|presumably|might|seems?"
    r"|appears? to|i (?:guess|suppose|think|believe)|supposedly)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = Sought(
    r"\b(?:(?:the|our|your|its|their) (?:very )?most (?!of\b|part\b|common\b|likely\b|recent\b)[a-z]{5,}"
    r"|(?:best|greatest|finest|smartest|simplest|freshest|loveliest|coolest)"
    r"(?! (?:for|regards|wishes|of luck)|-)"
    r"|ultimate|unbeatable|unrivall?ed|unparallell?ed|unmatched)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^[ \t]*(?:[-*•+–]|\d{1,2}[.)])[ \t]+\S.*\n(?:[ \t]*\n)?[ \t]*(?:[-*•+–]|\d{1,2}[.)])[ \t]+\S",
    re.MULTILINE,
)
_BOLD = re.compile(r"\*\*[^\s*][^*\n]*\*\*|__[^\s_][^_\n]*__|<(?:b|strong)>")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S[^\n]*|^[^\n]{2,80}\n(?:={3,}|-{3,})[ \t]*$|<h[1-6]>", re.MULTILINE)
_GREETING = re.compile(
    r"\W{0,3}(?:hi|hello|hey|hiya|dear|greetings|welcome|good (?:morning|afternoon|evening|day))\b"
    r"(?! to know| of)[^.!?\n]{0,40}[,.!?\n]",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:^|[\n.!?])[ \t*_—–-]*"
    r"(?:(?i:(?:(?:kind|best|warm|warmest|kindest) (?:regards|wishes)|regards|sincerely|warmly|cheers|love"
    r"|best|yours (?:truly|sincerely|faithfully)|thanks|thank you|many thanks))[,.!]?\s*\n[^\n]{1,60}"
    r"|(?:[Tt]he|[Yy]our) [A-Z][\w&' ]{0,30} [Tt]eam|[—–-]{1,2} ?[A-Z][\w&' ]{1,40})[.!]?[*_]*\s*$"
)
_FIRST_WORDS = re.compile(
    r"\W{0,3}(?:sure|certainly|absolutely|of course|definitely|(?:great|good|excellent) question|no problem"
    r"|(?:i'd|i would|i'm|i am) (?:be )?(?:happy|glad|delighted) to|thank you for|thanks for)\b",
    re.IGNORECASE,
)


def sightings(text: str) -> dict[str, Sighting]:
    """The sightings of every habit in a text; habits that cannot be read off it are not there."""
    bare = mask(text, code(text)).replace("’", "'")
    every = [word.lower() for word in WORD.findall(bare)]
    if not every:
        return {}
    clean = prose(text).replace("’", "'")
    words = [*WORD.finditer(clean)]
    sentence = [Span(*span) for span in sentences(clean)]
    found = _in_sentences(clean, words, sentence) | _in_markup(bare)
    if _is_english(every):
        found |= _in_words(clean, words, sentence) | _at_ends(bare)
    return found


def _is_english(words: list[str]) -> bool:
    sure = english_words()
    return sum(word in sure for word in words) >= ENGLISH * len(words)


def _in_sentences(clean: str, words: Sequence[re.Match[str]], sentence: Spans) -> dict[str, Sighting]:
    """Habits of marks and lengths: the same in every language."""
    starts = [word.start() for word in words]
    edges = [0, *(bisect_left(starts, span.start) for span in sentence[1:]), len(starts)]
    lengths = [after - before for before, after in pairwise(edges)] if sentence else []
    ends = [clean[start:end].rstrip()[-4:] for start, end in sentence]
    emoji = () if clean.isascii() else EMOJI.finditer(clean)
    return {
        "long-sentences": _split(sentence, [length >= LONG for length in lengths]),
        "short-sentences": _split(sentence, [length <= SHORT for length in lengths]),
        "exclamation-marks": _split(sentence, ["!" in end for end in ends]),
        "question-marks": _split(sentence, ["?" in end for end in ends]),
        "emoji": _held(sentence, [Span(*match.span()) for match in emoji]),
        "capitals": _held(sentence, [Span(*word.span()) for word in words if _is_loud(word[0])]),
    }


def _is_loud(word: str) -> bool:
    """Whether a word is in capitals for emphasis: words of three letters are mostly abbreviations."""
    return len(word) > 3 and is_shouted(word)


def _in_markup(bare: str) -> dict[str, Sighting]:
    """Habits of Markdown."""
    return {
        "bullet-lists": _whole(_BULLET.search(bare)),
        "bold": _whole(_BOLD.search(bare)),
        "headings": _whole(_HEADING.search(bare)),
    }


def _in_words(clean: str, words: Sequence[re.Match[str]], sentence: Spans) -> dict[str, Sighting]:
    """Habits that are read off English words."""
    lowered = [word[0].lower() for word in words]
    places = [word_places(word) for word in lowered]
    you, we, phrase = (position()[name] for name in ("you", "we", "hedge_phrase"))

    def of_words(habit: int) -> Spans:
        return [Span(*word.span()) for word, at in zip(words, places, strict=True) if habit in at]

    def over(found: Iterator[tuple[int, int]]) -> Spans:
        return [Span(words[first].start(), words[end - 1].end()) for first, end in found]

    folded = clean.casefold()
    phrases = over((first, end) for first, end, habit in lexicon().phrases_at(lowered) if habit == phrase)
    return {
        "contractions": Sighting(_all(_CONTRACTED, clean, folded), _all(_WRITTEN_OUT, clean, folded)),
        "second-person": _held(sentence, of_words(you)),
        "first-person-plural": _held(sentence, of_words(we)),
        "passive": _held(sentence, over(passives(lowered))),
        "hedges": _held(sentence, sorted([*_all(_HEDGE, clean, folded), *phrases])),
        "superlatives": _held(sentence, _all(_SUPERLATIVE, clean, folded)),
    }


def _at_ends(text: str) -> dict[str, Sighting]:
    """Habits at the beginning and the end of a text in English."""
    return {
        "greeting": _whole(_GREETING.match(text)),
        "sign-off": _whole(_SIGN_OFF.search(text, max(0, len(text) - 160))),
        "first-words": _whole(_FIRST_WORDS.match(text)),
    }


def _all(pattern: Sought, text: str, folded: str) -> Spans:
    return [Span(*match.span()) for match in pattern.finditer(text, folded)]


def _split(spans: Spans, shows: Sequence[bool]) -> Sighting:
    pairs = list(zip(spans, shows, strict=True))
    return Sighting([span for span, yes in pairs if yes], [span for span, yes in pairs if not yes])


def _held(sentence: Spans, hits: Spans) -> Sighting:
    """The first hit in each sentence that has one, and the sentences without."""
    first: dict[int, Span] = {}
    for at, hit in _numbered(sentence, hits):
        first.setdefault(at, hit)
    return Sighting(
        [first[at] for at in sorted(first)], [span for at, span in enumerate(sentence) if at not in first]
    )


def _numbered(sentence: Spans, hits: Spans) -> Iterator[tuple[int, Span]]:
    """Each hit with the number of its sentence; what stands between two belongs to the one before."""
    starts = [start for start, _ in sentence]
    for hit in hits:
        yield max(bisect_right(starts, hit.start) - 1, 0), hit


def _whole(match: re.Match[str] | None) -> Sighting:
    """One chance of the whole text; a match is shown without the blanks around it."""
    if match is None:
        return Sighting((), (Span(0, 0),))
    found = match[0]
    start = match.start() + len(found) - len(found.lstrip())
    return Sighting((Span(start, start + len(found.strip())),))
