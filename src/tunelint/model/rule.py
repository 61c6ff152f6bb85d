"""Rules: what a TOML file under rules/ says, checked and frozen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From least to worst; the same three as SARIF."""

EXCERPTS = ("none", "short", "full")
"""How much of the data a report may quote."""

DIMENSIONS = ("format", "terminology", "readability", "tone", "originality", "topic")
"""What an example is scored for."""


def rank(severity: str) -> int:
    """0 for note, 1 for warning, 2 for error."""
    return SEVERITIES.index(severity)


@dataclass(frozen=True, slots=True)
class Demo:
    """One example of a rule: a small corpus, and the lines of it that must be flagged.

    `raw` holds the bytes of the file, `suffix` its ending, `options` what differs from the rule's own,
    `settings` configuration that the example needs (a glossary, say), `path` a file of the project instead of
    `raw`, `files` further files by name.
    """

    name: str
    fail: tuple[int, ...]
    raw: bytes = b""
    suffix: str = ".jsonl"
    options: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its id is its path under the rules folder: `tone/off-voice`.

    `budget` says how many findings the gate forgives: a count, a share such as `2%`, or None for the default
    (0 for errors, no limit otherwise). `default` is False for rules that run only when they are selected.
    `covered_by` names rules that say the same and more: where one of them has a finding on a row, this rule
    has none there.
    """

    id: str
    name: str
    summary: str
    kind: str
    severity: Severity
    message: str
    why: str
    repair: str
    on: str = "reply"
    measure: str = ""
    dimension: str = ""
    budget: str | int | None = None
    confidence: str = "high"
    since: str = ""
    status: str = "stable"
    default: bool = True
    tags: tuple[str, ...] = ()
    source: str = ""
    covered_by: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    demos: tuple[Demo, ...] = ()
    path: str = ""

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    def changed(self, **changes: Any) -> Rule:
        """The same rule with some fields replaced; `options` are merged key by key."""
        if "options" in changes:
            changes["options"] = {**self.options, **changes["options"]}
        return replace(self, **changes)
