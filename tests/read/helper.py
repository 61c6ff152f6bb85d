"""Small files for the tests of reading."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tunelint.model.row import Fault, Row
from tunelint.model.settings import Settings
from tunelint.read import rows

CHAT = [
    json.dumps(
        {
            "messages": [
                {"role": "user", "content": f"Question {number}?"},
                {"role": "assistant", "content": "Yes."},
            ]
        }
    ).encode()
    for number in range(4)
]


@contextmanager
def file_of(data, suffix=".jsonl"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"data{suffix}")
        path.write_bytes(data)
        yield str(path)


def read_bytes(data, suffix=".jsonl", settings=None):
    with file_of(data, suffix) as file:
        return list(rows(file, settings or Settings()))


def all_rows(data, suffix=".jsonl", settings=None):
    return [item for item in read_bytes(data, suffix, settings) if isinstance(item, Row)]


def all_faults(data, suffix=".jsonl", settings=None):
    """Every fault, of rows and of the file, in order of place."""
    items = read_bytes(data, suffix, settings)
    faults = [fault for item in items if isinstance(item, Row) for fault in item.faults]
    faults += [item for item in items if isinstance(item, Fault)]
    return sorted(faults, key=lambda fault: (fault.line, fault.column, fault.code))


def resolve(value, pointer):
    """The value that a JSON Pointer names."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
