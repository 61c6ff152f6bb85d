"""House voices: learned, written, read, shown, compared."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from tunelint.cli import cli
from tunelint.model.errors import UserError
from tunelint.profile.house import Houses
from tunelint.profile.portrait import sayings, traits
from tunelint.profile.shift import shifts
from tunelint.profile.voice import axes, views
from tunelint.profile.voice_file import read_houses, to_toml
from tunelint.run.config import Config
from tunelint.run.house import learn

SAMPLE = str(Path(__file__).resolve().parents[2] / "sample_data" / "sorrelby.jsonl")


@pytest.fixture(scope="module")
def houses():
    return learn([SAMPLE], Config())


@pytest.fixture(scope="module")
def house(houses):
    return houses.voices[""]


def test_a_voice_survives_being_written_and_read(house, tmp_path):
    file = tmp_path / "house.voice.toml"
    file.write_text(to_toml(Houses({"": house}), "tunelint 0"), encoding="utf-8")
    again = read_houses(str(file)).voices[""]
    assert again.texts == house.texts
    assert again.exemplars == house.exemplars
    rows = house.reference.centre[None] + np.linspace(-1, 1, 7)[:, None] * house.reference.spread[None]
    assert np.allclose(house.reference.strangeness(rows), again.reference.strangeness(rows), atol=0.02)


def test_learning_twice_writes_the_same_file_whatever_the_order(house, tmp_path):
    lines = Path(SAMPLE).read_text(encoding="utf-8").splitlines()
    file = tmp_path / "turned.jsonl"
    file.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    assert to_toml(learn([str(file)], Config()), "x") == to_toml(Houses({"": house}), "x")


def test_a_voice_file_holds_no_text_and_stays_small(house):
    written = to_toml(Houses({"": house}), "tunelint 0")
    assert len(written) < 20_000
    assert "basil" not in written


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (("voice_version = ", "voice_version = 9"), "version"),
        (("centre = [", "centre = [1, "), "numbers"),
        (("null = [", "empty = ["), "null"),
        (("[numbers]", "[numbers"), "cannot be read"),
    ],
)
def test_a_broken_voice_file_is_an_error_that_says_what_to_do(house, tmp_path, change, hint):
    file = tmp_path / "house.voice.toml"
    file.write_text(to_toml(Houses({"": house}), "tunelint 0").replace(*change), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read_houses(str(file))
    assert hint in str(raised.value.problems)
    assert "voice learn" in str(raised.value.problems)


def test_too_few_replies_make_no_voice(tmp_path):
    file = tmp_path / "few.jsonl"
    file.write_text("\n".join(Path(SAMPLE).read_text(encoding="utf-8").splitlines()[:10]), encoding="utf-8")
    with pytest.raises(UserError, match="too few"):
        learn([str(file)], Config())


def test_a_voice_does_not_differ_from_itself_and_a_moved_axis_is_named(house):
    assert not any(shift.moved for shift in shifts(house, house))
    centre = house.reference.centre.copy()
    place = views()["axes"].start + [axis.name for axis in axes()].index("warmth")
    centre[place] -= house.reference.spread[place]
    colder = replace(house, reference=replace(house.reference, centre=centre))
    assert [(shift.name, shift.words) for shift in shifts(house, colder) if shift.moved] == [
        ("warmth", "colder")
    ]


def test_the_portrait_of_the_sample_house(house):
    assert {"warmer", "more casual"} <= set(traits(house))
    assert "never shouts" in sayings(house)


def test_commands_learn_show_and_diff(tmp_path):
    voice = str(tmp_path / "house.voice.toml")
    assert CliRunner().invoke(cli, ["voice", "learn", SAMPLE, "-o", voice]).exit_code == 0
    shown = CliRunner().invoke(cli, ["voice", "show", voice])
    assert "warmer" in shown.output
    same = CliRunner().invoke(cli, ["voice", "diff", voice, SAMPLE], standalone_mode=False)
    assert same.return_value == 0
    rows = [json.loads(line) for line in Path(SAMPLE).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        reply = row["messages"][-1]
        reply["content"] = "WOW! " + reply["content"].replace(".", "!!!") + " You will LOVE it!"
    loud = tmp_path / "loud.jsonl"
    loud.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    moved = CliRunner().invoke(cli, ["voice", "diff", voice, str(loud)], standalone_mode=False)
    assert moved.return_value == 1
    assert "more enthusiastic" in moved.output
    checked = CliRunner().invoke(
        cli,
        ["check", str(loud), "--isolated", "--select", "tone/off-voice", "--config", f"voice={voice}"],
        standalone_mode=False,
    )
    assert "more enthusiastic" in checked.output
