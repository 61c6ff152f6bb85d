"""Kind `spelling`: words that no dictionary knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.errors import fail
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class SpellingOptions:
    """Which words are known.

    `dictionaries`: Hunspell dictionaries, as paths without `.aff` and `.dic`; without one, American English.
    Relative paths start at the rule file. `accept`: further words. `ignore`: files of further words, one a
    line. `filters`: patterns; a word in which one matches is not looked at. `unless`: the same, in any case.
    `names`: names in mixed capitals and acronyms are looked at, too. `only`: the parts of a text to search.
    """

    dictionaries: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    names: bool = False
    only: tuple[str, ...] = ("text",)


class SpellingKind:
    """One remark for each word that is not known."""

    Options: ClassVar[type[SpellingOptions]] = SpellingOptions
    details: ClassVar[frozenset[str]] = frozenset({"found"})

    def __init__(self, rule: Rule, options: SpellingOptions, settings: Settings) -> None:
        del settings
        folder = Path(rule.path).parent.absolute()
        files = (folder / f"{path}{part}" for path in options.dictionaries for part in (".aff", ".dic"))
        pairs = (
            ("accept", (*options.accept, *_words(folder / name for name in options.ignore))),
            ("dictionaries", tuple(map(str, files))),
            ("filters", options.filters),
            ("names", options.names),
            ("only", options.only),
            ("unless", options.unless),
        )
        self._want = Want("misspelt", rule.on, pairs)
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the unknown words of each passage."""
        yield from remarks_on_found(batch, self._want)


def _words(files: Iterator[Path]) -> Iterator[str]:
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise fail(str(file), "is no readable list of words", "one word a line, in UTF-8") from error
        yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))
