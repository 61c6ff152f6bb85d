"""Vale's rules about letter case, formulas, spelling and parts of speech."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.rulebook.vale.patterns import exceptions, kept, message, pattern, scopes
from tunelint.rulebook.vale.source import CannotImportError, word_list

if TYPE_CHECKING:
    from tunelint.rulebook.vale.source import Source

_GRADES = {
    "Flesch-Kincaid": "0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59",
    "Gunning Fog": "0.4 * ((words / sentences) + 100 * (complex_words / words))",
    "Coleman-Liau": "0.0588 * (100 * characters / words) - 0.296 * (100 * sentences / words) - 15.8",
    "SMOG": "1.0430 * math.sqrt(30 * polysyllabic_words / sentences) + 3.1291",
    "Automated Readability": "4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43",
}
"""The grades that Vale's old extension point `readability` averages."""

_WORDS = 20
"""Words of a sequence that a message may name."""

_COUNTS = re.compile(r"heading\.(h[1-6])")


def capitalization(source: Source, notes: list[str]) -> dict[str, Any]:
    """The letter case of headings and the like, as a rule of the kind `capitalization`."""
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
        "options": kept(options),
    }


def metric(source: Source, notes: list[str]) -> dict[str, Any]:
    """A formula over counts of the text, as a rule of the kind `formula`."""
    del notes
    options = {
        "formula": _COUNTS.sub(r"heading_\1", source.text("formula")).strip(),
        "condition": source.text("condition").strip(),
    }
    if not options["formula"] or not options["condition"]:
        raise CannotImportError("it has no formula, or no condition")
    return _formula(source, options)


def readability(source: Source, notes: list[str]) -> dict[str, Any]:
    """The mean of some grades, as a rule of the kind `formula`."""
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


def spelling(source: Source, notes: list[str]) -> dict[str, Any]:
    """Words that no dictionary knows, as a rule of the kind `spelling`."""
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
        "options": kept(options),
    }


def _word_file(source: Source, name: str) -> list[str]:
    folders = (source.styles, source.styles / "config" / "ignore", source.path.parent)
    return word_list(
        next((folder / name for folder in folders if (folder / name).is_file()), source.styles / name)
    )


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


def sequence(source: Source, notes: list[str]) -> dict[str, Any]:
    """Words in a row by letters and part of speech, as a rule of the kind `sequence`."""
    tokens = source.data.get("tokens") or []
    if not tokens or not all(isinstance(token, dict) for token in tokens):
        raise CannotImportError("its tokens are no tables")
    steps: list[dict[str, Any]] = []
    skipped = 0
    for token in tokens:
        step = source.__class__(source.style, source.name, source.path, source.styles, token)
        made: dict[str, Any] = {
            "pattern": pattern(step.text("pattern")),
            "tag": pattern(step.text("tag")),
            "negate": step.flag("negate"),
            "skip": int(step.number("skip")) + skipped,
        }
        named = made["pattern"] or made["tag"]
        skipped = 0 if named else made["skip"]
        steps += [kept(made)] if named else []
    if not steps:
        raise CannotImportError("none of its tokens has a pattern or a tag")
    del notes
    options = {
        "case": not source.flag("ignorecase"),
        "unless": exceptions(source, vocabulary=False),
        "tokens": steps,
    }
    return {
        "kind": "sequence",
        "measure": "sequences",
        "message": message(source.text("message"), [f"words[{number}]" for number in range(_WORDS)]),
        "options": kept(options),
    }
