"""Kind `substitution`: phrases for which there is a better one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.phrase import Found
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class SubstitutionOptions:
    """What to replace.

    `swap`: a table from patterns to what to write instead; `|` stands between several choices. `words`: only
    whole words match. `case`: capitals count. `unless`: patterns that excuse a match they overlap. `only`:
    the parts of a text to search, such as `heading` or `~blockquote`. `fix`: offer the replacement as a fix
    where there is one choice.
    """

    swap: dict[str, str] = field(default_factory=dict)
    words: bool = True
    case: bool = False
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    fix: bool = True


class SubstitutionKind:
    """One remark for each phrase that should be another."""

    Options: ClassVar[type[SubstitutionOptions]] = SubstitutionOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "better"})

    def __init__(self, rule: Rule, options: SubstitutionOptions, settings: Settings) -> None:
        del settings
        self._fix = options.fix
        search = {name: getattr(options, name) for name in ("case", "only", "unless", "words")}
        pairs = sorted({**search, "swap": tuple(options.swap.items())}.items())
        self._want = Want("substitutions", rule.on, tuple(pairs))
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the phrases of each passage."""
        yield from remarks_on_found(batch, self._want, _details, self._better)

    def _better(self, seen: str, item: Found) -> str | None:
        if not self._fix or "|" in item.note:
            return None
        bare = seen.strip()
        return seen.replace(bare, item.note, 1) if bare else None


def _details(item: Found) -> dict[str, str]:
    return {"better": listed(item.note.split("|"))}


def listed(choices: list[str]) -> str:
    """Several choices as a sentence has them: “a”, “b” or “c”."""
    quoted = [f"“{choice}”" for choice in choices]
    return " or ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)
