"""The charts of the page, drawn by Bokeh: distributions of scores, and maps of the examples."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from bokeh.core.types import ID
from bokeh.embed import json_item
from bokeh.models import ColumnDataSource, HoverTool
from bokeh.plotting import figure

from tunelint.model.rule import DIMENSIONS, rank
from tunelint.report.escape import printable
from tunelint.report.html.maps import meaning_map, voice_map
from tunelint.report.html.rows import glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.row import RowRef
    from tunelint.report.html.maps import Floats, Map
    from tunelint.report.html.rows import Rows

BINS = 20
_QUOTED = 110
"""Code points of a prompt and of a reply in a tooltip."""
_CLEAN, _FLAGGED = "#8a94a3", "#d1495b"
_LOOKS = (
    ("#d1495b", "diamond"),
    ("#0072b2", "square"),
    ("#e69f00", "triangle"),
    ("#009e73", "inverted_triangle"),
    ("#9467bd", "star"),
    ("#56b4e9", "plus"),
    ("#a0522d", "hex"),
)
"""Colours after Okabe and Ito (2008), told apart without colour by their shapes."""
_OTHER = "other"
_PREFERRED = {"map-meaning": "outlier", "map-voice": "tone"}
"""The family that a map is about: a row with a finding of it is shown as that."""
_TIP = """<div style="max-width:22rem;font:13px system-ui,sans-serif;white-space:normal">
<b>@where</b> @rules<br><span style="opacity:.75">@asked</span><br>@said</div>"""


_BAR_TIP = [
    ("score", "@left{0.00} to @right{0.00}"),
    ("rows", "@all{0,0}"),
    ("with findings", "@flagged{0,0}"),
]


class _Flagged(NamedTuple):
    """What is found on a row: the rule ids, the one with the worst finding first."""

    rules: Sequence[str]

    def families(self) -> list[str]:
        """Their families, each once."""
        return list(dict.fromkeys(rule.partition("/")[0] for rule in self.rules))

    def family(self, prefer: str) -> str:
        """The family to show the row as: the preferred one where it is among them, or that of the worst."""
        families = self.families()
        return prefer if prefer in families else families[0]


def charts(outcome: Outcome, rows: Rows) -> dict[str, Any]:
    """Bokeh documents by the id of the element they belong in, with what the page must say beside them."""
    flagged = _flagged(outcome, rows)
    drawn = {
        f"score-{name}": plot for name in DIMENSIONS if (plot := _scores(outcome, name, rows)) is not None
    }
    maps = {}
    if outcome.exhibit and outcome.exhibit.cells:
        maps = {
            "map-meaning": meaning_map(outcome.exhibit, outcome.rows, flagged.keys()),
            "map-voice": voice_map(outcome.exhibit, flagged.keys()),
        }
    known = {name: drawing for name, drawing in maps.items() if drawing is not None}
    texts = rows.texts({ref for drawing in known.values() for ref in drawing.refs})
    looks = _looks(flagged)
    for name, drawing in known.items():
        quoted = [glimpse(texts.get(ref.number, ()), _QUOTED) for ref in drawing.refs]
        families = [_family(flagged.get(ref.number), _PREFERRED[name]) for ref in drawing.refs]
        drawn[name] = _map(name, families, looks, _points(drawing, flagged, quoted))
    return {
        "items": {name: json_item(plot, ID(name)) for name, plot in drawn.items()},
        "points": {name: [len(drawing.refs), drawing.known] for name, drawing in known.items()},
    }


def _flagged(outcome: Outcome, rows: Rows) -> Mapping[int, _Flagged]:
    found: dict[int, list[Finding]] = {}
    for finding in outcome.findings:
        if ref := rows.of(finding):
            found.setdefault(ref.number, []).append(finding)
    for findings in found.values():
        findings.sort(key=lambda finding: -rank(finding.severity))
    return {
        number: _Flagged(list(dict.fromkeys(finding.rule for finding in findings)))
        for number, findings in found.items()
    }


def _plot(**options: Any) -> Any:
    plot = figure(sizing_mode="stretch_width", background_fill_alpha=0, border_fill_alpha=0, **options)
    plot.outline_line_color = None
    plot.grid.grid_line_color = _CLEAN
    plot.grid.grid_line_alpha = 0.25
    plot.toolbar.logo = None
    return plot


def _scores(outcome: Outcome, dimension: str, rows: Rows) -> Any | None:
    """How the scores of a dimension spread, the rows with findings of it stacked in another colour."""
    values = np.array(outcome.scores.get(dimension, ()), dtype=float)
    rules = {rule.id for rule in outcome.rules if rule.dimension == dimension}
    marked = {ref.number for f in outcome.findings if f.rule in rules and (ref := rows.of(f)) is not None}
    known = [number for number, value in enumerate(values) if not isnan(value)]
    if not known:
        return None
    source = _bars(values[known], values[[number for number in known if number in marked]])
    plot = _plot(
        height=170,
        tools="",
        toolbar_location=None,
        min_border_left=48,
        x_range=(-0.02, 1.02),
        y_range=(0, float(max(source.data["all"])) * 1.22),
    )
    bars = plot.quad(
        "left", "right", "all", "flagged", source=source, fill_color=_CLEAN, fill_alpha=0.65, line_color=None
    )
    plot.quad("left", "right", "flagged", 0, source=source, fill_color=_FLAGGED, line_color=None)
    font = {"text_font_size": "11px", "text_font_style": "bold", "text_align": "center", "y_offset": -3}
    plot.text("middle", "all", "label", source=source, text_color=_FLAGGED, **font)
    plot.add_tools(HoverTool(tooltips=_BAR_TIP, renderers=[bars], mode="vline"))
    plot.xaxis.ticker = [0, 0.5, 1]
    plot.yaxis.ticker.desired_num_ticks = 4
    plot.axis.minor_tick_line_color = None
    plot.xgrid.visible = False
    return plot


def _bars(known: Floats, flagged: Floats) -> ColumnDataSource:
    """The bars of a histogram: all scores, those of rows with findings, and how many these are."""
    edges = np.linspace(0, 1, BINS + 1)
    marked = np.histogram(flagged, edges)[0]
    return ColumnDataSource(
        {
            "left": edges[:-1],
            "right": edges[1:],
            "middle": (edges[:-1] + edges[1:]) / 2,
            "all": np.histogram(known, edges)[0],
            "flagged": marked,
            "label": [f"{number:,}" if number else "" for number in marked.tolist()],
        }
    )


def _family(found: _Flagged | None, prefer: str) -> str:
    return found.family(prefer) if found else ""


def _looks(flagged: Mapping[int, _Flagged]) -> dict[str, tuple[str, str]]:
    """Colour and shape of each family, the same on every map: the most frequent families have their own."""
    counts = Counter(family for found in flagged.values() for family in found.families())
    own = [family for family, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return {"": (_CLEAN, "circle"), **dict(zip(own, _LOOKS, strict=False)), _OTHER: ("#767676", "x")}


def _map(
    name: str, families: Sequence[str], looks: Mapping[str, tuple[str, str]], points: Mapping[str, Any]
) -> Any:
    """A mark for each row, coloured and shaped by its family."""
    shown = np.array([family if family in looks else _OTHER for family in families])
    plot = _plot(height=460, tools="pan,wheel_zoom,box_zoom,tap,reset", active_scroll=None)
    for family, (color, marker) in looks.items():
        members = np.flatnonzero(shown == family)
        if not len(members):
            continue
        column = {key: np.asarray(values)[members].tolist() for key, values in points.items()}
        plot.scatter(
            "x",
            "y",
            source=ColumnDataSource(column, name=f"{name}:{family}"),
            marker=marker,
            color=color,
            size=9 if family else 5,
            alpha=0.9 if family else 0.45,
            legend_label=f"{family or 'no finding'} ({len(members):,})",
        )
    _finish_map(plot)
    return plot


def _finish_map(plot: Any) -> None:
    """No axes, for they mean nothing; a tooltip with the text; a legend that hides what is clicked."""
    plot.add_tools(HoverTool(tooltips=_TIP))
    plot.axis.visible = False
    plot.grid.visible = False
    plot.legend[0].update(
        click_policy="hide",
        background_fill_alpha=0,
        border_line_alpha=0,
        orientation="horizontal",
        location="left",
    )
    plot.add_layout(plot.legend[0], "below")


def _points(
    drawing: Map, flagged: Mapping[int, _Flagged], quoted: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    found = [flagged.get(ref.number) for ref in drawing.refs]
    return {
        "x": np.round(drawing.points[:, 0], 2),
        "y": np.round(drawing.points[:, 1], 2),
        "where": [_where(ref) for ref in drawing.refs],
        "line": [ref.line for ref in drawing.refs],
        "file": [printable(ref.file) for ref in drawing.refs],
        "rules": [", ".join(item.rules) if item else "" for item in found],
        "asked": [asked for asked, _ in quoted],
        "said": [said for _, said in quoted],
    }


def _where(ref: RowRef) -> str:
    return f"{printable(ref.file.rpartition('/')[2])}:{ref.line}"
