"""CPU seconds, wall seconds and peak memory of tunelint and of its peers on the same files.

    python -m tests.bench.scale --venvs FOLDER [--sizes 2000 20000 100000] [--tools NAME ...] [--limit S]
    python -m tests.bench.scale --sizes 1000000 --tools tunelint

FOLDER holds a virtual environment for each peer: venv-peers (dropoutt, finelint), venv-parallelogram,
venv-convmerge (with datasketch), venv-semhash, venv-minhash (datasketch, rensa), venv-textdescriptives,
venv-datajuicer (py-data-juicer, aiohttp, torch). A peer whose environment is missing is named as such.

Rows are those of `speed.py`: chat of about 200 words. Every peer stands beside tunelint with the rules of the
same job alone. CPU and memory are those of the process and of the children that it waited for; each tool may
use the processes that it starts by itself. No peak is below that of this command, which starts the others.
With --floors, what no checker can do without: parsing, hashing, words.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.speed import ROOT, make_rows


class Tool(NamedTuple):
    """A peer: its environment, its arguments (DATA and OUT are filled in), what it checks, and our rules."""

    name: str
    venv: str
    arguments: tuple[str, ...]
    checks: str
    ours: str


class Cost(NamedTuple):
    """CPU seconds, wall seconds, peak memory in MB, and how it ended."""

    cpu: float
    wall: float
    memory: float
    end: str = ""


READ = """
import json, sys
def rows():
    with open(sys.argv[1]) as lines:
        for line in lines:
            yield [turn["content"] for turn in json.loads(line)["messages"]]
"""
DATASKETCH = f"""{READ}
from datasketch import MinHash, MinHashLSH
index, found = MinHashLSH(threshold=0.7, num_perm=128), 0
for number, turns in enumerate(rows()):
    words = " ".join(turns).lower().split()
    mark = MinHash(num_perm=128)
    mark.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
    found += bool(index.query(mark))
    index.insert(str(number), mark)
print(found)
"""
RENSA = f"""{READ}
from rensa import RMinHash, RMinHashLSH
index, found = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16), 0
for number, turns in enumerate(rows()):
    words = " ".join(turns).lower().split()
    mark = RMinHash(num_perm=128, seed=1)
    mark.update([" ".join(words[at : at + 3]) for at in range(len(words) - 2)])
    found += bool(index.query(mark))
    index.insert(number, mark)
