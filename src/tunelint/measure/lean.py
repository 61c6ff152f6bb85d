"""Importing a library without the heavy ones that it would bring along and that we never use."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def import_lean(name: str, *, absent: Sequence[str] = (), hollow: Sequence[str] = ()) -> ModuleType:
    """The module `name`, imported as if `absent` libraries were not installed and `hollow` ones were empty.

    Libraries that are loaded already stay as they are. Where the import does not work so, it is done in full.
    spaCy looks for torch (2 seconds where it is installed); textstat imports NLTK, and with it scipy.
    """
    try:
        with _hidden(absent, hollow):
            return import_module(name)
    except (ImportError, AttributeError):
        return import_module(name)


@contextmanager
def _hidden(absent: Sequence[str], hollow: Sequence[str]) -> Iterator[None]:
    stand_ins: dict[str, ModuleType | None] = {**dict.fromkeys(absent), **{n: ModuleType(n) for n in hollow}}
    placed = {library: stand_in for library, stand_in in stand_ins.items() if library not in sys.modules}
    sys.modules.update(placed)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for library in placed:
            sys.modules.pop(library, None)
