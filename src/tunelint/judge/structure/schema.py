"""Values against the JSON Schemas that rows declare for their tools."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

_MISSING = "tool arguments against the declared JSON Schema (pip install “tunelint[schemas]” judges them)"
_LONGEST = 200


class Judgement(NamedTuple):
    """What a schema has against a value: the fault and where it is, or a fault of the schema itself.

    `unjudged` says why nothing was judged.
    """

    fault: str = ""
    path: tuple[str | int, ...] = ()
    schema_fault: str = ""
    unjudged: str = ""


def judge_by_schema(schema: dict[str, Any], value: Any) -> Judgement:
    """The first thing that a schema has against a value. References to other documents are never fetched."""
    try:
        validator = _validator(json.dumps(schema, sort_keys=True))
    except ImportError:
        return Judgement(unjudged=_MISSING)
    except (ValueError, RecursionError) as error:
        return Judgement(schema_fault=_first_line(error))
    found = next(iter(validator.iter_errors(value)), None)
    return Judgement(_first_line(found.message), tuple(found.instance_path)) if found else Judgement()


@lru_cache(maxsize=256)
def _validator(schema: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(json.loads(schema), retriever=_refuse)


def _refuse(uri: str) -> Any:
    raise ValueError(f"it refers to {uri}, which is not in the row")


def _first_line(error: object) -> str:
    return str(error).partition("\n")[0][:_LONGEST]
