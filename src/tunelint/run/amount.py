"""How many tokens a file trains on, and what the training costs."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from tunelint import read
from tunelint.judge.structure.length import count_tokens
from tunelint.model.row import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Example
    from tunelint.model.settings import Settings

A_TURN = A_ROW = 3
"""Tokens that a chat template adds to a turn and a row: OpenAI's cookbook, Chat_finetuning_data_prep."""
TARGET_EPOCHS, LEAST_EPOCHS, MOST_EPOCHS = 3, 1, 25
LEAST_EXAMPLES, MOST_EXAMPLES = 100, 25_000
"""The limits of the same notebook, by which OpenAI chose the epochs of a file."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The tokens of each row, in reading order, all of them and those of them that are trained.

    `exact` is False where they were estimated; `encoding` names what counted them. `broken` rows hold no
    example and are not counted.
    """

    tokens: tuple[int, ...]
    trained: tuple[int, ...]
    exact: bool
    encoding: str
    broken: int = 0

    @property
    def rows(self) -> int:
        """How many rows hold an example."""
        return len(self.tokens)

    def billed(self, limit: int = 0) -> int:
        """The tokens of one epoch; with `limit`, longer rows are cut to it."""
        return sum(min(tokens, limit) if limit else tokens for tokens in self.tokens)

    def quantiles(self) -> tuple[int, int, int, int]:
        """The fewest tokens of a row, the median, what 95 % of the rows do not pass, the most."""
        ordered = sorted(self.tokens)
        return ordered[0], int(median(ordered)), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1]


def count_amount(files: Sequence[str], settings: Settings, encoding: str = "") -> Amount:
    """The tokens of every example in some files, with the tokens that a chat template adds."""
    tokens, trained, broken, exact = [], [], 0, True
    for file in files:
        for row in read.rows(file, settings):
            if isinstance(row, Fault):
                continue
            if row.example is None:
                broken += 1
                continue
            total = learned = 0
            turns = 0
            for counts, count, sure in _turns(row.example, encoding):
                total += count
                learned += count if counts else 0
                turns += 1
                exact = exact and sure
            tokens.append(total + A_TURN * turns + A_ROW)
            trained.append(learned)
    return Amount(tuple(tokens), tuple(trained), exact and bool(tokens), encoding, broken)


def usual_epochs(rows: int) -> int:
    """The epochs that OpenAI's cookbook chooses for a number of rows (Chat_finetuning_data_prep)."""
    if rows * TARGET_EPOCHS < LEAST_EXAMPLES:
        return min(MOST_EPOCHS, LEAST_EXAMPLES // max(rows, 1))
    if rows * TARGET_EPOCHS > MOST_EXAMPLES:
        return max(LEAST_EPOCHS, MOST_EXAMPLES // rows)
    return TARGET_EPOCHS


def _turns(example: Example, encoding: str) -> Iterator[tuple[bool, int, bool]]:
    """For each turn whether it is trained, its tokens, and whether they were counted exactly."""
    for turn in (*example.turns, *example.chosen, *example.rejected):
        count = count_tokens([turn.text, *map(str, turn.calls)], encoding)
        yield turn.role == "assistant" and turn.weight != 0, count.tokens, count.exact
