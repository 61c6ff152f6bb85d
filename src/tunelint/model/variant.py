"""Choices that a house makes once: two ways of writing the same thing, read from files of variants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.model.errors import Problem, UserError
from tunelint.model.options import build
from tunelint.model.place import Span  # noqa: TC001 - the type of a field, asked for at run time
from tunelint.model.toml import read_toml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Choice:
    """Two ways of writing the same thing. `sides` names them for people.

    `words` holds the words of each side in one order, separated by spaces; they are found in all inflections.
    `patterns` are a regular expression for each side instead. `lower`: words with a capital are names, which
    do not count. `alone`: a text that takes both sides counts for neither. `cover`: the share of texts that
    must take a side; where fewer do, the words are what the texts are about. `together`: signs that readers
    hardly see and one search can change, so that there is one remark in all and none on single places.
    """

    name: str
    sides: tuple[str, ...]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    lower: bool = False
    alone: bool = False
    cover: float = 0.0
    together: bool = False


class Usage(NamedTuple):
    """The first place where a passage takes one side of a choice, and what the other side would be there.

    `choice` and `side` are numbers; `other` is empty where it cannot be made.
    """

    choice: int
    side: int
    span: Span
    found: str
    other: str


def load_choices(folder: Path) -> tuple[Choice, ...]:
    """The choices of all files in a folder, by file name; a `UserError` names every mistake."""
    problems: list[Problem] = []
    choices: list[Choice] = []
    for path in sorted(folder.glob("*.toml")):
        document = read_toml(path)
        unknown = [key for key in document.data if key != "choice"]
        problems += [
            Problem(document.where(key), f"unknown key “{key}”", "each entry is a [[choice]]")
            for key in unknown
        ]
        for table in document.data.get("choice", []):
            choice, faults = _choice(table, document.where("choice"))
            problems += faults
            choices += [choice] if choice else []
    if problems:
        raise UserError(*problems)
    return tuple(choices)


def _choice(table: dict[str, Any], where: str) -> tuple[Choice | None, list[Problem]]:
    choice, problems = build(Choice, table, lambda _key: where, "a choice")
    if problems:
        return None, problems
    lists = [choice.sides, *(given for given in (choice.words, choice.patterns) if given)]
    if len(lists) < 2 or any(len(given) != 2 for given in lists):
        problems.append(Problem(where, f"“{choice.name}” needs two sides, and words or patterns for both"))
    elif choice.words and len(choice.words[0].split()) != len(choice.words[1].split()):
        problems.append(Problem(where, f"“{choice.name}” has not as many words on one side as on the other"))
    for pattern in choice.patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            problems.append(Problem(where, f"“{pattern}” is no regular expression: {error}"))
    return choice, problems
