"""Targets as data: what a provider or trainer takes, and what it does with the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.finding import Fix
    from tunelint.model.place import Span
    from tunelint.model.rule import Severity

Outcome = Literal["rejected", "dropped", "altered", "harmful", "accepted"]
"""What becomes of the data: refused, left out in silence, changed, trained to no good, or taken as it is."""

SEVERITY_OF: dict[str, Severity] = {
    "rejected": "error",
    "dropped": "error",
    "altered": "warning",
    "harmful": "warning",
    "accepted": "note",
}
"""How bad each outcome is, where a fact does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Method:
    """One kind of training file that a target takes.

    `when` are the keys that tell it from the others, `unless` keys that it never has. `turns` are the paths
    of its lists of messages, the conversation first; `role` and `text` are the keys of a message, `alias`
    another key for `text`. The facts of the method `like` hold for this one too.
    """

    name: str
    title: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    role: str = "role"
    text: str = "content"
    alias: str = ""
    like: str = ""

    def takes(self, keys: Mapping[str, Any]) -> bool:
        """Whether an object with these keys is of this kind."""
        return all(key in keys for key in self.when) and not any(key in keys for key in self.unless)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a target: the check that finds it, and what becomes of what it finds.

    `says` is the target's own wording, `source` where the fact was read and `read` when; `certain` is False
    where it was inferred or may be out of date, and then it is never an error. `args` are the check's
    arguments.
    """

    name: str
    check: str
    outcome: Outcome
    severity: Severity
    methods: tuple[str, ...] = ()
    says: str = ""
    what: str = ""
    source: str = ""
    read: str = ""
    certain: bool = True
    args: Mapping[str, Any] = field(default_factory=dict)

    def holds_for(self, method: str) -> bool:
        """Whether the fact is about files of this method."""
        return not self.methods or method in self.methods


@dataclass(frozen=True, slots=True)
class Target:
    """A provider or trainer, and what is known of it.

    `covers` are faults of reading that its facts judge in place of the universal rules. `only` is the method
    that the user named (`openai-dpo`); without it the method is told by the keys of each row.
    """

    id: str
    name: str
    summary: str
    methods: Mapping[str, Method]
    facts: tuple[Fact, ...]
    covers: frozenset[str] = frozenset()
    source: str = ""
    read: str = ""
    only: str = ""
    alone: bool = False

    @property
    def handle(self) -> str:
        """The name that selects it."""
        return f"{self.id}-{self.only}" if self.only else self.id

    def method_of(self, value: Mapping[str, Any]) -> Method | None:
        """The method of a row by its keys, the most particular; None where the target takes no such row."""
        if self.only:
            return self.methods[self.only]
        fitting = [method for method in self.methods.values() if method.takes(value)]
        return max(fitting, key=lambda method: len(method.when), default=None)

    @property
    def first_method(self) -> Method:
        """The method that a row of no known kind is measured by."""
        return self.methods[self.only] if self.only else next(iter(self.methods.values()))


class Hit(NamedTuple):
    """What a check found: the JSON Pointer, what is wrong in words, and details for the target's wording.

    With `on_key` the pointer means the key and not its value. `unjudged` says why the check could not judge
    the row; nothing was found then.
    """

    pointer: str
    what: str
    details: Mapping[str, Any] = {}
    on_key: bool = False
    span: Span | None = None
    fix: Fix | None = None
    unjudged: str = ""
