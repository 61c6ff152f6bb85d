"""From files to rows: find, open, decode, and parse training data in any of its shapes."""

from tunelint.read.find import DATA_SUFFIXES, find
from tunelint.read.locate import locate
from tunelint.read.piece import rows_of
from tunelint.read.reread import by_number, reread
from tunelint.read.rows import batches, rows

__all__ = ["DATA_SUFFIXES", "batches", "by_number", "find", "locate", "reread", "rows", "rows_of"]
