"""Styles of Vale against the findings that their own tests expect, and how fast a large pack is.

    python tests/bench/vale.py [--data FOLDER] [--missed] [--rows 10000]

FOLDER (default: TUNELINT_DATA/terms, else the excerpt under tests/data/vale) holds, for each pack, the style,
its `features/rules.feature` and its `fixtures`, as Vale's own repositories do. Each fixture is fed as one
reply, with the rules that its `.vale.ini` names. A finding is right where file, line, column and rule are
those expected. Recall is the share of the expected findings that are made; a false alarm is a finding that is
not expected.
`--rows` also times a pack of `--rules` rules, those of all styles again and again, over that many replies.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.rulebook.vale import load_vale
from tunelint.rulebook.vale.ini import read_ini
from tunelint.run.engine import check
from tunelint.run.judging import BATCH_ROWS
from tunelint.run.load import load_config
from tunelint.run.plan import make_measures, make_plan, seat, wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tunelint.model.rule import Rule

EXCERPT = Path(__file__).resolve().parent.parent / "data" / "vale"
_SCENARIO = re.compile(r'^\s*When I test "([^"]+)"')
_EXPECTED = re.compile(r"^\s*(test\.\w+):(\d+):(\d+):([\w-]+\.[\w-]+):(.*)$")
_WORDS = tuple(
    "the shop was opened at nine and will close in the evening please bring your card when you are at the "  # noqa: SIM905
    "desk we can't change it for another size very quickly so do not worry about that and e-mail us".split()
)

_HEADS = {
    "rules": 6,
    "left out": 9,
    "expected": 9,
    "made": 6,
    "recall": 8,
    "false alarms": 13,
    "same words": 11,
}

REASONS = {
    "Weasel/test.md:5:23": "the style's own list has the word; why the expectation has it not is not known",
}
"""Why a finding is missed or too much, by where it stands."""


class Told(NamedTuple):
    """One finding of one fixture."""

    fixture: str
    file: str
    line: int
    column: int
    rule: str
    message: str

    @property
    def place(self) -> tuple[str, str, int, int, str]:
        """What must be equal."""
        return self[:5]

    def __str__(self) -> str:
        return f"{self.fixture}/{self.file}:{self.line}:{self.column}:{self.rule}: {self.message}"


class Verdict(NamedTuple):
    """What came of a pack."""

    pack: str
    rules: int
    left_out: int
    expected: list[Told]
    made: list[Told]

    @property
    def missed(self) -> list[Told]:
        """Expected findings that were not made."""
        places = {each.place for each in self.made}
        return [each for each in self.expected if each.place not in places]

    @property
    def false(self) -> list[Told]:
        """Findings that were not expected."""
        places = {each.place for each in self.expected}
        return [each for each in self.made if each.place not in places]

    @property
    def worded(self) -> int:
        """How many right findings have the expected words, quotation marks and spaces apart."""
        words = {each.place: _bare(each.message) for each in self.expected}
        return sum(words.get(each.place) == _bare(each.message) for each in self.made)


def main() -> None:
    """Print the table, and the times where they are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--missed", action="store_true", help="list what is missed and what is too much")
    parser.add_argument("--rows", type=int, default=0, help="measure the speed over so many replies")
    parser.add_argument("--rules", type=int, default=300, help="of a pack of so many rules")
    given = parser.parse_args()
    heads = (f"{name:>{width}}" for name, width in _HEADS.items())
    print(f"{'pack':<12}" + "".join(heads))
    for verdict in map(judge_pack, packs(given.data)):
        right = len(verdict.expected) - len(verdict.missed)
        print(
            f"{verdict.pack:<12}{verdict.rules:>6}{verdict.left_out:>9}{len(verdict.expected):>9}{right:>6}"
            f"{right / len(verdict.expected):>8.3f}{len(verdict.false):>13}{verdict.worded:>11}"
        )
        if given.missed:
            for name, told in (("missed", verdict.missed), ("too much", verdict.false)):
                for each in told:
                    place = f"{each.fixture}/{each.file}:{each.line}:{each.column}"
                    print(f"  {name}: {each}\n    {REASONS.get(place, 'not explained')}")
    if given.rows:
        _time(given.data, given.rows, given.rules)


def default_data() -> Path:
    """The folder of the packs: the real data where it is at hand, else the excerpt."""
    real = Path(os.environ.get("TUNELINT_DATA", "")) / "terms"
    return real if os.environ.get("TUNELINT_DATA") and real.is_dir() else EXCERPT


def packs(folder: Path) -> list[Path]:
    """The folders that have features and fixtures."""
    return sorted(path.parent.parent for path in folder.glob("*/features/rules.feature"))


def style_of(pack: Path) -> Path:
    """The folder of the style in a pack."""
    folders = [path for path in sorted(pack.iterdir()) if path.is_dir() and path.name != "coverage"]
    return next(path for path in folders if list(path.glob("*.yml")))


def judge_pack(pack: Path) -> Verdict:
    """What the rules of a pack say of its fixtures, beside what they should."""
    style = style_of(pack)
    rules = load_vale(style)
    expected = list(_expected(pack / "features" / "rules.feature"))
    made = []
    for fixture in dict.fromkeys(_fixtures(pack / "features" / "rules.feature")):
        made += _made(pack / "fixtures" / fixture, rules)
    left_out = sum(rule.kind == "not-imported" for rule in rules.values())
    return Verdict(style.name, len(rules), left_out, expected, made)


