"""A spool gives back its records in order, from memory and from disk."""

from __future__ import annotations

import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.run import spool
from tunelint.run.spool import Spool


@given(
    records=st.lists(st.binary(max_size=12), max_size=40),
    limit=st.integers(1, 60),
    read=st.integers(1, 7),
)
def test_records_come_back(records, limit, read):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "LIMIT", limit)
        patch.setattr(spool, "_READ", read)
        kept = Spool()
        for number, record in enumerate(records):
            kept.extend([record])
            assert kept[number] == record
        assert len(kept) == len(records)
        assert list(kept) == records
        assert list(zip(kept, kept, strict=True)) == list(zip(records, records, strict=True))
        assert [kept[at] for at in reversed(range(len(kept)))] == records[::-1]


def test_what_is_over_the_limit_leaves_memory(monkeypatch):
    monkeypatch.setattr(spool, "LIMIT", 1000)
    kept = Spool()
    for _ in range(500):
        kept.extend([b"x" * 100])
    assert len(kept._recent) < 1000
    assert sum(map(len, kept)) == 50_000


def test_a_full_disk_is_told(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "LIMIT", 10)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(OSError, match="No space"):
        Spool().extend([b"x" * 20])
