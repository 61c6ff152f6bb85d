"""One row beside one rule, as text and as data."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from tunelint.model.place import Span
from tunelint.report.escape import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.finding import Finding, Reading
    from tunelint.model.rule import Rule

_SAID = 160
_VALUE = 100
_LISTED = 6
_WIDE = 26


def inspection_text(seen: Any, quote: str = "short") -> str:
    """The inspection (`run.inspect.Inspection`) as lines for people; `quote` as for reports."""
    rule, place = seen.rule, seen.place
    lines = [f"{rule.id} on {printable(place.file)}:{place.line}: {seen.state}"]
    for finding in seen.findings:
        lines += ["", *_finding(finding, figures=not seen.readings)]
    if not seen.findings:
        lines += [f"  {printable(reason)}" for reason in seen.reasons]
    lines += _block("Compared", (_reading(item) for item in seen.readings))
    if seen.score is not None:
        lines += ["", f"Score in {rule.dimension}: {seen.score:.4g} (0 strange, 1 typical)"]
    for partner in seen.partners:
        said = [f"{role}: {shorten(' '.join(text.split()), _SAID)}" for role, text in partner.said]
        told = said if quote != "none" else []
        lines += _block(f"Beside {printable(partner.place.file)}:{partner.place.line}", map(printable, told))
    naming = (f"{item.place.file}:{item.place.line}  {item.message}" for item in seen.named_by)
    lines += _block("Named by findings on other rows", map(printable, naming))
    measured = (
        _pair(f"{want.measure} of {cell.pointer or 'the row'}", describe(cell.value, quote=quote != "none"))
        for want, cell in seen.measured
    )
    lines += _block("Measured", measured)
    lines += _block("Options", (_option(*item) for item in seen.options))
    return "\n".join([*lines, "", f"What the rule looks for, and what to do: tunelint explain {rule.id}"])


def inspection_json(seen: Any, quote: str = "short") -> str:
    """The inspection as JSON."""
    data = {
        "rule": seen.rule.id,
        "file": seen.place.file,
        "line": seen.place.line,
        "state": seen.state,
        "reasons": list(seen.reasons),
        "findings": [_plain_finding(finding) for finding in seen.findings],
        "score": seen.score,
        "compared": [item._asdict() for item in seen.readings],
        "beside": [
            {"file": item.place.file, "line": item.place.line, "said": [list(said) for said in item.said]}
            for item in seen.partners
            if quote != "none"
        ],
        "named_by": [_plain_finding(finding) for finding in seen.named_by],
        "measured": [
            {
                "measure": want.measure,
                "pointer": cell.pointer,
                "value": describe(cell.value, quote=quote != "none"),
            }
            for want, cell in seen.measured
        ],
        "options": [item._asdict() for item in seen.options],
    }
    return json.dumps(data, indent=2, ensure_ascii=False, default=str)


def rule_json(rule: Rule) -> str:
    """The page of a rule as JSON."""
    data = asdict(rule) | {"demos": [{"name": demo.name, "fail": list(demo.fail)} for demo in rule.demos]}
    data.pop("path")
    return json.dumps(data, indent=2, ensure_ascii=False, default=str)


def describe(value: Any, *, quote: bool = True) -> str:
    """A measured value in a few words; vectors and hashes by their size, texts only where `quote` allows."""
    if hasattr(value, "_fields") or is_dataclass(value) or isinstance(value, list | tuple):
        return _describe_many(value, quote=quote)
    if isinstance(value, str):
        return (f"“{printable(shorten(value, _VALUE))}”" if quote else "…") if value else "none"
    if isinstance(value, bytes):
        return f"{len(value)} bytes of hashes" if value else "too few words"
    if hasattr(value, "shape"):
        return f"a vector of {value.size} numbers"
    return "no value" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _describe_many(value: Any, *, quote: bool) -> str:
    """A value of several parts: by name where they have names."""
    if isinstance(value, Span):
        return f"characters {value.start} to {value.end}"
    if hasattr(value, "_fields") or is_dataclass(value):
        return ", ".join(f"{name} {describe(item, quote=quote)}" for name, item in _members(value))
    shown = [describe(item, quote=quote) for item in value[:_LISTED]]
    rest = [f"{len(value) - _LISTED} more"] if len(value) > _LISTED else []
    return "; ".join([*shown, *rest]) or "none"


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    names = value._fields if hasattr(value, "_fields") else [item.name for item in fields(value)]
    return ((name, getattr(value, name)) for name in names)


def _finding(finding: Finding, *, figures: bool) -> Iterator[str]:
    yield f"  {finding.severity}  {printable(finding.message)}"
    if finding.excerpt:
        yield f"  │ {printable(finding.excerpt)}"
    for name, value in finding.details.items():
        yield f"  {_pair(name, describe(value))}"
    if finding.explain and figures:
        yield from (f"  {printable(line)}" for line in finding.explain.splitlines())
    if finding.fix:
        unsafe = "" if finding.fix.safe else " (--unsafe-fixes)"
        yield f"  tunelint fix: {printable(finding.fix.title)}{unsafe}"


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "pointer": finding.place.pointer,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "details": dict(finding.details),
        "explain": finding.explain,
        "related": [{"file": place.file, "line": place.line} for place in finding.related],
    }


def _reading(item: Reading) -> str:
    compared = [f"{item.value:.4g}"]
    if item.usual is not None:
        compared.append(f"usually {item.usual:.4g}")
    if item.limit is not None:
        compared.append(f"fails {item.side} {item.limit:.4g}")
    return _pair(item.name, ", ".join(compared))


def _option(name: str, value: Any, origin: str) -> str:
    shown = shorten(json.dumps(value, ensure_ascii=False, default=str), _VALUE)
    return f"{_pair(name, shown)}   # {printable(origin)}"


def _pair(name: str, value: str) -> str:
    return f"{printable(name):<{_WIDE}} {value}"


def _block(title: str, lines: Iterable[str]) -> list[str]:
    """The lines under a heading; nothing without lines."""
    found = [f"  {line}" for line in lines]
    return ["", title, *found] if found else []
