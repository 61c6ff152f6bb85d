"""A house voice as a prompt: its rules in words, its glossary, its most typical examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.glossary import load_glossary
from tunelint.model.row import Fault
from tunelint.profile.portrait import sayings, traits
from tunelint.run.house import learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Example
    from tunelint.model.term import Term
    from tunelint.profile.house import House
    from tunelint.run.config import Config


def write_brief(files: Sequence[str], config: Config, examples: int = 5) -> str:
    """The voice of the replies in some files as a block for a system prompt, with at most so many examples.

    The examples are the replies nearest to the middle of the voice. Raises `UserError` where the replies are
    too few to tell a voice.
    """
    houses = learn(files, config)
    house = max(houses.voices.values(), key=lambda each: each.texts)
    terms = load_glossary(config.settings().glossary)
    parts = [*_manner(house), *_words(terms), *_shown(files, config, house.exemplars[:examples])]
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


def _shown(files: Sequence[str], config: Config, keys: Sequence[str]) -> Iterator[str]:
    """The examples with these content keys, most typical first."""
    found = {key: example for key, example in _examples(files, config) if key in keys}
    if found:
        yield "\nExamples:"
    for key in keys:
        if key in found:
            asked = next((turn.text for turn in found[key].turns if turn.role == "user"), "")
            replies = (
                turn.text for turn in (*found[key].turns, *found[key].chosen) if turn.role == "assistant"
            )
            yield f"\nRequest: {asked}\nReply: {next(replies, '')}"


def _examples(files: Sequence[str], config: Config) -> Iterator[tuple[str, Example]]:
    for file in files:
        for row in read.rows(file, config.settings()):
            if not isinstance(row, Fault) and row.example is not None:
                yield row.ref.key, row.example
