"""Target files to targets, with every mistake named at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.parse import target_of
from tunelint.judge.structure.target import Target
from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.toml import Document, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings


def pick_targets(
    names: Iterable[str], folders: tuple[Path, ...], where: str = "--target"
) -> tuple[Target, ...]:
    """The targets of some names, `openai` or `openai-dpo`; a user error for those that do not exist."""
    handles = target_handles(folders)
    problems = [
        Problem(where, f"no target is called “{name}”", nearest(name, handles))
        for name in names
        if name not in handles
    ]
    if problems:
        raise UserError(*problems)
    return tuple(handles[name] for name in dict.fromkeys(names))


def target_folders(rule: Rule, settings: Settings) -> tuple[Path, ...]:
    """Where target files are: beside the rule's own family, and in the packs of the configuration."""
    packs = settings.extra.get("packs", ())
    return (Path(rule.path).parent.parent / "targets", *(Path(pack) / "targets" for pack in packs))


@cache
def target_handles(folders: tuple[Path, ...]) -> Mapping[str, Target]:
    """Every name that selects a target: its own, its aliases, and those with a method (`openai-dpo`)."""
    handles: dict[str, Target] = {}
    for target, aliases in _read_all(folders).values():
        for name in (target.id, *aliases):
            handles[name] = target
            if len(target.methods) > 1:
                for method in target.methods:
                    handles[f"{name}-{method}"] = narrowed(target, method)
    return handles


def known_targets(folders: tuple[Path, ...]) -> list[Target]:
    """Every target, by name."""
    return [target for target, _ in _read_all(folders).values()]


def narrowed(target: Target, method: str) -> Target:
    """The target for files of one method alone."""
    return Target(
        target.id,
        f"{target.name} ({target.methods[method].title or method})",
        target.summary,
        target.methods,
        tuple(fact for fact in target.facts if fact.holds_for(method)),
        target.covers,
        target.source,
        target.read,
        method,
    )


@cache
def _read_all(folders: tuple[Path, ...]) -> dict[str, tuple[Target, tuple[str, ...]]]:
    documents = {
        path.stem: read_toml(path)
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.glob("*.toml"))
    }
    problems: list[Problem] = []
    read = {}
    for name, document in documents.items():
        data, faults = _with_parents(name, documents)
        problems += faults
        target, faults = target_of(name, document, data)
        problems += faults
        read[name] = (target, tuple(document.data.get("aliases", ())))
    if problems:
        raise UserError(*problems)
    return dict(sorted(read.items()))


def _with_parents(name: str, documents: Mapping[str, Document]) -> tuple[dict[str, Any], list[Problem]]:
    """The data of a target laid over that of the targets it extends.

    Methods and facts are merged by name; those named in `without` are left out.
    """
    data, seen = documents[name].data, {name}
    while parent := data.get("extends"):
        if parent not in documents or parent in seen:
            hint = nearest(parent, set(documents) - seen)
            return data, [Problem(documents[name].where("extends"), f"no target is called “{parent}”", hint)]
        seen.add(parent)
        base = documents[parent].data
        left_out = data.get("without", ())
        merged = {
            key: {name: table for name, table in base.get(key, {}).items() if name not in left_out}
            | data.get(key, {})
            for key in ("methods", "facts")
        }
        covers = [*base.get("covers", ()), *data.get("covers", ())]
        data = {**base, **data, **merged, "covers": covers, "extends": base.get("extends", "")}
    return data, []
