"""Styles of Vale as rules of tunelint: read from their folder, or written as rule files."""

from __future__ import annotations

from tunelint.rulebook.vale.style import Import, load_vale, read_vale
from tunelint.rulebook.vale.write import write_rules

__all__ = ["Import", "load_vale", "read_vale", "write_rules"]
