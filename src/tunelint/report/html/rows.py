"""The rows of an outcome as a report shows them: found by their place, quoted as far as is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.model.place import Place
from tunelint.report.escape import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tunelint.model.exhibit import Spoken
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.row import RowRef


class Rows:
    """The rows of an outcome by number, by place and by content."""

    def __init__(self, outcome: Outcome) -> None:
        self.refs = outcome.rows
        self.exhibit = outcome.exhibit
        self._at = {(ref.file, ref.line): ref for ref in outcome.rows}
        self._by_key = {ref.key: ref for ref in reversed(outcome.rows)}

    def of(self, finding: Finding) -> RowRef | None:
        """The row that a finding is about: None for findings about a file or about all rows."""
        found = self.at(finding.place)
        if found is None or (finding.key and found.key != finding.key):
            return self._by_key.get(finding.key)
        return found

    def at(self, place: Place) -> RowRef | None:
        """The row that begins at a place; None for rows of other data, such as evaluation files."""
        return self._at.get((place.file, place.line))

    def texts(self, refs: Iterable[RowRef]) -> Mapping[int, Sequence[Spoken]]:
        """The texts of some rows by number; empty where the report may quote nothing."""
        if self.exhibit is None or self.exhibit.quote == "none":
            return {}
        return self.exhibit.texts(refs)

    def said(self, places: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], Sequence[Spoken]]:
        """The texts of rows by file and line, those of other files too; empty where nothing is quoted."""
        if self.exhibit is None or self.exhibit.quote == "none":
            return {}
        own = {self._at[at].number: at for at in places if at in self._at}
        texts = self.exhibit.texts(self.refs[number] for number in own)
        others = self.exhibit.elsewhere(Place(*at) for at in places if at not in self._at)
        return {**others, **{own[number]: said for number, said in texts.items()}}

    @property
    def quotes_all(self) -> bool:
        """Whether texts may be shown whole."""
        return self.exhibit is not None and self.exhibit.quote == "full"


def lines(text: str) -> str:
    """The text with line feeds kept and every other invisible character shown."""
    return text if text.isprintable() else "\n".join(map(printable, text.split("\n")))


def glimpse(said: Sequence[Spoken], most: int) -> tuple[str, str]:
    """The first words of the last prompt and of the first reply after it, each at most `most` code points."""
    asked = next((text for role, text in reversed(said) if role == "prompt"), "")
    replied = next((text for role, text in reversed(said) if role == "reply"), "")
    return _first(asked, most), _first(replied, most)


def _first(text: str, most: int) -> str:
    return printable(shorten(" ".join(text.split()), most))
