"""What a broken habit is told as: the reply's own numbers beside the house's, with the very words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.habit import Habit
    from tunelint.profile.rate import Rate

    Counted = tuple[int, int]
    """Times shown and chances of one reply."""

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Breach:
    """A reply that breaks a habit: its counts, those of all replies that stray like it, words to quote."""

    own: Counted
    like: Sequence[Counted]
    quoted: Sequence[str]


def tell_reply(habit: Habit, breach: Breach, house: Rate, owner: str) -> str:
    """One reply beside the house, which is called `owner`: "this set", say."""
    shown, chances = breach.own
    words = _quotes(breach.quoted)
    if habit.whole:
        holders = house.shown if shown else house.texts - house.shown
        only = "only " if holders else ""
        here = f"one here{words}" if shown else "none here"
        return f"{here}; {only}{_count(holders)} of {house.texts:,} replies in {owner} are like that"
    here = f"{shown} of {chances} {habit.unit} here{words}; {owner} has them in {house} of {habit.unit}"
    return f"{here}{_together(habit, breach.like)}"


def tell_many(habit: Habit, like: Sequence[Counted], house: Rate) -> str:
    """Many replies that stray alike, beside the house."""
    shown, chances = (sum(pair[at] for pair in like) for at in (0, 1))
    return f"{len(like)} replies have them in {shown} of {chances} {habit.unit}, all replies in {house}"


def tell_set(habit: Habit, own: Rate, house: Rate) -> str:
    """A whole set beside a stored voice."""
    return f"this set has them in {own} of {habit.unit}; the house voice has them in {house}"


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"


def _together(habit: Habit, like: Sequence[Counted]) -> str:
    if len(like) < 2:
        return ""
    shown, chances = (sum(pair[at] for pair in like) for at in (0, 1))
    if shown:
        return f"; one of {len(like)} such replies, with {shown} of {chances} {habit.unit} in all"
    return f"; {len(like)} replies never have them, out of {chances} {habit.unit}"


def _quotes(quoted: Sequence[str]) -> str:
    words = dict.fromkeys(" ".join(text.split()) for text in quoted)
    short = [f"“{text}”" for text in words if text and len(text) <= _LONGEST]
    return f" ({', '.join(short)})" if short else ""
