"""Commands that judge nothing import nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "spacy", "sklearn", "torch", "textstat", "rich", "tokenizers", "sentence_transformers")
PROBE = """
import sys
from tunelint.cli import main
try:
    main({args!r})
except SystemExit as stop:
    assert not stop.code, stop.code
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
"""


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], ["rules"], ["explain", "tone/off-voice"], ["check", "--help"]],
    ids=" ".join,
)
def test_nothing_heavy_is_imported(args):
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(args=args, heavy=HEAVY)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.strip()
