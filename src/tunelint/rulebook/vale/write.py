"""Rules as TOML files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tunelint.rulebook.vale.style import Import


def write_rules(imports: Iterable[Import], folder: Path) -> list[Path]:
    """Writes a rule file for each rule, and gives their paths.

    A rule that could not be brought over has one, too, so that every run says that it is not judged. Existing
    files of the same rules are replaced, other files stay.
    """
    written = []
    for item in imports:
        path = folder / f"{item.rule_id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rule_text(item.table), encoding="utf-8")
        written.append(path)
    return written


def rule_text(table: dict[str, Any]) -> str:
    """A rule as the text of its file: patterns as literal strings."""
    tomlkit = _tomlkit()
    document = tomlkit.document()
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    for key, value in table.items():
        if key not in tables and key != "examples":
            document.add(key, _item(value))
    for key, value in tables.items():
        inner = tomlkit.table()
        for name, item in sorted(value.items(), key=lambda pair: isinstance(pair[1], dict)):
            inner.add(name, _table(item) if isinstance(item, dict) else _item(item))
        document.add(tomlkit.nl())
        document.add(key, inner)
    for example in table.get("examples", ()):
        document.add(tomlkit.nl())
        document.append("examples", _examples(example))
    return str(tomlkit.dumps(document))


def _examples(example: dict[str, Any]) -> Any:
    """An array of one table, with the rows as they are."""
    tomlkit = _tomlkit()
    inner = tomlkit.table()
    for key, value in example.items():
        inner.add(key, tomlkit.string(value, literal=True, multiline=True) if key == "rows" else _item(value))
    made = tomlkit.aot()
    made.append(inner)
    return made


def _table(value: dict[str, Any]) -> Any:
    made = _tomlkit().table()
    for key, item in value.items():
        made.add(key, _item(item))
    return made


def _item(value: Any) -> Any:
    tomlkit = _tomlkit()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        for key, item in value.items():
            inline.add(key, _item(item))
        return inline
    if isinstance(value, list | tuple):
        made = tomlkit.array()
        for item in value:
            made.append(_item(item))
        made.multiline(len(value) > 1)
        return made
    return tomlkit.item(value)


def _text(value: str) -> Any:
    tomlkit = _tomlkit()
    literal = "\\" in value and "'" not in value and value.isprintable()
    return tomlkit.string(value, literal=literal)


def _tomlkit() -> Any:
    try:
        import tomlkit
    except ImportError as error:
        raise fail(
            "import-vale", "writing rules needs the package tomlkit", 'pip install "tunelint[vale]"'
        ) from error
    return tomlkit
