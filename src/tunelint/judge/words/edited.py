"""A match as an edit that a rule names would leave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 1.0


_MARKUP = re.compile(r"[*_`\[\]<>|\\#]")


def has_markup(found: str) -> bool:
    """Whether a match may hold signs of Markdown, which a replacement could tear apart."""
    return _MARKUP.search(found) is not None


def edited(found: str, edit: Sequence[str]) -> str | None:
    """The text after the edit; None where the edit is not known, has too few parts, or changes nothing."""
    changed = _changed(found, edit)
    return None if changed is None or changed == found else changed


def _changed(found: str, edit: Sequence[str]) -> str | None:  # noqa: PLR0911 - one return for each edit
    match tuple(edit):
        case ("trim", signs):
            return found.strip(signs)
        case ("trim_left", signs):
            return found.lstrip(signs)
        case ("trim_right", signs):
            return found.rstrip(signs)
        case ("truncate", sign) if sign:
            return found.split(sign, maxsplit=1)[0]
        case ("split", sign, number) if sign and number.isdigit():
            pieces = found.split(sign)
            return pieces[int(number)] if int(number) < len(pieces) else None
        case ("regex", pattern, new):
            return _replaced(pattern, re.sub(r"\$\{?(\d+)\}?", r"\\\1", new), found)
        case ("simple",):
            return " ".join(re.findall(r"[^\W_]+", found)).lower()
    return None


def _replaced(pattern: str, new: str, found: str) -> str | None:
    """The text with each match replaced; None where the pattern is none or takes too long."""
    import regex

    try:
        return str(regex.sub(pattern, new, found, timeout=_SECONDS))
    except (regex.error, IndexError, TimeoutError):
        return None
