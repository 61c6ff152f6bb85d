"""Which files to read: the paths that the user named, and the data files in folders."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tunelint.model.address import find_addresses, is_address
from tunelint.model.errors import Problem, UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathspec import GitIgnoreSpec

_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
DATA_SUFFIXES = tuple(suffix + packing for suffix in _SUFFIXES for packing in ("", ".gz", ".zst"))
"""The endings of files that are taken from folders; a file that is named is taken whatever its ending."""

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_NO_DATA = frozenset(
    {"dataset_info.json", "dataset_infos.json", "package.json", "package-lock.json", "tsconfig.json"}
)
"""Names that always mean settings; they are not taken from folders."""


def find(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> list[str]:
    """The files to read, each once, in the order of `paths` and sorted within a folder.

    A path may be a pattern (`data/**/part-*.jsonl`) or an address (`s3://bucket/part-*.jsonl`). `exclude` are
    patterns as in .gitignore; they and the .gitignore files apply to folders only. Raises one `UserError` for
    all paths that do not exist and all folders without data files.
    """
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if is_address(path):
            try:
                found.update(dict.fromkeys(find_addresses(path, _is_listed)))
            except UserError as error:
                problems += error.problems
        elif path == "-" or (Path(path).exists() and not Path(path).is_dir()):
            found[path] = None
        elif Path(path).is_dir():
            files = list(_search(path, exclude))
            found.update(dict.fromkeys(files))
            if not files:
                hint = f"files that end in {', '.join(_SUFFIXES)} are searched; name a file to have it read"
                problems.append(Problem(path, "no data files in this folder", hint))
        elif matching := _matching(path):
            found.update(dict.fromkeys(matching))
        else:
            problems.append(Problem(path, "no such file or folder", _nearest_name(path)))
    if problems:
        raise UserError(*problems)
    return list(found)


def _matching(pattern: str) -> list[str]:
    """The files that fit a pattern, sorted; none where the path is no pattern."""
    if not has_magic(pattern):
        return []
    paths = glob(pattern, recursive=True)  # noqa: PTH207 - a pattern from the root
    return sorted(path for path in paths if Path(path).is_file())


def _nearest_name(path: str) -> str:
    folder = Path(path).parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist either"
    return nearest(
        Path(path).name, (entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    )


def _search(folder: str, exclude: Sequence[str]) -> Iterator[str]:
    """The data files below a folder, sorted; hidden folders and what .gitignore names are skipped."""
    from pathspec import GitIgnoreSpec

    root = Path(folder)
    outer = _outer_specs(root.resolve())
    specs = [*outer, (root.resolve(), GitIgnoreSpec.from_lines(exclude))]
    by_folder: dict[Path, list[tuple[Path, GitIgnoreSpec]]] = {root: specs}
    for here, names, files in os.walk(root):
        inherited = by_folder.pop(Path(here))
        specs = [*_own_spec(Path(here)), *inherited]
        names[:] = sorted(name for name in names if _wanted_folder(Path(here, name), specs))
        by_folder.update((Path(here, name), specs) for name in names)
        for name in sorted(files):
            path = Path(here, name)
            if _is_data(name) and not _ignored(path, specs, "") and not _never_ends(path):
                yield str(path)


def _is_listed(path: str) -> bool:
    return _is_data(PurePosixPath(path).name)


def _is_data(name: str) -> bool:
    return name.lower().endswith(DATA_SUFFIXES) and not name.startswith(".") and name not in _NO_DATA


def _never_ends(path: Path) -> bool:
    """Whether reading the file may wait for ever: it is a pipe, a socket or a device."""
    return path.is_fifo() or path.is_socket() or path.is_char_device()


def _wanted_folder(path: Path, specs: list[tuple[Path, GitIgnoreSpec]]) -> bool:
    return not path.name.startswith(".") and path.name not in _SKIPPED and not _ignored(path, specs, "/")


def _outer_specs(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    """The .gitignore files above a folder, up to the root of its repository, the nearest first."""
    above: list[tuple[Path, GitIgnoreSpec]] = []
    if (folder / ".git").exists():
        return []
    for parent in folder.parents:
        above += _own_spec(parent)
        if (parent / ".git").exists():
            return above
    return []


def _own_spec(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    from pathspec import GitIgnoreSpec

    try:
        text = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [(folder.resolve(), GitIgnoreSpec.from_lines(text.splitlines()))]


def _ignored(path: Path, specs: list[tuple[Path, GitIgnoreSpec]], ending: str) -> bool:
    """Whether the nearest specification that says anything about the path ignores it."""
    whole = path.parent.resolve() / path.name
    for base, spec in specs:
        verdict = spec.check_file(str(PurePosixPath(whole.relative_to(base))) + ending).include
        if verdict is not None:
            return bool(verdict)
    return False
