"""Counting the habits of one text, and finding the places where a habit shows."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from tunelint.profile.habits import features as table
from tunelint.profile.habits.clean import prose
from tunelint.profile.habits.features import (
    WORD,
    Spans,
    english_words,
    features,
    function_words,
    position,
    text_speak,
)
from tunelint.profile.habits.lexicon import lexicon

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]”]*\s+|\n+")
_LAST_MARK = re.compile(r"[.!?:;\"')\]”…»*|}]\s*$")
_UPPER = re.compile(r"[A-Z]")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[^\x00-\x7f–—“”…éèêëàâçîïôöûüñäÉ£€°©®™×½¼¾•\s]")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one text.

    `values` has a number for each feature, `function_rates` for each function word; `function_share` is
    the share of words that are English function words and no other language's, or text-message spellings
    beside as many of them: 0.1 to 0.4 in English prose, next to nothing elsewhere.
    """

    values: np.ndarray
    function_rates: np.ndarray
    words: int
    function_share: float


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences and lines of a text that hold at least one word."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if WORD.search(text, start, match.end()):
            yield start, match.end()
        start = match.end()
    if WORD.search(text, start):
        yield start, len(text)


def passives(words: list[str]) -> Iterator[tuple[int, int]]:
    """Passive forms in a list of lower-case words: place of the first word of each, place after the last."""
    for at, word in enumerate(words):
        if word in table.BE_WORDS:
            for end in (at + 1, at + 2):
                if end < len(words) and table.is_participle(words[end]):
                    yield at, end + 1
                    break
                if end < len(words) and not words[end].endswith("ly"):
                    break


def is_shouted(word: str) -> bool:
    """Whether a word is in capitals and may be spoken: more than two letters, a vowel among them."""
    return word.isupper() and len(word) > 2 and word.isalpha() and any(vowel in word for vowel in "AEIOU")


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: list[str]
    text: str


def _count_words(values: np.ndarray, words: list[str]) -> tuple[float, float]:
    """Count what hangs on single words; returns letters and syllables."""
    letters = spoken = 0
    totals = [0.0] * len(values)
    for word, times in Counter(words).items():
        for place in table.word_places(word):
            totals[place] += times
        letters += len(word) * times
        spoken += table.syllables(word) * times
    values += totals
    return letters, spoken


def _count_sentences(values: np.ndarray, found: list[_Sentence]) -> None:
    place = position()
    for sentence in found:
        for habit in lexicon().starts.get(sentence.words[0].lower(), ()):
            values[habit] += 1
        values[place["shouted_end"]] += "!" in sentence.text[-4:]
        values[place["small_start"]] += sentence.words[0][0].islower()
        values[place["short_sentence"]] += len(sentence.words) <= 5
        values[place["long_sentence"]] += len(sentence.words) >= 25


def _count_marks(values: np.ndarray, text: str) -> None:
    first = len(lexicon().habits)
    ascii_only = text.isascii()
    for at, (_, _, signs, pattern) in enumerate(table.MARKS):
        if len(signs) == 1 and len(pattern.pattern) <= 2:
            values[first + at] = text.count(signs)
        elif any(sign in text for sign in signs) if signs else not ascii_only:
            values[first + at] = len(pattern.findall(text))


@dataclass(frozen=True, slots=True)
class _Bulk:
    """Sums over a text: words in each sentence, distinct words, letters and syllables of its words."""

    lengths: list[int]
    distinct: int
    letters: float
    spoken: float


def _plain(values: np.ndarray, text: str, bulk: _Bulk) -> None:
    place = position()
    words, count = max(sum(bulk.lengths), 1), max(len(bulk.lengths), 1)
    mean = words / count
    spread = math.sqrt(sum((length - mean) ** 2 for length in bulk.lengths) / count)
    contracted, full = values[place["contraction"]], values[place["uncontracted"]]
    ends = _LAST_MARK.search(text) or table.EMOJI.search(text[-3:])
    values[place["contraction_share"]] = (contracted + 0.5) / (contracted + full + 1)
    values[place["no_last_mark"]] = 0.0 if ends else 1.0
    values[place["capitals"]] = len(_UPPER.findall(text)) / max(bulk.letters, 1)
    values[place["word_length"]] = bulk.letters / words
    values[place["syllables"]] = bulk.spoken / words
    values[place["sentence_length"]] = math.log1p(mean)
    values[place["sentence_spread"]] = math.log1p(spread)
    values[place["grade"]] = 0.39 * min(mean, 60) + 11.8 * bulk.spoken / words
    values[place["variety"]] = bulk.distinct / words**0.85
    if not text.isascii():
        values[place["foreign"]] = math.sqrt(
            100 * len(_FOREIGN.findall(table.EMOJI.sub("", text))) / (words + 6)
        )


