"""Inputs that nobody thought of, for the reader, the rule files and the configuration; not a test.

    python -m tests.bench.fuzz [--inputs 1000000] [--seed 1] [--only reader rules configuration]

Each input is real data, a rule file or a configuration with some of its bytes, words or values replaced. It
must give rows and faults, or a user error, within ten seconds; rows must read again as they were. Anything
else is kept, once for each place in the code where it went wrong, and ends the command with 1. The inputs of
a seed are always the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

import zstandard

from tests.conftest import ROOT
from tests.read.test_fuzz import PIECES
from tunelint.model.errors import UserError
from tunelint.model.row import FAULTS, Fault, Row
from tunelint.model.settings import Settings
from tunelint.model.toml import parse_toml
from tunelint.read import reread, rows, rows_of
from tunelint.read.piece import count, divide, placed
from tunelint.rulebook.load import load_rules, read_rule, rule_files, rules_folder
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

SECONDS = 10
SUFFIXES = (".jsonl", ".json", ".csv", ".tsv", ".txt", ".ndjson")
ODD = (
    None,
    True,
    0,
    -1,
    1e308,
    float("nan"),
    "",
    "é",
    "\ud83d",
    "\x00",
    [],
    {},
    [[]],
    {"": None},
    "user",
    2**70,
)
KEYS = (
    "messages",
    "role",
    "content",
    "conversations",
    "from",
    "value",
    "prompt",
    "chosen",
    "rejected",
    "tools",
    "",
)
WORDS = (
    *(
        '"',
        "'''",
        '"""',
        "[",
        "]",
        "[[",
        "]]",
        "=",
        "\n",
        "{",
        "}",
        "#",
        ".",
        ",",
        "\\",
        "-",
        "_",
        "\x00",
        "é",
        "(",
    ),
    *(
        "1",
        "1.5",
        "-1",
        "9" * 40,
        "true",
        "nan",
        "inf",
        "1979-05-27",
        "[]",
        "{}",
        '""',
        "(?P<",
        "(?=",
        "*+",
        "%",
        "{0}",
    ),
    *(
        "kind",
        "options",
        "on",
        "measure",
        "message",
        "severity",
        "budget",
        "select",
        "rules",
        "examples",
        "rows",
    ),
    *(
        "reply",
        "row",
        "error",
        "warning",
        "pattern",
        "share",
        "glossary",
        "outlier",
        '"5%"',
        '["ALL"]',
        '"*"',
    ),
)
CONFIGS = (
    'data = ["."]\nselect = ["ALL"]\nignore = ["tone"]\nextend-select = ["tag:style"]\nexclude = ["*.bak"]\n',
    '[budget]\nerror = 0\nwarning = "2%"\n[minimum]\ntone = 0.4\n',
    '[rules."duplicate/near"]\nseverity = "error"\nthreshold = 0.5\nbudget = "1%"\n',
    (
        '[[overrides]]\nfiles = ["a"]\nwhere = { a = 1 }\nignore = ["length"]\n'
        'rules = { "content/echo" = { severity = "note" } }\n'
    ),
    '[[slices]]\nname = "x"\nfiles = ["b/*"]\nbudget = { error = 1 }\nminimum = { tone = 0.1 }\n',
    '[[allow]]\nrule = "format/bom"\nrow = "12345678"\nreason = "r"\nuntil = 2027-01-31\n',
    (
        'targets = ["openai"]\nlanguage = "en"\nembedding = "static"\n'
        '[shape]\nprompt = "brief"\nreply = "completion"\n'
    ),
    (
        'glossary = ["terms.csv"]\neval = ["held.jsonl"]\npacks = ["p"]\n'
        'severity = "note"\nexcerpt = "none"\nsince = "HEAD"\n'
    ),
    '[voice]\nengine = "counted"\n[voice.segments]\nblog = { where = { source = "blog" } }\n',
)


class SlowError(Exception):
    """An input that takes too long."""


