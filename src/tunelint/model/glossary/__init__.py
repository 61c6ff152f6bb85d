"""Glossaries: the files in which a brand keeps its terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.glossary.table import read_table
from tunelint.model.glossary.tomlfile import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.model.term import Term

READERS = {".csv": read_table, ".tsv": read_table, ".toml": read_toml}
"""Ending of a glossary file -> its reader: `reader(name, text, problems) -> terms`."""


def load_glossary(paths: Iterable[str]) -> tuple[Term, ...]:
    """All terms of some glossary files, in order. Raises `UserError` with every problem of every file."""
    problems: list[Problem] = []
    terms = tuple(term for path in paths for term in _load(Path(path), problems))
    if problems:
        raise UserError(*problems)
    return terms


def _load(path: Path, problems: list[Problem]) -> tuple[Term, ...]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        hint = f"glossaries may be {', '.join(sorted(READERS))}"
        problems.append(
            Problem(str(path), f"a glossary cannot be read from “{path.suffix or path.name}”", hint)
        )
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(str(path), "the glossary is not UTF-8", f"byte {error.start}: save it as UTF-8")
        )
        return ()
    except OSError as error:
        problems.append(Problem(str(path), f"the glossary cannot be read: {error.strerror}", _beside(path)))
        return ()
    return tuple(reader(str(path), text, problems))


def _beside(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder “{path.parent}”"
    return nearest(
        path.name, (other.name for other in path.parent.iterdir() if other.suffix.lower() in READERS)
    )
