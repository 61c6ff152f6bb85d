"""Remarks on the data as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.finding import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.row import RowRef
    from tunelint.model.view import Columns


def on_data(
    columns: Columns, details: Mapping[str, Any], *, mark: str = "", related: tuple[RowRef, ...] = ()
) -> Remark:
    """A remark on no row, at the first file."""
    file = columns.rows[0].file if columns.rows else ""
    return Remark(None, details=details, file=file, line=1, mark=mark, related=related)
