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
from tunelint.measure.national import is_national, luhn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.model.place import Span

_TEST_CARDS = frozenset(reserved.TEST_CARDS.split())
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3[068]\d{12}|35\d{14}"
)
_SAMPLE_IBANS = frozenset(reserved.SAMPLE_IBANS.split())
_ROLES = frozenset(reserved.FUNCTIONS.split())
_RESERVED_DOMAIN = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost|local|internal)$|(?:^|\.)example\.\w+(?:\.\w+)?$"
    r"|^(?:your|my|some)?-?(?:domain|company|email|website|site|organi[sz]ation)(?:name)?\.\w+$"
    r"|\.(?:png|jpe?g|gif|svg)$",
    re.IGNORECASE,
)
"""Domains of RFC 2606 and RFC 6761, and stand-ins."""
_ADDRESS = re.compile(r"\s?[\[({<]\s?at\s?[\])}>]\s?|\sat\s|＠")
_DOT = re.compile(r"\s?[\[({<]\s?dot\s?[\])}>]\s?|\sdot\s")
_PUBLIC_SERVERS = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"}
)
_VERSION = re.compile(r"(?:version|release|v|ver\.?|firmware|build|section|chapter|§)[\s:]*$", re.IGNORECASE)
_FREE_NATIONAL = re.compile(r"0(?:0?800|808|300|345|500|84[45]|87[01]|900)|1[38]00\d{6}$")
_FREE_CODES = frozenset({"800", "888", "877", "866", "855", "844", "833", "822", "900"})
_OTHER_NUMBER = re.compile(
    r"\b(?:act|bill|law|case|docket|order|invoice|part|model|serial|item|sku|lot|batch|permit|ticket|solve)\b"
    r"(?: (?:number|no\.?|nr\.?|id))?[\s:#.]*$"
)
"""What stands in front of a number of another kind in the same form."""
_MIN_BITS = 2.5
"""Bits a character, below which a key is a dummy such as `xxxx` or `1234`."""


def is_card(text: str, span: Span) -> bool:
    """A payment card: a known prefix and length, Luhn's check digit (ISO/IEC 7812), no test number."""
    digits = _digits(text, span)
    if not _CARD.fullmatch(digits) or digits in _TEST_CARDS or len(set(digits)) < 4:
        return False
    return luhn(digits)


def is_iban(text: str, span: Span) -> bool:
    """A bank account: the remainder 1 modulo 97 (ISO 13616), not a sample of the registry."""
    value = "".join(text[span.start : span.end].split()).upper()
    if value in _SAMPLE_IBANS or not 15 <= len(value) <= 34:
        return False
    turned = value[4:] + value[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_national_id(text: str, span: Span) -> bool:
    """A number of a person by the rules of its country; samples do not count."""
    value = re.sub(r"[\s.\-]", "", text[span.start : span.end]).upper()
    label = text[max(0, span.start - 40) : span.start].lower()
    return not _OTHER_NUMBER.search(label) and is_national(value, label)


def is_personal_email(text: str, span: Span) -> bool:
    """The address of a person: not of a function such as `info`, not of a domain kept for examples."""
    local, _, domain = _ADDRESS.sub("@", text[span.start : span.end].lower()).rpartition("@")
    domain = _DOT.sub(".", domain)
    return (
        local not in _ROLES and local.replace(".", "") not in _ROLES and not _RESERVED_DOMAIN.search(domain)
    )


def is_phone(text: str, span: Span) -> bool:
    """A telephone number that can be a person's: 8 to 15 digits (ITU-T E.164), no 555-01xx, no free call."""
    digits = _digits(text, span)
    if not 8 <= len(digits) <= 15 or len(set(digits)) < 3 or digits in "01234567890123456789":
        return False
    if _FREE_NATIONAL.match(digits):
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
