"""Only what is new since a git revision: rows are known by their content, wherever they have moved."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.errors import fail
from tunelint.model.row import Row
from tunelint.read import DATA_SUFFIXES, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings

_POINTER = b"version https://git-lfs.github.com/spec/"


_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git sets for its hooks: paths from the top of the repository, while data may lie elsewhere."""


class _Blob(NamedTuple):
    name: str
    path: str


def keys_at(revision: str, folder: Path, settings: Settings) -> frozenset[str]:
    """The keys of all rows in the data files of the repository around `folder`, as of a revision.

    A branch without any commit has none. Raises `UserError` where git, the repository or the revision is
    missing, or where a file is a Git LFS pointer whose content is not at hand.
    """
    commit = _commit(revision, folder)
    if commit is None:
        return frozenset()
    keys: set[str] = set()
    for blob, content in _contents(_blobs(commit, folder), folder):
        if content.startswith(_POINTER):
            hint = "install git-lfs and run git lfs fetch for that revision"
            raise fail(f"--since {revision}", f"{blob.path} is only a Git LFS pointer there", hint)
        keys.update(_keys(content, blob.path, settings))
    return frozenset(keys)


def only_new(findings: Iterable[Finding], refs: Sequence[RowRef], old: Collection[str]) -> list[Finding]:
    """The findings in which a new row has a part, and those that are about no row."""
    new = {(ref.file, ref.line) for ref in refs if ref.key not in old}
    return [
        finding
        for finding in findings
        if not finding.key
        or finding.key not in old
        or any((place.file, place.line) in new for place in finding.related)
    ]


def _git(folder: Path, *args: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *args]
    env = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(  # noqa: S603 - no shell
            command, capture_output=True, input=given, env=env, check=False
        )
    except OSError as error:
        raise fail("--since", "git cannot be run", "install git, or leave --since out") from error


def _commit(revision: str, folder: Path) -> str | None:
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise fail(f"--since {revision}", f"{folder} is in no git repository", "leave --since out")
    if revision == "HEAD":
        return None
    hint = "fetch it first; a shallow clone has no history (actions/checkout: fetch-depth: 0)"
    raise fail(f"--since {revision}", "git knows no such revision here", hint)


def _blobs(commit: str, folder: Path) -> list[_Blob]:
    """Every data file of the commit, each content once."""
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit).stdout.decode(
        "utf-8", "surrogateescape"
    )
    blobs = {}
    for entry in listed.split("\0"):
        head, _, path = entry.partition("\t")
        if path.lower().endswith(DATA_SUFFIXES) and "\n" not in path:
            name = head.split()[2]
            blobs[name] = _Blob(name, path)
    return list(blobs.values())


def _contents(blobs: Sequence[_Blob], folder: Path) -> Iterator[tuple[_Blob, bytes]]:
    """The contents as a checkout would have them, filters applied."""
    for blob in blobs:
        found = _git(folder, "cat-file", "--filters", f"--path={blob.path}", blob.name)
        if found.returncode:
            hint = found.stderr.decode("utf-8", "replace").strip()
            raise fail("--since", f"git cannot give {blob.path}", hint)
        yield blob, found.stdout


def _keys(content: bytes, path: str, settings: Settings) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, Path(path).name)
        copy.write_bytes(content)
        for item in rows(str(copy), settings):
            if isinstance(item, Row):
                yield item.ref.key
