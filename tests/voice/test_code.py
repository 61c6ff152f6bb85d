"""Code that stands in no fence is no prose; sentences with signs are."""

import pytest

from tests.voice.test_off_voice import outcome, rows
from tunelint.measure.voice import voice
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.profile.habits.clean import prose
from tunelint.profile.habits.code import code_blocks

PYTHON = "def total(rows):\n    # add them up\n    return sum(row.price for row in rows)\n"
SQL = "SELECT name, price\nFROM pods\nWHERE price < 5\n"
STYLE = ".pod {\n    color: green;\n    margin: 0 auto;\n}\n"
JAVA = "public int area(int side) {\n    int found = side * side;\n    return found;\n}\n"
LATEX = "\\section{Pods}\n\\begin{itemize}\n\\item mint\n\\end{itemize}\n"


@pytest.mark.parametrize("code", [PYTHON, SQL, STYLE, JAVA, LATEX])
def test_code_among_prose_is_blanked_and_the_prose_stays_where_it_was(code):
    before, after = "Here is what you asked for.\n\n", "\nRun it once, and tell us how it went.\n"
    text = before + code + after
    found = prose(text)
    assert len(found) == len(text)
    assert found.split() == (before + after).split()
    assert found.index("Run") == text.index("Run")


@pytest.mark.parametrize("code", ["print('Hello, my friend')", "=SUM(A1:A9)", *[PYTHON, SQL, STYLE, JAVA]])
def test_a_text_that_is_all_code_has_no_voice(code):
    assert voice(Settings())([Passage(code, "reply", "/0")]) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "For each order (and there were many), we wrote a note.\nIf you can, call us: we are here until six.",
        "The sum is simple.\nx = 5 pods.\nThat is all there is to it.",
        "The tenant shall (a) pay the rent;\n(b) keep the garden tidy;\n(c) tell us when the tap drips.",
        "While you wait: have a cup of tea.\nReturn the box to us within ten days.",
        "From the shop you can walk (ten minutes).\nSet the table, and update your friends.",
        "Import duty is paid by us.\nUsing less water is easy.\nBreak the stem near the top.",
        "# Watering\n\nOnce a week is enough; twice if it's hot.\n\n# Light\n\nTen hours is plenty.",
        "Dear Anna,\nthanks for your letter;\nwe were glad to read it.\nYours,\nTom",
    ],
)
def test_sentences_are_no_code(text):
    assert list(code_blocks(text)) == []


def test_a_reply_of_nothing_but_code_is_said_to_be_not_judged(tmp_path):
    data = rows()
    data[7]["completion"] = PYTHON * 6
    seen = outcome(tmp_path, data)
    (left,) = [item for item in seen.not_judged if "code, tables and data are left out" in item.reason]
    assert 8 in [place.line for place in left.first]
    assert not [finding for finding in seen.findings if finding.place.line == 8]
