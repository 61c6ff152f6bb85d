"""A whole style of Vale, or all that a `.vale.ini` names, as rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail
from tunelint.model.toml import Document
from tunelint.rulebook.load import read_rule
from tunelint.rulebook.vale.convert import LEVELS, SEVERITY, convert
from tunelint.rulebook.vale.ini import named_styles, read_ini, wanted_level
from tunelint.rulebook.vale.source import (
    CannotImportError,
    Source,
    Vocabulary,
    read_vocabulary,
    read_yaml,
    style_files,
    vocabulary_folders,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tunelint.model.rule import Rule
    from tunelint.rulebook.vale.ini import Ini


_NO_WORDS = Vocabulary()


@dataclass(frozen=True, slots=True)
class Import:
    """One rule of Vale: its id, the table of its rule file, and what of it could not be brought over.

    `reason` says why the whole rule could not; its table is then one of the kind `not-imported`. `notes` name
    the parts that are left out of a rule that could.
    """

    rule_id: str
    path: Path
    table: dict[str, Any]
    reason: str = ""
    notes: tuple[str, ...] = ()

    def rule(self) -> Rule:
        """The rule itself."""
        return read_rule(Document(str(self.path), "", self.table), self.rule_id)

    def with_example(self, example: dict[str, Any] | None) -> Import:
        """The same with one more example in its table."""
        more = [*self.table.get("examples", ()), *([example] if example else [])]
        return replace(self, table={**self.table, "examples": more}) if more else self


def load_vale(path: Path, where: str = "packs") -> dict[str, Rule]:
    """The rules of a style, by id; those that cannot be brought over say so in each run."""
    return {item.rule_id: item.rule() for item in read_vale(path, where)}


def read_vale(path: Path, where: str = "packs") -> list[Import]:
    """What becomes of every rule of a style (a folder of YAML files), or of what a `.vale.ini` names."""
    if path.is_file():
        ini = read_ini(path)
        found = [item for each in _of_project(path, ini) if (item := _as_asked(each, ini))]
    elif path.is_dir():
        words = read_vocabulary(vocabulary_folders(path.parent))
        found = [*_of_style(path, path.parent, words), *_of_words(words, path.parent)]
    else:
        raise fail(where, f"no such style of Vale: {path}", "name a folder of YAML rules, or a .vale.ini")
    if not found:
        raise fail(where, f"no rule of Vale in {path}", "a style is a folder of .yml files with “extends”")
    return found


def _as_asked(item: Import, ini: Ini) -> Import | None:
    """The rule in the severity that the project gives it; None where the project does not run it."""
    level = wanted_level(ini, item.rule_id.replace("/", "."), LEVELS[item.table["severity"]])
    return replace(item, table={**item.table, "severity": SEVERITY[level]}) if level else None


def _of_project(path: Path, ini: Ini) -> Iterator[Import]:
    words = (
        read_vocabulary(vocabulary_folders(ini.styles, ini.vocabularies))
        if ini.vocabularies
        else Vocabulary()
    )
    for style in named_styles(ini):
        if style == "Vale":
            yield from _of_words(words, ini.styles)
            yield from (_converted(each) for each in _built_in(ini.styles, words))
        elif not (ini.styles / style).is_dir():
            raise fail(
                str(path), f"no such style: {ini.styles / style}", "run “vale sync” to fetch the packages"
            )
        else:
            yield from _of_style(ini.styles / style, ini.styles, words)


def _of_style(folder: Path, styles: Path, words: Vocabulary) -> Iterator[Import]:
    for file in style_files(folder):
        bare = Source(
            folder.name, "-".join(file.relative_to(folder).with_suffix("").parts), file, styles, {}, words
        )
        try:
            data = read_yaml(file)
        except CannotImportError as error:
            yield _failed(bare, str(error))
            continue
        yield _converted(replace(bare, data=data))


def _of_words(words: Vocabulary, folder: Path) -> Iterator[Import]:
    """The rules that Vale makes of a vocabulary: accepted words in their own case, and rejected ones."""
    phrases = {
        word.lower(): word
        for word in words.accept
        if word.replace(" ", "").isalpha() and word != word.lower()
    }
    if phrases:
        data = {
            "extends": "substitution",
            "message": "Use '%s' instead of '%s'.",
            "level": "error",
            "ignorecase": "true",
        }
        yield _converted(_own("Terms", folder, {**data, "swap": phrases, "vocab": "false"}))
    if words.reject:
        data = {"extends": "existence", "message": "Avoid using '%s'.", "level": "error"}
        yield _converted(_own("Avoid", folder, {**data, "tokens": list(words.reject)}))


def _own(name: str, folder: Path, data: dict[str, Any], words: Vocabulary = _NO_WORDS) -> Source:
    """A rule of Vale's own style, which no file holds."""
    return Source("Vale", name, folder / "Vale" / f"{name}.yml", folder, data, words)


def _built_in(folder: Path, words: Vocabulary) -> Iterator[Source]:
    repetition = {"extends": "repetition", "message": "'%s' is repeated!", "level": "error", "alpha": "true"}
    spelling = {"extends": "spelling", "message": "Did you really mean '%s'?", "level": "error"}
    yield _own("Repetition", folder, {**repetition, "tokens": [r"[^\s]+"]}, words)
    yield _own("Spelling", folder, spelling, words)


def _converted(source: Source) -> Import:
    notes: list[str] = []
    try:
        table = convert(source, notes)
    except CannotImportError as error:
        return _failed(source, str(error))
    return Import(f"{source.style}/{source.name}", source.path, table, notes=tuple(notes))


def _failed(source: Source, reason: str) -> Import:
    said = f"{source.style}.{source.name} of Vale is not imported: {reason}"
    table = {
        "name": f"{source.style}: {source.name}",
        "summary": f"Not imported from Vale: {reason.rstrip('.')}.",
        "kind": "not-imported",
        "severity": "note",
        "message": "Not judged.",
        "source": f"Rule {source.name} of the Vale style {source.style}.",
        "tags": ["vale"],
        "why": "A rule of the style guide that does not run must not be taken for one that passes.",
        "repair": "Run Vale for this rule, write it anew for tunelint, or ignore it in the configuration.",
        "options": {"reason": said},
    }
    return Import(f"{source.style}/{source.name}", source.path, table, reason)