class Chance(random.Random):
    """Draws damaged inputs."""

    pieces = tuple(PIECES.elements)

    def damaged(self, content: bytes) -> bytes:
        """Some bytes of the content replaced, taken out, doubled or cut off."""
        for _ in range(self.choice((1, 1, 2, 4))):
            start, length = self.randrange(len(content) + 1), self.choice((0, 1, 1, 4, 30))
            way = self.randrange(6)
            if way == 0:
                content = content[:start]
            elif way == 1:
                content = (
                    content[:start] + content[start : start + 3 * length] * 2 + content[start + length :]
                )
            else:
                piece = self.choice(self.pieces) if way < 5 else self.randbytes(self.randrange(5))
                content = content[:start] + piece + content[start + length :]
        return content

    def retyped(self, value):
        """A decoded value with one part of it replaced by something else, moved or taken out."""
        if isinstance(value, dict) and value and self.random() < 0.8:
            key, way = self.choice(list(value)), self.random()
            if way < 0.7:
                return {**value, key: self.retyped(value[key])}
            rest = {name: item for name, item in value.items() if name != key}
            return rest if way < 0.85 else {**rest, self.choice(KEYS): value[key]}
        if isinstance(value, list) and value and self.random() < 0.8:
            at = self.randrange(len(value))
            return [*value[:at], self.retyped(value[at]), *value[at + 1 :]]
        return self.choice(ODD)

    def reworded(self, text: str) -> str:
        """A text with some words put in, taken out, or put for others."""
        for _ in range(self.choice((1, 1, 2, 3))):
            start, length = self.randrange(len(text) + 1), self.choice((0, 0, 1, 3, 12))
            text = text[:start] + self.choice(WORDS) + text[start + length :]
        return text


def seeds() -> list[bytes]:
    """The first rows of each file of sample data, and rows of every shape that the tests know."""
    found = [path.read_bytes() for path in sorted((ROOT / "sample_data").rglob("*")) if path.is_file()]
    found += [path.read_bytes() for path in sorted((ROOT / "tests" / "data").rglob("*.jsonl"))]
    lines = [content.split(b"\n")[:12] for content in found if content and b"\0" not in content]
    cut = [b"\n".join(some[start : start + 2])[:1500] for some in lines for start in range(0, len(some), 4)]
    return sorted({content for content in cut if content})


def decoded(contents: list[bytes]) -> list:
    """The values of the lines that are JSON."""
    values = []
    for line in (line for content in contents for line in content.split(b"\n")):
        try:
            values.append(json.loads(line))
        except ValueError:
            continue
    return [value for value in values if isinstance(value, dict)]


