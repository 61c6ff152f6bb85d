"""What is known before a run: allowed findings, the baseline, the rows of an earlier revision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.address import is_address
from tunelint.model.row import Fault
from tunelint.settle import Allowance, Baseline, allow, hold_back, keys_at, only_new, read_baseline, stale

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.row import RowRef
    from tunelint.run.config import Config


@dataclass(frozen=True, slots=True)
class Known:
    """Allowances, the baseline (None without one), and the keys of old rows (None: every row counts)."""

    allowances: tuple[Allowance, ...] = ()
    baseline: Baseline | None = None
    old: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings that count, how many each means holds back, and why the verdict is none."""

    findings: list[Finding]
    held_back: dict[str, int]
    problems: list[str]


def load_known(config: Config, files: Sequence[str]) -> Known:
    """What the configuration says is known; mistakes in it stop the run before it starts."""
    baseline = read_baseline(config.baseline, config.where("baseline")) if config.baseline else None
    folder = next(
        (Path(file).resolve().parent for file in files if file != "-" and not is_address(file)), Path.cwd()
    )
    old = keys_at(config.since, folder, config.settings()) if config.since else None
    return Known(config.allowances(), baseline, old)


def allowed_findings(
    findings: Sequence[Finding], known: Known, config: Config, *, whole: bool
) -> tuple[list[Finding], list[Fault]]:
    """The findings that are not allowed, and a fault for every allowance that is expired or not used.

    That one is not used can only be said where the `whole` data was judged.
    """
    today = date.today()  # noqa: DTZ011 - a day of the calendar that hangs beside the user
    rest, used = allow(findings, known.allowances, today)
    return rest, list(_allowance_faults(known, used, config, today, whole=whole))


def _allowance_faults(
    known: Known, used: Collection[int], config: Config, today: date, *, whole: bool
) -> Iterator[Fault]:
    file, _, line = config.where("allow").rpartition(":")
    place = (file, int(line)) if file and line.isdecimal() else (config.where("allow"), 0)
    for number, item in enumerate(known.allowances):
        details = {"rule": item.rule, "row": item.row, "reason": item.reason, "until": str(item.until or "")}
        if not item.holds(today):
            yield Fault("expired-allow", *place, details=details)
        elif whole and number not in used:
            yield Fault("unused-allow", *place, details=details)


def sift(
    findings: list[Finding], known: Known, config: Config, rows: Sequence[RowRef], rules: Collection[str]
) -> Sifted:
    """The findings that neither the baseline nor the age of their row holds back; `rules` have run."""
    held, problems = {}, []
    if known.baseline is not None:
        sifted = hold_back(findings, known.baseline)
        findings, held["baseline"] = sifted.new, sifted.back
        whole = known.baseline.paths == relative_paths(config.paths, config.baseline)
        lines = stale(sifted.leftover, rules, {ref.key for ref in rows}, whole=whole)
        if lines and not config.allow_stale:
            count = "1 line fits" if lines == 1 else f"{lines:,} lines fit"
            hint = "run “tunelint baseline prune”, or pass --allow-stale"
            problems.append(f"{os.path.relpath(config.baseline)}: {count} nothing any more; {hint}")
    if known.old is not None:
        new = only_new(findings, rows, known.old)
        findings, held["age"] = new, len(findings) - len(new)
    return Sifted(findings, held, problems)


def relative_paths(paths: Sequence[str], baseline: str) -> tuple[str, ...]:
    """The paths as a baseline keeps them: sorted, from its own folder, with forward slashes."""
    folder = Path(baseline).resolve().parent
    return tuple(sorted({_relative(path, folder) for path in paths}))


def _relative(path: str, folder: Path) -> str:
    return path if is_address(path) else Path(os.path.relpath(Path(path).resolve(), folder)).as_posix()
