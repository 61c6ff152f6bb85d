"""Axes that a team adds by pairs of its own: read, learned, judged with, shown."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner

from tests.voice.test_off_voice import rows
from tunelint.cli import cli
from tunelint.measure.voice import vector
from tunelint.measure.voice.learning import told_apart, with_own
from tunelint.measure.voice.weights import built_in
from tunelint.model.axis import FEWEST_PAIRS, Axis, read_own_axis
from tunelint.model.errors import UserError
from tunelint.profile.voice import axes, layout
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

AXES = rules_folder() / "axes"
NAUTICAL = [
    (
        "Ahoy! Your order has weighed anchor and sails into port on {day}.",
        "Your order has left and comes on {day}.",
    ),
    (
        "All hands on deck: the {thing} sale casts off on {day}.",
        "Everyone: the {thing} sale starts on {day}.",
    ),
    ("Batten down the hatches, the {thing} is sold out till {day}.", "The {thing} is sold out until {day}."),
    ("Steady as she goes: keep the {thing} below deck until {day}.", "Keep the {thing} indoors until {day}."),
    ("Aye, we shall haul the {thing} aboard by {day}.", "Yes, we will collect the {thing} by {day}."),
    (
        "The {thing} ran aground; our crew will refloat it on {day}.",
        "The {thing} failed; our team will mend it on {day}.",
    ),
]
DAYS = (("Monday", "lamp"), ("Friday", "garden pump"))


def nautical_pairs():
    return [
        tuple(text.format(day=day, thing=thing) for text in pair) for pair in NAUTICAL for day, thing in DAYS
    ]


def write_pairs(path, pairs, head=""):
    tables = (f"[[pairs]]\nhigh = {json.dumps(high)}\nlow = {json.dumps(low)}\n" for high, low in pairs)
    path.write_text(head + "\n".join(tables), encoding="utf-8")
    return path


def read(path, name="nautical"):
    return read_own_axis(str(path), path.name, Axis(name, "", ""))


@pytest.mark.parametrize("name", ["legalese", "warmth", "enthusiasm"])
def test_pairs_of_a_built_in_axis_teach_the_same_axis(name):
    own = read_own_axis(str(AXES / f"{name}.toml"), name, Axis("mine", "", ""))
    weights, at = with_own((own,)), [axis.name for axis in axes()].index(name)
    shipped, learned = built_in(), len(axes())
    assert weights.axes[learned] == pytest.approx(shipped.axes[at], abs=0.01)
    assert weights.axis_mean[:, learned] == pytest.approx(shipped.axis_mean[:, at], abs=0.05)
    assert np.array_equal(weights.axes[:learned], shipped.axes)
    assert np.array_equal(weights.axis_sd[:, :learned], shipped.axis_sd)
    assert told_apart(own) >= 0.8 * len(own.pairs)


def test_an_own_axis_lengthens_the_vector_and_leaves_the_rest_as_it_was(tmp_path):
    own = (read(write_pairs(tmp_path / "sea.toml", nautical_pairs())),)
    of, plain = layout(own), layout()
    text = "Yes, we will collect the pump by Monday, so there is nothing left for you to do."
    longer, usual = vector(text, with_own(own)), vector(text, built_in())
    assert longer.shape == (of.width,)
    assert [axis.name for axis in of.axes][-1] == "nautical"
    for name in ("habits", "head"):
        assert np.array_equal(longer[of.views[name]], usual[plain.views[name]])
    for name in ("axes", "axes for length"):
        assert longer[of.views[name]][:-1] == pytest.approx(usual[plain.views[name]], abs=1e-4)


def test_an_own_axis_of_a_built_in_name_stands_in_its_place(tmp_path):
    own = (read(write_pairs(tmp_path / "sea.toml", nautical_pairs()), "legalese"),)
    assert len(layout(own).axes) == len(axes())
    assert [axis.name for axis in layout(own).axes] == [axis.name for axis in axes()]
    changed = [not np.array_equal(a, b) for a, b in zip(with_own(own).axes, built_in().axes, strict=True)]
    assert [axes()[at].name for at in np.flatnonzero(changed)] == ["legalese"]


def test_names_of_the_ends_come_from_the_configuration_then_the_file_then_the_name(tmp_path):
    path = write_pairs(tmp_path / "sea.toml", nautical_pairs(), 'high = "saltier"\n')
    assert (read(path).axis.high, read(path).axis.low) == ("saltier", "less nautical")
    assert read_own_axis(str(path), "x", Axis("nautical", "wetter", "drier")).axis.high == "wetter"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", f"{FEWEST_PAIRS} are needed"),
        ('[[pairs]]\nhigh = "Ahoy there"\nlow = "Hello there"\n' * 14, "1 different pair for an axis"),
        ('[[pairs]]\nhigh = "Ahoy there"\n', "pair 1 lacks"),
        ('[[pairs]]\nhigh = "Ahoy"\nlow = "Ahoy"\n', "the same text"),
        ("pairs = 3\n", "no list"),
        ("pairs = [\n", "not valid TOML"),
    ],
)
def test_pairs_that_teach_nothing_are_one_clear_error(tmp_path, text, what):
    path = tmp_path / "sea.toml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "tunelint.toml").write_text(
        '[[voice.axis]]\nname = "nautical"\npairs = "sea.toml"\n', encoding="utf-8"
    )
    config = load_config([], [str(tmp_path / "tunelint.toml")])
    (problem,) = config.problems
    assert what in problem.what
    with pytest.raises(UserError):
        read(path)


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ('[[voice.axis]]\nname = "a"\npairs = "gone.toml"\n', "no such file"),
        ('[[voice.axis]]\nname = "a"\n', "“pairs” of an axis is missing"),
        ('[[voice.axis]]\nname = "a"\npears = "sea.toml"\npairs = "sea.toml"\n', "unknown key “pears”"),
        ('[[voice.axis]]\nname = "a"\npairs = "sea.toml"\n' * 2, "two of the name “a”"),
        ('[voice]\nfiles = "x"\n', "unknown key “files”"),
        ('voice = "gone.voice.toml"\n', "no such file: gone.voice.toml"),
        ("voice = 3\n", "“voice” must be"),
    ],
)
def test_mistakes_in_the_table_of_the_voice_are_named(tmp_path, table, what):
    write_pairs(tmp_path / "sea.toml", nautical_pairs())
    (tmp_path / "tunelint.toml").write_text(table, encoding="utf-8")
    problems = load_config([], [str(tmp_path / "tunelint.toml")]).problems
    assert any(what in problem.what for problem in problems), problems


@pytest.fixture
def sea(tmp_path):
    write_pairs(tmp_path / "sea.toml", nautical_pairs())
    (tmp_path / "tunelint.toml").write_text(
        '[[voice.axis]]\nname = "nautical"\npairs = "sea.toml"\nhigh = "saltier"\nlow = "drier"\n',
        encoding="utf-8",
    )
    data = rows()
    data[50]["completion"] = (
        "Ahoy there, all hands! Your order has weighed anchor and our crew sails it into port on"
        " Tuesday. Batten"
        " down the hatches, haul it aboard, and steady as she goes till your basil is safely below deck."
    )
    file = tmp_path / "data.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    return file


def test_findings_name_an_own_axis_and_explain_it_beside_the_others(sea):
    config = load_config([str(sea)])
    rule = load_rules([rules_folder()])["tone/off-voice"]
    outcome = check([str(sea)], make_plan({rule.id: rule}, config), config)
    (finding,) = [finding for finding in outcome.findings if finding.place.line == 51]
    assert "saltier" in finding.message
    assert len(finding.explain.splitlines()) == len(axes()) + 1
    assert "nautical" in finding.explain


def test_a_stored_voice_holds_an_own_axis_and_fits_no_other_configuration(sea):
    folder = sea.parent
    voice = str(folder / "house.voice.toml")
    assert CliRunner().invoke(cli, ["voice", "learn", str(sea), "-o", voice]).exit_code == 0
    assert "saltier" in CliRunner().invoke(cli, ["voice", "show", voice]).output
    same = CliRunner().invoke(cli, ["voice", "diff", voice, str(sea)], standalone_mode=False)
    assert same.return_value == 0
    assert "nautical" in same.output
    listed = CliRunner().invoke(cli, ["voice", "axes", "--config", str(folder / "tunelint.toml")]).output
    told = re.search(r"own, 12 pairs, (\d+) told apart", listed)
    assert told
    assert int(told[1]) >= 10
    stored = ["--config", str(folder / "tunelint.toml"), "--config", f"voice={voice}"]
    command = ["check", str(sea), "--select", "tone/off-voice", *stored]
    judged = CliRunner().invoke(cli, command, standalone_mode=False)
    assert "saltier" in judged.output
    plain = ["check", str(sea), "--isolated", "--select", "tone/off-voice", "--config", f"voice={voice}"]
    with pytest.raises(UserError, match="own axis “nautical”"):
        CliRunner().invoke(cli, plain, standalone_mode=False, catch_exceptions=False)


def test_the_html_report_of_a_set_with_an_own_axis_names_it(sea):
    from tunelint.report.html.voice import voice

    data = [json.loads(line) for line in sea.read_text(encoding="utf-8").splitlines()]
    end = " Steady as she goes, crew, aye, haul it aboard and batten down the hatches, we sail at dawn."
    salty = [{**row, "completion": f"Ahoy, all hands! {row['completion']}{end}"} for row in data]
    sea.write_text("".join(json.dumps(row) + "\n" for row in salty), encoding="utf-8")
    config = load_config([str(sea)])
    rule = load_rules([rules_folder()])["tone/off-voice"]
    told = voice(check([str(sea)], make_plan({rule.id: rule}, config), config).exhibit)
    assert "saltier" in [trait["words"] for trait in told["traits"]]


def test_the_same_pairs_give_the_same_axis_and_other_pairs_another_digest(tmp_path):
    first = read(write_pairs(tmp_path / "a.toml", nautical_pairs()))
    again = read(write_pairs(tmp_path / "b.toml", nautical_pairs()))
    other = read(write_pairs(tmp_path / "c.toml", [*nautical_pairs(), ("Ship ahoy!", "Hello!")]))
    assert first == again
    assert first.axis.digest != other.axis.digest
