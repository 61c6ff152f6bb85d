"""Tables with one term a line and a status beside it, as term bases export them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest
from tunelint.model.glossary.entry import entry, language_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.model.term import Term

    Fields = Mapping[str, Sequence[str]]

_WORDS = {
    "prefer": "preferred prefer approved recommended standard use valid main",
    "admitted": "admitted allowed accepted permitted ok acceptable alternative",
    "avoid": "forbidden deprecated avoid avoided not-recommended superseded obsolete do-not-use dont-use "
    "prohibited rejected banned legacy wrong incorrect invalid outdated discouraged",
    "": "new draft proposed unknown none candidate under-review open",
}
_STATUS = {word: side for side, words in _WORDS.items() for word in words.split()}


def entries_of(rows: Iterable[tuple[int, Fields]], file: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of rows of fields, each with its line.

    A row with a `status` has its term under `avoid`, whatever the status says of it; rows of one `concept`
    make one entry for each language.
    """
    concepts: dict[tuple[str, str], list[tuple[int, Fields]]] = defaultdict(list)
    for line, fields in rows:
        if "status" not in fields:
            yield from _made(entry(fields, file, line, problems))
            continue
        sided = _sided(fields, f"{file}:{line}", problems)
        concept = " ".join(fields.get("concept", ()))
        if sided and concept:
            concepts[concept, "".join(sided.get("language", ()))].append((line, sided))
        elif sided and any(sided.get(field) for field in ("avoid", "prefer")):
            yield from _made(entry(sided, file, line, problems))
    for group in concepts.values():
        merged: dict[str, list[str]] = defaultdict(list)
        for _, fields in group:
            for field, values in fields.items():
                merged[field] += [value for value in values if value not in merged[field]]
        line = next((line for line, fields in group if fields.get("avoid")), group[0][0])
        if merged["avoid"] or merged["prefer"]:
            merged["prefer"] = merged["prefer"] or merged["admitted"]
            yield from _made(entry(_one_pos(merged), file, line, problems))


def _made(term: Term | None) -> Iterator[Term]:
    if term is not None:
        yield term


def _one_pos(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fields in which words of several parts of speech have none."""
    return {**fields, **{name: fields[name] if len(fields[name]) == 1 else [] for name in ("pos", "case")}}


def _sided(fields: Fields, where: str, problems: list[Problem]) -> dict[str, Sequence[str]] | None:
    """The fields with the term on the side that its status says; None where that is no status."""
    status = " ".join(fields["status"])
    key = "-".join(status.casefold().replace("'", "").replace("’", "").split())
    side = _STATUS.get(key.removesuffix("-term"), _STATUS.get(key))
    if side is None and key:
        problems.append(Problem(where, f"“{status}” is not a status", nearest(key, _STATUS)))
        return None
    rest = {name: values for name, values in fields.items() if name not in {"status", "concept", "avoid"}}
    rest["language"] = [language_code(" ".join(fields.get("language", ())))]
    terms = fields.get("avoid", ())
    if side == "avoid":
        return {**rest, "avoid": terms}
    kept = {"language": rest["language"]}
    return {**kept, "prefer": terms} if side == "prefer" else {**kept, "admitted": terms} if side else {}
