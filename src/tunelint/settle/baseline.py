"""The baseline: findings that were there before the gate, known by their fingerprints alone."""

from __future__ import annotations

import json
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.errors import Problem, UserError, fail

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tunelint.model.finding import Finding

FIRST_LINE = "# tunelint baseline 1"
_NOTE = (
    "# Findings that are known. Each line: fingerprint, key of the row, rule, and the share it had, if any.\n"
    "# Hashes only. Made by `tunelint baseline`; lines may be removed by hand and merged in any order.\n"
)
_DATA = "# data: "
_NO_KEY = "-"
_GRAIN = 10_000
"""A share is kept in ten thousandths, rounded up, so that the same data always passes."""


class Known(NamedTuple):
    """One known finding: fingerprint, key of its row, rule, and the share that it may reach (None: any)."""

    fingerprint: str
    key: str
    rule: str
    share: float | None = None


class Baseline(NamedTuple):
    """Known findings by fingerprint, and the paths that were checked, relative to the file's folder."""

    known: Mapping[str, Known]
    paths: tuple[str, ...] = ()


class Held(NamedTuple):
    """The findings that a baseline does not know, how many it holds back, and the lines that fit nothing."""

    new: list[Finding]
    back: int
    leftover: list[Known]


def hold_back(findings: Iterable[Finding], baseline: Baseline) -> Held:
    """The findings that are not known, or whose share has grown since."""
    new, seen = [], set()
    total = 0
    for finding in findings:
        total += 1
        known = baseline.known.get(finding.fingerprint)
        if known is not None:
            seen.add(finding.fingerprint)
        share = _share(finding)
        if known is None:
            new.append(finding)
        elif known.share is not None and share is not None and share > known.share:
            allowed = f"{finding.message} The baseline allows {known.share:.2%}."
            new.append(replace(finding, message=allowed))
    leftover = [item for name, item in baseline.known.items() if name not in seen]
    return Held(new, total - len(new), leftover)


def known_of(findings: Iterable[Finding]) -> list[Known]:
    """What a baseline keeps of findings."""
    return [Known(found.fingerprint, found.key, found.rule, _share(found)) for found in findings]


def prune(baseline: Baseline, findings: Iterable[Finding]) -> list[Known]:
    """The known findings that are still there, with the smaller share where one has shrunk; none is added."""
    kept = []
    for now in known_of(findings):
        old = baseline.known.get(now.fingerprint)
        if old is not None:
            both = [share for share in (old.share, now.share) if share is not None]
            kept.append(now._replace(share=min(both) if both else None))
    return kept


def stale(leftover: Sequence[Known], rules: Collection[str], keys: Collection[str], *, whole: bool) -> int:
    """How many lines certainly fit nothing any more: their rule ran, and their row or all data was judged."""
    return sum(item.rule in rules and (whole or item.key in keys) for item in leftover)


def format_baseline(known: Iterable[Known], paths: Iterable[str]) -> bytes:
    """The text of a baseline file: one finding a line, sorted."""
    lines = sorted(_line(item) for item in known)
    head = f"{FIRST_LINE}\n{_NOTE}{_DATA}{json.dumps(sorted(paths))}\n"
    return (head + "".join(f"{line}\n" for line in lines)).encode()


def read_baseline(path: str, where: str) -> Baseline:
    """The baseline at `path`; `where` says who asked for it. Raises `UserError` for all its wrong lines."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        hint = f"make it: tunelint baseline create DATA -o {path}"
        raise fail(where, f"no such baseline: {path}", hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise fail(path, "the baseline cannot be read", str(error)) from error
    if not lines or lines[0].strip() != FIRST_LINE:
        raise fail(f"{path}:1", "this is no baseline of this version", f"the first line must be {FIRST_LINE}")
    known, problems, paths = {}, [], set[str]()
    for number, line in enumerate(lines, 1):
        if line.startswith(_DATA):
            paths |= set(_paths(line))
        elif line.strip() and not line.startswith("#"):
            item = _parse(line)
            if item is None:
                hint = "fingerprint, key, rule and perhaps a share, with spaces between"
                problems.append(Problem(f"{path}:{number}", "this is no line of a baseline", hint))
            else:
                known[item.fingerprint] = item
    if problems:
        raise UserError(*problems)
    return Baseline(known, tuple(sorted(paths)))


def _share(finding: Finding) -> float | None:
    """The share that a finding about the whole data has, where it gives one."""
    share = finding.details.get("share")
    if finding.key or isinstance(share, bool) or not isinstance(share, int | float):
        return None
    return ceil(round(share * _GRAIN, 6)) / _GRAIN


def _line(item: Known) -> str:
    share = "" if item.share is None else f" {item.share:.4f}"
    return f"{item.fingerprint} {item.key or _NO_KEY} {item.rule}{share}"


def _parse(line: str) -> Known | None:
    parts = line.split()
    if not 3 <= len(parts) <= 4 or "/" not in parts[2]:
        return None
    try:
        share = float(parts[3]) if len(parts) == 4 else None
    except ValueError:
        return None
    return Known(parts[0], "" if parts[1] == _NO_KEY else parts[1], parts[2], share)


def _paths(line: str) -> list[str]:
    try:
        paths = json.loads(line.removeprefix(_DATA))
    except ValueError:
        return []
    return [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []
