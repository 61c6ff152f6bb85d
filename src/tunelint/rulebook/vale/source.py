"""The files of a Vale style, with every value as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_TRUE = frozenset({"true", "yes", "on", "1"})


class CannotImportError(Exception):
    """Why a rule cannot be brought over, in words for its user."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that are always well, and words to avoid; both are patterns."""

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Both."""
        return Vocabulary((*self.accept, *other.accept), (*self.reject, *other.reject))


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file of Vale. `styles` is the folder of all styles, where paths in the rule start."""

    style: str
    name: str
    path: Path
    styles: Path
    data: Mapping[str, Any] = field(default_factory=dict)
    vocabulary: Vocabulary = Vocabulary()

    def text(self, key: str, default: str = "") -> str:
        """A value as text."""
        value = self.data.get(key, default)
        return value if isinstance(value, str) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as a list of texts; a single one counts as a list of one."""
        value = self.data.get(key) or []
        items = value if isinstance(value, list) else [value]
        return tuple(item for item in items if isinstance(item, str) and item.strip())

    def pairs(self, key: str) -> dict[str, str]:
        """A value as a table of texts."""
        value = self.data.get(key)
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise CannotImportError(f"“{key}” is no table of texts")
        return {str(left): str(right) for left, right in value.items()}

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A value as true or false."""
        return self.text(key).lower() in _TRUE if key in self.data else default

    def number(self, key: str, default: float = 0.0) -> float:
        """A value as a number."""
        if key not in self.data:
            return default
        try:
            return float(self.text(key))
        except ValueError as error:
            raise CannotImportError(f"“{key}” is no number: {self.data[key]!r}") from error


def read_yaml(path: Path) -> dict[str, Any]:
    """The table of a YAML file. All scalars stay text: YAML would turn no, yes, on and 1_000 into others."""
    yaml = _yaml()
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise CannotImportError(f"not valid YAML: {line}{error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise CannotImportError(f"not valid YAML: {error}") from error
    except OSError as error:
        raise CannotImportError(f"cannot be read: {error.strerror}") from error
    if not isinstance(data, dict):
        raise CannotImportError("holds no table")
    return data


def style_files(folder: Path) -> Iterator[Path]:
    """The rule files of a style, sorted; also those in its folders."""
    yield from sorted(
        path for path in folder.rglob("*.y*ml") if path.suffix in {".yml", ".yaml"} and path.name[0] != "."
    )


def read_vocabulary(folders: Iterable[Path]) -> Vocabulary:
    """The words of some folders with `accept.txt` and `reject.txt`."""
    accept = [word for folder in folders for word in _lines(folder / "accept.txt")]
    reject = [word for folder in folders for word in _lines(folder / "reject.txt")]
    return Vocabulary(tuple(accept), tuple(reject))


def vocabulary_folders(styles: Path, names: Iterable[str] = ()) -> list[Path]:
    """The vocabularies beside the styles, in either layout of Vale; all of them, or those that are named."""
    roots = [styles / "config" / "vocabularies", styles / "Vocab", styles / "Vocabularies"]
    wanted = set(names)
    found = [
        folder for root in roots if root.is_dir() for folder in sorted(root.iterdir()) if folder.is_dir()
    ]
    return [folder for folder in found if not wanted or folder.name in wanted]


def word_list(path: Path) -> list[str]:
    """The words of a file, one a line; raises `CannotImportError` where there is none."""
    if not path.is_file():
        raise CannotImportError(f"no such list of words: {path.name}")
    return _lines(path)


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    lines = (line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _yaml() -> Any:
    try:
        import yaml
    except ImportError as error:
        raise fail(
            "packs", "styles of Vale need the package PyYAML", 'pip install "tunelint[vale]"'
        ) from error
    return yaml
