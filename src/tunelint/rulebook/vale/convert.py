"""One rule of Vale as the table of a rule file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.rulebook.vale import phrases, texts
from tunelint.rulebook.vale.source import CannotImportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.rulebook.vale.source import Source

    Convert = Callable[[Source, list[str]], dict[str, Any]]

SEVERITY = {"suggestion": "note", "warning": "warning", "error": "error"}
"""Vale's levels as severities."""

LEVELS = {severity: level for level, severity in SEVERITY.items()}
"""And back."""


def convert(source: Source, notes: list[str]) -> dict[str, Any]:
    """The table of the rule file; what is lost on the way goes into the notes.

    Raises `CannotImportError` where too much would be lost.
    """
    kind = source.text("extends")
    if kind not in _CONVERTERS:
        raise CannotImportError(_WHY.get(kind, f"tunelint has no rules that extend “{kind}”"))
    notes += [f"“{key}” is left out" for key in source.data if key not in {*_KEYS, *_OWN_KEYS[kind]}]
    if kind not in _WITH_FIXES and source.data.get("action"):
        notes.append("“action” is left out: the rule offers no fix")
    return _about(source) | _CONVERTERS[kind](source, notes)


def _about(source: Source) -> dict[str, Any]:
    """What every rule has, in Vale's own words as far as there are any."""
    words = " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z_-]+", source.name)) or source.name
    link = f": {source.text('link')}" if source.text("link") else "."
    said = source.text("description") or re.sub(
        r"['\"‘“]?%(?:\[\d+\])?[sdqv]['\"’”]?", "…", source.text("message")
    )
    level = source.text("level", "warning")
    if level not in SEVERITY:
        raise CannotImportError(f"the level “{level}” is none of {', '.join(SEVERITY)}")
    if not source.text("message").strip():
        raise CannotImportError("it has no message")
    return {
        "name": f"{source.style}: {words[:1].upper()}{words[1:].lower() if words.istitle() else words[1:]}",
        "summary": f"{said.strip().rstrip('.')}.",
        "severity": SEVERITY[level],
        "confidence": "medium",
        "source": f"Rule {source.name} of the Vale style {source.style}{link}",
        "tags": ["vale"],
        "why": f"The style guide {source.style} asks for it{link}",
        "repair": f"Change the text as the message says; the style guide gives the reasons{link}",
    }


_CONVERTERS: dict[str, Convert] = {
    "existence": phrases.existence,
    "substitution": phrases.substitution,
    "occurrence": phrases.occurrence,
    "repetition": phrases.repetition,
    "consistency": phrases.consistency,
    "conditional": phrases.conditional,
    "capitalization": texts.capitalization,
    "metric": texts.metric,
    "readability": texts.readability,
    "spelling": texts.spelling,
    "sequence": texts.sequence,
}
_KEYS = frozenset({"extends", "message", "description", "link", "level", "scope", "name", "action"})
_WORDS = ("ignorecase", "nonword", "exceptions", "vocab")
_OWN_KEYS: dict[str, tuple[str, ...]] = {
    "existence": ("tokens", "raw", "append", *_WORDS),
    "substitution": ("swap", "pos", *_WORDS),
    "occurrence": ("token", "max", "min", "ignorecase"),
    "repetition": ("tokens", "max", "alpha", "ignorecase", "exceptions", "vocab"),
    "consistency": ("either", "ignorecase", "nonword"),
    "conditional": ("first", "second", "in", "ignorecase", "exceptions", "vocab"),
    "capitalization": ("match", "style", "exceptions", "indicators", "threshold", "vocab"),
    "metric": ("formula", "condition"),
    "readability": ("metrics", "grade"),
    "spelling": (
        "aff",
        "dic",
        "dicpath",
        "dictionaries",
        "custom",
        "filters",
        "ignore",
        "append",
        "exceptions",
    ),
    "sequence": ("tokens", "ignorecase", "exceptions"),
}
_WITH_FIXES = frozenset({"existence", "substitution", "repetition"})
_WHY = {
    "script": "it runs a script in Tengo, and tunelint runs no code of rule files",
    "lt": "it asks a LanguageTool server",
    "": "it does not say what it extends",
}
