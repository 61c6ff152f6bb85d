"""The configuration: what the user asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tunelint.model.errors import Problem  # noqa: TC001 - the type of a field, asked for at run time
from tunelint.model.options import build
from tunelint.model.settings import Settings
from tunelint.run.parts import Override, Slice
from tunelint.run.voice_table import VoiceTable, absolute
from tunelint.settle import Allowance


@dataclass(frozen=True, slots=True)
class Config:
    """What the user asked for.

    `data` is what to check where the command names nothing, `paths` is what is checked. `folder` is where
    relative paths start, `path` the file, empty without.
    `origin` maps a key to the place it was set, for errors and for `config show`. `problems` are the mistakes
    found; `make_plan` adds those about rules and raises them all together.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "note"
    data: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    eval: tuple[str, ...] = ()
    voice: str | dict[str, Any] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    embedding: str = "static"
    language: str = "auto"
    shape: dict[str, Any] = field(default_factory=dict)
    budget: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    overrides: tuple[dict[str, Any], ...] = ()
    slices: tuple[dict[str, Any], ...] = ()
    minimum: dict[str, Any] = field(default_factory=dict)
    allow: tuple[dict[str, Any], ...] = ()
    baseline: str = ""
    allow_stale: bool = False
    since: str = ""
    excerpt: str = "short"
    paths: tuple[str, ...] = ()
    folder: str = ""
    path: str = ""
    origin: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def where(self, key: str) -> str:
        """The place where a key was set."""
        return self.origin.get(key, self.path or "configuration")

    def settings(self) -> Settings:
        """What measures and judges may see of it."""
        voice = self.voice_table()
        return Settings(
            glossary=self.glossary,
            voice=voice.file or None,
            embedding=self.embedding,
            targets=self.targets,
            evaluation=self.eval,
            shape={key: str(value) for key, value in self.shape.items()},
            language=self.language,
            axes=voice.own_axes(),
            voice_engine=voice.engine,
            segments=tuple(segment.title for segment in voice.segments()),
            extra={"packs": self.packs},
        )

    def voice_table(self) -> VoiceTable:
        """The stored voice, a team's own axes and the segments with a voice of their own."""
        table: VoiceTable = build(VoiceTable, absolute(self.voice, Path()), self.where, "“voice”")[0]
        return table

    def override_list(self) -> tuple[Override, ...]:
        """The overrides that are complete, as typed values."""
        made = (build(Override, table, self.where, "an override")[0] for table in self.overrides)
        return tuple(item for item in made if item is not None)

    def slice_list(self) -> tuple[Slice, ...]:
        """The slices that are complete, as typed values."""
        made = (build(Slice, table, self.where, "a slice")[0] for table in self.slices)
        return tuple(item for item in made if item is not None)

    def allowances(self) -> tuple[Allowance, ...]:
        """The allowances that are complete, as typed values."""
        made = (build(Allowance, table, self.where, "an allowance")[0] for table in self.allow)
        return tuple(item for item in made if item is not None)
