"""A run over files from its plan to its outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tunelint.rulebook.select import match
from tunelint.run.exhibit import make_exhibit
from tunelint.run.judging import Run, no_tick
from tunelint.run.known import allowed_findings, load_known
from tunelint.run.plan import change_rules, make_survey
from tunelint.run.tally import Tally
from tunelint.run.verdict import conclude
from tunelint.settle import Exemption, order, settle, uncovered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.outcome import Outcome
    from tunelint.run.cache import Cache
    from tunelint.run.cluster import Cluster
    from tunelint.run.config import Config
    from tunelint.run.judging import Tick
    from tunelint.run.plan import Plan


def check(  # noqa: PLR0913 - what is judged, and the means to do it
    files: Sequence[str],
    plan: Plan,
    config: Config,
    tick: Tick | None = None,
    *,
    jobs: int = 1,
    cache: Cache | None = None,
    cluster: Cluster | None = None,
) -> Outcome:
    """The outcome of judging files by a plan; `jobs` processes measure where the data is large.

    What `cache` holds is neither measured nor, where rows are judged by themselves, judged again. With a
    `cluster` all of the work is done there, without a cache. Faults of the data become findings; a file that
    cannot be opened raises a user error.
    """
    tally = Tally(config.excerpt, make_survey(plan))
    run = Run(plan, config, tick or no_tick, tally, load_known(config, files), cache)
    if cluster:
        from tunelint.run.spread import judge_spread

        judge_spread(run, files, cluster)
    else:
        run.judge_rows(files, jobs)
        run.judge_corpus()
    return _outcome(run, files)


def _outcome(run: Run, files: Sequence[str]) -> Outcome:
    """What came of a run."""
    minimum, exemptions = run.config.severity, _exemptions(run)
    whole = run.plan.scope == "all" and run.known.old is None
    findings = settle(uncovered(run.tally.findings, run.plan.rules), minimum, exemptions)
    findings, faults = allowed_findings(findings, run.known, run.config, whole=whole)
    before = len(run.tally.findings)
    for fault in faults:
        run.judge_fault(fault)
    findings = order([*findings, *settle(run.tally.findings[before:], minimum, exemptions)])
    outcome = conclude(
        run.tally,
        findings,
        rules=[item.rule for item in run.seats],
        known=run.known,
        config=run.config,
        files=files,
        whole=whole,
    )
    exhibit = make_exhibit(run.tally, run.texts, run.plan.settings)
    return replace(outcome, exhibit=exhibit, cost=run.clock.cost(run.seats))


def _exemptions(run: Run) -> list[Exemption]:
    """What each override of the config changes in the findings of its rows."""
    rules = {rule.id: rule for rule in run.plan.rules}
    exemptions = []
    for override in run.config.override_list():
        ignored = frozenset(name for selector in override.ignore for name in match(selector, rules))
        changed, _ = change_rules(rules, override.rules, lambda _: "overrides")
        others = {
            name: rule.severity for name, rule in changed.items() if rule.severity != rules[name].severity
        }
        exemptions.append(Exemption(ignored, others))
    return exemptions
