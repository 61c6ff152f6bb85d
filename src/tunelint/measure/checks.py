"""Whether a stretch of text is what it looks like: a real card, account, person's number or address.

Each check takes the whole text and a span, and is False for values that are invalid, reserved for examples,
or public.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from tunelint.measure import reserved

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.model.place import Span

_TEST_CARDS = frozenset(reserved.TEST_CARDS.split())
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3[068]\d{12}|35\d{14}"
)
_SAMPLE_IBANS = frozenset(reserved.SAMPLE_IBANS.split())
_SAMPLE_SSNS = frozenset(
    {"123456789", "078051120", "219099999", "111111111", "222222222", "333333333", "987654321"}
)
_ROLES = frozenset(reserved.FUNCTIONS.split())
_RESERVED_DOMAIN = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost|local|internal)$|(?:^|\.)example\.\w+(?:\.\w+)?$"
    r"|^(?:your|my|some)?-?(?:domain|company|email|website|site|organi[sz]ation)(?:name)?\.\w+$"
    r"|\.(?:png|jpe?g|gif|svg)$",
    re.IGNORECASE,
)
"""Domains of RFC 2606 and RFC 6761, and stand-ins."""
_PUBLIC_SERVERS = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"}
)
_VERSION = re.compile(r"(?:version|release|v|ver\.?|firmware|build|section|chapter|§)[\s:]*$", re.IGNORECASE)
_FREE_CODES = frozenset({"800", "888", "877", "866", "855", "844", "833", "822", "900"})
_MIN_BITS = 2.5
"""Bits a character, below which a key is a dummy such as `xxxx` or `1234`."""


def is_card(text: str, span: Span) -> bool:
    """A payment card: a known prefix and length, Luhn's check digit (ISO/IEC 7812), no test number."""
    digits = _digits(text, span)
    if not _CARD.fullmatch(digits) or digits in _TEST_CARDS or len(set(digits)) < 4:
        return False
    return luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is right by Luhn's formula."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 * (value > 9) for value in doubled)) % 10 == 0


def is_iban(text: str, span: Span) -> bool:
    """A bank account: the remainder 1 modulo 97 (ISO 13616), not a sample of the registry."""
    value = "".join(text[span.start : span.end].split()).upper()
    if value in _SAMPLE_IBANS or not 15 <= len(value) <= 34:
        return False
    turned = value[4:] + value[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_national_id(text: str, span: Span) -> bool:
    """A number of a person by the rules of its country, told apart by its form; samples do not count."""
    value = re.sub(r"[\s.\-]", "", text[span.start : span.end]).upper()
    return any(form.fullmatch(value) and genuine(value) for form, genuine in _NATIONAL)


def _is_ssn(value: str) -> bool:
    return (
        value not in _SAMPLE_SSNS
        and value[:3] not in {"000", "666"}
        and value[0] != "9"
        and (value[3:5] != "00" and value[5:] != "0000")
    )


def _is_nino(value: str) -> bool:
    return value[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"} and value not in {
        "AB123456C",
        "JG103759A",
    }


def _is_dni(value: str) -> bool:
    number = value[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == value[-1] and number not in {"12345678", "01234567"}


def _is_cpf(value: str) -> bool:
    if len(set(value)) == 1 or value == "12345678909":
        return False
    for length in (9, 10):
        total = sum(
            int(digit) * weight for digit, weight in zip(value, range(length + 1, 1, -1), strict=False)
        )
        if (total * 10) % 11 % 10 != int(value[length]):
            return False
    return True


def _is_resident_id(value: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(value, weights, strict=False))
    return "10X98765432"[total % 11] == value[-1]


_NATIONAL: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(r"\d{9}"), _is_ssn),
    (re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]"), _is_nino),
    (re.compile(r"[XYZ\d]\d{7}[A-Z]"), _is_dni),
    (re.compile(r"\d{11}"), _is_cpf),
    (re.compile(r"\d{17}[\dX]"), _is_resident_id),
)


def is_personal_email(text: str, span: Span) -> bool:
    """The address of a person: not of a function such as `info`, not of a domain kept for examples."""
    local, _, domain = text[span.start : span.end].lower().rpartition("@")
    return (
        local not in _ROLES and local.replace(".", "") not in _ROLES and not _RESERVED_DOMAIN.search(domain)
    )


def is_phone(text: str, span: Span) -> bool:
    """A telephone number that can be a person's: 8 to 15 digits (ITU-T E.164), no 555-01xx, no free call."""
    digits = _digits(text, span)
    if not 8 <= len(digits) <= 15 or len(set(digits)) < 3 or digits in "01234567890123456789":
        return False
    national = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(national) == 10 and (len(digits) == 11 or "+" not in text[span.start : span.end]):
        return national[:3] not in _FREE_CODES and not national[3:].startswith("55501")
    return True


def is_public_ip(text: str, span: Span) -> bool:
    """An address on the public internet: not private, for documentation, a well-known server or a version."""
    value = text[span.start : span.end]
    if value in _PUBLIC_SERVERS or _VERSION.search(text[max(0, span.start - 12) : span.start]):
        return False
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    small = address.version == 4 and max(map(int, value.split("."))) < 20
    return address.is_global and not address.is_multicast and not small


def is_key(text: str, span: Span) -> bool:
    """A secret with the disorder of a real one; `EXAMPLE`, runs and repeats are dummies."""
    value = text[span.start : span.end]
    if re.search(r"example|dummy|placeholder|your|xxxx|\*\*\*|1234567890|abcdefgh", value, re.IGNORECASE):
        return False
    counts = Counter(value)
    return -sum(n / len(value) * log2(n / len(value)) for n in counts.values()) >= _MIN_BITS


def _digits(text: str, span: Span) -> str:
    return "".join(char for char in text[span.start : span.end] if char in "0123456789")


CHECKS: dict[str, Callable[[str, Span], bool]] = {
    "card": is_card,
    "iban": is_iban,
    "national-id": is_national_id,
    "email": is_personal_email,
    "phone": is_phone,
    "ip": is_public_ip,
    "key": is_key,
}
"""Name of a check -> the function; the option `check` of a rule names one."""
