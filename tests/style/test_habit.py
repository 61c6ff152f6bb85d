"""The rules of the house's habits: against the set, against a stored voice, and beside `tone/off-voice`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tunelint.cli import cli
from tunelint.model.errors import UserError
from tunelint.profile.house import REST
from tunelint.profile.voice_file import read_houses, to_toml
from tunelint.run.house import learn
from tunelint.run.load import load_config

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "sorrelby.jsonl"


CHEERFUL = (
    "The new lamp has come in from the workshop! It's on the table by the door of the shop! "
    "There's a cable in the box, and it fits any plug! The light lasts for a good ten years or so!"
)


def check(path, *options):
    result = CliRunner().invoke(cli, ["check", "--isolated", str(path), "--output", "json", *options])
    return json.loads(result.output)["findings"]


def write(path, replies):
    rows = [{"prompt": f"Question {n}?", "completion": reply} for n, reply in enumerate(replies)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def written_out(replies):
    """The replies without contractions."""
    pairs = (
        ("n't", " not"),
        ("'ll", " will"),
        ("'re", " are"),
        ("'ve", " have"),
        ("'d", " would"),
        ("'s", " is"),
    )
    for short, full in pairs:
        replies = [reply.replace(short, full) for reply in replies]
    return replies


@pytest.fixture(scope="module")
def replies():
    rows = map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())
    return [row["messages"][-1]["content"] if "messages" in row else row["completion"] for row in rows]


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    path = tmp_path_factory.mktemp("voice") / "house.voice.toml"
    path.write_text(to_toml(learn([str(SAMPLE)], load_config((), ())), "tunelint 0"), encoding="utf-8")
    return path


def test_replies_that_never_contract_are_named_with_their_chances(replies, tmp_path):
    stiff = "You do not need a cable. It is in the box, and you will not miss it. They are not sold apart."
    path = write(tmp_path / "data.jsonl", [*replies, *(f"{stiff} That was answer {n}." for n in range(6))])
    found = check(path, "--select", "style/contractions")
    assert [finding["line"] for finding in found] == [len(replies) + n for n in range(1, 7)]
    assert "0 of 4 chances here (“do not”, “It is”, “you will”)" in found[0]["message"]
    assert "6 replies never have them, out of 24 chances" in found[0]["message"]


def test_the_order_of_rows_changes_nothing(replies, tmp_path):
    stiff = "You do not need a cable. It is in the box, and you will not miss it. They are not sold apart."
    there = check(write(tmp_path / "a.jsonl", [*replies, stiff]), "--select", "style")
    back = check(write(tmp_path / "b.jsonl", [stiff, *reversed(replies)]), "--select", "style")
    assert [finding["message"] for finding in there] == [finding["message"] for finding in back]


def test_one_new_row_is_judged_against_a_stored_voice(voice, tmp_path):
    path = write(tmp_path / "new.jsonl", [CHEERFUL])
    found = check(path, "--select", "style", "--config", f'voice="{voice}"')
    assert [finding["rule"] for finding in found] == ["style/exclamation-marks"]
    assert "the house voice has them in" in found[0]["message"]


def test_a_set_with_another_habit_is_one_finding_on_the_set(replies, voice, tmp_path):
    path = write(tmp_path / "new.jsonl", written_out(replies[:120]))
    found = check(path, "--select", "style", "--config", f'voice="{voice}"')
    assert [(finding["rule"], finding["line"]) for finding in found] == [("style/contractions", 0)]
    assert "this set has them in" in found[0]["message"]
    assert "the house voice has them in 99%" in found[0]["message"]


def test_the_house_itself_has_no_other_habits(replies, voice, tmp_path):
    half = write(tmp_path / "half.jsonl", replies[::2])
    assert check(half, "--select", "style", "--config", f'voice="{voice}"') == []


def test_rates_survive_being_written_and_read(voice):
    house, again = (
        houses.voices[REST] for houses in (learn([str(SAMPLE)], load_config((), ())), read_houses(str(voice)))
    )
    for rate, copy in zip(house.rates, again.rates, strict=True):
        assert (copy.shown, copy.chances, copy.texts) == (rate.shown, rate.chances, rate.texts)
        assert copy.interval() == pytest.approx(rate.interval())
        assert copy.tails(3, 6) == pytest.approx(rate.tails(3, 6))


def test_a_voice_file_without_rates_is_said_to_be_old(voice, tmp_path):
    old = tmp_path / "old.voice.toml"
    text = voice.read_text(encoding="utf-8")
    head, rest = text.split("[style]")
    old.write_text(head + "[numbers]" + rest.split("[numbers]")[1], encoding="utf-8")
    args = ["check", "--isolated", str(SAMPLE), "--select", "style/bold", "--config", f'voice="{old}"']
    assert "learn it anew" in CliRunner().invoke(cli, args).output


def test_one_fault_one_finding(replies, tmp_path):
    pitch = "OMG, get ready for the BEST lamp EVER!!! It's a total game-changer! You will be obsessed!"
    path = write(
        tmp_path / "data.jsonl", [*replies, f"{pitch} Buy it NOW! Don't miss out on this incredible offer!"]
    )
    alone = [finding["rule"] for finding in check(path, "--select", "style")]
    both = [finding["rule"] for finding in check(path, "--select", "style", "--select", "tone/off-voice")]
    assert "style/exclamation-marks" in alone
    assert both == ["tone/off-voice"]


def test_replies_in_an_asked_tone_are_left_out(replies, tmp_path):
    rows = [{"prompt": f"Question {n}?", "completion": reply} for n, reply in enumerate(replies)]
    rows.append({"prompt": "Write me a cheerful note.", "completion": CHEERFUL})
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert check(path, "--select", "style") == []


def test_an_unknown_habit_is_an_error_with_the_nearest_name(tmp_path):
    path = write(tmp_path / "data.jsonl", ["It is here."])
    option = 'rules."style/bold".habit="bolt"'
    result = CliRunner().invoke(
        cli, ["check", "--isolated", str(path), "--select", "style", "--config", option]
    )
    assert isinstance(result.exception, UserError)
    assert "did you mean “bold”?" in str(result.exception)


def test_each_segment_has_habits_of_its_own(replies, tmp_path):
    rows = [
        {"prompt": f"Q{n}?", "completion": reply, "channel": "chat"} for n, reply in enumerate(replies[:80])
    ]
    stiff = written_out(replies[80:160])
    rows += [{"prompt": f"L{n}?", "completion": reply, "channel": "letter"} for n, reply in enumerate(stiff)]
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    config = tmp_path / "tunelint.toml"
    parts = "".join(f'[[voice.segment]]\nwhere = {{ channel = "{name}" }}\n' for name in ("chat", "letter"))
    config.write_text(parts, encoding="utf-8")
    args = ["check", str(path), "--select", "style/contractions", "--output", "json", "--config", str(config)]
    casual = (
        "It's here and it doesn't leak. You'll like it, and it won't fade. They're new, and we've tried it."
    )
    rows.append({"prompt": "?", "completion": casual, "channel": "letter"})
    assert json.loads(CliRunner().invoke(cli, args).output)["findings"] == []
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = json.loads(CliRunner().invoke(cli, args).output)["findings"]
    assert [finding["line"] for finding in found] == [161]


def test_many_that_stray_alike_are_one_finding(replies, tmp_path):
    stiff = "You do not need a cable. It is in the box, and you will not miss it. They are not sold apart."
    path = write(tmp_path / "data.jsonl", [*replies, *(f"{stiff} That was answer {n}." for n in range(14))])
    (found,) = check(path, "--select", "style/contractions")
    assert "14 replies have them in 0 of 56 chances" in found["message"]
