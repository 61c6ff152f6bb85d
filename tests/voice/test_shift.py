"""How a voice moved: verdicts on axes and habits, in three formats, with an exit code."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.voice.test_off_voice import rows
from tunelint.cli import cli
from tunelint.model.errors import UserError


def write(path, data):
    path.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    return str(path)


def diff(*arguments):
    done = CliRunner().invoke(
        cli, ["voice", "diff", *arguments], standalone_mode=False, catch_exceptions=False
    )
    return done.return_value, done.output


@pytest.fixture
def halves(tmp_path):
    data = random.Random(3).sample(rows(), len(rows()))
    return write(tmp_path / "old.jsonl", data[::2]), write(tmp_path / "new.jsonl", data[1::2])


def test_two_halves_of_one_voice_are_the_same(halves):
    code, text = diff(*halves)
    assert code == 0
    assert text.rstrip().endswith("the voice is the same")
    assert "moved" not in text


def test_a_habit_that_moved_is_named_with_its_numbers(tmp_path, halves):
    data = [json.loads(line) for line in Path(halves[1]).read_text(encoding="utf-8").splitlines()]
    for row in data:
        row["completion"] = row["completion"].replace(". ", "; ", 2)
    code, text = diff(halves[0], write(tmp_path / "turned.jsonl", data))
    assert code == 1
    (line,) = [line for line in text.splitlines() if "habit semicolon" in line]
    assert line.startswith("moved")
    assert "more semicolons" in line
    assert "in 100 words" in line
    assert diff(halves[0], str(tmp_path / "turned.jsonl"), "--exit-zero")[0] == 0


def test_json_has_every_axis_and_habit_with_a_verdict(halves):
    _, text = diff(*halves, "--format", "json")
    found = json.loads(text)
    assert found["moved"] is False
    (part,) = found["parts"]
    kinds = [shift["kind"] for shift in part["shifts"]]
    assert kinds.count("axis") == 17
    assert kinds.count("habit") >= 50
    assert {"name", "before", "after", "size", "errors", "moved"} <= part["shifts"][0].keys()


def test_markdown_is_a_table_with_the_verdict_on_top(halves):
    _, text = diff(*halves, "--format", "markdown")
    assert text.startswith("## the voice is the same")
    assert text.count("| same | axis ") == 17


def test_voices_without_a_common_segment_are_an_error(tmp_path, halves):
    data = [{**row, "channel": "legal"} for row in rows()]
    (tmp_path / "tunelint.toml").write_text(
        '[[voice.segment]]\nwhere = { channel = "legal" }\n', encoding="utf-8"
    )
    config = ["--config", str(tmp_path / "tunelint.toml")]
    voice = str(tmp_path / "legal.voice.toml")
    file = write(tmp_path / "legal.jsonl", data)
    assert CliRunner().invoke(cli, ["voice", "learn", file, "-o", voice, *config]).exit_code == 0
    other = str(tmp_path / "house.voice.toml")
    (tmp_path / "tunelint.toml").unlink()
    assert CliRunner().invoke(cli, ["voice", "learn", halves[0], "-o", other]).exit_code == 0
    with pytest.raises(UserError, match="no segment in common"):
        diff(voice, other)


def test_a_segment_that_no_reply_belongs_to_is_an_error_of_learning(tmp_path, halves):
    (tmp_path / "tunelint.toml").write_text(
        '[[voice.segment]]\nwhere = { chanel = "legal" }\n', encoding="utf-8"
    )
    with pytest.raises(UserError, match="no reply belongs to the segment “legal”"):
        CliRunner().invoke(cli, ["voice", "learn", halves[0]], standalone_mode=False, catch_exceptions=False)
