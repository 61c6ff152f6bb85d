"""Options: typed values, and every mistake named at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from hypothesis import given
from hypothesis import strategies as st

from tunelint.model.errors import nearest
from tunelint.model.options import build
from tunelint.model.toml import parse_toml


@dataclass(frozen=True)
class Options:
    share: float = 0.5
    rows: int = 3
    words: tuple[str, ...] = ()
    mode: Literal["a", "b"] = "a"
    limit: str | int | None = None
    on: bool = False
    table: dict[str, Any] = field(default_factory=dict)


def _build(given):
    return build(Options, given, lambda key: f"here:{key}", "the rule")


def test_values_take_their_types():
    options, problems = _build({"share": 1, "words": ["x"], "mode": "b", "limit": "2%", "table": {"a": 1}})
    assert not problems
    assert options == Options(1.0, 3, ("x",), "b", "2%", table={"a": 1})


def test_one_text_is_a_list_of_one():
    options, problems = _build({"words": "x.csv"})
    assert not problems
    assert options.words == ("x.csv",)


def test_every_mistake_is_named():
    _, problems = _build({"shar": 1, "rows": "3", "words": [3], "mode": "c", "on": 1})
    assert [problem.where for problem in problems] == [
        "here:shar",
        "here:rows",
        "here:words",
        "here:mode",
        "here:on",
    ]
    assert "did you mean “share”?" in problems[0].hint


@given(
    st.dictionaries(
        st.sampled_from(list(Options.__dataclass_fields__)),
        st.none() | st.text() | st.integers() | st.booleans(),
    )
)
def test_wrong_values_never_raise(values):
    options, problems = _build(values)
    assert isinstance(options, Options)
    assert len(problems) <= len(values)


def test_nearest_lists_names_where_none_is_close():
    assert nearest("zzzz", ["alpha", "beta"]) == "valid: alpha, beta"


def test_toml_knows_the_lines_of_its_keys():
    document = parse_toml(
        'a = 1\n[b]\nc = """\na = 2\n"""\nd = 3\n[rules."tone/off-voice"]\nseverity = "x"\n', "t.toml"
    )
    assert document.where("a") == "t.toml:1"
    assert document.where("b", "d") == "t.toml:6"
    assert document.where("rules", "tone/off-voice", "severity") == "t.toml:8"
    assert document.where("nothing") == "t.toml"
