"""Numbers that states give to people: their forms and check digits.

A number without a form of its own (nine or eleven digits) counts only behind its name; the label decides.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAMPLE_NUMBERS = """
123456789 078051120 219099999 111111111 222222222 333333333 987654321 046454286 44051401359 86095742719
123456782 ABCDE1234F AAAPL1234C ABCPE1234F
"""
"""Numbers of documentation: social security cards of advertisements, the samples of tax offices."""
_SAMPLES = frozenset(_SAMPLE_NUMBERS.split())
_ODD = dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)) | dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)
_VERHOEFF = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415",
    "7046913258",
)  # fmt: skip
_DIHEDRAL = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432",
    "7659821043", "8765932104", "9876543210",
)  # fmt: skip


def luhn(digits: str) -> bool:
    """Whether the last digit is right by Luhn's formula (ISO/IEC 7812-1)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 * (value > 9) for value in doubled)) % 10 == 0


def is_national(value: str, label: str = "") -> bool:
    """Whether a number without blanks, dots and hyphens is genuine by its form or its label.

    `label` is the text in front of the number, in lower case; samples of documentation are not genuine.
    """
    if value in _SAMPLES or len(set(value)) == 1:
        return False
    for words, form, genuine in _LABELLED:
        if words.search(label):
            return bool(form.fullmatch(value)) and genuine(value)
    return any(form.fullmatch(value) and genuine(value) for form, genuine in _OPEN)


def _is_ssn(value: str) -> bool:
    return value[:3] not in {"000", "666"} and value[0] != "9" and value[3:5] != "00" and value[5:] != "0000"


def _is_nino(value: str) -> bool:
    kept = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}
    return value[:2] not in kept and value not in {"AB123456C", "JG103759A"}


def _is_dni(value: str) -> bool:
    number = value[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == value[-1] and number not in {"12345678", "01234567"}


def _is_cpf(value: str) -> bool:
    if value == "12345678909":
        return False
    sums = (_weighed(value[:length], range(length + 1, 1, -1)) for length in (9, 10))
    return all(total * 10 % 11 % 10 == int(value[9 + at]) for at, total in enumerate(sums))


def _is_resident_id(value: str) -> bool:
    total = _weighed(value[:-1], (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
    return "10X98765432"[total % 11] == value[-1]


def _is_fiscal_code(value: str) -> bool:
    even = (int(char) if char.isdigit() else ord(char) - 65 for char in value[1:15:2])
    return (sum(_ODD[char] for char in value[:15:2]) + sum(even)) % 26 == ord(value[15]) - 65


def _is_nir(value: str) -> bool:
    number = value[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(value[13:])


def _is_aadhaar(value: str) -> bool:
    check = 0
    for at, digit in enumerate(reversed(value)):
        permuted = digit
        for _ in range(at % 8):
            permuted = "1576283094"[int(permuted)]
        check = int(_DIHEDRAL[check][int(permuted)])
    return check == 0


def _is_belgian(value: str) -> bool:
    return any(97 - int(century + value[:9]) % 97 == int(value[9:]) for century in ("", "2"))


def _is_swedish(value: str) -> bool:
    short = value[-10:]
    return _is_day(f"19{short[:6]}") and luhn(short)


def _is_pesel(value: str) -> bool:
    return _weighed(value, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def _is_bsn(value: str) -> bool:
    return _weighed(value, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def _is_tax_id(value: str) -> bool:
    check = 10
    for digit in value[:10]:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return (11 - check) % 10 == int(value[10])


def _is_tfn(value: str) -> bool:
    return _weighed(value, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def _is_ahv(value: str) -> bool:
    return _weighed(value, (1, 3) * 7) % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


_Form = tuple[re.Pattern[str], "Callable[[str], bool]"]
_OPEN: tuple[_Form, ...] = (
    (re.compile(r"\d{9}"), _is_ssn),
    (re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]"), _is_nino),
    (re.compile(r"[XYZ\d]\d{7}[A-Z]"), _is_dni),
    (re.compile(r"\d{11}"), lambda value: _is_cpf(value) or _is_belgian(value)),
    (re.compile(r"\d{17}[\dX]"), _is_resident_id),
    (re.compile(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]"), _is_fiscal_code),
    (re.compile(r"[12]\d{4}(?:\d\d|2[AB])\d{8}"), _is_nir),
    (re.compile(r"[2-9]\d{11}"), _is_aadhaar),
    (re.compile(r"756\d{10}"), _is_ahv),
)
"""Forms that no other number has: with hyphens, dots or letters at their own places."""
_LABELLED: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(r"\bpesel\b"), re.compile(r"\d{11}"), _is_pesel),
    (re.compile(r"\b(?:bsn|burgerservicenummer)\b"), re.compile(r"\d{9}"), _is_bsn),
    (re.compile(r"\b(?:sin|social insurance number)\b"), re.compile(r"\d{9}"), luhn),
    (re.compile(r"\b(?:steuer-?id\w*|idnr)\b"), re.compile(r"\d{11}"), _is_tax_id),
    (re.compile(r"\b(?:tfn|tax file number)\b"), re.compile(r"\d{9}"), _is_tfn),
    (re.compile(r"\baadhaar\b"), re.compile(r"\d{12}"), _is_aadhaar),
    (re.compile(r"\bcpf\b"), re.compile(r"\d{11}"), _is_cpf),
    (re.compile(r"\bpersonnummer\b"), re.compile(r"(?:\d\d)?\d{10}"), _is_swedish),
    (re.compile(r"\bpassport\b"), re.compile(r"[A-Z]{0,2}\d{6,9}"), lambda value: "1234567" not in value),
    (re.compile(r"\bpan\b"), re.compile(r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"), bool),
)
