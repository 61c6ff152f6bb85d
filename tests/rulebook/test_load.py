"""Rule files: every mistake is named with its line, all at once."""

from __future__ import annotations

import pytest

from tunelint.model.errors import UserError
from tunelint.rulebook.load import load_rules

GOOD = """name = "N"
summary = "S."
kind = "fault"
severity = "warning"
message = "M"
why = "W"
repair = "R"
"""


def _folder(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / "house" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_id_is_the_path(tmp_path):
    assert list(load_rules([_folder(tmp_path, tics=GOOD)])) == ["house/tics"]


def test_all_mistakes_at_once(tmp_path):
    folder = _folder(
        tmp_path,
        one=GOOD.replace("warning", "grave") + 'mesage = "x"\n',
        two="name = 3\n",
        three="name = \n",
    )
    with pytest.raises(UserError) as caught:
        load_rules([folder])
    text = str(caught.value)
    assert "one.toml:4: unknown severity “grave”" in text
    assert "one.toml:8: unknown key “mesage” of a rule" in text
    assert "did you mean “message”?" in text
    assert "two.toml:1: “name” has the wrong type: 3" in text
    assert "three.toml:1:" in text
    assert "not valid TOML" in text


def test_expect_marks_failing_rows(tmp_path):
    text = GOOD + '[[examples]]\nname = "e"\nrows = \'\'\'\n{"a": 1, "expect": "fail"}\n{"a": 2}\n\'\'\'\n'
    (demo,) = load_rules([_folder(tmp_path, tics=text)])["house/tics"].demos
    assert demo.fail == (1,)
    assert demo.raw == b'{"a": 1}\n{"a": 2}\n'


def test_an_id_cannot_come_twice(tmp_path):
    folder = _folder(tmp_path, tics=GOOD)
    with pytest.raises(UserError, match="is already in"):
        load_rules([folder, folder])


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("[[examples]]\nrows = '''\n{\"a: 1}\n'''\n", "line 1 of its rows is not JSON"),
        ("[[examples]]\nrows = '[1]'\n", "line 1 of its rows is no object"),
        ("[[examples]]\nrows = 3\n", "has a “rows” of the wrong type"),
        ("[[examples]]\nraw = 'a'\nfail = ['x']\n", "has a “fail” of the wrong type"),
        ("[[examples]]\nbase64 = '%%%='\nname = 'b'\n", "the example “b” cannot be read"),
        ("[[examples]]\nname = 'n'\n", "needs exactly one of"),
        ("examples = [1]\n", "is no table"),
        ("examples = 1\n", "“examples” has the wrong type"),
    ],
)
def test_mistakes_in_an_example(tmp_path, example, words):
    with pytest.raises(UserError) as caught:
        load_rules([_folder(tmp_path, one=GOOD + example)])
    assert words in str(caught.value)
