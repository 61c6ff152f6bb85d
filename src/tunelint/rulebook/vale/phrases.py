"""Vale's rules about words and patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.rulebook.vale.patterns import any_of, exceptions, kept, message, pattern, scopes
from tunelint.rulebook.vale.source import CannotImportError

if TYPE_CHECKING:
    from tunelint.rulebook.vale.source import Source

_LETTERS = re.compile(r"\\w|\[[^\]]*[a-zA-Z]-?")
"""In a pattern: signs that stand for any letter."""

_EDITS = {"regex": 3, "trim": 2, "trim_left": 2, "trim_right": 2, "truncate": 2, "split": 3}


def existence(source: Source, notes: list[str]) -> dict[str, Any]:
    """A list of words or patterns to avoid, as a rule of the kind `pattern`."""
    raw, tokens = source.texts("raw"), source.texts("tokens")
    words = not source.flag("nonword") and bool(tokens)
    if raw:
        tail = any_of(tokens)
        whole = rf"\b(?:{tail})\b" if words else f"(?:{tail})" if tail else ""
        joined = "".join(raw)
        made = [pattern(whole + joined if source.flag("append") else joined + whole)]
    else:
        made = [pattern(token) for token in tokens]
    if not made:
        raise CannotImportError("it has neither tokens nor raw")
    vocabulary = source.flag("vocab", default=True) and not source.flag("nonword")
    options = {
        **_search(source, notes, case=not source.flag("ignorecase"), vocabulary=vocabulary),
        "patterns": made,
        "words": words and not raw,
        "each": True,
        "dialect": "extended",
        **_action(source, notes),
    }
    return {
        "kind": "pattern",
        "measure": "matches",
        "message": message(source.text("message"), ["found"]),
        "options": kept(options),
    }


def substitution(source: Source, notes: list[str]) -> dict[str, Any]:
    """Words and what to write instead, as a rule of the kind `substitution`."""
    swap = {pattern(left): right for left, right in source.pairs("swap").items()}
    if not swap:
        raise CannotImportError("its “swap” is empty")
    if source.text("pos"):
        notes.append("“pos” is left out: parts of speech are not looked at")
    options = {
        **_search(source, notes, case=not source.flag("ignorecase")),
        "words": not source.flag("nonword"),
        "fix": _action_name(source) == "replace",
        "swap": swap,
    }
    return {
        "kind": "substitution",
        "measure": "substitutions",
        "message": message(source.text("message"), ["!better", "found"]),
        "options": options,
    }


def occurrence(source: Source, notes: list[str]) -> dict[str, Any]:
    """A limit on how often something stands in a part, as a rule of the kind `occurrence`."""
    options = {
        "pattern": pattern(source.text("token"), lines=False),
        "most": int(source.number("max")),
        "least": int(source.number("min")),
        "case": not source.flag("ignorecase"),
        "only": scopes(source, notes),
    }
    if not options["pattern"] or not (options["most"] or options["least"]):
        raise CannotImportError("it has no token, or neither max nor min")
    return {
        "kind": "occurrence",
        "measure": "occurrences",
        "message": message(source.text("message"), ["count"]),
        "options": options,
    }


def repetition(source: Source, notes: list[str]) -> dict[str, Any]:
    """Words that stand twice in a row, as a rule of the kind `repeated-word`."""
    options = {
        **_search(source, notes, case=not source.flag("ignorecase")),
        "patterns": [pattern(token, lines=False) for token in source.texts("tokens")],
        "letters": source.flag("alpha"),
        "most": int(source.number("max")),
        "fix": _action_name(source) == "edit",
    }
    if not options["patterns"]:
        raise CannotImportError("it has no tokens")
    return {
        "kind": "repeated-word",
        "measure": "repeats",
        "message": message(source.text("message"), ["word"]),
        "options": options,
    }


def consistency(source: Source, notes: list[str]) -> dict[str, Any]:
    """Pairs of which a text should use one, as a rule of the kind `consistency`."""
    options = {
        "case": not source.flag("ignorecase"),
        "only": scopes(source, notes),
        "words": not source.flag("nonword"),
        "either": {pattern(left): pattern(right) for left, right in source.pairs("either").items()},
    }
    return {
        "kind": "consistency",
        "measure": "pairs",
        "message": message(source.text("message"), ["found"]),
        "options": options,
    }


def conditional(source: Source, notes: list[str]) -> dict[str, Any]:
    """What calls for something else, as a rule of the kind `conditional`."""
    if source.text("in"):
        raise CannotImportError("“in” names a View of Vale, which tunelint has not")
    options = {
        **_search(source, notes, case=not source.flag("ignorecase")),
        "first": pattern(source.text("first"), lines=False),
        "second": pattern(source.text("second"), lines=False),
    }
    if not options["first"] or not options["second"]:
        raise CannotImportError("it has no first, or no second")
    return {
        "kind": "conditional",
        "measure": "implied",
        "message": message(source.text("message"), ["found"]),
        "options": options,
    }


def _search(
    source: Source, notes: list[str], *, case: bool, vocabulary: bool | None = None
) -> dict[str, Any]:
    """The options of where to search and what to leave alone."""
    words = source.flag("vocab", default=True) if vocabulary is None else vocabulary
    found = exceptions(source, vocabulary=words)
    return {"case": case, "only": scopes(source, notes), **({"unless": found} if found else {})}


def _action(source: Source, notes: list[str]) -> dict[str, Any]:  # noqa: PLR0911 - one for each action
    """The fix of a rule as options of the kind `pattern`."""
    name, params = _action_name(source), _params(source)
    if name == "remove" and source.flag("nonword") and any(map(_LETTERS.search, source.texts("tokens"))):
        notes.append("the action “remove” is left out: it would take letters of the words around away")
        return {}
    if name == "remove":
        return {"replace": ""}
    if name == "replace" and len(params) == 1:
        return {"replace": params[0]}
    if name == "replace" and len(params) == 2:
        return {"replace": params[1]}
    if name == "edit" and params and len(params) == _EDITS.get(params[0], 0):
        return {"edit": params}
    if name == "convert" and params == ["simple"]:
        return {"edit": ["simple"]}
    if name:
        notes.append(f"the action “{' '.join([name, *params])}” is left out: the rule offers no fix")
    return {}


def _action_name(source: Source) -> str:
    action = source.data.get("action")
    return str(action.get("name", "")) if isinstance(action, dict) else ""


def _params(source: Source) -> list[str]:
    params = source.data["action"].get("params") if _action_name(source) else None
    return [str(item) for item in params] if isinstance(params, list) else []
