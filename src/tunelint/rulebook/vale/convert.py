"""One rule of Vale as the table of a rule file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.rulebook.vale.patterns import any_of, exceptions, message, pattern, scopes
from tunelint.rulebook.vale.source import CannotImportError, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.rulebook.vale.source import Source

    Convert = Callable[[Source, list[str]], dict[str, Any]]

SEVERITY = {"suggestion": "note", "warning": "warning", "error": "error"}
"""Vale's levels as severities."""

LEVELS = {severity: level for level, severity in SEVERITY.items()}
"""And back."""

_EDITS = {"regex": 3, "trim": 2, "trim_left": 2, "trim_right": 2, "truncate": 2, "split": 3}
_GRADES = {
    "Flesch-Kincaid": "0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59",
    "Gunning Fog": "0.4 * ((words / sentences) + 100 * (complex_words / words))",
    "Coleman-Liau": "0.0588 * (100 * characters / words) - 0.296 * (100 * sentences / words) - 15.8",
    "SMOG": "1.0430 * math.sqrt(30 * polysyllabic_words / sentences) + 3.1291",
    "Automated Readability": "4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43",
}
"""The grades that Vale's old extension point `readability` averages."""

_COUNTS = re.compile(r"heading\.(h[1-6])")


def convert(source: Source, notes: list[str]) -> dict[str, Any]:
    """The table; what is lost on the way goes into the notes. Raises `CannotImportError` where it is too much."""
    kind = source.text("extends")
    if kind not in _CONVERTERS:
        raise CannotImportError(_WHY.get(kind, f"tunelint has no rules that extend “{kind}”"))
    if source.text("limit"):
        notes.append("“limit” is left out: every finding is told")
    return _about(source) | _CONVERTERS[kind](source, notes)


def _about(source: Source) -> dict[str, Any]:
    """What every rule has, in Vale's own words as far as there are any."""
    words = " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z_-]+", source.name)) or source.name
    link = source.text("link")
    said = source.text("description") or re.sub(
        r"['\"‘“]?%(?:\[\d+\])?[sdqv]['\"’”]?", "…", source.text("message")
    )
    level = source.text("level", "warning")
    if level not in SEVERITY:
        raise CannotImportError(f"the level “{level}” is none of {', '.join(SEVERITY)}")
    return {
        "name": f"{source.style}: {words[:1].upper()}{words[1:].lower() if words.istitle() else words[1:]}",
        "summary": f"{said.strip().rstrip('.')}.",
        "severity": SEVERITY[level],
        "confidence": "medium",
        "source": f"Rule {source.name} of the Vale style {source.style}{f': {link}' if link else '.'}",
        "tags": ["vale"],
        "why": f"The style guide {source.style} asks for it{f': {link}' if link else '.'}",
        "repair": f"Change the text as the message says; the style guide gives the reasons{f': {link}' if link else '.'}",
    }


def _existence(source: Source, notes: list[str]) -> dict[str, Any]:
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
        "options": _kept(options),
    }


def _substitution(source: Source, notes: list[str]) -> dict[str, Any]:
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


def _occurrence(source: Source, notes: list[str]) -> dict[str, Any]:
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


def _repetition(source: Source, notes: list[str]) -> dict[str, Any]:
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


def _consistency(source: Source, notes: list[str]) -> dict[str, Any]:
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


def _conditional(source: Source, notes: list[str]) -> dict[str, Any]:
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


def _capitalization(source: Source, notes: list[str]) -> dict[str, Any]:
    wanted = source.text("match")
    options = {
        "match": wanted if wanted.startswith("$") and wanted[1:].isalpha() else pattern(wanted, lines=False),
        "only": scopes(source, notes),
        "unless": exceptions(source, vocabulary=source.flag("vocab", default=True)),
        "indicators": list(source.texts("indicators")),
        "style": "Chicago" if source.text("style") == "Chicago" else "AP",
        "threshold": source.number("threshold") or 0.8,
    }
    if wanted.startswith("$") and wanted not in {"$title", "$sentence", "$lower", "$upper"}:
        raise CannotImportError(f"“match: {wanted}” is not known")
    return {
        "kind": "capitalization",
        "measure": "capitals",
        "message": message(source.text("message"), ["found", "better"]),
        "options": _kept(options),
    }


def _metric(source: Source, notes: list[str]) -> dict[str, Any]:
    del notes
    options = {
        "formula": _COUNTS.sub(r"heading_\1", source.text("formula")).strip(),
        "condition": source.text("condition").strip(),
    }
    if not options["formula"] or not options["condition"]:
        raise CannotImportError("it has no formula, or no condition")
    return _formula(source, options)


