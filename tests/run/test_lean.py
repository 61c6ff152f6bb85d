"""Lean imports: what is not needed is not loaded, and nothing stays hidden afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tunelint.measure.lean import import_lean


def test_an_absent_library_is_not_imported_and_not_hidden_afterwards(tmp_path):
    (tmp_path / "host.py").write_text(
        "try:\n    import heavy\nexcept ImportError:\n    pass\n", encoding="utf-8"
    )
    (tmp_path / "eager.py").write_text("import heavy\nheavy.thing\n", encoding="utf-8")
    (tmp_path / "heavy.py").write_text("thing = 1\n", encoding="utf-8")
    code = (
        "import sys\nfrom tunelint.measure.lean import import_lean\n"
        "import_lean('host', absent=['heavy'])\nassert 'heavy' not in sys.modules\n"
        "eager = import_lean('eager', absent=['heavy'])\nassert eager.heavy.thing == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_a_hollow_library_falls_back_to_the_real_one(tmp_path):
    (tmp_path / "corpus.py").write_text("words = 3\n", encoding="utf-8")
    (tmp_path / "lazy.py").write_text("import corpus\n", encoding="utf-8")
    (tmp_path / "greedy.py").write_text("from corpus import words\n", encoding="utf-8")
    code = (
        "import sys\nfrom tunelint.measure.lean import import_lean\n"
        "import_lean('lazy', hollow=['corpus'])\nassert 'corpus' not in sys.modules\n"
        "assert import_lean('greedy', hollow=['corpus']).words == 3\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_a_missing_library_is_an_import_error():
    with pytest.raises(ImportError):
        import_lean("no_such_library_anywhere")
