"""Paths as platforms want them: relative to the root of the project, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from tunelint.model.address import is_address


def project_root() -> Path:
    """The folder of the repository around the current folder; the current folder outside of one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def in_project(file: str, root: Path) -> str:
    """The path from the root with forward slashes; absolute where the file lies outside of it.

    An address stays what it is.
    """
    if file == "-":
        return "stdin"
    if is_address(file):
        return file
    path = Path(os.path.abspath(file))  # noqa: PTH100 - resolving would follow links out of the project
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def as_uri(path: str) -> str:
    """A path from `in_project` as a URI reference (RFC 3986)."""
    quoted = quote(os.fsencode(path), safe=":/" if is_address(path) else "/")
    return f"file://{quoted}" if path.startswith("/") else quoted
