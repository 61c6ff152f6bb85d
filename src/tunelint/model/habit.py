"""The habits of style that are judged one by one, and how often a text shows each of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: its name, what the chances to show it are called, and a few words on a text that shows it.

    `missed` says that the places where it could have been shown are worth quoting.
    """

    name: str
    unit: str
    missed: bool = False

    @property
    def whole(self) -> bool:
        """Whether a text has one chance as a whole."""
        return self.unit == "replies"


HABITS = (
    Habit("contractions", "chances", missed=True),
    *(
        Habit(name, "sentences")
        for name in (
            "long-sentences",
            "short-sentences",
            "exclamation-marks",
            "question-marks",
            "emoji",
            "capitals",
            "second-person",
            "first-person-plural",
            "passive",
            "hedges",
            "superlatives",
        )
    ),
    *(
        Habit(name, "replies")
        for name in ("bullet-lists", "bold", "headings", "greeting", "sign-off", "first-words")
    ),
)
"""In the order of the counts in `Style`."""

_MOST = 255
_QUOTED = 3


@cache
def habit_place() -> dict[str, int]:
    """Place of every habit in `HABITS` by its name."""
    return {habit.name: at for at, habit in enumerate(HABITS)}


class Sighting(NamedTuple):
    """The places where a text shows a habit, and those where it could have."""

    shown: Sequence[Span] = ()
    missed: Sequence[Span] = ()


class Style(NamedTuple):
    """How often a text shows each habit, packed: memory keeps one for every row.

    `counts` has two bytes for each habit, times shown and chances; counts over 255 are scaled down.
    `places` has three numbers for each place that is worth quoting: the habit, start and end.
    """

    counts: bytes
    places: bytes

    def counted(self, habit: int) -> tuple[int, int]:
        """Times shown and chances of one habit."""
        return self.counts[2 * habit], self.counts[2 * habit + 1]

    def spans(self, habit: int) -> list[Span]:
        """Up to three places that tell of one habit."""
        numbers = array("I", self.places)
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        return [Span(start, end) for which, start, end in triples if which == habit]


def pack(found: Mapping[str, Sighting]) -> Style:
    """The style of a text in which these habits could be read; the others have no chances."""
    counts, places = bytearray(), array("I")
    for at, habit in enumerate(HABITS):
        shown, missed = found.get(habit.name, Sighting())
        scale = min(1.0, _MOST / max(len(shown) + len(missed), 1))
        counts += bytes((round(len(shown) * scale), round((len(shown) + len(missed)) * scale)))
        quoted = shown or (missed if habit.missed else ())
        for start, end in quoted[:_QUOTED]:
            places.extend((at, start, end))
    return Style(bytes(counts), places.tobytes())
