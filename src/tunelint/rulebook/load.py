"""Rule files to rules, with every mistake named at once."""

from __future__ import annotations

import base64
import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.rule import DIMENSIONS, SEVERITIES, Demo, Rule
from tunelint.model.toml import Document, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA_FOLDERS = frozenset({"targets", "axes", "variants"})
"""Folders under rules/ that hold data for kinds and measures, not rules."""

_DIMENSION_OF = {
    "format": "format",
    "terminology": "terminology",
    "readability": "readability",
    "tone": "tone",
    "duplicate": "originality",
    "outlier": "topic",
}
_TEXT = ("name", "summary", "kind", "severity", "message", "why", "repair")
_KEYS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys((*_TEXT, "on", "measure", "dimension", "confidence", "since", "status", "source"), str),
    "budget": (str, int),
    "default": bool,
    "tags": list,
    "covered_by": list,
    "options": dict,
    "examples": list,
}
_READ_APART = frozenset({"examples", "tags", "covered_by", "dimension"})
_DEMO_KEYS = frozenset(
    {"name", "fail", "raw", "rows", "base64", "suffix", "options", "settings", "path", "files"}
)


def rules_folder() -> Path:
    """The folder of the rules that come with tunelint: the repository's own, else the one in the wheel."""
    package = Path(str(resources.files("tunelint")))
    beside = package.parent.parent / "rules"
    return beside if package.parent.name == "src" and beside.is_dir() else package / "rules"


def load_rules(folders: Iterable[Path]) -> dict[str, Rule]:
    """All rules of some folders, by id, sorted; later folders may not repeat an id."""
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in rule_files(folder):
            rule_id = rule_name(path, folder)
            try:
                rule = read_rule(read_toml(path), rule_id)
            except UserError as error:
                problems.extend(error.problems)
                continue
            if rule_id in rules:
                problems.append(Problem(str(path), f"rule {rule_id} is already in {rules[rule_id].path}"))
            rules[rule_id] = rule
    if problems:
        raise UserError(*problems)
    return dict(sorted(rules.items()))


def rule_files(folder: Path) -> Iterator[Path]:
    """The rule files of a folder, sorted, without the data folders."""
    for path in sorted(folder.glob("*/*.toml")):
        if path.parent.name not in DATA_FOLDERS:
            yield path


def rule_name(path: Path, folder: Path) -> str:
    """The id of the rule in a file: its path in the folder of rules, without the ending."""
    return path.relative_to(folder).with_suffix("").as_posix()


def read_rule(document: Document, rule_id: str) -> Rule:
    """The rule of one file; all its mistakes as one error."""
    data = document.data
    problems = [*_check_keys(document), *_check_values(document)]
    demos = []
    for number, table in enumerate(data.get("examples", [])):
        try:
            demos.append(_read_demo(document, table, number))
        except UserError as error:
            problems.extend(error.problems)
    if problems:
        raise UserError(*problems)
    family = rule_id.partition("/")[0]
    plain = {key: value for key, value in data.items() if key not in _READ_APART}
    return Rule(
        id=rule_id,
        dimension=data.get("dimension", _DIMENSION_OF.get(family, "")),
        tags=tuple(data.get("tags", ())),
        covered_by=tuple(data.get("covered_by", ())),
        demos=tuple(demos),
        path=document.path,
        **plain,
    )


def _check_keys(document: Document) -> Iterator[Problem]:
    for key, value in document.data.items():
        if key not in _KEYS:
            yield Problem(document.where(key), f"unknown key “{key}” of a rule", nearest(key, _KEYS))
        elif not isinstance(value, _KEYS[key]):
            yield Problem(document.where(key), f"“{key}” has the wrong type: {value!r}")
    for key in _TEXT:
        if key not in document.data:
            yield Problem(document.path, f"“{key}” is missing", "every rule needs " + ", ".join(_TEXT))


def _check_values(document: Document) -> Iterator[Problem]:
    severity = document.data.get("severity", "note")
    if severity not in SEVERITIES:
        yield Problem(
            document.where("severity"), f"unknown severity “{severity}”", nearest(severity, SEVERITIES)
        )
    dimension = document.data.get("dimension")
    if dimension is not None and dimension not in DIMENSIONS:
        yield Problem(
            document.where("dimension"), f"unknown dimension “{dimension}”", nearest(dimension, DIMENSIONS)
        )


def _read_demo(document: Document, table: dict[str, Any], number: int) -> Demo:
    where = document.where("examples")
    name = table.get("name", f"example {number + 1}")
    unknown = [key for key in table if key not in _DEMO_KEYS]
    if unknown:
        hint = nearest(unknown[0], _DEMO_KEYS)
        raise UserError(Problem(where, f"unknown key “{unknown[0]}” of the example “{name}”", hint))
    sources = [key for key in ("raw", "rows", "base64", "path") if key in table]
    if len(sources) != 1:
        raise UserError(
            Problem(
                where,
                f"the example “{name}” needs exactly one of rows, raw, base64 and path",
                f"it has {sources}",
            )
        )
    fail = tuple(table.get("fail", ()))
    if "rows" in table:
        raw, fail = _expected(table["rows"])
    elif "base64" in table:
        raw = base64.b64decode(table["base64"])
    else:
        raw = table.get("raw", "").encode()
    rest = {key: table[key] for key in ("suffix", "options", "settings", "path", "files") if key in table}
    return Demo(name=name, fail=fail, raw=raw, **rest)


def _expected(rows: str) -> tuple[bytes, tuple[int, ...]]:
    """Rows without their `expect` key, and the lines where it says `fail`."""
    lines, fail = [], []
    for number, line in enumerate(rows.strip("\n").split("\n"), 1):
        row = json.loads(line)
        if row.pop("expect", "pass") == "fail":
            fail.append(number)
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines).encode() + b"\n", tuple(fail)
