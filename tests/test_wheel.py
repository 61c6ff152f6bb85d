"""The wheel carries the rules and works away from the repository."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python with tunelint installed from a wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    shutil.unpack_archive(wheel, site, "zip")
    dependencies = Path(pytest.__file__).parent.parent
    (site / "dependencies.pth").write_text(str(dependencies), encoding="utf-8")
    return python


def _run(python, *args, cwd):
    command = [str(python), "-m", "tunelint", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, env={"HOME": str(cwd)})


def test_it_is_the_installed_package_that_runs(python, tmp_path):
    code = "import tunelint; print(tunelint.__file__)"
    done = subprocess.run([str(python), "-c", code], cwd=tmp_path, capture_output=True, check=True, env={})
    assert str(ROOT) not in done.stdout.decode()


def test_a_check_runs_away_from_the_repository(python, tmp_path):
    shutil.copy(ROOT / "sample_data" / "planted.jsonl", tmp_path)
    done = _run(python, "check", "planted.jsonl", "--output", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr.decode()
    families = {finding["rule"].partition("/")[0] for finding in report["findings"]}
    assert families >= {"format", "tone", "readability", "duplicate", "outlier"}


def test_the_rules_are_all_there(python, tmp_path):
    here = subprocess.run([sys.executable, "-m", "tunelint", "rules"], capture_output=True, check=True).stdout
    assert _run(python, "rules", cwd=tmp_path).stdout == here
