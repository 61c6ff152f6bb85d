"""Kind `language`: replies in another language than their prompt and the rest of the dataset."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tunelint.judge.content.excuse import Excuse
from tunelint.model.finding import Remark
from tunelint.model.view import Want
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

_LETTER = re.compile(r"[^\W\d_]")
_FEW_LATIN, _FEW = 40, 12
"""Letters below which a reply's language is not trusted; scripts other than Latin say more."""
_OTHER_SCRIPTS = "am ar be bg bn el fa gu he hi hy ja ka kn ko ml mr ne or pa ru ta te th uk ur zh"
_OWN_SCRIPT = frozenset(_OTHER_SCRIPTS.split())
"""Languages in other scripts: the script tells them from the rest, also where the detector wavers."""
_SCORE = 0.9
"""The score from which it is enough."""


@dataclass(frozen=True, slots=True)
class LanguageOptions:
    """`min_score`: the detector's score from which a reply's language counts.

    `min_rows`: rows that must share the dataset's language before it can stand in for a prompt's; `main`:
    their least share. `alike`: groups of codes that detectors mix up. `unless_prompt`: patterns that
    excuse a row whose prompt or system text has them, such as `translate`. `names`: by code, the names of a
    language; a prompt that has one excuses replies in that language, but not where one of `things` follows,
    as in `French bread`.
    """

    min_score: float = 0.5
    main: float = 0.6
    min_rows: int = 10
    alike: tuple[str, ...] = ()
    unless_prompt: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    things: str = ""


class LanguageKind:
    """One remark for each reply in neither its prompt's language nor that of most replies."""

    Options: ClassVar[type[LanguageOptions]] = LanguageOptions
    details: ClassVar[frozenset[str]] = frozenset({"language", "expected"})

    def __init__(self, rule: Rule, options: LanguageOptions, settings: Settings) -> None:
        self.options = options
        self.fixed = "" if settings.language == "auto" else settings.language
        self.wants: tuple[Want, ...] = (Want("language", rule.on), Want("language", "prompt"))
        self._excuse = Excuse(rule, options.unless_prompt)
        other = rf"(?! (?:{options.things})\b)" if options.things else ""
        self._named = {
            code: Excuse(rule, [rf"\b(?:{names})\b{other}"]) for code, names in options.names.items()
        }
        self._alike = [frozenset(group.split()) for group in options.alike]

    def fold(self, columns: Columns) -> Tally:
        """How many replies are in each language."""
        return Tally.of(cell.value.code for cell in columns.each(self.wants[0]) if self._sure(cell.value))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the replies in an unexpected language, but where the prompt names languages."""
        main = self.fixed or self._main(seen)
        asked: dict[int, set[str]] = {}
        for cell in columns.each(self.wants[1]):
            asked.setdefault(cell.ref.number, set()).add(cell.value.code)
        strange = []
        for cell in columns.each(self.wants[0]):
            expected = self._expected(cell, asked.get(cell.ref.number, set()), main)
            if expected:
                strange.append((cell, expected))
        rows = columns.texts({cell.ref for cell, _ in strange}) if strange else {}
        for cell, expected in strange:
            row = rows.get(cell.ref.number)
            known = cell.ref.number in asked
            if (
                row
                and not self._is_asked_for(row, cell.value.code)
                and _is_plain(row, cell.pointer, known=known)
            ):
                details = {"language": cell.value.code, "expected": expected}
                yield Remark(cell.ref, cell.pointer, details=details)

    def _is_asked_for(self, row: Row, code: str) -> bool:
        """Whether a prompt of the row asks for a translation, or names the language."""
        named = (excuse for name, excuse in self._named.items() if name == code or self._mixed_up(name, code))
        return self._excuse.covers(row) or any(excuse.covers(row) for excuse in named)

    def _sure(self, value: Any) -> bool:
        sure = value.reliable or (value.code in _OWN_SCRIPT and value.score >= _SCORE)
        return bool(sure) and value.score >= self.options.min_score

    def _main(self, seen: Tally) -> str:
        if not seen.total:
            return ""
        code, count = max(seen.counts.items(), key=lambda item: (item[1], str(item[0])))
        return str(code) if count >= max(self.options.min_rows, self.options.main * seen.total) else ""

    def _expected(self, cell: Cell, asked: set[str], main: str) -> str:
        """The language that the reply should have had; empty where it has it, or nothing is known."""
        code = cell.value.code
        wanted = {*asked, main} - {""}
        if not self._sure(cell.value) or any(
            code == other or self._mixed_up(code, other) for other in wanted
        ):
            return ""
        return main or min(wanted, default="")

    def _mixed_up(self, code: str, other: str) -> bool:
        return any(code in group and other in group for group in self._alike)


def _is_plain(row: Row, pointer: str, *, known: bool) -> bool:
    """Whether a reply is long enough to tell its language, and its prompt is not in the reply's own script.

    A prompt too short to tell its language still shows its script.
    """
    if row.example is None:
        return False
    reply = next((p.text for p in row.example.passages("reply") if p.pointer == pointer), "")
    script = _script(reply)
    if len(_LETTER.findall(reply)) < (_FEW_LATIN if script == "LATIN" else _FEW):
        return False
    prompts = [passage.text for passage in row.example.passages("prompt")]
    return known or (script != "LATIN" and all(_script(text) != script for text in prompts))


def _script(text: str) -> str:
    """The commonest first word of the Unicode names of the letters, such as LATIN or CJK."""
    names = Counter(unicodedata.name(char, "").partition(" ")[0] for char in _LETTER.findall(text[:200]))
    return names.most_common(1)[0][0] if names else ""
