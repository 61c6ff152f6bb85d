"""The word lists behind the counted habits, read from lexicon.toml and indexed for one pass over a text."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypeAlias

Rests: TypeAlias = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]


@dataclass(frozen=True, slots=True)
class Habit:
    """One counted habit: its short name and the words a reader is shown."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Habits and the indexes that lead from a word to the habits it counts for.

    `words` and `starts` map a lower-case word to positions in `habits`; `stems` do so for beginnings of
    words; `phrases` map a phrase's first and second word to its remaining words and its habit.
    """

    habits: tuple[Habit, ...]
    words: Mapping[str, tuple[int, ...]]
    stems: Mapping[str, tuple[int, ...]]
    starts: Mapping[str, tuple[int, ...]]
    phrases: Mapping[str, Rests]

    def of_word(self, word: str) -> tuple[int, ...]:
        """Habits that a lower-case word counts for, by position, each once."""
        found = set(self.words.get(word, ()))
        for end in range(3, len(word) + 1):
            found.update(self.stems.get(word[:end], ()))
        return tuple(sorted(found))

    def phrases_at(self, words: list[str]) -> Iterator[tuple[int, int, int]]:
        """Every phrase in a list of lower-case words: place of its first word, place after it, habit."""
        for at, (first, second) in enumerate(pairwise(words)):
            for rest, habit in self.phrases.get(first, {}).get(second, ()):
                end = at + 2 + len(rest)
                if not rest or tuple(words[at + 2 : end]) == rest:
                    yield at, end, habit


def _phrases(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    for line in str(table.get("phrases", "")).splitlines():
        if line.strip():
            yield tuple(re.split(r"[-\s]+", line.strip()))
    for word in str(table.get("words", "")).split():
        if "-" in word:
            yield tuple(word.split("-"))
    pairs = table.get("pairs", ())
    assert isinstance(pairs, list | tuple)
    for pair in pairs:
        for first in pair["first"].split():
            for second in pair["second"].split():
                yield first, second


def _inverted(entries: list[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for word, habit in entries:
        if habit not in found.setdefault(word, []):
            found[word].append(habit)
    return {word: tuple(habits) for word, habits in found.items()}


def build(tables: Mapping[str, Mapping[str, object]]) -> Lexicon:
    """A lexicon from parsed tables, one for each habit (the layout is told at the top of lexicon.toml)."""
    words: list[tuple[str, int]] = []
    starts: list[tuple[str, int]] = []
    phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]] = {}
    for habit, table in enumerate(tables.values()):
        words += [(word, habit) for word in str(table.get("words", "")).split() if "-" not in word]
        starts += [(word, habit) for word in str(table.get("starts", "")).split()]
        for phrase in dict.fromkeys(_phrases(table)):
            if len(phrase) == 1:
                words.append((phrase[0], habit))
                continue
            seconds = phrases.setdefault(phrase[0], {})
            seconds[phrase[1]] = (*seconds.get(phrase[1], ()), (phrase[2:], habit))
    return Lexicon(
        habits=tuple(Habit(name, str(table["label"])) for name, table in tables.items()),
        words=_inverted([(word, habit) for word, habit in words if not word.endswith("*")]),
        stems=_inverted([(word[:-1], habit) for word, habit in words if word.endswith("*")]),
        starts=_inverted(starts),
        phrases=phrases,
    )


@cache
def lexicon() -> Lexicon:
    """The built-in lexicon, read once."""
    return build(tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")))