print(found)
"""
SEMHASH = f"""{READ}
import numpy as np
from model2vec import StaticModel
from semhash import SemHash
from tokenizers import Tokenizer
table = np.load(sys.argv[2] + "/table.npy").astype(np.float32)
model = StaticModel(vectors=table, tokenizer=Tokenizer.from_file(sys.argv[2] + "/tokenizer.json"))
texts = ["\\n".join(turns) for turns in rows()]
print(len(SemHash.from_records(records=texts, model=model).self_deduplicate().filtered))
"""
READABILITY = f"""{READ}
import spacy, textdescriptives
nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("textdescriptives/readability")
print(sum(1 for document in nlp.pipe(turns[-1] for turns in rows()) if document._.readability))
"""
JUICER = f"""{READ}
from data_juicer.core.data import NestedDataset
from data_juicer.ops.deduplicator import DocumentMinhashDeduplicator
data = NestedDataset.from_list([{{"text": "\\n".join(turns)}} for turns in rows()])
kept = DocumentMinhashDeduplicator(jaccard_threshold=0.7, num_proc=2).run(data)
print(len(kept))
"""
FLOORS = {
    "parsing alone (orjson)": "import orjson, sys\nfor line in open(sys.argv[1], 'rb'): orjson.loads(line)",
    "hashing alone (blake2b of each text)": f"{READ}\nfrom hashlib import blake2b\n"
    "for turns in rows():\n    for text in turns: blake2b(text.encode(), digest_size=16).digest()",
    "words alone (spaCy's tokeniser)": f"{READ}\nfrom tunelint.measure.lean import import_lean\n"
    "split = import_lean('spacy', absent=['torch']).blank('en').tokenizer\n"
    "for turns in rows():\n    for text in turns: split(text)",
}
TOOLS = (
    Tool(
        "dropoutt",
        "peers",
        ("bin/dropoutt", "scan", "DATA", "--offline", "--no-open", "--no-html", "-q", "--out", "OUT"),
        "36 checks: schema, roles, encoding, duplicates, language, personal data",
        "format,content,duplicate,privacy,secret",
    ),
    Tool(
        "finelint",
        "peers",
        ("bin/finelint", "inspect", "DATA", "--report", "OUT/report.json"),
        "schema, turns, exact and near duplicates, conflicting answers",
        "format,duplicate/exact,duplicate/normalised,duplicate/near,conflict",
    ),
    Tool(
        "parallelogram",
        "parallelogram",
        ("bin/parallelogram", "check", "DATA", "--json"),
        "schema, roles, empty texts, length, exact duplicates, encoding",
        "format,duplicate/exact",
    ),
    Tool(
        "convmerge filter",
        "convmerge",
        ("bin/convmerge", "filter", "-i", "DATA"),
        "empty answers, refusals, loops, equal pairs",
        "format/empty-reply,content/refusal,content/repetition,conflict/preference-same",
    ),
    Tool(
        "convmerge dedupe",
        "convmerge",
        ("bin/convmerge", "dedupe", "-i", "DATA", "-o", "OUT/kept.jsonl", "--near"),
        "exact and near duplicates (MinHash)",
        "duplicate/exact,duplicate/normalised,duplicate/near",
    ),
    Tool(
        "semhash",
        "semhash",
        ("bin/python", "-c", SEMHASH, "DATA", "MODEL"),
        "duplicates by meaning (the same table of vectors as ours)",
        "duplicate/semantic",
    ),
    Tool(
        "datasketch",
        "minhash",
        ("bin/python", "-c", DATASKETCH, "DATA"),
        "near duplicates (MinHash, candidates only)",
        "duplicate/near",
    ),
    Tool(
        "rensa",
        "minhash",
        ("bin/python", "-c", RENSA, "DATA"),
        "near duplicates (MinHash, candidates only)",
        "duplicate/near",
    ),
    Tool(
        "data-juicer",
        "datajuicer",
        ("bin/python", "-c", JUICER, "DATA"),
        "near duplicates (MinHash)",
        "duplicate/near",
    ),
    Tool(
        "textdescriptives",
        "textdescriptives",
        ("bin/python", "-c", READABILITY, "DATA"),
        "readability of the replies, seven formulas",
        "readability",
    ),
)


def spend(command: list[str], limit: float, folder: Path | None = None) -> Cost:
    """What a command costs, run in a folder; it is stopped after `limit` seconds."""
    start = time.monotonic()
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
        process = subprocess.Popen(
            command, stdout=nothing, stderr=nothing, start_new_session=True, cwd=folder
        )
        end = ""
        while True:
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            if found:
                break
            if time.monotonic() - start > limit and not end:
                end = f"stopped after {limit:.0f} s"
                os.killpg(process.pid, 9)
            time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    fine = (0,) if "-c" in command else (0, 1)
    end = end or ("" if process.returncode in fine else f"failed ({process.returncode})")
    wall = time.monotonic() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, end)


def show(name: str, rows: int, cost: Cost, checks: str) -> None:
    """One line of the table."""
    speed = f"{rows / cost.wall:,.0f}"
    figures = f"{cost.cpu:>9.1f} {cost.wall:>9.1f} {cost.memory:>8.0f} {speed:>9}"
    print(f"{name:<34} {figures}  {cost.end or checks}", flush=True)


def ours(data: Path, limit: float, *more: str) -> Cost:
    """The cost of `tunelint check`."""
    command = [sys.executable, "-m", "tunelint", "check", str(data), "--isolated", "--no-cache", "-q", *more]
    return spend(command, limit)


def write_data(path: Path, size: int) -> None:
    """So many rows of about 200 words, made a part at a time."""
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, size, 10_000):
            part = make_rows(min(10_000, size - start), seed=7 + start, length=16)
            file.writelines(json.dumps(row) + "\n" for row in part)


def compare(tool: Tool, data: Path, size: int, venvs: Path, limit: float) -> None:
    """The line of a peer, and that of tunelint at the same job."""
    home = venvs / f"venv-{tool.venv}"
    if not home.is_dir():
        print(f"{tool.name:<34} not installed: {home.name} is missing")
        return
    model = ROOT / "src/tunelint/measure/meaning"
    out = Path(tempfile.mkdtemp(dir=data.parent))
    filled = {"DATA": str(data), "MODEL": str(model)}
    arguments = [filled.get(text, text.replace("OUT", str(out))) for text in tool.arguments]
    show(tool.name, size, spend([str(home / arguments[0]), *arguments[1:]], limit, out), tool.checks)
    shutil.rmtree(out)
    show("  tunelint, the same job", size, ours(data, limit, "--select", tool.ours), tool.ours)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--venvs", type=Path, help="the folder of the peers' environments")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 20000, 100000])
    parser.add_argument("--tools", nargs="+", choices=["tunelint", *(tool.name for tool in TOOLS)])
    parser.add_argument("--floors", action="store_true", help="parsing, hashing and words alone too")
    parser.add_argument("--limit", type=float, default=3600, help="seconds after which a tool is stopped")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    for size in options.sizes:
        print(
            f"\n{f'{size:,} rows':<34} {'CPU s':>9} {'wall s':>9} {'peak MB':>8} {'rows/s':>9}  what it did"
        )
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "rows.jsonl"
            write_data(data, size)
            for name, code in FLOORS.items() if options.floors else ():
                show(name, size, spend([sys.executable, "-c", code, str(data)], options.limit), "a floor")
            if not options.tools or "tunelint" in options.tools:
                show("tunelint", size, ours(data, options.limit), "every default rule")
            for tool in TOOLS if options.venvs else ():
                if not options.tools or tool.name in options.tools:
                    compare(tool, data, size, options.venvs, options.limit)


if __name__ == "__main__":
    main()
