"""Private values are in no output of any command: not in full, in part, in small letters or beside a cut."""

from __future__ import annotations

import json
import re

import pyarrow.parquet as pq
import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint.settle import dotted

VALUES = {
    "email": "maria.lopez84@proton.me",
    "phone": "+44 7911 482736",
    "card": "4539148803436467",
    "iban": "DE02120300000000202051",
    "national": "SSN 412-68-3947",
    "address": "84.203.17.92",
    "key": "ghp_k7Qw9Zx2Lm4Rt8Yv1Bn5Hd3Js6Pf0Ga7Ce2X",
    "database": "postgres://shop:Tq8-vRz31k@db.sorrelby.io:5432/orders",
    "password": "the password is Tulpe!Garten94",
}
FORMAT_NAMES = "text concise json sarif github gitlab junit rdjson markdown html csv parquet"
FORMATS = FORMAT_NAMES.split()
PIECE = 7
BODY = (
    "{0} is what we utilise for it, and it goes out on Monday. Please keep it by you, as the driver will ask "
    "for it at the door, and it takes a minute."
)


def pieces(value):
    """What gives a value away: any seven signs of its private part."""
    for public in ("SSN ", "postgres://shop:", "@db.sorrelby.io:5432/orders", "the password is "):
        value = value.replace(public, "")
    found = {value[at : at + PIECE].lower() for at in range(len(value) - PIECE + 1)}
    words = value.replace(".", " ").replace("@", " @ ").split()
    return {each for each in found | {" ".join(words[:3]).lower()} if len(set(each)) > 3}


PIECES = {name: pieces(value) for name, value in VALUES.items()}


def shown(text):
    """The values of which a text shows a piece."""
    low = text.lower()
    return {name for name, parts in PIECES.items() if any(part in low for part in parts)}


def rows_of(number, value):
    """Rows with one value that many rules remark on: copies, conflicts, loops, echoes, tone, cuts."""
    yield chat(f"Which one do I need for order {number}, with {value}?", BODY.format(value))
    yield chat(f"Which one do I need for order {number}, with {value}?", BODY.format(value))
    yield chat(
        f"Which one do I need for order {number}, with {value}?",
        BODY.format(value).replace("Monday", "Tuesday").replace("door", "gate"),
    )
    yield chat(f"Tell me about {number} {value}", " ".join([value] * 14))
    yield chat(f"What would you do with {value} tomorrow?", f"What would you do with {value} tomorrow?")
    yield chat(
        f"Yo {number}?", f"YO dude!!! {value} lol omg ur gonna luv it haha!!! {value}!!! bruh {{{{name}}}}"
    )
    yield chat(
        f"{number}?", f"Der Zug nach Hamburg hat heute leider Verspätung, und {value} steht dort drüben."
    )
    yield chat(
        f"Cut {number}?",
        f"We keep it in the drawer by the door. You may ask for it. Then it is {value} and the",
    )
    yield {"messages": [{"role": "user", "content": value}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("masked")
    good = [
        json.loads(line) for line in (ROOT / "sample_data/sorrelby.jsonl").read_text("utf-8").splitlines()
    ]
    bad = [row for number, value in enumerate(VALUES.values()) for row in rows_of(number, value)]
    path = write_rows(folder / "data.jsonl", [*good[:120], *bad])
    with path.open("a", encoding="utf-8") as file:
        file.write('{"messages": [{"role": "user", "content": "broken ' + VALUES["email"] + "\n")
    write_rows(folder / "eval.jsonl", [bad[0], *(row for row in bad[27:29])])
    (folder / "terms.csv").write_text("avoid,prefer\nutilise,use\n", encoding="utf-8")
    return folder


def test_no_format_shows_a_private_value(folder):
    outputs = [word for name in FORMATS for word in ("--output", f"{name}:out.{name}")]
    run_cli(
        *("check", "data.jsonl", "--isolated", "--excerpt", "full", "--against", "eval.jsonl"),
        *("--config", 'glossary=["terms.csv"]', *outputs),
        cwd=folder,
    )
    rules = {finding["rule"] for finding in json.loads((folder / "out.json").read_text("utf-8"))["findings"]}
    assert rules >= {
        "content/repetition",
        "duplicate/exact",
        "leak/passage",
        "content/echo",
        "format/not-json",
    }
    assert {rule for rule in rules if rule.startswith(("privacy/", "secret/"))} >= {"secret/plain-password"}
    for name in FORMATS:
        path = folder / f"out.{name}"
        text = str(pq.read_table(path).to_pylist()) if name == "parquet" else path.read_text("utf-8")
        assert len(text) > 200, name
        assert not shown(text), name


@pytest.mark.parametrize(
    "command",
    [
        "explain content/repetition data.jsonl --row data.jsonl:124",
        "explain privacy/email data.jsonl --row data.jsonl:121",
        "explain duplicate/exact data.jsonl --row data.jsonl:121",
        "topics data.jsonl",
        "diff data.jsonl eval.jsonl",
        "voice prompt data.jsonl",
        "fix data.jsonl --diff --unsafe-fixes",
        "targets data.jsonl",
        "baseline create data.jsonl -o known.json",
        "voice learn data.jsonl -o voice.json",
    ],
)
def test_no_command_shows_a_private_value(folder, command):
    done = run_cli(*command.split(), cwd=folder)
    assert done.stdout or done.stderr
    assert not shown((done.stdout + done.stderr).decode())
    for name in ("known.json", "voice.json"):
        if name in command:
            assert not shown((folder / name).read_text("utf-8"))


def test_a_preview_of_the_fix_shows_the_stand_in(folder):
    done = run_cli("fix", "data.jsonl", "--isolated", "--diff", "--unsafe-fixes", cwd=folder)
    assert b"@example.com" in done.stdout
    assert "••••".encode() in done.stdout


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“which one maria lopez84 @ proton …”", "“which one •…”"),
        ("with MARIA.LOPEZ84@PROTON.ME now", "with • now"),
        ("…pez84@proton.me is hers", "…• is hers"),
        ("Maria went to Proton, me too", "Maria went to Proton, me too"),
    ],
)
def test_a_value_is_dotted_in_part_and_without_its_signs(text, left):
    assert re.sub("•+", "•", dotted(text, ["maria.lopez84@proton.me"])) == left
