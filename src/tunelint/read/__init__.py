"""From files to rows: find, open, decode, and parse training data in any of its shapes."""

from tunelint.read.find import DATA_SUFFIXES, find
from tunelint.read.locate import locate
from tunelint.read.piece import rows_of
from tunelint.read.reread import reread
from tunelint.read.rows import rows

__all__ = ["DATA_SUFFIXES", "find", "locate", "reread", "rows", "rows_of"]
