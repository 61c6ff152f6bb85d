"""A `.vale.ini`: which styles and vocabularies a project uses, and which rules it changes."""

from __future__ import annotations

import configparser
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from pathlib import Path

_OFF, _ON = "no", "yes"
_LEVELS = ("suggestion", "warning", "error")
_DONE = frozenset({"StylesPath", "MinAlertLevel", "Vocab", "Packages", "BasedOnStyles"})


@dataclass(frozen=True, slots=True)
class Ini:
    """What a `.vale.ini` asks for, as far as it means Markdown or plain text.

    `rules`: the name of a rule, `Style.Rule`, and its level, `yes` or `no`. `left_out`: keys that say
    nothing here.
    """

    styles: Path
    based_on: tuple[str, ...]
    vocabularies: tuple[str, ...]
    rules: dict[str, str]
    least: str
    left_out: tuple[str, ...]


def read_ini(path: Path) -> Ini:
    """What the file asks for; a user error where it cannot be read."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string("[\0top]\n" + path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        raise fail(str(path), f"is no .vale.ini: {error}") from error
    top = dict(parser["\0top"])
    based: list[str] = []
    rules: dict[str, str] = {}
    left_out: list[str] = []
    for section in parser.sections():
        if section == "\0top" or _means_prose(section):
            for key, value in parser[section].items():
                if key == "BasedOnStyles":
                    based += _names(value)
                elif "." in key:
                    rules[key] = value.strip().lower()
                elif key not in _DONE:
                    left_out.append(key)
    return Ini(
        styles=(path.parent / top.get("StylesPath", "styles")).resolve(),
        based_on=tuple(dict.fromkeys(based)),
        vocabularies=tuple(_names(top.get("Vocab", ""))),
        rules=rules,
        least=top.get("MinAlertLevel", "suggestion"),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def wanted_level(ini: Ini, name: str, level: str) -> str:
    """The level of the rule `Style.Rule` in a project; empty where it does not run."""
    asked = ini.rules.get(name, "")
    style = name.partition(".")[0]
    if asked == _OFF or (not asked and style not in ini.based_on):
        return ""
    final = asked if asked in _LEVELS else level
    if final in _LEVELS and ini.least in _LEVELS and _LEVELS.index(final) < _LEVELS.index(ini.least):
        return ""
    return final


def named_styles(ini: Ini) -> list[str]:
    """The styles that the project takes rules from."""
    single = (name.partition(".")[0] for name, asked in ini.rules.items() if asked != _OFF)
    return list(dict.fromkeys((*ini.based_on, *single)))


def _means_prose(section: str) -> bool:
    braces = re.search(r"\{([^}]*)\}", section)
    globs = (
        [section.replace(braces[0], choice.strip()) for choice in braces[1].split(",")]
        if braces
        else [section]
    )
    return any(fnmatch(f"reply.{ending}", glob) for glob in globs for ending in ("md", "txt"))


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]
