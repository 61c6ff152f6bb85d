"""A progress bar on standard error: only on a terminal, only for what takes over a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

_WAIT = 1.0
"""Seconds before the bar appears."""


class Progress:
    """Counts rows and rules as they are done; shows them where a person looks."""

    def __init__(self, *, enabled: bool) -> None:
        self.enabled = enabled and sys.stderr.isatty()
        self.start = time.monotonic()
        self.bar: Any = None
        self.tasks: dict[str, Any] = {}
        self.counts: dict[str, int] = {}

    def tick(self, what: str, count: int) -> None:
        """Note that `count` more of `what` are done."""
        self.counts[what] = self.counts.get(what, 0) + count
        if not self.enabled or time.monotonic() - self.start < _WAIT:
            return
        if self.bar is None:
            self.bar = _make_bar()
            self.bar.start()
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(what, total=None)
        self.bar.update(self.tasks[what], completed=self.counts[what])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()


def _make_bar() -> Any:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} {task.description}"), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
