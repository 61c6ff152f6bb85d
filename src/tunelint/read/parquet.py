"""Rows of Parquet files, batch by batch."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import orjson

from tunelint.model.errors import fail
from tunelint.read.decode import hash_of
from tunelint.read.flaw import Record
from tunelint.read.table import TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 512


def read_parquet(stream: IO[bytes], file: str) -> Iterator[TableRow]:
    """The rows of a Parquet file; their line is their number from 1. Raises `UserError` without pyarrow."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        hint = "install it with: pip install 'tunelint[parquet]'"
        raise fail(file, "is a Parquet file, and reading those needs pyarrow", hint) from error
    number = 0
    try:
        for batch in parquet.ParquetFile(stream).iter_batches(batch_size=_BATCH):
            for value in batch.to_pylist():
                number += 1
                raw = orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)
                plain = orjson.loads(raw)
                yield TableRow(Record(raw, number, -1), plain, hash_of(plain, raw))
    except (ArrowException, OSError, ValueError) as error:
        raise fail(file, f"cannot be read as Parquet: {error}") from error
