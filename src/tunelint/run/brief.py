"""A house voice as a prompt: its rules in words, its glossary, its most typical examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.glossary import load_glossary
from tunelint.model.row import Fault
from tunelint.profile.portrait import sayings, traits
from tunelint.run.house import learn
from tunelint.run.private import has_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Example
    from tunelint.model.term import Term
    from tunelint.profile.house import House
    from tunelint.run.config import Config


def write_brief(files: Sequence[str], config: Config, examples: int = 5) -> str:
    """The voice of the replies in some files as a block for a system prompt, with at most so many examples.

    The examples are the replies nearest to the middle of the voice that hold no private value. Raises
    `UserError` where the replies are too few to tell a voice.
    """
    houses = learn(files, config)
    house = max(houses.voices.values(), key=lambda each: each.texts)
    terms = load_glossary(config.settings().glossary)
    parts = [*_manner(house), *_words(terms), *_shown(files, config, house.exemplars, examples)]
    return "\n".join(parts) + "\n"


def _manner(house: House) -> Iterator[str]:
    yield "Write in the voice that these rules and examples show."
    yield ""
    told = traits(house)
    if told:
        yield f"- Beside plain prose the voice is {', '.join(told)}."
    yield from (f"- It {saying}." for saying in sayings(house))
    yield f"- A text has about {house.words:.0f} words."


def _words(terms: Sequence[Term]) -> Iterator[str]:
    entries = [term for term in terms if term.avoid]
    if entries:
        yield "\nWords:\n"
    for term in entries:
        avoided = ", ".join(f"“{word}”" for word in term.avoid)
        instead = f"Write “{term.prefer[0]}”, not {avoided}" if term.prefer else f"Do not write {avoided}"
        note = term.note.rstrip(".")
        yield f"- {instead}{f' ({note})' if note else ''}."


def _shown(files: Sequence[str], config: Config, keys: Sequence[str], most: int) -> Iterator[str]:
    """So many examples with these content keys, most typical first, and none with private values."""
    found = {key: example for key, example in _examples(files, config) if key in keys}
    said = [_asked_and_replied(found[key]) for key in keys if key in found]
    shown = [pair for pair in said if not has_private(pair)][:most]
    if shown:
        yield "\nExamples:"
    yield from (f"\nRequest: {asked}\nReply: {reply}" for asked, reply in shown)


def _asked_and_replied(example: Example) -> tuple[str, str]:
    """The first request and the first reply."""
    turns = (*example.turns, *example.chosen)
    asked = next((turn.text for turn in turns if turn.role == "user"), "")
    return asked, next((turn.text for turn in turns if turn.role == "assistant"), "")


def _examples(files: Sequence[str], config: Config) -> Iterator[tuple[str, Example]]:
    for file in files:
        for row in read.rows(file, config.settings()):
            if not isinstance(row, Fault) and row.example is not None:
                yield row.ref.key, row.example
