"""Rule files to rules, with every mistake named at once."""

from __future__ import annotations

import base64
import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError, fail, nearest
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
_DEMO_KEYS: dict[str, type] = {
    **dict.fromkeys(("name", "raw", "rows", "base64", "suffix", "path"), str),
    **dict.fromkeys(("options", "settings", "files"), dict),
    "fail": list,
}


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
    examples = data.get("examples", [])
    for number, table in enumerate(examples if isinstance(examples, list) else []):
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


def _read_demo(document: Document, table: Any, number: int) -> Demo:
    where = document.where("examples")
    name = table.get("name", number + 1) if isinstance(table, dict) else number + 1
    problem = _demo_problem(table)
    if problem:
        raise fail(where, f"the example “{name}” {problem[0]}", problem[1])
    failing = tuple(table.get("fail", ()))
    try:
        if "rows" in table:
            raw, failing = _expected(table["rows"])
        elif "base64" in table:
            raw = base64.b64decode("".join(table["base64"].split()), validate=True)
        else:
            raw = table.get("raw", "").encode()
    except ValueError as error:
        raise fail(where, f"the example “{name}” cannot be read", str(error)) from error
    rest = {key: table[key] for key in ("suffix", "options", "settings", "path", "files") if key in table}
    return Demo(name=str(name), fail=failing, raw=raw, **rest)


def _demo_problem(table: Any) -> tuple[str, str] | None:
    """What is wrong with the keys of an example, and a hint."""
    if not isinstance(table, dict):
        return "is no table", "begin it with [[examples]]"
    for key, value in table.items():
        if key not in _DEMO_KEYS:
            return f"has the unknown key “{key}”", nearest(key, _DEMO_KEYS)
        if not isinstance(value, _DEMO_KEYS[key]):
            return f"has a “{key}” of the wrong type", repr(value)
    if not all(isinstance(line, int) for line in table.get("fail", ())):
        return "has a “fail” of the wrong type", "line numbers, such as [1, 3]"
    sources = [key for key in ("raw", "rows", "base64", "path") if key in table]
    if len(sources) != 1:
        return "needs exactly one of rows, raw, base64 and path", f"it has {sources}"
    return None


def _expected(rows: str) -> tuple[bytes, tuple[int, ...]]:
    """Rows without their `expect` key, and the lines where it says `fail`; ValueError where one is no row."""
    lines, failing = [], []
    for number, line in enumerate(rows.strip("\n").split("\n"), 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"line {number} of its rows is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ValueError(f"line {number} of its rows is no object")  # noqa: TRY004 - a mistake in a file
        if row.pop("expect", "pass") == "fail":
            failing.append(number)
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n", tuple(failing)
