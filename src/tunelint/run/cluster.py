"""What a cluster is: where the tasks of a run are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tunelint.model.view import Spread

Held = Any
"""A value that stays where it was made; only the cluster can fetch it."""


class Cluster(Protocol):
    """Does tasks, on this machine or on others.

    Tasks are functions of modules; all they take and give pickles. A task whose process dies is done again.
    What a task raises is raised by `fetch`.
    """

    spread: Spread
    """How a task shares out parts of its own work."""
    size: int
    """How many tasks are done at the same time."""

    def hold(self, value: Any) -> Held:
        """A value that many tasks take, kept where they can get it."""
        ...

    def start(self, task: Callable[..., Any], *arguments: Any, parts: int) -> Sequence[Held]:
        """Begin a task that gives so many values. Held values among its arguments come as what they hold."""
        ...

    def fetch(self, held: Held) -> Any:
        """A held value, as soon as it is there."""
        ...
