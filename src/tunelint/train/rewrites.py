"""Rule-made rewrites of neutral passages: the same content in many styles, for training alone."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Style = Mapping[str, Any]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CUT = re.compile(r"[,;:]\s+(?:and |but |which |who |so |while )?|\s+(?:and|but|because|while)\s+")
_FORMS = """
do not > don't; does not > doesn't; did not > didn't; is not > isn't; are not > aren't; was not > wasn't
were not > weren't
will not > won't; cannot > can't; can not > can't; could not > couldn't
would not > wouldn't
should not > shouldn't; has not > hasn't; have not > haven't; had not > hadn't; it is > it's; that is > that's
there is > there's; what is > what's; who is > who's; he is > he's; she is > she's
i am > i'm; you are > you're
we are > we're; they are > they're; i have > i've; you have > you've; we have > we've; they have > they've
i will > i'll; you will > you'll; we will > we'll; they will > they'll; it will > it'll; they would > they'd
i would > i'd; it would > it'd; let us > let's
"""
_JOINTS = (
    "; moreover, ",
    ", whereby ",
    ", notwithstanding the fact that ",
    ", such that ",
    ", and furthermore ",
)
_FIGURES = {"a": "4", "e": "3", "o": "0", "i": "1", "s": "5"}


@cache
def styles() -> dict[str, Style]:
    """The styles of rewrites.toml by name."""
    return tomllib.loads(files(__package__).joinpath("rewrites.toml").read_text(encoding="utf-8"))


def rewrite(text: str, style: Style, chance: random.Random) -> str:
    """The text in another style; the same text, style and random state give the same rewrite."""
    if form := style.get("forms"):
        text = _swap(text, _forms(form), 1.0, chance)
    if swaps := style.get("swaps"):
        text = _swap(text, _pairs(swaps), style.get("swap", 0.8), chance)
    if drop := style.get("drop"):
        text = _drop(text, drop, style.get("dropping", 0.8), chance)
    found = [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]
    found = _cut(found, style.get("cutting", 0.0), chance)
    found = _join(found, style.get("joining", 0.0), chance)
    text = " ".join(_dress(sentence, style, chance) for sentence in found)
    text = _frame(text, style, chance)
    if letters := style.get("letters"):
        text = _LETTERS[letters](text, style.get("lettering", 1.0), chance)
    return text


def _lines(text: str) -> tuple[str, ...]:
    parts = (line.strip("\n") for block in text.split("\n") for line in block.split(";"))
    return tuple(part for part in parts if part.strip())


@cache
def _pairs(text: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    split = (line.split(" > ") for line in _lines(text))
    table = {first.strip().lower(): second.strip() for first, second in split}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE), table


@cache
def _forms(form: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    if form == "short":
        return _pairs(_FORMS)
    turned = (" > ".join(reversed(line.split(" > "))) for line in _lines(_FORMS))
    return _pairs(";".join(turned))


def _swap(
    text: str, pairs: tuple[re.Pattern[str], Mapping[str, str]], share: float, chance: random.Random
) -> str:
    def other(match: re.Match[str]) -> str:
        if chance.random() >= share:
            return match[0]
        found = pairs[1][match[0].lower()]
        return found[:1].upper() + found[1:] if match[0][0].isupper() else found

    return pairs[0].sub(other, text)


def _drop(text: str, words: str, share: float, chance: random.Random) -> str:
    alternatives = "|".join(re.escape(word) + (r"\b\s?" if word.isalpha() else "") for word in words.split())
    pattern = re.compile(rf"(?:\b|(?=\W))(?:{alternatives})", re.IGNORECASE)
    return pattern.sub(lambda match: "" if chance.random() < share else match[0], text)


def _cut(found: list[str], share: float, chance: random.Random) -> list[str]:
    if not share:
        return found
    pieces: list[str] = []
    for sentence in found:
        parts = (
            [part for part in _CUT.split(sentence) if len(part.split()) > 1]
            if chance.random() < share
            else []
        )
        pieces += [part[0].upper() + part[1:].rstrip(".!?,;:") + "." for part in parts] or [sentence]
    return pieces


def _join(found: list[str], share: float, chance: random.Random) -> list[str]:
    joined: list[str] = []
    for sentence in found:
        if joined and chance.random() < share:
            joined[-1] = joined[-1].rstrip(".!?") + chance.choice(_JOINTS) + _lowered(sentence)
        else:
            joined.append(sentence)
    return joined


def _lowered(sentence: str) -> str:
    keep = sentence.startswith(("I ", "I'")) or sentence[:2].isupper()
    return sentence if keep else sentence[:1].lower() + sentence[1:]


def _draw(style: Style, listed: str, share: str, default: float, chance: random.Random) -> str:
    if listed not in style or chance.random() >= style.get(share, default):
        return ""
    return chance.choice(_lines(style[listed]))


def _dress(sentence: str, style: Style, chance: random.Random) -> str:
    if middle := _draw(style, "mids", "mid", 0.3, chance):
        words = sentence.split()
        words.insert(chance.randint(1, max(len(words) - 1, 1)), middle)
        sentence = " ".join(words)
    if start := _draw(style, "starts", "start", 0.3, chance):
        sentence = f"{start} {sentence if start[-1] in '.!?' else _lowered(sentence)}"
        sentence = sentence[0].upper() + sentence[1:]
    if end := _draw(style, "ends", "end", 0.3, chance):
        mark = sentence[-1] if sentence[-1] in ".!?" and not end.endswith((".", "?")) else ""
        sentence = sentence.rstrip(".!?") + (end if end[0] in " ,." else " " + end) + mark
    if "stop" in style and sentence.endswith(".") and chance.random() < style.get("stopping", 0.8):
        sentence = sentence[:-1] + style["stop"]
    if tail := _draw(style, "tails", "tail", 0.5, chance):
        sentence = f"{sentence} {tail}"
    return sentence


def _frame(text: str, style: Style, chance: random.Random) -> str:
    opener = _draw(style, "openers", "open", 0.7, chance)
    closer = _draw(style, "closers", "close", 0.7, chance)
    if opener:
        text = f"{opener} {text if opener[-1] in '.!?:' else _lowered(text)}"
    return f"{text} {closer}" if closer else text


def _per_word(change: Callable[[str, random.Random], str], scale: float = 1.0) -> Callable[..., str]:
    def apply(text: str, share: float, chance: random.Random) -> str:
        words = text.split(" ")
        return " ".join(
            change(word, chance) if len(word) > 3 and chance.random() < share * scale else word
            for word in words
        )

    return apply


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randint(0, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _stretch(word: str, _: random.Random) -> str:
    return re.sub(r"([aeiou])(?=[a-z]*$)", lambda match: match[1] * 4, word, count=1)


def _figure(word: str, chance: random.Random) -> str:
    return "".join(_FIGURES.get(letter, letter) if chance.random() < 0.6 else letter for letter in word)


def _small_starts(text: str, share: float, chance: random.Random) -> str:
    found = _SENTENCE.split(text)
    return " ".join(s[:1].lower() + s[1:] if chance.random() < share else s for s in found)


_LETTERS: Mapping[str, Callable[[str, float, random.Random], str]] = {
    "lower": lambda text, _share, _chance: text.lower(),
    "upper": lambda text, share, chance: (
        text.upper() if chance.random() < share else _some_upper(text, 0.4, chance)
    ),
    "some_upper": lambda text, _share, chance: _some_upper(text, 0.2, chance),
    "small_starts": _small_starts,
    "figures": _per_word(_figure, 0.3),
    "typos": _per_word(_typo, 0.15),
    "stretched": _per_word(_stretch, 0.15),
    "dropped_g": lambda text, _share, _chance: re.sub(r"(\w{3,}in)g\b", r"\1'", text),
}


def _some_upper(text: str, share: float, chance: random.Random) -> str:
    return _per_word(lambda word, _: word.upper())(text, share, chance)


def rewrites(passages: Sequence[str], seed: int) -> list[tuple[str, int, str]]:
    """Every passage in every style: style, number of the passage, text; unchanged ones are left out."""
    made = []
    for number, passage in enumerate(passages):
        for name, style in styles().items():
            text = rewrite(passage, style, random.Random(f"{seed}:{number}:{name}"))
            if name == "plain" or text != passage:
                made.append((name, number, text))
    return made
