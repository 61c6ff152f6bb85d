"""The examples of a rule as tests: each is a little corpus with the lines that must be flagged."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.rule import Demo, Rule


def try_demos(rule: Rule, *, only: Demo | None = None) -> Iterator[tuple[Demo, str]]:
    """Each example with a complaint, empty where the rule flags exactly the lines that it should.

    An example's `path` starts from the folder above the rules. `only` tries a single example.
    """
    root = Path(rule.path).parent.parent.parent
    for demo in (only,) if only else rule.demos:
        with tempfile.TemporaryDirectory() as folder:
            yield demo, _try(rule, demo, Path(folder), root)


def _try(rule: Rule, demo: Demo, folder: Path, root: Path) -> str:
    data = root / demo.path if demo.path else folder / f"example{demo.suffix}"
    if not demo.path:
        data.write_bytes(demo.raw)
    for name, text in demo.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    changed = rule.changed(options=demo.options)
    lines = [f"{key} = {_toml(value)}" for key, value in demo.settings.items()]
    (folder / "tunelint.toml").write_text("\n".join(lines), encoding="utf-8")
    config = load_config([str(data)], [str(folder / "tunelint.toml")])
    plan = make_plan({changed.id: changed.changed(default=True)}, config)
    outcome = check([str(data)], plan, config)
    places = [finding.place for finding in outcome.findings]
    flagged = sorted({place.line for place in places if place.file in (str(data), config.path)})
    wanted = sorted(demo.fail)
    if flagged == wanted:
        return ""
    blind = "; ".join(item.reason for item in outcome.not_judged)
    return f"flagged lines {flagged}, not {wanted}{f' (not judged: {blind})' if blind else ''}"


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    return str(value)
