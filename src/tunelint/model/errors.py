"""Errors that a user can mend."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, what to do."""

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n    {self.hint}" if self.hint else head


class UserError(Exception):
    """One or more problems that stop the run; the command line shows them all and exits 2."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))

    def __reduce__(self) -> tuple[type[UserError], tuple[Problem, ...]]:
        return UserError, self.problems


def fail(where: str, what: str, hint: str = "") -> UserError:
    """A `UserError` of one problem."""
    return UserError(Problem(where, what, hint))


def nearest(name: str, valid: Iterable[str]) -> str:
    """A hint that names the closest valid name, or lists a few where none is close."""
    names = sorted(valid)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"valid: {', '.join(names[:12])}{' …' if len(names) > 12 else ''}" if names else ""
