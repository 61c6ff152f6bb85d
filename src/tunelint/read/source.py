"""The bytes of a file: decompressed, in UTF-8, in chunks, so that no file is held in memory."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import tempfile
import zlib
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from tunelint.model.address import is_address, open_address, state_of_address
from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tunelint.model.errors import UserError

CHUNK = 1 << 20
"""Bytes read at a time from a plain file."""

HEAD = 1 << 16
"""Bytes by which the format of a file is told."""

_PACKED_CHUNK = 1 << 14
"""Bytes read at a time from a compressed file: small, because they may unpack to a thousand times as much."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SPOOLED: dict[str, IO[bytes]] = {}


class BrokenStreamError(Exception):
    """The compressed stream ends too early or is damaged; the text before that point was already given."""


class Source(NamedTuple):
    """The content of an open file: its first bytes, and all of it as chunks of UTF-8 bytes.

    `plain`: a byte offset in the chunks is a byte offset in the file. `encoding`: the encoding that was
    transcoded, or an empty string.
    """

    head: bytes
    chunks: Iterator[bytes]
    plain: bool
    encoding: str


def path_of(file: str) -> Path:
    """The path to read for `file`; standard input (`-`) and pipes are first copied to a temporary one."""
    path = Path(file)
    if file != "-" and (path.is_file() or path.is_dir() or not path.exists()):
        return path
    if file not in _SPOOLED:
        with nullcontext(sys.stdin.buffer) if file == "-" else path.open("rb") as pipe:
            spool = tempfile.NamedTemporaryFile(prefix="tunelint-")  # noqa: SIM115  (lives as long as the run)
            shutil.copyfileobj(pipe, spool, CHUNK)
        spool.flush()
        _SPOOLED[file] = spool
    return Path(_SPOOLED[file].name)


def open_file(file: str) -> IO[bytes]:
    """The file, open for reading bytes. Raises `UserError` where that is not possible."""
    if is_address(file):
        return open_address(file)
    try:
        return path_of(file).open("rb")
    except OSError as error:
        raise fail(file, f"cannot be read: {error.strerror or error}") from error


def state_of(file: str) -> str:
    """What changes when the file does: its size and times, or what its store says of it."""
    if is_address(file):
        return state_of_address(file)
    with open_file(file) as stream:
        return _state(stream)


@contextmanager
def steady(stream: IO[bytes], file: str) -> Iterator[None]:
    """Raises `UserError` at the end where the open file was written to in the meantime."""
    before = _state(stream)
    yield
    if _state(stream) != before:
        raise changed(file)


def changed(file: str) -> UserError:
    """The error for a file that is no longer what it was."""
    return fail(file, "the file has changed while it was read", "run it again when nothing writes to it")


def _state(stream: IO[bytes]) -> str:
    """Size and time of change of an open file; nothing for one that lies in a store."""
    try:
        found = os.fstat(stream.fileno())
    except (AttributeError, OSError):
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def open_source(stream: IO[bytes]) -> Source:
    """The decompressed, transcoded content of an open file."""
    magic = stream.read(4)
    stream.seek(0)
    if magic.startswith(_GZIP):
        chunks, plain = _unpack(stream, _gzip_unpacker), False
    elif magic == _ZSTD:
        chunks, plain = _unpack(stream, _zstd_unpacker), False
    else:
        chunks, plain = iter(lambda: stream.read(CHUNK), b""), True
    head, chunks = _look_ahead(chunks)
    encoding = _UTF16.get(head[:2], "")
    if encoding:
        head, chunks = _look_ahead(_transcode(chunks, encoding))
    return Source(head, chunks, plain and not encoding, encoding)


def _look_ahead(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, at least `HEAD` where there are so many, and the chunks with them put back."""
    head = b""
    try:
        while len(head) < HEAD and (chunk := next(chunks, b"")):
            head += chunk
    except BrokenStreamError as error:
        return head, _then_raise(head, error)
    return head, _put_back(head, chunks)


def _put_back(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from chunks


def _then_raise(head: bytes, error: BrokenStreamError) -> Iterator[bytes]:
    if head:
        yield head
    raise error


def _transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for number, chunk in enumerate(chunks):
        text = decoder.decode(chunk)
        yield text.removeprefix("\ufeff").encode() if number == 0 else text.encode()
    yield decoder.decode(b"", final=True).encode()


def _gzip_unpacker() -> Any:
    return zlib.decompressobj(wbits=31)


def _zstd_unpacker() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


def _unpack(stream: IO[bytes], unpacker: Callable[[], Any]) -> Iterator[bytes]:
    """Decompress member after member. Raises `BrokenStreamError` where the data is damaged or cut off."""
    current, started = unpacker(), False
    while packed := stream.read(_PACKED_CHUNK):
        while packed:
            try:
                text = current.decompress(packed)
            except Exception as error:
                if not started and not packed.strip(b"\0"):
                    return
                raise BrokenStreamError(str(error)) from error
            started = True
            if text:
                yield text
            packed = current.unused_data if current.eof else b""
            if current.eof:
                current, started = unpacker(), False
    if started:
        raise BrokenStreamError("the file ends before its compressed data does")
