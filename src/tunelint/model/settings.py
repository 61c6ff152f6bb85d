"""The part of the configuration that measures and judges may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.axis import OwnAxis


@dataclass(frozen=True, slots=True)
class Settings:
    """Resources and choices of a run; plain picklable data. Paths are absolute.

    `glossary`: term lists. `voice`: a stored house voice or None. `embedding`: the engine of meaning
    (`static`, or `sentence-transformers:NAME`). `targets`: names of providers and trainers.
    `evaluation`: files that must not leak into the training data. `shape`: the user's own keys,
    as `{"prompt": "brief", "reply": "completion"}`. `language`: ISO 639-1 code of the data, or `auto`.
    `axes`: a team's own axes of tone. `voice_engine`: what tone is read with, `counted` or `first-layer`.
    `segments`: names of the parts of the data with a voice of their own, by the number that
    `RowRef.segment` gives.
    """

    glossary: tuple[str, ...] = ()
    voice: str | None = None
    embedding: str = "static"
    targets: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    shape: Mapping[str, str] = field(default_factory=dict)
    language: str = "auto"
    axes: tuple[OwnAxis, ...] = ()
    voice_engine: str = "counted"
    segments: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
