"""Remarks on what a measure of phrases has found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.judge.pattern import shown
from tunelint.judge.words.edited import has_markup
from tunelint.model.finding import Edit, Fix, Remark, Unjudged
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tunelint.model.finding import Verdict
    from tunelint.model.phrase import Found
    from tunelint.model.view import Batch, Want

    Details = Callable[[Found], Mapping[str, Any]]
    Better = Callable[[str, Found], str | None]


def remarks_on_found(
    batch: Batch, want: Want, details: Details | None = None, better: Better | None = None
) -> Iterator[Verdict]:
    """One remark for each thing found; the passages that have a reason in place of it are not judged.

    `details` gives what the message may use besides `found`; `better` the text that a fix puts in place.
    """
    for row, passage, value in batch.each(want):
        if isinstance(value, str):
            yield Unjudged(row.ref, value)
            continue
        for nth, item in enumerate(value):
            seen = passage.text[item.start : item.end]
            yield Remark(
                row=row.ref,
                pointer=passage.pointer,
                span=Span(item.start, item.end),
                details={"found": shown(seen), **(details(item) if details else {})},
                fix=make_fix(passage.pointer, seen, item, better(seen, item) if better else None),
                mark=str(nth) if nth else "",
            )


def make_fix(pointer: str, seen: str, item: Found, better: str | None) -> Fix | None:
    """The fix that puts `better` in place of what was seen; None where nothing would change."""
    if better is None or better == seen or has_markup(seen):
        return None
    title = f"replace “{shown(seen)}” with “{better}”" if better else f"delete “{shown(seen)}”"
    return Fix(title, (Edit(pointer, Span(item.start, item.end), better),))
