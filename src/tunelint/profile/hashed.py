"""An evaluation set as hashes: enough to find what leaked, and no text, so that it can be committed."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.errors import Problem, UserError
from tunelint.model.identity import Identity
from tunelint.profile.signature import SIZE, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = "tunelint evaluation index"
_VERSION = 100 * VERSION + 1
LENGTHS = (8, 13)
"""The lengths in words of the passages that an index knows."""

_AGAIN = "make it anew: tunelint index EVAL -o FILE"


class Hashed(NamedTuple):
    """One evaluation row: its place, and hashes of it.

    `identity` has only the hashes of the row and of its prompt; `numbers` is of all its numbers; `passages`
    are of runs of words, for each of `LENGTHS`. None of them can be turned back into a longer text, but a
    short one can be guessed: whoever tries “yes” will see that its hash is the same.
    """

    file: str
    line: int
    identity: Identity
    numbers: bytes
    signature: bytes
    passages: tuple[bytes, ...]


def write_index(rows: Iterable[Hashed], tool: str) -> Iterator[str]:
    """The lines of an index: a head, then one line for each row; `tool` names the program and its version."""
    head = {"format": FORMAT, "version": _VERSION, "lengths": LENGTHS, "tool": tool}
    yield json.dumps(head) + "\n"
    for row in rows:
        identity = row.identity
        words = [identity.prompt_words, identity.reply_words]
        hashes = (identity.exact, identity.normal, identity.prompt, row.numbers, row.signature, *row.passages)
        yield json.dumps([row.file, row.line, *words, *(b64encode(part).decode() for part in hashes)]) + "\n"


def is_index(path: str) -> bool:
    """Whether a file is an index, by its first bytes."""
    start = json.dumps({"format": FORMAT}).rstrip("}").encode()
    try:
        with Path(path).open("rb") as file:
            return file.read(len(start)) == start
    except OSError:
        return False


def read_index(path: str) -> Iterator[Hashed]:
    """The rows of an index; a user error where it is damaged, or of another version."""
    with Path(path).open(encoding="utf-8") as lines:
        head = json.loads(next(lines))
        if head.get("version") != _VERSION or tuple(head.get("lengths", ())) != LENGTHS:
            raise UserError(Problem(path, "this index is of another version of tunelint", _AGAIN))
        for number, line in enumerate(lines, 2):
            try:
                yield _row(json.loads(line))
            except (ValueError, TypeError) as error:
                raise UserError(
                    Problem(f"{path}:{number}", "this line of the index is damaged", _AGAIN)
                ) from error


def _row(fields: list[str | int]) -> Hashed:
    file, line, prompt_words, reply_words, *coded = fields
    exact, normal, prompt, numbers, signature, *passages = (
        b64decode(str(part), validate=True) for part in coded
    )
    sizes = (len(exact), len(normal), len(prompt), len(numbers), len(passages))
    if sizes != (16, 16, 8, 8, len(LENGTHS)) or len(signature) not in (0, 2 * SIZE):
        raise ValueError(sizes)
    none = bytes(8)
    identity = Identity(exact, normal, none, prompt, none, none, int(prompt_words), int(reply_words))
    return Hashed(str(file), int(line), identity, numbers, signature, tuple(passages))