def _fixtures(feature: Path) -> Iterator[str]:
    for line in feature.read_text(encoding="utf-8").splitlines():
        if found := _SCENARIO.match(line):
            yield found[1]


def _expected(feature: Path) -> Iterator[Told]:
    fixture = ""
    for line in feature.read_text(encoding="utf-8").splitlines():
        if scenario := _SCENARIO.match(line):
            fixture = scenario[1]
        elif told := _EXPECTED.match(line):
            yield Told(fixture, told[1], int(told[2]), int(told[3]), told[4], told[5])


def _made(folder: Path, rules: Mapping[str, Rule]) -> Iterator[Told]:
    asked = read_ini(folder / ".vale.ini").rules
    wanted = {name: rules[name] for name in rules if asked.get(name.replace("/", "."), "no") != "no"}
    for path in sorted(folder.glob("test.*")):
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        yield from (
            Told(folder.name, path.name, *_line_and_column(text, span), rule.replace("/", "."), message)
            for rule, span, message in findings(text, wanted)
        )


def findings(text: str, rules: Mapping[str, Rule]) -> list[tuple[str, int, str]]:
    """Rule, first code point and message of each finding on a text, as the reply of a chat."""
    turns = [{"role": "user", "content": "Write."}, {"role": "assistant", "content": text}]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fixture.jsonl"
        path.write_text(json.dumps({"messages": turns}), encoding="utf-8")
        config = load_config([str(path)], isolated=True)
        outcome = check([str(path)], make_plan(rules, config), config)
    return [
        (item.rule, item.place.span.start if item.place.span else 0, item.message)
        for item in outcome.findings
    ]


def _line_and_column(text: str, start: int) -> tuple[int, int]:
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def _bare(message: str) -> str:
    return re.sub(r"[\s'\"“”‘’.]", "", message)


def _time(folder: Path, rows: int, many: int) -> None:
    rules = _many(
        {name: rule for pack in packs(folder) for name, rule in load_vale(style_of(pack)).items()}, many
    )
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "rows.jsonl"
        _write_rows(path, rows)
        texts = [json.loads(line)["messages"][1]["content"] for line in path.open(encoding="utf-8")]
    passages = [Passage(text, "reply", "/") for text in texts]
    settings = Settings()
    started = time.process_time()
    wanted = wants(seat(rules.values(), settings))
    measures = make_measures(wanted, settings)
    print(f"{len(rules)} rules: {time.process_time() - started:.1f} CPU s to make ready")
    found, started = 0, time.process_time()
    for at in range(0, len(passages), BATCH_ROWS):
        for want in wanted:
            found += sum(len(value) for value in measures[want](passages[at : at + BATCH_ROWS]))
    spent = time.process_time() - started
    print(
        f"{rows:,} replies of {sum(map(len, texts)) / rows:,.0f} characters: {spent:.1f} CPU s, "
        f"{rows / spent:,.0f} replies a second, {1e6 * spent / rows / len(rules):.1f} µs a rule and reply; "
        f"{found:,} places found"
    )
    plain = _plain(rules, texts[: rows // 20]) * 20
    print(f"the same patterns by `re`, without hints and without parts of texts: about {plain:.0f} CPU s")


def _many(rules: Mapping[str, Rule], many: int) -> dict[str, Rule]:
    """So many rules: the same again, each with a word that no text has, so that none shares its work."""
    made = dict(rules)
    copy = 0
    while len(made) < many:
        copy += 1
        for name, rule in rules.items():
            key = "swap" if rule.kind == "substitution" else "patterns"
            if key in rule.options and len(made) < many:
                word = f"zz{copy}zz"
                more = {**rule.options[key], word: "x"} if key == "swap" else [*rule.options[key], word]
                made[f"{name}-{copy}"] = replace(rule, id=f"{name}-{copy}").changed(options={key: more})
    return made


def _plain(rules: Mapping[str, Rule], texts: list[str]) -> float:
    """CPU seconds of searching the texts for each rule by one alternation, where `re` knows its patterns."""
    compiled = []
    for rule in rules.values():
        flags = re.MULTILINE | (0 if rule.options.get("case") else re.IGNORECASE)
        patterns = [*rule.options.get("patterns", ()), *rule.options.get("swap", ())]
        with contextlib.suppress(re.error):
            compiled.append(re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags))
    started = time.process_time()
    for pattern in compiled:
        for text in texts:
            sum(1 for _ in pattern.finditer(text))
    return time.process_time() - started


def _write_rows(path: Path, rows: int) -> None:
    import random

    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as stream:
        for _ in range(rows):
            words = chance.choices(_WORDS, k=chance.randint(40, 160))
            sentences = [" ".join(words[at : at + 14]).capitalize() + "." for at in range(0, len(words), 14)]
            turns = [
                {"role": "user", "content": "Tell me."},
                {"role": "assistant", "content": " ".join(sentences)},
            ]
            stream.write(json.dumps({"messages": turns}) + "\n")


if __name__ == "__main__":
    main()
