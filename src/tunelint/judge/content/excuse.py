"""What a prompt says that makes a fault no fault: `translate this`, `repeat after me`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule


class Excuse:
    """Patterns that excuse a row where its prompts or system texts have one of them; none excuses nothing."""

    def __init__(self, rule: Rule, patterns: Sequence[str]) -> None:
        try:
            self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        except re.error as error:
            hint = "patterns are regular expressions of Python"
            raise UserError(Problem(rule.path, f"{rule.id} has a wrong pattern: {error}", hint)) from error

    def covers(self, row: Row | None) -> bool:
        """Whether the row is excused."""
        if self._pattern is None or row is None or row.example is None:
            return False
        asked = (passage.text for on in ("system", "prompt") for passage in row.example.passages(on))
        return any(self._pattern.search(text) for text in asked)
