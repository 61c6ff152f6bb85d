"""The page put together: a template, its style and scripts, and the data as blocks of JSON."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from tunelint.report.escape import printable
from tunelint.report.html.content import content
from tunelint.report.html.groups import groups
from tunelint.report.html.rows import Rows
from tunelint.report.html.voice import voice

if TYPE_CHECKING:
    from tunelint.model.outcome import Outcome

SCRIPTS = ("dom.js", "overview.js", "charts.js", "findings.js", "groups.js", "main.js")
"""The scripts of the page, in order; together one script."""


def write_html(outcome: Outcome) -> bytes:
    """The report as one HTML file.

    It loads nothing: a content security policy forbids every request, and every script but its own. Charts
    need Bokeh (`tunelint[html]`); without it the report says so in their place.
    """
    rows = Rows(outcome)
    library, drawn = _charts(outcome, rows)
    data = content(outcome, rows) | {
        "groups": groups(outcome, rows),
        "voice": voice(outcome.exhibit) if outcome.exhibit else None,
        "charts": None if drawn is None else drawn["points"],
    }
    app = "\n".join(_asset(f"js/{name}") for name in SCRIPTS)
    app = f'"use strict";\n(() => {{\n{app}\n}})();\n'
    page = Template(_asset("page.html")).substitute(
        policy=_policy(library, app),
        verdict=escape(printable(outcome.verdict)),
        style=_asset("page.css"),
        data=json_block(data),
        charts=json_block(drawn["items"] if drawn else {}),
        library=library,
        app=app,
    )
    return page.encode("utf-8", "backslashreplace")


def _charts(outcome: Outcome, rows: Rows) -> tuple[str, dict[str, Any] | None]:
    """The charting library as a script, and the charts; empty and None without the extra `html`."""
    try:
        import sklearn  # noqa: F401 - the maps need it
        from bokeh.resources import INLINE
    except ImportError:
        return "", None
    from tunelint.report.html.charts import charts

    core = next(text for text in INLINE.js_raw if "Bokeh" in text)
    return core.replace("</script", "<\\/script"), charts(outcome, rows)


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(*scripts: str) -> str:
    """A content security policy: no request at all, only these scripts; styles because charts make theirs."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def json_block(value: Any) -> str:
    """The value as JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _plain(value: Any) -> Any:
    return value.tolist()
