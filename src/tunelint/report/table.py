"""The findings as a table: CSV for spreadsheets, Parquet for programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail
from tunelint.report.escape import spreadsheet_cell

if TYPE_CHECKING:
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome

COLUMNS = (
    "severity",
    "rule",
    "file",
    "line",
    "column",
    "pointer",
    "message",
    "excerpt",
    "related",
    "key",
    "fingerprint",
)
"""The columns, in order."""


def write_csv(outcome: Outcome) -> bytes:
    """The findings as CSV (RFC 4180) in UTF-8; what a spreadsheet would run starts with an apostrophe."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(COLUMNS)
    for finding in outcome.findings:
        values = _values(finding)
        table.writerow(spreadsheet_cell(value) if isinstance(value, str) else value for value in values)
    return buffer.getvalue().encode("utf-8", "backslashreplace")


def write_parquet(outcome: Outcome) -> bytes:
    """The findings as Parquet; needs pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        hint = "pip install tunelint[parquet], or write csv"
        raise fail("--output parquet", "pyarrow is not installed", hint) from error
    rows = [_values(finding) for finding in outcome.findings]
    numbers = ("line", "column")
    schema = pa.schema([(name, pa.int64() if name in numbers else pa.string()) for name in COLUMNS])
    columns = {name: [_storable(row[index]) for row in rows] for index, name in enumerate(COLUMNS)}
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), buffer)
    return buffer.getvalue()


def _values(finding: Finding) -> tuple[Any, ...]:
    place = finding.place
    related = " ".join(f"{other.file}:{other.line}" for other in finding.related)
    where = (place.file, place.line, place.column, place.pointer)
    ends = (finding.message, finding.excerpt, related, finding.key, finding.fingerprint)
    return (finding.severity, finding.rule, *where, *ends)


def _storable(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
