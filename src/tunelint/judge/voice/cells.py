"""Which texts have a voice that can be judged, and why the others have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.model.finding import Unjudged
from tunelint.model.view import Want
from tunelint.profile.habits.counting import hits
from tunelint.profile.habits.features import position
from tunelint.profile.voice import task_words, unfit, views

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

ASKED = Want("asked-tone", "prompt")
"""What tone the prompts ask for: a reply that obeys is not judged."""
_CARELESS = ("text_speak", "swearing")
_SUSPECT = 5.0
"""Deviations from neutral text from which the careless words of a reply are counted."""
_CARELESS_HITS, _CARELESS_SHARE = 4, 0.05
"""Careless words, and their share of all words, from which no part or genre explains them. Among 1,200
replies to prompts that ask for a part the highest share was 3 in 100, all of them “BC” after years."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a text needs so that its voice can be judged: words of prose, in English.

    `voice`, `language`: the measures that say so. `other`: the language of all data where the configuration
    names one that is not supported, else empty.
    """

    voice: Want
    language: Want
    min_words: int
    min_english: float
    other: str

    @property
    def wants(self) -> tuple[Want, ...]:
        """The measures to compute."""
        return self.voice, self.language, ASKED

    def judged(self, columns: Columns, careless: AbstractSet[int] = frozenset()) -> Iterator[Cell]:
        """The cells whose voice can be judged; `careless` rows are judged whatever their prompts ask for."""
        asked, languages = asking(columns) - careless, self._languages(columns)
        for cell in columns.each(self.voice):
            if cell.ref.number not in asked and not self._unfit(cell, languages):
                yield cell

    def left_out(self, columns: Columns, careless: AbstractSet[int] = frozenset()) -> Iterator[Unjudged]:
        """The rows of which no text can be judged, each with the reason."""
        asked, languages = asking(columns) - careless, self._languages(columns)
        reasons: dict[int, tuple[RowRef, str]] = {}
        fit: set[int] = set()
        for cell in columns.each(self.voice):
            if cell.ref.number in asked:
                reasons[cell.ref.number] = (cell.ref, "the prompt asks for a tone, a genre or a rewriting")
            elif reason := self._unfit(cell, languages):
                reasons.setdefault(cell.ref.number, (cell.ref, reason))
            else:
                fit.add(cell.ref.number)
        for cell in columns.missing(self.voice):
            reasons.setdefault(cell.ref.number, (cell.ref, unfit(None, "", self.min_words, self.min_english)))
        for number, (ref, reason) in reasons.items():
            if number not in fit:
                yield Unjudged(ref, reason)

    def careless(self, columns: Columns) -> frozenset[int]:
        """The rows full of text-message spelling or swearing whose prompts ask for a tone, but not for that.

        A part, a genre or a rewriting explains almost any tone, but not these.
        """
        asked = asking(columns)
        asked -= {cell.ref.number for cell in columns.each(ASKED) if cell.value.careless}
        places = [views()["habits"].start + position()[name] for name in _CARELESS]
        suspects = [
            cell
            for cell in columns.each(self.voice)
            if cell.ref.number in asked and max(cell.value[at] for at in places) >= _SUSPECT
        ]
        rows = columns.texts({cell.ref for cell in suspects}) if suspects else {}
        return frozenset(
            cell.ref.number
            for cell in suspects
            if (example := rows[cell.ref.number].example)
            and any(
                _is_careless(p.text) for p in example.passages(self.voice.on) if p.pointer == cell.pointer
            )
        )

    def _languages(self, columns: Columns) -> Mapping[tuple[int, str], str]:
        """The language of each text that is not known to be English; absent means English."""
        return {
            (cell.ref.number, cell.pointer): cell.value.code if cell.value else ""
            for cell in columns.cells[self.language]
            if cell.value is None or cell.value.code != "en"
        }

    def _unfit(self, cell: Cell, languages: Mapping[tuple[int, str], str]) -> str:
        language = self.other or languages.get((cell.ref.number, cell.pointer), "en")
        return unfit(cell.value, language, self.min_words, self.min_english)


def fitness(on: str, settings: Settings, min_words: int, min_english: float) -> Fitness:
    """What texts of the role `on` need, with the voice measured on a team's own axes too."""
    axes: tuple[tuple[str, object], ...] = (("axes", settings.axes),) if settings.axes else ()
    if settings.voice_engine != "counted":
        axes += (("engine", settings.voice_engine),)
    other = "" if settings.language in ("auto", "en") else settings.language
    return Fitness(Want("voice", on, axes), Want("language", on), min_words, min_english, other)


def _is_careless(text: str) -> bool:
    found = sum(len(hits(text, name)) for name in _CARELESS)
    return found >= max(_CARELESS_HITS, _CARELESS_SHARE * len(text.split()))


def asking(columns: Columns) -> set[int]:
    """The rows whose prompt asks for a tone, unless most prompts ask in the same words."""
    asked = [(cell.ref.number, cell.value.words.lower()) for cell in columns.each(ASKED) if cell.value.words]
    task = task_words((words for _, words in asked), len(columns.rows))
    return {number for number, words in asked if words not in task}