def parquet_seeds(values: list, folder: Path) -> list[bytes]:
    """Small Parquet files; none without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return []
    found = []
    for value in values[:6]:
        path = folder / "seed.parquet"
        parquet.write_table(pa.table({"text": [json.dumps(value)], "value": [1.5]}), path)
        found.append(path.read_bytes())
    return found


def in_pieces(file: str):
    """What reading gives when the file is cut up."""
    pieces = divide(file, Settings(), 97)
    for piece in placed(pieces, [count(piece, Settings()) for piece in pieces]):
        yield from map(shown, rows_of(piece, Settings()))


def shown(item) -> str:
    """A row or fault in a form in which NaN is equal to itself."""
    return repr((item.ref, item.raw, item.value, item.faults) if isinstance(item, Row) else item)


class Reader:
    """Files of data."""

    def __init__(self, chance: Chance, folder: Path) -> None:
        self.chance, self.folder = chance, folder
        self.seeds = seeds()
        self.values = decoded(self.seeds)
        self.parquet = parquet_seeds(self.values, folder)

    def draw(self) -> tuple[bytes, str]:
        chance = self.chance
        way = chance.randrange(20)
        if way == 0 and self.parquet and chance.random() < 0.4:
            return chance.damaged(chance.choice(self.parquet)), ".parquet"
        if way < 9:
            some = [chance.retyped(chance.choice(self.values)) for _ in range(chance.choice((1, 1, 2, 3)))]
            content = b"\n".join(json.dumps(value).encode("utf-8", "surrogatepass") for value in some)
            content = content if way < 7 else chance.damaged(content)
        else:
            content = chance.damaged(chance.choice(self.seeds))
        if way == 18:
            packed = gzip.compress(content, 1)
            return (packed if chance.random() < 0.3 else chance.damaged(packed)), ".jsonl.gz"
        if way == 19:
            packed = zstandard.compress(content, 1)
            return (packed if chance.random() < 0.3 else chance.damaged(packed)), ".jsonl.zst"
        return content, chance.choice(SUFFIXES)

    def act(self, content: bytes, suffix: str) -> None:
        path = self.folder / f"data{suffix}"
        path.write_bytes(content)
        try:
            items = list(rows(str(path), Settings()))
            assert [*in_pieces(str(path))] == [*map(shown, items)]
            found = [item for item in items if isinstance(item, Row)]
            again = list(reread([row.ref for row in found], Settings()))
        except UserError:
            return
        assert [row.ref.number for row in found] == list(range(len(found)))
        for item in (*items, *(fault for row in found for fault in row.faults)):
            assert not isinstance(item, Fault) or (
                set(item.details) == set(FAULTS[item.code]) and item.line > 0
            )
        before, after = ([(row.ref, row.raw, repr(row.value)) for row in some] for some in (found, again))
        assert before == after
        for row in found:
            if row.example:
                json.dumps([row.example.row_text(), row.example.context()])


class Rules:
    """Rule files."""

    def __init__(self, chance: Chance, folder: Path) -> None:
        del folder
        self.chance = chance
        self.seeds = [path.read_text("utf-8") for path in rule_files(rules_folder())]

    def draw(self) -> tuple[str]:
        seed = self.chance.choice(self.seeds)
        if self.chance.random() < 0.6:
            seed = seed.partition("[[examples]]")[0]
        return (self.chance.reworded(seed),)

    def act(self, text: str) -> None:
        try:
            read_rule(parse_toml(text, "fuzz.toml"), "fuzz/rule")
        except UserError:
            return


class Configuration:
    """Configurations, up to the judges that they ask for."""

    def __init__(self, chance: Chance, folder: Path) -> None:
        self.chance, self.folder = chance, folder
        self.book = load_rules([rules_folder()])

    def draw(self) -> tuple[str]:
        parts = self.chance.sample(CONFIGS, self.chance.choice((1, 1, 2, 3)))
        parts.sort(key=lambda part: part.startswith("["))
        return (self.chance.reworded("".join(parts)),)

    def act(self, text: str) -> None:
        path = self.folder / "tunelint.toml"
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        try:
            make_plan(self.book, load_config([str(self.folder)], [str(path)])).seats()
        except UserError:
            return


AREAS = {"reader": (Reader, 0.7), "rules": (Rules, 0.2), "configuration": (Configuration, 0.1)}
"""What is tried, and its share of the inputs."""


def stop(_signal: int, _frame: object) -> None:
    raise SlowError


def try_all(name: str, count: int, seed: int, folder: Path) -> dict[str, str]:
    """Where inputs went wrong, each place with its first input and what happened."""
    chance = Chance(f"{name} {seed}")
    area = AREAS[name][0](chance, folder)
    wrong: dict[str, str] = {}
    start = time.monotonic()
    for number in range(1, count + 1):
        drawn = area.draw()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            area.act(*drawn)
        except Exception as error:  # noqa: BLE001 - what must not happen
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {frame.filename}:{frame.lineno}"
            if place not in wrong:
                wrong[place] = f"{place}\n{drawn!r}\n{traceback.format_exc()}"
                print(wrong[place], flush=True)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if number % 50_000 == 0 or number == count:
            seconds = time.monotonic() - start
            print(
                f"{name}: {number:,} inputs in {seconds:.0f} s, {len(wrong)} kinds of tracebacks", flush=True
            )
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1_000_000, help="in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=AREAS, default=list(AREAS))
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory instead of a disk
    total = sum(AREAS[name][1] for name in options.only)
    wrong: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=fast) as folder:
        for name in options.only:
            count = round(options.inputs * AREAS[name][1] / total)
            wrong |= try_all(name, count, options.seed, Path(folder))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
