"""What is known of the texts of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tunelint.model.view import Want


class Recalled(NamedTuple):
    """Known values, for each want by text, and all that the cache holds of each known text."""

    values: dict[Want, dict[str, Any]]
    blobs: dict[str, bytes]