def tally(text: str) -> tuple[np.ndarray, Counter[str], int]:
    """Raw counts of every feature, how often each lower-case word occurs, and the number of sentences."""
    text = prose(text)
    values = np.zeros(len(features()))
    found = [_Sentence(WORD.findall(text, *span), text[slice(*span)].rstrip()) for span in sentences(text)]
    lengths = [len(sentence.words) for sentence in found]
    cased = [word for sentence in found for word in sentence.words]
    words = [word.lower() for word in cased]
    letters, spoken = _count_words(values, words)
    for _, _, habit in lexicon().phrases_at(words):
        values[habit] += 1
    place = position()
    values[place["passive"]] = sum(1 for _ in passives(words))
    values[place["shouted"]] = sum(map(is_shouted, cased))
    _count_marks(values, text)
    _count_sentences(values, found)
    _plain(values, text.rstrip(), _Bulk(lengths, len(set(words)), letters, spoken))
    return values, Counter(words), len(found)


@cache
def _scales() -> tuple[np.ndarray, np.ndarray]:
    scales = [feature.scale for feature in features()]
    return np.array([s == "rate" for s in scales]), np.array([s == "share" for s in scales])


def count(text: str) -> Counts:
    """Scaled counts of every habit in a text."""
    values, words, found = tally(text)
    total = words.total()
    per_hundred = 100.0 / (total + table.SHRINK_WORDS)
    rate, share = _scales()
    values[rate] = np.sqrt(values[rate] * per_hundred)
    values[share] = (values[share] + 0.25) / (found + 0.5)
    rates = np.zeros(len(function_words()))
    for word, at in function_words().items():
        rates[at] = words.get(word, 0)
    return Counts(values, np.sqrt(rates * per_hundred), total, _english(words) / max(total, 1))


def _english(words: Counter[str]) -> int:
    """How many words are surely English.

    Text-message spellings are often words of other languages, so they count up to as many as the rest.
    """
    sure = sum(words[word] for word in words.keys() & english_words())
    return sure + min(sure, sum(words[word] for word in words.keys() & text_speak()))


def hits(text: str, name: str) -> Spans:
    """Where a habit shows in a text: spans of words or marks; none for habits that are averages."""
    text = prose(text)
    place = position()[name]
    if place < len(lexicon().habits):
        return _lexical_hits(text, place)
    mark = place - len(lexicon().habits)
    if mark < len(table.MARKS):
        return [match.span() for match in table.MARKS[mark][3].finditer(text)]
    if name in {"short_sentence", "long_sentence", "small_start", "shouted_end"}:
        return [span for span in sentences(text) if _sentence_shows(text[slice(*span)], name)]
    words = list(WORD.finditer(text))
    if name == "passive":
        spans = passives([match[0].lower() for match in words])
        return [(words[first].start(), words[end - 1].end()) for first, end in spans]
    if name == "shouted":
        return [match.span() for match in words if is_shouted(match[0])]
    return [match.span() for match in words if place in table.word_places(match[0].lower())]


def _lexical_hits(text: str, habit: int) -> Spans:
    words = list(WORD.finditer(text))
    lowered = [match[0].lower() for match in words]
    spans = {
        match.span() for match, word in zip(words, lowered, strict=True) if habit in table.word_places(word)
    }
    for first, end, found in lexicon().phrases_at(lowered):
        if found == habit:
            spans.add((words[first].start(), words[end - 1].end()))
    for start, end in sentences(text):
        if (first_word := WORD.search(text, start, end)) and habit in lexicon().starts.get(
            first_word[0].lower(), ()
        ):
            spans.add(first_word.span())
    return sorted(spans)


def _sentence_shows(sentence: str, name: str) -> bool:
    values = np.zeros(len(features()))
    _count_sentences(values, [_Sentence(WORD.findall(sentence), sentence.rstrip())])
    return bool(values[position()[name]])
