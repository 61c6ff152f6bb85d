"""Writing files so that nothing is ever half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_atomically(path: str | Path, content: bytes | Iterable[bytes]) -> None:
    """Replace the file at `path` in one step; a user error where that cannot be done.

    `content` may come in pieces, so that it need not be in memory. A link stays one, and what is no plain
    file, such as a pipe or a device, is written to as it is.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise fail(
            str(path), f"cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
