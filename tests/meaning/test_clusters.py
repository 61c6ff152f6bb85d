"""The index of vectors: as good as comparing all with all, but for a little."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.judge.clusters import MEMBERS, nearest_among_clusters
from tunelint.judge.neighbours import nearest


def blobs(count: int, seed: int) -> np.ndarray:
    """Unit vectors around some centres, as texts about some subjects."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((40, 32))
    vectors = centres[rng.integers(0, 40, count)] + 0.8 * rng.standard_normal((count, 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def exact(vectors: np.ndarray, count: int):
    return nearest(vectors, vectors, count, own=np.arange(len(vectors)), copies=2)


@given(st.integers(2, 60), st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_one_cluster_is_all(count, seed):
    vectors = blobs(count, seed)
    width = min(5, count - 1)
    found = nearest_among_clusters(vectors, width, copies=2)
    assert np.allclose(found.similarity, exact(vectors, width).similarity, atol=1e-5)


@pytest.mark.parametrize("seed", [1, 2])
def test_with_all_clusters_probed_nothing_is_missed(seed):
    vectors = blobs(4 * MEMBERS, seed)
    found = nearest_among_clusters(vectors, 12, copies=2, probes=4)
    assert np.allclose(found.similarity, exact(vectors, 12).similarity, atol=1e-5)
    assert np.allclose(
        (vectors * vectors[found.position[:, 0]]).sum(axis=1), found.similarity[:, 0], atol=1e-5
    )


def test_close_pairs_are_found_with_few_probes():
    vectors = blobs(24 * MEMBERS, 3)
    twins = vectors[::40] + 0.02 * np.random.default_rng(4).standard_normal((len(vectors[::40]), 32))
    every = np.concatenate(
        [vectors, (twins / np.linalg.norm(twins, axis=1, keepdims=True)).astype(np.float32)]
    )
    found = nearest_among_clusters(every, 3, copies=2)
    partner = found.position[len(vectors) :, 0]
    assert (partner == np.arange(0, len(vectors), 40)).mean() >= 0.99
    assert not (found.position == np.arange(len(every))[:, None])[found.similarity > -1].any()
