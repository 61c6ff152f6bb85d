"""Whether tuning pays beside a prompt with examples: arithmetic with figures that the user gives."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.price import money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.price import Price
    from tunelint.run.amount import Amount

LEAST, FEW, GOOD = 10, 50, 100
"""OpenAI's guide: 10 examples at least, improvement is usually seen from 50 to 100."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What only the user knows; None where it was not said.

    `pieces` a month; `minutes` of editing for each with a prompt, and `tuned_minutes` with a tuned model;
    `rate` of an hour; `hours` to prepare the data. Prices of one token: of training, and of reading a prompt
    and writing a reply with the model that is prompted and the tuned one.
    """

    pieces: float | None = None
    minutes: float | None = None
    tuned_minutes: float | None = None
    rate: float | None = None
    hours: float | None = None
    train: Price | None = None
    prompt: Price | None = None
    reply: Price | None = None
    tuned_prompt: Price | None = None
    tuned_reply: Price | None = None

    def missing(self) -> list[str]:
        """The options that the arithmetic still needs."""
        needed = {
            "--pieces": self.pieces,
            "--minutes": self.minutes,
            "--tuned-minutes": self.tuned_minutes,
            "--rate": self.rate,
            "--hours": self.hours,
            "--train-price": self.train,
            "--price": self.prompt,
            "--reply-price": self.reply,
            "--tuned-price": self.tuned_prompt,
            "--tuned-reply-price": self.tuned_reply,
        }
        return [name for name, value in needed.items() if value is None]


class Sizes(NamedTuple):
    """Tokens: of the voice as a prompt, of a request and a reply in the middle, of the training."""

    block: int
    asked: int
    written: int
    trained: int


def sizes(amount: Amount, block: int, epochs: int) -> Sizes:
    """The sizes that the data shows; `block` is the tokens of the voice as a prompt."""
    asked = (total - trained for total, trained in zip(amount.tokens, amount.trained, strict=True))
    return Sizes(block, int(median(asked)), int(median(amount.trained)), amount.billed() * epochs)


def weigh(size: Sizes, figures: Figures) -> Iterator[str]:
    """The arithmetic line by line, and the verdict."""
    asked = f"a request has {size.asked:,}, a reply {size.written:,} in the middle"
    yield f"the voice as a prompt has {size.block:,} tokens; {asked}"
    if figures.missing():
        yield f"not known: {', '.join(figures.missing())}"
        yield "with these figures of yours the costs of both ways are compared"
        return
    sign = next((price.currency for price in (figures.train, figures.reply) if price), "")
    rate, hours = figures.rate or 0.0, figures.hours or 0.0
    training = _cost(figures.train, size.trained)
    with_prompt = _piece(size, (figures.prompt, figures.reply), size.block, (figures.minutes or 0.0) * rate)
    tuned = _piece(
        size, (figures.tuned_prompt, figures.tuned_reply), 0, (figures.tuned_minutes or 0.0) * rate
    )
    yield f"a piece with the prompt: {with_prompt.told(sign)}"
    yield f"a piece with a tuned model: {tuned.told(sign)}"
    once = training + hours * rate
    work = f"{hours:g} hours of work on the data = {money(hours * rate, sign)}"
    yield f"once: {size.trained:,} tokens of training = {money(training, sign)}, {work}; {money(once, sign)}"
    yield from _break_even(with_prompt.total - tuned.total, once, figures.pieces or 0.0, sign)


class _Piece(NamedTuple):
    """The cost of one piece: of the tokens read and written, and of its editing."""

    read: int
    written: int
    tokens: float
    editing: float

    @property
    def total(self) -> float:
        return self.tokens + self.editing

    def told(self, sign: str) -> str:
        """The sum in words."""
        tokens = f"{self.read:,} tokens read and {self.written:,} written = {money(self.tokens, sign)}"
        return f"{tokens}, editing {money(self.editing, sign)}; together {money(self.total, sign)}"


def _piece(size: Sizes, prices: tuple[Price | None, Price | None], block: int, editing: float) -> _Piece:
    """A piece at the prices of reading and writing, with `block` tokens in front of every request."""
    cost = _cost(prices[0], size.asked + block) + _cost(prices[1], size.written)
    return _Piece(size.asked + block, size.written, cost, editing / 60)


def _cost(price: Price | None, tokens: int) -> float:
    return price.of(tokens) if price else 0.0


def _break_even(saved: float, once: float, pieces: float, sign: str) -> Iterator[str]:
    """After how many pieces, and how many months, what is paid once has come back."""
    if saved <= 0:
        yield f"the prompt is the cheaper way: a piece costs {money(-saved, sign)} less with it"
        return
    needed = once / saved
    yield f"break-even: {money(once, sign)} / {money(saved, sign)} saved a piece = {needed:,.0f} pieces"
    if pieces <= 0:
        yield "with no pieces a month it is never reached: use the prompt"
        return
    months = f"at {pieces:,.0f} pieces a month that takes {needed / pieces:,.1f} months"
    yield f"{months}; each further training starts the count again"


def enough(rows: int) -> str:
    """Whether so many examples are enough to train on."""
    advice = "gather more first, and use a prompt until then"
    if rows < LEAST:
        return f"{rows:,} examples: too few to train on (OpenAI and Azure ask for {LEAST}); use a prompt"
    if rows < FEW:
        return (
            f"{rows:,} examples: improvement is usually seen from {FEW} to {GOOD} (OpenAI's guide); {advice}"
        )
    if rows < GOOD:
        return f"{rows:,} examples: enough for a first try; {GOOD} are better"
    return f"{rows:,} examples: enough to train a voice"
