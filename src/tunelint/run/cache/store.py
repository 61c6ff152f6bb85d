"""The file of the cache: one SQLite database in a folder that version control ignores by itself."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tunelint.run.cache.codec import UNREADABLE, Codec, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

FILE = "values.sqlite"
FORMAT = 1
"""Raised when the tables change; a file of another format is dropped."""
LIMIT = 4 << 30
"""Bytes above which the file is dropped before a run: it holds texts that are long gone."""

_TABLES = """
create table measures (number integer primary key, identity text not null unique);
create table texts (id integer primary key, rest integer not null, found blob not null);
create table rows (id integer primary key, rest integer not null, scores blob not null);
"""
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"
"""What tells backup programs to leave a folder out (bford.info/cachedir)."""
_CHUNK = 512
_WAIT = 5.0
"""Seconds to wait for another process that writes."""

Hash = tuple[int, int]
"""Sixteen bytes of a text's hash, as two signed integers: the key in the table, and the rest to compare."""


class Size(NamedTuple):
    """How much a cache holds: values of so many texts, so many rows without fault, bytes on disk."""

    texts: int
    rows: int
    bytes: int


class Cache:
    """Values of texts that were measured before, and the rows that were judged to be without fault.

    One process uses one `Cache`; several processes may share a folder. Nothing in it is needed: a file that
    is damaged, of another format or not writable is set aside, and `note` says so in one line. `known` and
    `measured` count the values that were found, and those that had to be measured.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = ""
        self.known = self.measured = 0
        self._db: sqlite3.Connection | None = None
        with self._careful():
            try:
                self._db = _open(folder)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                remove(folder)
                self.note = f"the cache in {folder} was damaged or of another version; it is begun anew"
                self._db = _open(folder)

    def number(self, measures: Mapping[str, Any]) -> dict[str, int]:
        """A number for each identity of a measure, given with the type of its values."""
        names = [f"{identity} {describe(kind)}" for identity, kind in measures.items()]
        with self._careful() as db:
            if db:
                db.executemany("insert or ignore into measures (identity) values (?)", [(n,) for n in names])
                db.commit()
                numbers = dict(db.execute("select identity, number from measures"))
                return {identity: numbers[name] for identity, name in zip(measures, names, strict=True)}
        return {}

    def values(self, texts: Sequence[str], codec: Codec) -> dict[str, tuple[bytes, dict[int, Any]]]:
        """For each known text what the cache holds of it, whole and unpacked."""
        hashes = {text_hash(text): text for text in texts}
        found = {}
        with self._careful():
            for hashed, blob in self._rows("texts", "found", hashes):
                found[hashes[hashed]] = (blob, codec.unpack(blob))
        return found

    def keep_values(self, values: Iterable[tuple[str, bytes]]) -> None:
        """Keep the packed values of texts."""
        self._write("texts", ((*text_hash(text), blob) for text, blob in values))

    def scores(self, rows: Iterable[Hash]) -> dict[Hash, tuple[float | None, ...]]:
        """The scores of those rows that are known to be without fault."""
        decode = msgspec.msgpack.Decoder(tuple[float | None, ...]).decode
        with self._careful():
            return {hashed: decode(blob) for hashed, blob in self._rows("rows", "scores", set(rows))}
        return {}

    def keep_scores(self, rows: Iterable[tuple[Hash, Sequence[float | None]]]) -> None:
        """Keep that rows are without fault, and their scores."""
        self._write("rows", ((*hashed, msgspec.msgpack.encode(scores)) for hashed, scores in rows))

    def size(self) -> Size:
        """How much is there."""
        with self._careful() as db:
            if db:
                texts, rows = (
                    db.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - our own names
                    for table in ("texts", "rows")
                )
                return Size(texts, rows, _bytes(self.folder))
        return Size(0, 0, _bytes(self.folder))

    def close(self) -> None:
        """Write what is left and give the file back."""
        if self._db:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def _rows(self, table: str, column: str, hashes: Iterable[Hash]) -> Iterator[tuple[Hash, bytes]]:
        if not self._db:
            return
        rests = dict(iter(hashes))
        keys = list(rests)
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            marks = ",".join("?" * len(some))
            query = f"select id, rest, {column} from {table} where id in ({marks})"  # noqa: S608 - our own names
            for key, rest, blob in self._db.execute(query, some):
                if rests[key] == rest:
                    yield (key, rest), blob

    def _write(self, table: str, rows: Iterable[tuple[int, int, bytes]]) -> None:
        with self._careful() as db:
            if db:
                db.executemany(f"insert or replace into {table} values (?, ?, ?)", rows)  # noqa: S608 - our own names
                db.commit()

    @contextmanager
    def _careful(self) -> Iterator[sqlite3.Connection | None]:
        """The database, if there is one; what goes wrong with it ends its use, never the run."""
        try:
            yield self._db
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.OperationalError as error:
            self._give_up(f"the cache in {self.folder} cannot be used: {error}")
        except OSError as error:
            self._give_up(f"the cache in {self.folder} cannot be used: {error.strerror or error}")
        except (sqlite3.DatabaseError, *UNREADABLE):
            remove(self.folder)
            self._give_up(f"the cache in {self.folder} was damaged and is dropped")

    def _give_up(self, note: str) -> None:
        self.note = self.note or note
        self.close()


def text_hash(text: str) -> Hash:
    """The hash of a text."""
    return as_hash(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def as_hash(digest: bytes) -> Hash:
    """Sixteen bytes as two signed integers."""
    return int.from_bytes(digest[:8], "big", signed=True), int.from_bytes(digest[8:], "big", signed=True)


def remove(folder: Path) -> int:
    """Remove the files of a cache, and the folder if nothing else is in it; the bytes that were freed."""
    freed = _bytes(folder)
    for path in (*_files(folder), folder / ".gitignore", folder / "CACHEDIR.TAG"):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
    return freed


def _open(folder: Path) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="ascii")
    if _bytes(folder) > LIMIT:
        remove(folder)
        return _open(folder)
    db = sqlite3.connect(folder / FILE, timeout=_WAIT)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    found = db.execute("pragma user_version").fetchone()[0]
    if found not in {0, FORMAT}:
        raise sqlite3.DatabaseError(found)
    if not found:
        _make_tables(db)
    return db


def _make_tables(db: sqlite3.Connection) -> None:
    """Make the tables, unless another process has just done so."""
    db.execute("begin immediate")
    if not db.execute("pragma user_version").fetchone()[0]:
        for statement in _TABLES.split(";\n"):
            db.execute(statement)
        db.execute(f"pragma user_version = {FORMAT}")
    db.commit()


def _files(folder: Path) -> list[Path]:
    return [folder / f"{FILE}{end}" for end in ("", "-wal", "-shm")]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder) if path.exists())
