"""Text of the data, of file names and of keys is text and nothing else in every report."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.report.made import ATTACKS, attacked
from tunelint.report.concise import write_concise
from tunelint.report.escape import markdown_code, markdown_text, printable, spreadsheet_cell
from tunelint.report.github import write_github
from tunelint.report.junit import write_junit
from tunelint.report.markdown import write_markdown
from tunelint.report.table import write_csv
from tunelint.report.text import write_text

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
every_attack = pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
any_text = st.text(st.characters(codec=None) | st.sampled_from("`|[]()<>!#@*_~\\\n:=+-&/."), max_size=40)

OWN_TAGS = {"details", "summary", "br"}


def _lines_are_harmless(content):
    assert all(char == "\n" or char.isprintable() for char in content.decode())


@every_attack
def test_terminals(text):
    case = attacked(text)
    _lines_are_harmless(write_concise(case))
    _lines_are_harmless(write_text(case).encode("utf-8", "backslashreplace"))
    coloured = write_text(case, color=True)
    assert set(re.findall(r"\x1b[^m]*m", coloured)) <= set(re.findall(r"\x1b\[[\d;]*m", coloured))
    _lines_are_harmless(re.sub(r"\x1b\[[\d;]*m", "", coloured).encode("utf-8", "backslashreplace"))


@every_attack
def test_workflow_logs(text):
    lines = write_github(attacked(text)).decode().split("\n")
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == 3
    for line in commands:
        assert re.match(r"::(error|warning) [a-zA-Z]+=[^:,]*(,[a-zA-Z]+=[^:,]*)*::", line)
    assert not any("##[" in line for line in lines if line not in commands)
    assert all(re.fullmatch(r"([^%]|%25|%3A|%2C)*", line) for line in commands)


@every_attack
def test_markdown_of_the_report(text):
    tokens = MARKDOWN.parse(write_markdown(attacked(text)).decode())
    assert _markup(tokens) <= {"strong_open"}
    assert _tags(tokens) <= OWN_TAGS
    cells = [token.type for token in tokens]
    assert cells.count("table_open") == 2
    assert cells.count("tr_open") == 2 + 1 + 1 + 2
    assert cells.count("heading_open") == 1


@given(any_text)
def test_markdown_text_is_only_text(text):
    for page in (f"| a |\n|---|\n| x{markdown_text(text)}x |\n", f"- x{markdown_text(text)}\n"):
        tokens = MARKDOWN.parse(page)
        assert _markup(tokens) == set()
        assert _tags(tokens) == set()
        assert sum(token.type in {"tr_open", "list_item_open"} for token in tokens) == page.count("|---|") + 1
    shown = MARKDOWN.renderInline(markdown_text(text))
    assert not re.search(r"(?<![\w.])@\w|\b#\d|://|www\.", shown.replace("&amp;", "&"))


@given(any_text)
def test_markdown_code_is_one_span(text):
    tokens = MARKDOWN.parse(f"| a |\n|---|\n| {markdown_code(text)} |\n")
    inline = [token for token in tokens if token.type == "inline"][-1]
    assert [child.type for child in inline.children] == ["code_inline"]
    assert inline.children[0].content.strip() == printable(text).strip()


@every_attack
def test_xml_holds_any_text(text):
    root = ET.fromstring(write_junit(attacked(text)))
    message = root.find(".//testcase[@name='format/not-json']/failure").text
    assert printable(text).strip() in message


@every_attack
def test_spreadsheets_run_nothing(text):
    rows = list(csv.reader(io.StringIO(write_csv(attacked(text)).decode(), newline="")))
    for row in rows:
        assert not any(re.match(r"\s*[=+\-@]", cell) for cell in row)


@given(any_text)
def test_no_cell_is_a_formula(text):
    assert not re.match(r"\s*[=+\-@\t\r]", spreadsheet_cell(text))


@given(st.text(st.characters(codec=None)))
def test_printable_is_one_line_of_visible_text(text):
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in printable(text))
    assert printable(printable(text)) == printable(text)


def _markup(tokens):
    """Markup that shows or leads somewhere: links, images, emphasis."""
    kinds = {"link_open", "image", "em_open", "strong_open", "s_open", "html_inline_link"}
    return {child.type for token in tokens for child in token.children or () if child.type in kinds}


def _tags(tokens):
    html = [t.content for t in tokens if t.type == "html_block"]
    html += [c.content for t in tokens for c in t.children or () if c.type == "html_inline"]
    return {tag for text in html for tag in re.findall(r"</?\s*([a-zA-Z]+)", text)}
