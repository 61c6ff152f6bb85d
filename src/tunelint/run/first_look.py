"""A first look at data: what a configuration for it would say."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from math import ceil, floor, isnan
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.row import Fault
from tunelint.model.rule import DIMENSIONS
from tunelint.model.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tunelint.model.outcome import Outcome

_EVALUATION = re.compile(
    r"(?<![a-z])(eval|evaluation|evals|test|tests|val|valid|validation|dev|holdout|heldout|benchmark)(?![a-z])"
)
_SAMPLE = 200
"""Replies whose language is looked at."""
_SLACK = 0.02
"""How far below today's mean a proposed minimum score lies."""
_OWN_MEASURE = ("readability", "tone", "topic")
"""Scores that say how typical a row is of the data itself: their mean is a half in any data."""
_HARDLY_A_LIMIT = 0.1
_STRICT = "2%"
_LEAST_LANGUAGE = 0.05


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is there: data, files that look like evaluation data, term lists, voices, shapes, languages.

    `rows` and `shapes` are by file; a file without any example has the shape `""` and its keys in `keys`.
    `languages` counts replies by ISO 639-1 code.
    """

    files: tuple[str, ...]
    evaluation: tuple[str, ...]
    glossaries: tuple[str, ...]
    voices: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)


def look_at(paths: Sequence[str], folder: Path) -> FirstLook:
    """What the data of `paths` is, and which term lists lie in `folder` or its direct subfolders."""
    glossaries = tuple(sorted(str(path) for path in _small_files(folder) if _is_glossary(path)))
    lists = {Path(path).resolve() for path in glossaries}
    found = [file for file in read.find(paths) if file == "-" or Path(file).resolve() not in lists]
    evaluation = tuple(file for file in found if _EVALUATION.search(Path(file).stem.lower()))
    files = tuple(file for file in found if file not in evaluation)
    if not files:
        files, evaluation = evaluation, ()
    rows: Counter[str] = Counter()
    shapes: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    languages: Counter[str] = Counter()
    for file in files:
        for item in read.rows(file, Settings()):
            if isinstance(item, Fault):
                continue
            rows[file] += 1
            if item.example is None and isinstance(item.value, dict):
                keys.setdefault(file, tuple(map(str, item.value)))
            elif item.example is not None:
                shapes.setdefault(file, item.example.shape)
                if languages.total() < _SAMPLE:
                    languages.update(_languages(reply.text for reply in item.example.passages("reply")))
    return FirstLook(files, evaluation, glossaries, _voices(folder), rows, shapes, keys, languages)


def proposals(outcome: Outcome) -> tuple[str, str, dict[str, float]]:
    """A budget for warnings, why, and minimum scores; the budget is empty without any warning.

    The data keeps them today, except where a budget for so many warnings would be none.
    """
    rows = max(len(outcome.rows), 1)
    share = outcome.counts()["warning"] / rows
    today = f"{ceil(1000 * share) / 10:g}%"
    budget, why = today, "of the rows: as many as there are today"
    if share > _HARDLY_A_LIMIT:
        budget = _STRICT
        why = f"of the rows; today there are {today}, so accept those first: tunelint baseline create"
    minimum = {}
    for name in DIMENSIONS:
        known = [value for value in outcome.scores.get(name, ()) if not isnan(value)]
        if known and name not in _OWN_MEASURE:
            minimum[name] = max(0.0, floor(100 * (sum(known) / len(known) - _SLACK)) / 100)
    return budget if share else "", why, minimum


def common_languages(look: FirstLook) -> list[str]:
    """The languages that more than a few replies are in, the most frequent first."""
    least = _LEAST_LANGUAGE * look.languages.total()
    codes = [code for code, count in look.languages.items() if count >= least]
    return sorted(codes, key=lambda code: (-look.languages[code], code))


def _languages(texts: Iterable[str]) -> list[str]:
    from tunelint.measure.language import detect

    found = [detect(text) for text in texts]
    return [language.code for language in found if language and language.reliable]


def _small_files(folder: Path) -> list[Path]:
    found = [path for pattern in ("*.csv", "*.toml", "*/*.csv", "*/*.toml") for path in folder.glob(pattern)]
    return [path for path in found if path.is_file() and not path.name.startswith(".")]


def _voices(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(str(path) for path in _small_files(folder) if path.name.endswith(".voice.toml")))


def _is_glossary(path: Path) -> bool:
    """Whether a file has the columns or tables of a term list."""
    try:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return "avoid" in {name.strip().lower() for name in next(csv.reader(file), [])}
        terms = tomllib.loads(path.read_text(encoding="utf-8")).get("term")
    except (OSError, ValueError, csv.Error):
        return False
    return isinstance(terms, list) and any(isinstance(term, dict) and "avoid" in term for term in terms)
