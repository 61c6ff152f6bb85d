"""Which pipeline of spaCy is installed, found without loading spaCy."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

PREFERRED = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
"""spaCy's own pipelines for English, the lightest first; any other English one comes after them.

Those made of transformers (`_trf`) are left out: they need torch and a second for each text.
"""

GET_ONE = "python -m spacy download en_core_web_sm"
"""How to install one."""


@cache
def installed_pipeline() -> str:
    """The name of an installed English pipeline; empty without one."""
    return _found()[0]


@cache
def pipeline_release() -> str:
    """Name and release of the installed English pipeline, as a requirement; empty without one."""
    name, release = _found()
    return f"{name}=={release}" if name else ""


def _found() -> tuple[str, str]:
    models = entry_points(group="spacy_models")
    known = {
        model.name: model
        for model in models
        if model.name.startswith("en_") and not model.name.endswith("_trf")
    }
    ranked = [*(name for name in PREFERRED if name in known), *sorted(known)]
    if not ranked:
        return "", ""
    own = known[ranked[0]].dist
    return ranked[0], own.version if own else ""
