"""What every test may use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
os.environ["PYTHONPATH"] = str(ROOT / "src")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TUNELINT_NO_CACHE"] = "1"
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def chat(prompt: str, reply: str, system: str | None = None) -> dict[str, Any]:
    """A chat row."""
    turns = [{"role": "system", "content": system}] if system else []
    return {
        "messages": [*turns, {"role": "user", "content": prompt}, {"role": "assistant", "content": reply}]
    }


def write_rows(path: Path, rows: list[Any]) -> Path:
    """A JSON Lines file of the rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run_cli(
    *args: object, cwd: Path | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run tunelint as its user would."""
    command = [sys.executable, "-m", "tunelint", *map(str, args)]
    return subprocess.run(command, capture_output=True, cwd=cwd, input=stdin, check=False)


@pytest.fixture
def report(tmp_path: Path):
    """Check rows or paths, and give the JSON report."""

    def check(*args: object, rows: list[Any] | None = None, cwd: Path | None = None) -> dict[str, Any]:
        paths = [write_rows(tmp_path / "data.jsonl", rows)] if rows is not None else []
        done = run_cli("check", *paths, *args, "--output", "json", cwd=cwd or tmp_path)
        assert done.stdout, done.stderr.decode()
        return {**json.loads(done.stdout), "process_exit_code": done.returncode}

    return check


def process_of(run: subprocess.Popen[Any], fits: Callable[[Path], bool]) -> int | None:
    """A process whose folder under /proc fits, as soon as there is one; None where the run ended first."""
    while run.poll() is None:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if fits(folder):
                    return int(folder.name)
            except OSError:
                continue
        time.sleep(0.02)
    return None


def parent_of(process: int) -> int:
    """The process that started another one, from /proc."""
    return int(Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
