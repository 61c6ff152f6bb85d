"""A progress bar on standard error: only on a terminal, only for what takes over a second."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_WAIT = 1.0
"""Seconds before the bar appears."""
_PACKED = (".gz", ".gzip", ".zst", ".zstd", ".parquet")
"""Files whose size does not say how much there is to read."""


class Progress:
    """Counts rows and rules as they are done; shows them, with rate and time left, where a person looks.

    `files` are those that will be read: their size says how much is left. Without them no time is told.
    """

    def __init__(self, files: Sequence[str] = (), *, enabled: bool) -> None:
        self.enabled = enabled and sys.stderr.isatty()
        self.size = _size(files) if self.enabled else None
        self.start = time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.counts: dict[str, int] = {}

    def tick(self, what: str, count: int) -> None:
        """Note that `count` more of `what` (`rows`, `bytes` of them, `corpus rules`) are done."""
        self.counts[what] = self.counts.get(what, 0) + count
        passed = time.monotonic() - self.start
        if not self.enabled or passed < _WAIT:
            return
        if self.bar is None:
            self.bar = _make_bar()
            self.bar.start()
            self.task = self.bar.add_task("", total=self.size)
        self.bar.update(self.task, description=self._told(passed), completed=self.counts.get("bytes", 0))

    def _told(self, passed: float) -> str:
        rows, rules = self.counts.get("rows", 0), self.counts.get("corpus rules", 0)
        if rules:
            return f"{rows:,} rows, {rules:,} rules over all of them"
        return f"{rows:,} rows, {rows / passed:,.0f} a second"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()


def _size(files: Sequence[str]) -> int | None:
    """The bytes in all files, None where that is not known."""
    try:
        if any(file.endswith(_PACKED) for file in files):
            return None
        return sum(Path(file).stat().st_size for file in files) or None
    except OSError:
        return None


def _make_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    told, after, left = (TextColumn(text) for text in ("{task.description}", "after", "left"))
    columns = (SpinnerColumn(), told, BarColumn(), after, TimeElapsedColumn(), left, TimeRemainingColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
