"""Writing a replacement in the letter case of what it replaces."""

from __future__ import annotations


def recase(new: str, found: str, prefer: str, avoid: str) -> str:
    """`new` (a form of `prefer`) in the case in which `avoid` was `found`: `Utilising` -> `Using`.

    Terms with a capital of their own stay as they are, unless the whole entry starts with a capital.
    """
    titled = prefer[:1].isupper() and avoid[:1].isupper() and prefer[1:] == prefer[1:].lower()
    if prefer != prefer.lower() and not (titled and avoid.casefold() != prefer.casefold()):
        return new
    plain = new[:1].lower() + new[1:] if titled else new
    words = found.split()
    if len(words) > 1 and all(word[:1].isupper() for word in words) and avoid == avoid.lower():
        plain = " ".join(word[:1].upper() + word[1:] for word in new.split(" "))
    letters = [char for char in found if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters) and avoid != found:
        return plain.upper()
    starts_high = found[:1].isupper() and (
        titled or not avoid[:1].isupper() or avoid.casefold() == prefer.casefold()
    )
    return plain[:1].upper() + plain[1:] if starts_high else plain
