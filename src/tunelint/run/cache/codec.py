"""Values as bytes and back: typed MessagePack, so that a foreign file can do no more than be refused."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DTYPES = ("<f2", "<f4", "<f8", "<i8")

UNREADABLE = (msgspec.DecodeError,)
"""What reading bytes that are no value of the type raises."""


class Codec:
    """Unpacks the values of one text by the numbers of their measures.

    `types` maps the number of a measure to the type of its values; what a blob holds of other measures is
    passed over.
    """

    def __init__(self, types: Mapping[int, Any]) -> None:
        self.numbers = tuple(types)
        fields = [(f"m{number}", kind | msgspec.UnsetType, msgspec.UNSET) for number, kind in types.items()]
        shelf = msgspec.defstruct("Values", fields)
        self._decode: Callable[[bytes], Any] = msgspec.msgpack.Decoder(shelf, dec_hook=_unpack).decode

    def unpack(self, blob: bytes) -> dict[int, Any]:
        """The values in a blob by number; those that it does not hold are left out."""
        shelf = self._decode(blob)
        values = zip(self.numbers, msgspec.structs.astuple(shelf), strict=True)
        return {number: value for number, value in values if value is not msgspec.UNSET}


def pack(values: Mapping[int, Any], old: bytes = b"") -> bytes:
    """A blob of these values by number, and of those of an old blob that they do not replace."""
    new = {f"m{number}": value for number, value in values.items()}
    return _ENCODE({**_RAW(old), **new} if old else new)


def packer(kind: Any) -> tuple[Callable[[Any], bytes], Callable[[bytes], Any]]:
    """How a value of this type, or None, becomes bytes, and bytes the value."""
    return _ENCODE, msgspec.msgpack.Decoder(kind | None, dec_hook=_unpack).decode


@cache
def describe(kind: Any) -> str:
    """The fields and types that a type of values is made of, so that a change of them is seen."""
    return repr(msgspec.inspect.type_info(kind))


def _pack(value: Any) -> Any:
    import numpy as np

    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.tobytes())
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(type(value).__name__)


def _unpack(kind: type[Any], packed: Any) -> Any:
    import numpy as np

    if kind is not np.ndarray or not isinstance(packed, list) or len(packed) != 2 or packed[0] not in _DTYPES:
        raise msgspec.DecodeError("no array")
    return np.frombuffer(packed[1], dtype=packed[0])


_ENCODE = msgspec.msgpack.Encoder(enc_hook=_pack).encode
_RAW = msgspec.msgpack.Decoder(dict[str, msgspec.Raw]).decode
