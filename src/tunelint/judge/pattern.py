"""Kind `pattern`: phrases and regular expressions that a text must not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from tunelint.judge.content.excuse import Excuse
from tunelint.judge.content.stand_in import stand_in
from tunelint.judge.words.edited import edited, has_markup
from tunelint.model.finding import Edit, Fix, Remark, Unjudged
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.finding import Verdict
    from tunelint.model.place import Span
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch

_SHOWN = 60
"""Code points of a match that a message shows."""


@dataclass(frozen=True, slots=True)
class PatternOptions:
    """What to look for, and where it is no fault.

    `patterns`: regular expressions, one of which must match; `<name>` in them stands for an entry of `parts`.
    `case`: capitals count. `scope`: the whole text, or its first or last `within` characters. `also`: roles
    to search besides the rule's `on`. `unless`: patterns that excuse a match they overlap. `unless_prompt`:
    patterns that excuse the row where a prompt or system text has them. `sure`: patterns that nothing
    excuses. `skip`: text that does not count: `code`, `quotes`. `check`: a function that tells the genuine
    value from a look-alike, such as `card`.
    `hints`: lower-case words, one of which every match holds, and `needs`: a plain pattern that every match
    holds, both for speed. `at_least`: matches in a text before it is remarked on. `each`: one remark for each
    match instead of the first. `masked`: the match is shown nowhere. `replace`: the text a fix puts in place
    of each match; `-` offers none. `edit`: how a fix changes each match: `trim`, `trim_left`, `trim_right`
    with the signs to take off, `regex` with a pattern and what to put in its place, `truncate` with where to
    cut. `dialect`: `extended` has look-behind of any length and a time limit, and needs the extra `vale`; so
    do `only`, the parts of a text to search, such as `heading` or `~blockquote`, and `words`: only whole
    words match. `stand_in`: the form of what a fix puts in place of a private value.
    """

    patterns: tuple[str, ...]
    parts: dict[str, str] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    unless_prompt: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    needs: str = ""
    skip: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    scope: Literal["anywhere", "start", "end"] = "anywhere"
    within: int = 240
    case: bool = False
    check: str = ""
    at_least: int = 1
    each: bool = False
    masked: bool = False
    replace: str = "-"
    edit: tuple[str, ...] = ()
    dialect: Literal["python", "extended"] = "python"
    only: tuple[str, ...] = ()
    words: bool = False
    stand_in: str = ""

    def search(self) -> tuple[tuple[str, object], ...]:
        """The options that the measure needs, as sorted pairs."""
        names = ("case", "check", "hints", "needs", "scope", "skip", "sure", "unless", "within")
        pairs = {name: getattr(self, name) for name in names} | {
            "patterns": tuple(map(self._whole, self.patterns))
        }
        if self.dialect == "extended" or self.only or self.words:
            pairs |= {"dialect": "extended", "only": self.only, "words": self.words}
        return tuple(sorted(pairs.items()))

    def _whole(self, pattern: str) -> str:
        """The pattern with the parts that it names in place."""
        for name, part in self.parts.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{part})")
        return pattern


class PatternKind:
    """One remark for each text, or each place, that matches."""

    Options: ClassVar[type[PatternOptions]] = PatternOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "count", "role"})

    def __init__(self, rule: Rule, options: PatternOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = tuple(
            Want("matches", on, options.search()) for on in dict.fromkeys((rule.on, *options.also))
        )
        self._excuse = Excuse(rule, options.unless_prompt)
        self._sure = re.compile("|".join(options.sure) or r"(?!)", re.IGNORECASE)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the passages that match."""
        for want in self.wants:
            for row, passage, spans in batch.each(want):
                if isinstance(spans, str):
                    yield Unjudged(row.ref, spans)
                elif len(spans) >= self.options.at_least and not self._is_excused(row, passage):
                    yield from self._remarks(row, passage, spans)

    def _is_excused(self, row: Row, passage: Passage) -> bool:
        return self._excuse.covers(row) and not self._sure.search(passage.text)

    def _remarks(self, row: Row, passage: Passage, spans: Sequence[Span]) -> Iterator[Remark]:
        masked = self.options.masked
        for nth, span in enumerate(spans if self.options.each else spans[:1]):
            found = passage.text[span.start : span.end]
            yield Remark(
                row=row.ref,
                pointer=passage.pointer,
                span=span,
                details={
                    "found": "•••" if masked else shown(found),
                    "count": len(spans),
                    "role": passage.role,
                },
                fix=self._fix(passage, spans),
                mark=str(nth) if nth else "",
                masked=masked,
            )

    def _fix(self, passage: Passage, spans: Sequence[Span]) -> Fix | None:
        text, pointer, form = self.options.replace, passage.pointer, self.options.stand_in
        if form:
            edits = tuple(Edit(pointer, span, stand_in(passage.text[slice(*span)], form)) for span in spans)
            return Fix("put a stand-in for the private value", edits, private=True)
        if self.options.only and any(has_markup(passage.text[slice(*span)]) for span in spans):
            return None
        if self.options.edit:
            changed = [(span, edited(passage.text[slice(*span)], self.options.edit)) for span in spans]
            edits = tuple(Edit(pointer, span, text) for span, text in changed if text is not None)
            return Fix(f"write “{shown(edits[0].text)}”", edits) if edits else None
        if text == "-":
            return None
        title = f"replace it with “{text}”" if text else "delete it"
        return Fix(title, tuple(Edit(pointer, span, text) for span in spans))


def shown(text: str) -> str:
    """A match as a message shows it: on one line, short, with invisible characters by their numbers."""
    flat = " ".join(text.split()) or text
    short = flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in short)
