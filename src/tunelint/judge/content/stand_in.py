"""Stand-ins for private values: the same one for the same value, wherever it stands."""

from __future__ import annotations

import re
from hashlib import blake2b

_PLAIN = re.compile(r"[\W_]+")


def stand_in(value: str, form: str) -> str:
    """The form with its slots filled from a hash of the value, so that the value cannot be read back.

    Slots: `{hex}` four hexadecimal digits, `{two}` and `{four}` decimal digits, `{area}` an area code of
    North America, `{byte}` a number from 1 to 254. Case, blanks and marks of the value make no difference.
    """
    number = int.from_bytes(blake2b(_PLAIN.sub("", value.casefold()).encode(), digest_size=8).digest())
    return form.format(
        hex=f"{number % 0x10000:04x}",
        two=f"{number % 100:02d}",
        four=f"{1 + number % 9999:04d}",
        area=f"{201 + number // 100 % 780}",
        byte=f"{1 + number % 254}",
    )
