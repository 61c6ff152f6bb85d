"""What is normal in each segment of the data: a stored house voice, or the voice of the data itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunelint.model.errors import fail
from tunelint.profile.house import REST
from tunelint.profile.own import Voices, own_voices
from tunelint.profile.voice import layout
from tunelint.profile.voice_file import read_houses

if TYPE_CHECKING:
    from tunelint.judge.voice.sampled import Part
    from tunelint.model.settings import Settings
    from tunelint.profile.house import Houses


@dataclass(frozen=True, slots=True)
class Normal:
    """The voices that texts are judged against: those of `houses`, or those of the data where it is None."""

    houses: Houses | None
    settings: Settings
    min_texts: int

    def voices(self, part: int, seen: Part) -> Voices | str:
        """What is normal in a segment (-1: the rest), or why that cannot be told."""
        name = self.settings.segments[part] if part >= 0 else REST
        if self.houses is not None:
            house = self.houses.voices.get(name)
            number = self.houses.few.get(name, 0)
            return Voices(house.reference) if house else self._few(name, number, " approved")
        if len(seen) < self.min_texts:
            return self._few(name, len(seen), "")
        return own_voices(seen.rows, seen.layout, seen.cut)

    def than(self, part: int) -> str:
        """What a text of a segment is compared with, to follow "than"."""
        what = "the rest" if self.houses is None else "the approved examples"
        return f"{what} of “{self.settings.segments[part]}”" if part >= 0 else what

    def _few(self, name: str, number: int, kind: str) -> str:
        of = f" of the segment “{name}”" if name else " of no segment" if self.settings.segments else ""
        texts = f"{number}{kind} text{'' if number == 1 else 's'}{of}"
        return f"{texts} are too few to tell a voice, {self.min_texts} are needed"


def normal(settings: Settings, min_texts: int) -> Normal:
    """What is normal by the settings; a user error where the stored voice has other axes or segments."""
    if not settings.voice:
        return Normal(None, settings, min_texts)
    houses = read_houses(settings.voice)
    if houses.layout.engine != settings.voice_engine:
        engines = houses.layout.engine, settings.voice_engine
        what = "this voice was learned with the engine “{}”, the configuration says “{}”".format(*engines)
        raise fail(settings.voice, what, _SAME)
    known, wanted = ({axis.name: axis for axis in of.axes} for of in (houses.layout, layout(settings.axes)))
    other = [name for name in known | wanted if known.get(name) != wanted.get(name)]
    if other:
        what = f"this voice and the configuration differ in the own axis “{other[0]}”"
        raise fail(settings.voice, what, _SAME)
    parts = {name for name in (*houses.voices, *houses.few) if name != REST}
    other = sorted(parts ^ set(settings.segments))
    if other:
        what = f"this voice and the configuration differ in the segment “{other[0]}”"
        raise fail(settings.voice, what, _SAME)
    return Normal(houses, settings, min_texts)


_SAME = "learn the voice anew with the same configuration: tunelint voice learn APPROVED -o FILE"
