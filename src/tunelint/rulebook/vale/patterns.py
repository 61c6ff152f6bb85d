"""Patterns, scopes and messages of Vale as tunelint has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail
from tunelint.rulebook.vale.source import CannotImportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.rulebook.vale.source import Source

_FLAGS = re.compile(r"\(\?([imsx]+)\)")
_PLACE = re.compile(r"(['\"‘“`]?)%(?:\[(\d+)\])?([sdqv])(['\"’”`]?)|%%")
_SCOPES = frozenset(
    [
        *("text", "raw", "sentence", "paragraph", "summary", "heading", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("list", "blockquote", "table", "header", "cell", "link", "emphasis", "strong", "code", "alt"),
    ]
)
_IGNORED = frozenset({"md", "markdown", "txt", "html", "attr"})
"""Parts of a scope that say nothing here: formats, and the attribute that an alternative text is."""


def pattern(text: str, *, lines: bool = True) -> str:
    r"""A pattern of Vale in the dialect of `regex`; `lines`: `^` and `$` are those of each line.

    Flags that stand at its start hold for itself alone, and `\\z` is the end of the text.
    """
    flags = _FLAGS.match(text)
    made = text.replace(r"\z", r"\Z")
    if flags:
        made = f"(?{flags[1]}:{made[flags.end() :]})"
    if not lines and re.search(r"[$^]", made):
        made = f"(?-m:{made})"
    _compile(made)
    return made


def any_of(tokens: Iterable[str]) -> str:
    """One pattern for several."""
    return "|".join(pattern(token) for token in tokens)


def exceptions(source: Source, *, vocabulary: bool = True) -> list[str]:
    """The exceptions of a rule and the accepted words as one pattern, in their own case, if there are any."""
    words = [*source.texts("exceptions"), *(source.vocabulary.accept if vocabulary else ())]
    if not words:
        return []
    longest_first = sorted(dict.fromkeys(words), key=lambda word: -len(word))
    made = rf"(?-i:\b(?:{any_of(longest_first)})\b)"
    _compile(made)
    return [made]


def scopes(source: Source, notes: list[str]) -> list[str]:
    """The parts of a text that a rule looks at; those that tunelint has not go into the notes."""
    wanted = source.texts("scope") or ("text",)
    known = []
    for scope in wanted:
        selector, unknown = _selector(scope)
        if unknown:
            notes.append(f"scope “{scope}” is left out: tunelint has no part “{unknown}”")
        else:
            known.append(selector)
    if not known:
        raise CannotImportError(f"scope “{', '.join(wanted)}” is no part of a reply")
    return known


def _selector(scope: str) -> tuple[str, str]:
    terms = []
    for term in scope.split("&"):
        bare = term.strip()
        parts = [part.strip() for part in bare.removeprefix("~").split(".") if part.strip() not in _IGNORED]
        unknown = next((part for part in parts if part not in _SCOPES), "")
        if unknown:
            return "", unknown
        terms.append(("~" if bare.startswith("~") else "") + ".".join(parts or ["text"]))
    return " & ".join(terms), ""


def message(text: str, details: Sequence[str]) -> str:
    """A message of Vale with the names of details for its `%s`; one more than there are names stays a dash.

    A detail that brings its own quotation marks is written `!name`: the marks around its `%s` go.
    """
    made, last, nth = [], 0, 0
    for place in _PLACE.finditer(text):
        made.append(_escaped(text[last : place.start()]))
        last = place.end()
        if place[0] == "%%":
            made.append("%")
            continue
        number, nth = (int(place[2]) - 1, nth) if place[2] else (nth, nth + 1)
        name = details[number] if number < len(details) else ""
        own = name.startswith("!") or not name
        made.append(f"{{{name.removeprefix('!')}}}" if name else "–")
        if not own:
            made[-1] = f"{_escaped(place[1])}{made[-1]}{_escaped(place[4])}"
    return "".join((*made, _escaped(text[last:])))


def kept(options: dict[str, Any]) -> dict[str, Any]:
    """The options without those that are empty, except for an empty replacement."""
    return {
        key: value
        for key, value in options.items()
        if key == "replace" or value not in ("", [], (), False, 0)
    }


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _compile(made: str) -> None:
    regex = _regex()
    try:
        regex.compile(made, regex.VERSION0 | regex.MULTILINE)
    except (regex.error, RecursionError) as error:
        raise CannotImportError(f"the pattern “{made}” is in a dialect that is not known: {error}") from error


def _regex() -> Any:
    try:
        import regex
    except ImportError as error:
        raise fail(
            "packs", "styles of Vale need the package regex", 'pip install "tunelint[vale]"'
        ) from error
    return regex
