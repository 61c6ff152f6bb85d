"""Files at addresses such as `s3://bucket/data.jsonl`: object stores and other systems, through fsspec."""

from __future__ import annotations

import re
from glob import has_magic
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from tunelint.model.errors import UserError, fail, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")


class _Spot(NamedTuple):
    """A file system of fsspec, and a path in it."""

    system: Any
    path: str


def is_address(path: str) -> bool:
    """Whether a path names its file system, as in `s3://bucket/data.jsonl`."""
    return _ADDRESS.match(path) is not None


def open_address(address: str) -> IO[bytes]:
    """The file at an address, open for reading bytes. Raises `UserError` where that is not possible."""
    system, path = _spot(address)
    stream: IO[bytes] = _careful(address, lambda: system.open(path, "rb"))
    return stream


def state_of_address(address: str) -> str:
    """What changes when the file at an address does. Raises `UserError` where it cannot be asked for."""
    system, path = _spot(address)
    return str(_careful(address, lambda: system.ukey(path)))


def find_addresses(address: str, wanted: Callable[[str], bool]) -> list[str]:
    """The files at an address, sorted: itself, those of its pattern, or the wanted ones in its folder.

    A pattern may hold `*`, `?`, `[…]` and `**`. Raises `UserError` where nothing is there.
    """
    system, path = _spot(address)
    if has_magic(address):
        found = _careful(address, lambda: [item for item in system.glob(path) if system.isfile(item)])
        return _named(address, system, found, "no file fits this pattern")
    if _careful(address, lambda: system.isdir(path)):
        inside = _careful(address, lambda: system.find(path))
        return _named(address, system, filter(wanted, inside), "no data files in this folder")
    if not _careful(address, lambda: system.exists(path)):
        raise fail(address, "no such file or folder")
    return [address]


def _named(address: str, system: Any, paths: Iterable[str], lack: str) -> list[str]:
    scheme = address.partition("://")[0]
    found = [f"{scheme}://{path.partition('://')[2] or path}" for path in map(system.unstrip_protocol, paths)]
    if not found:
        raise fail(address, lack)
    return sorted(found)


def _spot(address: str) -> _Spot:
    """The file system of an address; `UserError` without fsspec, its driver, or a name that it knows."""
    scheme = address.partition("://")[0]
    try:
        import fsspec
        from fsspec.core import url_to_fs
    except ImportError as error:
        hint = "install it with: pip install 'tunelint[remote]'"
        raise fail(address, "reading from an address needs fsspec", hint) from error
    known = fsspec.available_protocols()
    if scheme not in known:
        raise fail(address, f"no file system is called {scheme}://", nearest(scheme, known))
    try:
        return _Spot(*url_to_fs(address))
    except ImportError as error:
        raise fail(address, f"the driver for {scheme}:// is missing", str(error)) from error
    except Exception as error:
        raise _refused(address, error) from error


def _careful(address: str, action: Callable[[], Any]) -> Any:
    """What an action on a file system gives; whatever its driver raises is a user error."""
    try:
        return action()
    except UserError:
        raise
    except Exception as error:
        raise _refused(address, error) from error


def _refused(address: str, error: Exception) -> UserError:
    reason = "no such file" if isinstance(error, FileNotFoundError) else f"{type(error).__name__}: {error}"
    return fail(address, f"cannot be read: {reason}", "check the address, the network and the credentials")
