"""JUnit XML: one test for each rule, so that a pipeline shows which ones failed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tunelint.report.concise import line_of
from tunelint.report.escape import printable
from tunelint.report.limits import left_out, worst_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.rule import Rule

_LISTED = 50
"""Findings that are listed under one rule."""


def write_junit(outcome: Outcome) -> bytes:
    """A test suite for each family with a test for each rule, and the test `gate/verdict`.

    A rule fails that has errors, or whose limit is broken; other findings are in its output.
    """
    root = Element("testsuites", name="tunelint")
    suites = [
        _family(root, name, list(rules), outcome)
        for name, rules in groupby(sorted(outcome.rules, key=_family_and_id), key=lambda rule: rule.family)
    ]
    suites.append(_gate(root, outcome))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _family_and_id(rule: Rule) -> tuple[str, str]:
    return rule.family, rule.id


def _family(root: Element, name: str, rules: Sequence[Rule], outcome: Outcome) -> Element:
    suite = SubElement(root, "testsuite", name=name)
    broken = {breach.what for breach in outcome.breaches if not breach.minimum}
    failures = skipped = 0
    for rule in rules:
        seconds = f"{outcome.cost.judging.get(rule.id, 0):.3f}"
        case = SubElement(suite, "testcase", name=rule.id, classname=f"tunelint.{name}", time=seconds)
        findings = [finding for finding in outcome.findings if finding.rule == rule.id]
        failed = bool({rule.id, name} & broken) or any(found.severity == "error" for found in findings)
        failures += failed and bool(findings)
        reasons = [item.reason for item in outcome.not_judged if item.rule == rule.id and not item.total]
        skipped += bool(reasons) and not findings
        _describe(case, rule, findings, failed=failed, reasons=reasons)
    suite.attrib |= {"tests": str(len(rules)), "failures": str(failures), "errors": "0"}
    suite.set("skipped", str(skipped))
    return suite


def _describe(
    case: Element, rule: Rule, findings: Sequence[Finding], *, failed: bool, reasons: Sequence[str]
) -> None:
    if not findings:
        if reasons:
            SubElement(case, "skipped", message=printable("; ".join(reasons)))
        return
    shown = worst_first(findings)[:_LISTED]
    text = "\n".join([*map(line_of, shown), left_out(len(findings), len(shown))]).rstrip()
    if failed:
        count = f"{len(findings):,} finding{'' if len(findings) == 1 else 's'}"
        SubElement(case, "failure", type=rule.severity, message=f"{rule.summary} {count}.").text = text
    else:
        SubElement(case, "system-out").text = text


def _gate(root: Element, outcome: Outcome) -> Element:
    suite = SubElement(root, "testsuite", name="gate", tests="1")
    case = SubElement(suite, "testcase", name="verdict", classname="tunelint.gate")
    suite.attrib |= {
        "failures": str(int(outcome.exit_code == 1)),
        "errors": str(int(outcome.exit_code == 2)),
        "skipped": "0",
    }
    if outcome.exit_code:
        tag = "failure" if outcome.exit_code == 1 else "error"
        element = SubElement(case, tag, type="gate", message=printable(outcome.verdict))
        element.text = "\n".join(printable(str(breach)) for breach in outcome.breaches)
    return suite