def _readability(source: Source, notes: list[str]) -> dict[str, Any]:
    del notes
    metrics = source.texts("metrics")
    unknown = [name for name in metrics if name not in _GRADES]
    if unknown or not metrics:
        raise CannotImportError(f"the metrics “{', '.join(unknown)}” are not known")
    total = " + ".join(f"({_GRADES[name]})" for name in metrics)
    return _formula(
        source, {"formula": f"({total}) / {len(metrics)}", "condition": f"> {source.number('grade'):g}"}
    )


def _formula(source: Source, options: dict[str, Any]) -> dict[str, Any]:
    said = message(source.text("message"), ["value"]).replace("{value}", "{value:.2f}")
    return {"kind": "formula", "measure": "figures", "message": said, "options": options}


def _spelling(source: Source, notes: list[str]) -> dict[str, Any]:
    if source.flag("append"):
        notes.append("“append” is left out: name the built-in dictionary among the dictionaries")
    accept = [word for name in source.texts("ignore") for word in _word_file(source, name)]
    options = {
        "dictionaries": _dictionaries(source),
        "accept": accept,
        "filters": [pattern(item) for item in source.texts("filters")],
        "unless": exceptions(source),
        "names": source.flag("custom"),
        "only": scopes(source, notes),
    }
    return {
        "kind": "spelling",
        "measure": "misspelt",
        "message": message(source.text("message"), ["found"]),
        "options": _kept(options),
    }


def _word_file(source: Source, name: str) -> list[str]:
    beside = source.styles / name
    return word_list(beside if beside.is_file() else source.path.parent / name)


def _dictionaries(source: Source) -> list[str]:
    """The paths of the dictionaries of a rule, without their endings."""
    folders = [
        source.styles / source.text("dicpath"),
        source.styles / "config" / "dictionaries",
        source.styles,
    ]
    names = list(source.texts("dictionaries"))
    if source.text("dic"):
        names.append(source.text("dic").removesuffix(".dic"))
    found = []
    for name in names:
        path = next((folder / name for folder in folders if (folder / f"{name}.dic").is_file()), None)
        if path is None:
            raise CannotImportError(f"the dictionary “{name}” is not among the styles")
        found.append(str(path.resolve()))
    return found


def _sequence(source: Source, notes: list[str]) -> dict[str, Any]:
    tokens = source.data.get("tokens") or []
    if not tokens or not all(isinstance(token, dict) for token in tokens):
        raise CannotImportError("its tokens are no tables")
    steps = []
    for token in tokens:
        step = source.__class__(source.style, source.name, source.path, source.styles, token)
        made = {
            "pattern": pattern(step.text("pattern")),
            "tag": pattern(step.text("tag")),
            "negate": step.flag("negate"),
            "skip": int(step.number("skip")),
        }
        steps.append(_kept(made))
    if any("pattern" not in step and "tag" not in step for step in steps):
        raise CannotImportError("one of its tokens has neither pattern nor tag")
    if source.texts("exceptions"):
        notes.append("“exceptions” are left out")
    return {
        "kind": "sequence",
        "measure": "sequences",
        "message": message(source.text("message"), [f"words[{number}]" for number in range(len(steps))]),
        "options": {"case": not source.flag("ignorecase"), "tokens": steps},
    }


def _search(
    source: Source, notes: list[str], *, case: bool, vocabulary: bool | None = None
) -> dict[str, Any]:
    """The options of where to search and what to leave alone."""
    words = source.flag("vocab", default=True) if vocabulary is None else vocabulary
    found = exceptions(source, vocabulary=words)
    return {"case": case, "only": scopes(source, notes), **({"unless": found} if found else {})}


def _action(source: Source, notes: list[str]) -> dict[str, Any]:
    """The fix of a rule as options of the kind `pattern`."""
    name, params = _action_name(source), _params(source)
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


def _kept(options: dict[str, Any]) -> dict[str, Any]:
    """The options without those that are empty, except for an empty replacement."""
    return {
        key: value
        for key, value in options.items()
        if key == "replace" or value not in ("", [], (), False, 0)
    }


_CONVERTERS: dict[str, Convert] = {
    "existence": _existence,
    "substitution": _substitution,
    "occurrence": _occurrence,
    "repetition": _repetition,
    "consistency": _consistency,
    "conditional": _conditional,
    "capitalization": _capitalization,
    "metric": _metric,
    "readability": _readability,
    "spelling": _spelling,
    "sequence": _sequence,
}
_WHY = {
    "script": "it runs a script in Tengo, and tunelint runs no code of rule files",
    "lt": "it asks a LanguageTool server",
    "": "it does not say what it extends",
}
