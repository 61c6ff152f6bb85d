"""Glossary files: what they may look like, and what is said about mistakes."""

from __future__ import annotations

import pytest

from tunelint.model.errors import UserError
from tunelint.model.glossary import load_glossary


@pytest.fixture
def write(tmp_path):
    def _write(name: str, text: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return _write


@pytest.mark.parametrize(
    "text",
    [
        "avoid,prefer,note\nutilise,use,short\n",
        "\ufeffForbidden;Preferred;Comment\r\nutilise;use;short\r\n",
        "Don't use\tUse instead\tWhy\nutilise\tuse\tshort\n".replace("Use instead", "Instead"),
        "# our words\n\nwrong,replacement,remark,owner\n# old\nutilise,use,short,Ann\n",
        '"term","approved","comment"\n"utilise","use","short"\n',
    ],
)
def test_headings_and_delimiters(write, text: str) -> None:
    (term,) = load_glossary([write("terms.csv", text)])
    assert (term.avoid, term.prefer, term.note) == (("utilise",), ("use",), "short")


def test_every_column(write) -> None:
    text = (
        "avoid,prefer,case,pos,exceptions\n"
        "utilise; utilize | make use of,use;apply,ignore,v.,utilise-by date\nlog-in (verb),log in,yes,,\n"
    )
    first, second = load_glossary([write("terms.csv", text)])
    assert first.avoid == ("utilise", "utilize", "make use of")
    assert first.prefer == ("use", "apply")
    assert (first.case, first.pos, first.exceptions, first.line) == (
        "ignore",
        "verb",
        ("utilise-by date",),
        2,
    )
    assert (second.avoid, second.pos, second.case, second.line) == (("log-in",), "verb", "exact", 3)


def test_lines_are_counted_over_cells_with_line_feeds(write) -> None:
    terms = load_glossary([write("terms.csv", 'avoid,note\na,"one\ntwo"\nb,\n')])
    assert [term.line for term in terms] == [2, 4]


def test_toml(write) -> None:
    text = '# ours\n[[term]]\navoid = "utilise"\nprefer = "use"\n\n'
    text += '[[term]]\navoid = ["a", "b"]\ncase = "exact"\n'
    first, second = load_glossary([write("terms.toml", text)])
    assert (first.avoid, first.prefer, first.line) == (("utilise",), ("use",), 2)
    assert (second.avoid, second.case, second.line) == (("a", "b"), "exact", 6)


def test_a_preferred_term_alone_is_kept_to_protect_it(write) -> None:
    (term,) = load_glossary([write("terms.csv", "avoid,prefer\n,Acme Cloud\n")])
    assert (term.avoid, term.prefer) == ((), ("Acme Cloud",))


def test_all_mistakes_of_all_files_at_once(write, tmp_path) -> None:
    paths = [
        write("a.csv", "avoid,prefer,pos,case\nx,y,vreb,\nsame,same,,\nz,,,loud\n"),
        write("b.csv", "words\nx\n"),
        write("c.toml", '[[term]]\navoid = ["x"]\nprefers = "y"\n\n[[term]]\navoid = 3\n'),
        write("d.toml", "[[term]\n"),
        write("e.csv", b"avoid\nna\xefve\n"),
        write("f.pdf", "x"),
        write("g.csv", "avoid,prefered\nx,y\n"),
        write("h.csv", 'avoid\n"x\n'),
        str(tmp_path / "a.tsv"),
    ]
    with pytest.raises(UserError) as caught:
        load_glossary(paths)
    said = [
        (problem.where.rpartition("/")[2], problem.what, problem.hint) for problem in caught.value.problems
    ]
    places = [where for where, _, _ in said]
    assert places == [
        "a.csv:2", "a.csv:3", "a.csv:4", "b.csv:1", "c.toml:1", "c.toml:5", "d.toml:1:7", "e.csv", "f.pdf",
        "g.csv:1", "h.csv:2", "a.tsv",
    ]  # fmt: skip
    hints = dict(zip(places, (hint for _, _, hint in said), strict=True))
    assert "“verb”" in hints["a.csv:2"]
    assert "“prefer”" in hints["c.toml:1"]
    assert "a.csv" in hints["a.tsv"]


def test_two_columns_of_one_meaning(write) -> None:
    with pytest.raises(UserError, match="second column for “prefer”"):
        load_glossary([write("t.csv", "avoid,prefer,use\nx,y,z\n")])
