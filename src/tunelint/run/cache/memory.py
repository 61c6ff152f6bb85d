"""What a run remembers of earlier ones: values of texts, and rows without fault."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tunelint.measure.protocol import LastingMeasure
from tunelint.model.phrase import GivenUp
from tunelint.run.cache.codec import Codec, pack
from tunelint.run.cache.identity import measure_identity
from tunelint.run.cache.recalled import Recalled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings
    from tunelint.model.view import Want
    from tunelint.run.cache.store import Cache


class Memory:
    """Values that are known from earlier runs, for the measures of this one.

    Only lasting measures are remembered, and of them no value for which time ran out.
    """

    def __init__(self, cache: Cache, measures: Mapping[Want, Measure], settings: Settings) -> None:
        self.cache = cache
        kept = {want: item for want, item in measures.items() if isinstance(item, LastingMeasure)}
        names = {want: measure_identity(want, measure, settings) for want, measure in kept.items()}
        numbers = cache.number({names[want]: measure.value for want, measure in kept.items()})
        self.numbers = {want: numbers[name] for want, name in names.items() if name in numbers}
        types: dict[str, dict[int, Any]] = defaultdict(dict)
        for want, number in self.numbers.items():
            types[want.on][number] = kept[want].value
        self._codecs = {on: Codec(kinds) for on, kinds in types.items()}

    def recall(self, texts: Mapping[str, Mapping[str, Passage]]) -> Recalled:
        """What is known of these texts, which are given by the passages that are wanted of them."""
        known = Recalled({want: {} for want in self.numbers}, {})
        for on, codec in self._codecs.items():
            wants = [(want, number) for want, number in self.numbers.items() if want.on == on]
            for text, (blob, values) in self.cache.values(list(texts[on]), codec).items():
                known.blobs[text] = blob
                for want, number in wants:
                    if number in values:
                        self.cache.known += 1
                        known.values[want][text] = values[number]
        return known

    def keep(self, found: Mapping[Want, Mapping[str, Any]], known: Recalled) -> None:
        """Keep new values, beside those that are known of the same texts."""
        new: dict[str, dict[int, Any]] = defaultdict(dict)
        for want, number in self.numbers.items():
            for text, value in found[want].items():
                self.cache.measured += 1
                if not isinstance(value, GivenUp):
                    new[text][number] = value
        self.cache.keep_values(
            (text, pack(values, known.blobs.get(text, b""))) for text, values in new.items()
        )
