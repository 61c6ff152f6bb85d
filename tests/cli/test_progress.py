"""The progress bar: for people at a terminal, with a rate and the time that is left."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr

import pytest

from tunelint.cli import progress
from tunelint.cli.progress import Progress


class Terminal(io.StringIO):
    """Standard error as a person sees it."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(progress, "_WAIT", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return Terminal()


def _watch(files, terminal):
    with redirect_stderr(terminal), Progress(files, enabled=True) as bar:
        for _ in range(4):
            bar.tick("rows", 512)
            bar.tick("bytes", 250)
        bar.bar.refresh()
        return bar


def test_rows_rate_and_share_are_shown(terminal, tmp_path):
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"x" * 2000)
    bar = _watch([str(path)], terminal)
    assert re.search(r"2,048 rows, [\d,]+ a second", terminal.getvalue())
    assert bar.bar.tasks[0].percentage == 50


def test_no_time_is_told_where_the_size_says_nothing(terminal, tmp_path):
    path = tmp_path / "d.jsonl.gz"
    path.write_bytes(b"x" * 2000)
    assert _watch([str(path)], terminal).bar.tasks[0].total is None
    assert _watch(["-"], terminal).bar.tasks[0].total is None
    assert "2,048 rows" in terminal.getvalue()


def test_nothing_is_shown_in_a_pipe(monkeypatch, capsys):
    monkeypatch.setattr(progress, "_WAIT", 0.0)
    with Progress([], enabled=True) as bar:
        bar.tick("rows", 512)
    assert bar.bar is None
    assert capsys.readouterr().err == ""
