"""SARIF 2.1.0, within the limits of GitHub code scanning."""

from __future__ import annotations

from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, Any

import orjson

from tunelint import __version__
from tunelint.model.address import is_address
from tunelint.model.rule import rank
from tunelint.report.escape import printable, shorten
from tunelint.report.limits import (
    MESSAGE,
    SARIF_LOCATIONS,
    SARIF_RESULTS,
    SARIF_TAGS,
    left_out,
)
from tunelint.report.paths import as_uri, in_project, project_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.place import Place
    from tunelint.model.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"


def write_sarif(outcome: Outcome) -> bytes:
    """One run. More than a hundred findings of one rule become one result with the first hundred places.

    Columns count code points. What was left out, and why there is no verdict, stands in the notifications.
    """
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(outcome)]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _run(outcome: Outcome) -> dict[str, Any]:
    rules = sorted(outcome.rules, key=lambda rule: rule.id)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    root = project_root()
    default = next(iter(outcome.files), "-")
    groups = _groups(outcome.findings)
    results = [_result(group, numbers, default, root) for group in groups[:SARIF_RESULTS]]
    shown = sum(min(len(group), SARIF_LOCATIONS) for group in groups[:SARIF_RESULTS])
    notices = [
        _notice("error" if text in outcome.problems else "note", text)
        for text in (*outcome.problems, left_out(len(outcome.findings), shown))
        if text
    ]
    return {
        "tool": {
            "driver": {
                "name": "tunelint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not outcome.problems,
                "exitCode": outcome.exit_code,
                "exitCodeDescription": printable(outcome.verdict),
                "toolExecutionNotifications": notices,
            }
        ],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root of the repository, or the folder of the run."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    why, repair = rule.why.strip(), rule.repair.strip()
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\nWhat to do: {repair}",
            "markdown": f"{why}\n\n**What to do**\n\n{repair}",
        },
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": [rule.family, *rule.tags][:SARIF_TAGS],
            "precision": rule.confidence,
            "problem.severity": {"note": "recommendation"}.get(rule.severity, rule.severity),
        },
    }


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings by severity, worst first: one by one, but all of a rule together where they are many."""
    ranked = sorted(findings, key=lambda finding: (-rank(finding.severity), finding.rule))
    groups: list[list[Finding]] = []
    for _, same in groupby(ranked, key=lambda finding: (finding.severity, finding.rule)):
        together = list(same)
        groups += [together] if len(together) > SARIF_LOCATIONS else [[finding] for finding in together]
    return groups


def _result(group: Sequence[Finding], numbers: dict[str, int], default: str, root: Path) -> dict[str, Any]:
    first = group[0]
    result: dict[str, Any] = {
        "ruleId": first.rule,
        "ruleIndex": numbers.get(first.rule, -1),
        "level": first.severity,
        "message": {"text": _message(group)},
        "locations": [_location(finding.place, default, root) for finding in group[:SARIF_LOCATIONS]],
        "partialFingerprints": {"tunelint/v1": _fingerprint(group)},
    }
    if len(group) == 1 and first.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": "belongs to this finding"}, **_location(place, default, root)}
            for number, place in enumerate(first.related[:SARIF_LOCATIONS], 1)
        ]
    return result


def _message(group: Sequence[Finding]) -> str:
    text = shorten(printable(group[0].message), MESSAGE).replace("](", "] (")
    if len(group) == 1:
        return text
    return f"{len(group):,} findings of this rule, the first {SARIF_LOCATIONS} places listed. First: {text}"


def _fingerprint(group: Sequence[Finding]) -> str:
    """That of the finding; for many together a hash of the rule, so that the result keeps its identity."""
    if len(group) == 1:
        return group[0].fingerprint
    return blake2b(group[0].rule.encode(), digest_size=12).hexdigest()


def _location(place: Place, default: str, root: Path) -> dict[str, Any]:
    path = in_project(place.file or default, root)
    artifact = {"uri": as_uri(path)} | (
        {} if path.startswith("/") or is_address(path) else {"uriBaseId": _ROOT}
    )
    region = {"startLine": max(place.line, 1)}
    if place.column:
        region["startColumn"] = place.column
    if place.column and place.end_column > place.column:
        region["endColumn"] = place.end_column
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _notice(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": printable(text)}}
