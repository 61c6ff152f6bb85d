"""Evaluation data as hashes: leaks are found, and no text is in the file."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.conftest import run_cli, write_rows
from tests.duplicates.test_near import edited, house_rows
from tunelint.profile.hashed import is_index

FRAME = "Confirm order {0} to street {1}, please, and say when the driver will come to the door."
REPLY = (
    "Thank you for order {0}. It leaves our shop on day {1}, and the driver rings an hour before he comes to"
    " the house, so that somebody can open the door and take the parcel from him in person."
)


def rows_of(examples):
    return [{"messages": [{"role": t.role, "content": t.text} for t in item.turns]} for item in examples]


def leaks(folder, train, tested, *, indexed: bool):
    """Rule and line of every leak, and where its counterpart stands."""
    path, held = write_rows(folder / "train.jsonl", train), write_rows(folder / "held.jsonl", tested)
    if indexed:
        done = run_cli("index", held.name, "-o", "held.index", cwd=folder)
        assert done.returncode == 0, done.stderr
    against = "held.index" if indexed else "held.jsonl"
    command = ("check", path.name, "--isolated", "--against", against, "--select", "leak")
    done = run_cli(*command, "--output", "json", cwd=folder)
    report = json.loads(done.stdout)
    return {
        (item["rule"], item["line"], item["related"][0]["file"], item["related"][0]["line"])
        for item in report["findings"]
    }, report


def test_an_index_finds_what_the_text_finds(tmp_path):
    long = [row for row in house_rows() if len(row.turns[-1].text) >= 250][:40]
    random = Random(4)
    tested = rows_of([*long[:8], *(edited(row, 0.05, random) for row in long[8:16])])
    upper = {
        "messages": [{**turn, "content": turn["content"].upper()} for turn in rows_of(long)[0]["messages"]]
    }
    asked = next(
        turn for row in rows_of(long[:8]) for turn in row["messages"][-2:-1] if len(turn["content"]) > 40
    )
    train = [
        *rows_of(long),
        upper,
        {"messages": [asked, {"role": "assistant", "content": "No idea at all."}]},
    ]
    with_text, _ = leaks(tmp_path, train, tested, indexed=False)
    with_hashes, report = leaks(tmp_path, train, tested, indexed=True)
    assert {rule for rule, *_ in with_text} >= {"leak/exact", "leak/normalised", "leak/near", "leak/prompt"}
    assert with_hashes == with_text
    assert any(item["rule"] == "leak/reworded" for item in report["not_judged"])


def test_rows_of_a_template_are_no_edits_of_a_hashed_row(tmp_path):
    train = [{"prompt": FRAME.format(n, n * 7), "completion": REPLY.format(n, n % 5)} for n in range(40)]
    other = [{"prompt": FRAME.format(99, 693), "completion": REPLY.format(99, 4)}]
    assert not {leak for leak in leaks(tmp_path, train, other, indexed=True)[0] if leak[0] == "leak/near"}


def test_an_index_holds_no_text(tmp_path):
    told = "the heron nests in the third willow behind the old mill of our village every single spring"
    held = write_rows(tmp_path / "held.jsonl", [{"prompt": "Where does it nest?", "completion": told}])
    run_cli("index", held, "-o", "held.index", cwd=tmp_path)
    content = (tmp_path / "held.index").read_text(encoding="utf-8")
    assert is_index(str(tmp_path / "held.index"))
    assert not is_index(str(held))
    assert not {word for word in told.split() if len(word) > 4 and word in content}


@pytest.mark.parametrize("damage", [lambda text: text.replace("201", "7", 1), lambda text: text[:-40]])
def test_a_damaged_index_is_an_error(tmp_path, damage):
    held = write_rows(tmp_path / "held.jsonl", [{"prompt": "Where is it?", "completion": "Behind the mill."}])
    run_cli("index", held, "-o", "held.index", cwd=tmp_path)
    path = tmp_path / "held.index"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    done = run_cli("check", held, "--against", "held.index", "--select", "leak", cwd=tmp_path)
    assert done.returncode == 2
    assert b"tunelint index" in done.stderr
