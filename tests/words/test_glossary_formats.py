"""Glossaries in the formats of other tools, and `tunelint terms check`."""

from __future__ import annotations

import zipfile

import pytest

from tests.conftest import run_cli
from tunelint.measure.terms import TermMatcher
from tunelint.model.errors import UserError
from tunelint.model.glossary import load_glossary

MARTIF = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="en">
<tig><term>blocklist</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<ntig><termGrp><term>blacklist</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
</langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>router</term></tig></langSet></termEntry>
</body></text></martif>"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
<conceptEntry id="c1">
<langSec xml:lang="en">
<termSec><term>email</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>e-mail</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>
<min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry>
</body></text></tbx>"""


def workbook(path, rows: list[list[str]]) -> str:
    strings = sorted({cell for row in rows for cell in row})
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}" t="s"><v>{strings.index(cell)}</v></c>'
            for column, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    shared = "".join(f"<si><r><t>{text}</t></r></si>" for text in strings)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}">{cells}</worksheet>')
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{shared}</sst>')
    return str(path)


def test_workbook(tmp_path) -> None:
    rows = [
        ["Avoid", "Note", "Prefer"],
        ["utilise; utilize", "", "use"],
        ["", "", ""],
        ["e-mail", "short", "email"],
    ]
    first, second = load_glossary([workbook(tmp_path / "terms.xlsx", rows)])
    assert (first.avoid, first.prefer, first.note, first.line) == (("utilise", "utilize"), ("use",), "", 2)
    assert (second.avoid, second.prefer, second.note, second.line) == (("e-mail",), ("email",), "short", 4)


@pytest.mark.parametrize(
    ("text", "avoid", "prefer", "line"),
    [(MARTIF, "blacklist", "blocklist", 3), (DCT, "e-mail", "email", 3)],
)
def test_tbx(tmp_path, text: str, avoid: str, prefer: str, line: int) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(text, encoding="utf-8")
    (term,) = load_glossary([str(path)])
    assert (term.avoid, term.prefer, term.pos, term.line) == ((avoid,), (prefer,), "noun", line)


@pytest.mark.parametrize(
    "text",
    [
        '[{"avoid": ["utilise"], "prefer": "use"}]',
        '{"terms": [{"Wrong": "utilise", "Replacement": "use", "note": null}]}',
        '{"utilise": "use"}',
    ],
)
def test_json(tmp_path, text: str) -> None:
    path = tmp_path / "terms.json"
    path.write_text(text, encoding="utf-8")
    (term,) = load_glossary([str(path)])
    assert (term.avoid, term.prefer) == (("utilise",), ("use",))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Don't use,Use instead\nutilise,use\n"),
        ("a.csv", "Forbidden term;Approved term;Remarks\nutilise;use;\n"),
        ("a.csv", "Acme glossary 2026,,\n\navoid,prefer\nutilise,use\n"),
        ("a.csv", "Term (EN),Preferred (EN),Begriff (DE)\nutilise,use,nutzen\n"),
        ("a.csv", "Term,Status,Use instead\nutilise,Forbidden,use\n"),
        ("a.csv", "Concept ID,Term,Status\n7,use,preferred\n8,site,\n7,utilise,not recommended\n"),
        ("a.json", '{"utilise": {"prefer": "use"}}'),
        ("a.json", '[{"term": "utilise", "status": "avoid", "use instead": "use"}]'),
        ("a.toml", '[terms]\nutilise = "use"\n'),
        ("a.xml", DCT.replace("e-mail", "utilise").replace("email", "use")),
    ],
)
def test_glossaries_as_people_have_them(tmp_path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (term,) = load_glossary([str(path)])
    assert (term.avoid, term.prefer) == (("utilise",), ("use",))


def test_a_preferred_term_of_a_term_base_is_not_avoided(tmp_path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("term,status\nwebsite,preferred\nonline,admitted\nportal,\n", encoding="utf-8")
    assert [(term.avoid, term.prefer) for term in load_glossary([str(path)])] == [((), ("website",))]


def test_a_table_saved_as_unicode_text(tmp_path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("avoid\tprefer\ncafé\tbar\n", encoding="utf-16")
    assert load_glossary([str(path)])[0].avoid == ("café",)


def test_of_a_term_base_in_two_languages_the_data_decides(tmp_path) -> None:
    german = DCT.replace('xml:lang="en"', 'xml:lang="de"').replace("e-mail", "gift").replace("email", "Toxin")
    path = tmp_path / "terms.tbx"
    path.write_text(german.split("</body>")[0] + DCT.split("<body>")[1], encoding="utf-8")
    terms = load_glossary([str(path)])
    assert [term.language for term in terms] == ["de", "en"]
    for language, hits in (("auto", ["e-mail"]), ("en", ["e-mail"]), ("de", ["gift"])):
        found = TermMatcher(terms, language=language).find("a gift by e-mail")
        assert [terms[hit.term].avoid[0] for hit in found] == hits


def test_a_workbook_whose_first_sheet_is_a_cover(tmp_path) -> None:
    workbook(tmp_path / "cover.xlsx", [["Read me"]])
    workbook(tmp_path / "terms.xlsx", [["Our terms"], ["Avoid", "Prefer"], ["utilise", "use"]])
    with (
        zipfile.ZipFile(tmp_path / "both.xlsx", "w") as both,
        zipfile.ZipFile(tmp_path / "cover.xlsx") as cover,
        zipfile.ZipFile(tmp_path / "terms.xlsx") as terms,
    ):
        inline = '<c t="inlineStr"><is><t>Read me</t></is></c>'
        sheet = cover.read("xl/worksheets/sheet1.xml").decode()
        both.writestr("xl/worksheets/sheet1.xml", sheet.split("<row")[0] + f"<row>{inline}</row></worksheet>")
        both.writestr("xl/worksheets/sheet2.xml", terms.read("xl/worksheets/sheet1.xml"))
        both.writestr("xl/sharedStrings.xml", terms.read("xl/sharedStrings.xml"))
    (term,) = load_glossary([str(tmp_path / "both.xlsx")])
    assert (term.avoid, term.prefer, term.line) == (("utilise",), ("use",), 3)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[1]", "neither a list"),
        ("a.json", b'[{"avoids": "x"}]', "did you mean “avoid”"),
        ("a.json", b'[{"avoid": 3}]', "must be text"),
        ("a.tbx", b"<tbx>", "not XML"),
        ("a.csv", b"utilise,use\nleverage,use\n", "names a column of terms to avoid: “utilise, use”"),
        ("a.csv", b"term,status\nutilise,frobidden\n", "did you mean “forbidden”"),
        ("a.tbx", b"<tbx/>", "no terminology entries"),
        ("a.xlsx", b"PK no", "not an Excel workbook"),
        ("a.csv", b"", "the glossary is empty"),
        ("a.csv", b"\n \n", "the glossary is empty"),
        ("a.csv", b"PK\x03\x04rest", "the glossary is no text"),
        ("a.csv", "avoid\tprefer\nutilise\tuse\n".encode("utf-16-le"), "the glossary is no text"),
        ("a.csv", "avoid,prefer\ncafé,bar\n".encode("latin-1"), "not UTF-8"),
        ("a.csv", b"avoid,prefer,note\nutilise,use,Short, and best\n", "4 cells, and the table 3 columns"),
        ("a.csv", b"avoid,prefer\n#NAME?,use\n", "a formula or an error of a spreadsheet"),
        ("a.csv", b"avoid,prefer\n=A2,use\n", "a formula or an error of a spreadsheet"),
        ("a.csv", b"Term,Allowed?,Instead\nutilise,no,use\n", "name it “status”"),
        ("a.csv", b"Dont,,Do,\nword,note,word,note\nutilise,bad,use,good\n", "both avoided and preferred"),
        ("a.csv", b"term,status,language\nutilise,forbidden,Klingon\n", "is not a language"),
        ("a.csv", b'avoid,prefer\n"utilise,use\n', "look for a lone quote"),
    ],
)
def test_mistakes(tmp_path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=said):
        load_glossary([str(tmp_path / name)])


def check(tmp_path, text: str):
    (tmp_path / "terms.csv").write_text(text, encoding="utf-8")
    done = run_cli("terms", "check", "terms.csv", cwd=tmp_path)
    return done.returncode, done.stdout.decode()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "customer,guest\nclient,customer\n",
            "terms.csv:3: “customer” is preferred here and avoided at terms.csv:2",
        ),
        ("utilise,use\nUtilise,use\n", "terms.csv:3: “Utilise” is avoided twice"),
        ("utilise,use\nutilise,apply\n", "“utilise” has two replacements: “use” and “apply”"),
        ("acme.com,Acme\n", "terms.csv:2: “acme.com” can never match"),
    ],
)
def test_terms_check_finds(tmp_path, rows: str, said: str) -> None:
    code, text = check(tmp_path, f"avoid,prefer\n{rows}")
    assert code == 1
    assert said in text


def test_terms_check_passes_a_clean_glossary(tmp_path) -> None:
    rows = (
        "utilise,use\nlog-in,log in\nAcme cloud,Acme Cloud\nin order to,to\nsign,mark\nIT,technology team\n"
    )
    code, text = check(tmp_path, f"avoid,prefer\n{rows}")
    assert text == "6 entries in 1 file: no mistakes\n"
    assert code == 0


def test_terms_check_of_a_missing_file(tmp_path) -> None:
    assert run_cli("terms", "check", "no.csv", cwd=tmp_path).returncode == 2


QUIRKS = {
    "a byte order mark and semicolons": "\ufeffForbidden;Preferred;Comment\r\nutilise;use;short\r\n",
    "Excel's line with the separator": "sep=;\navoid;prefer\nutilise;use\n",
    "bars between the columns": "avoid|prefer\nutilise|use\n",
    "a title and an empty line on top": "Our words,,\n,,\nTerm to avoid,Use instead,Notes\nutilise,use,\n",
    "quotation marks around words": "avoid,prefer\n“utilise”,‘use’\n",
    "spaces that do not break": "avoid,prefer\nutilise\u00a0,\u00a0use\n",
    "an unnamed last column": "avoid,prefer,\nutilise,use,seen by Ann\n",
}


@pytest.mark.parametrize("text", QUIRKS.values(), ids=QUIRKS)
def test_tables_as_spreadsheets_write_them(tmp_path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    (term,) = load_glossary([str(tmp_path / "a.csv")])
    assert (term.avoid, term.prefer) == (("utilise",), ("use",))


def test_what_stands_for_nothing_is_no_replacement(tmp_path) -> None:
    (tmp_path / "a.csv").write_text("avoid,prefer\nutilise,-\nleverage,n/a\nsynergy,—\n")
    assert [term.prefer for term in load_glossary([str(tmp_path / "a.csv")])] == [(), (), ()]


def test_terms_of_one_concept_in_two_languages_stay_apart(tmp_path) -> None:
    rows = "1,utilise,English,forbidden\n1,use,en-GB,preferred\n1,use,en,preferred\n1,nutzen,de,preferred\n"
    (tmp_path / "a.csv").write_text(f"Concept ID,Term,Language,Status\n{rows}")
    terms = load_glossary([str(tmp_path / "a.csv")])
    assert [(term.language, term.avoid, term.prefer) for term in terms] == [
        ("en", ("utilise",), ("use",)),
        ("de", (), ("nutzen",)),
    ]


def test_several_lines_of_a_cell_are_several_terms(tmp_path) -> None:
    (tmp_path / "a.csv").write_text('avoid,prefer\n"utilise\nutilize",use\n')
    assert load_glossary([str(tmp_path / "a.csv")])[0].avoid == ("utilise", "utilize")
