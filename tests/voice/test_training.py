"""Training: rewrites are repeatable, and the axes rebuild to what ships."""

import random

import numpy as np
import pytest

from tunelint.measure.voice.weights import CLIP, built_in
from tunelint.rulebook.load import rules_folder
from tunelint.train.contrast import Lessons, contrast_axes
from tunelint.train.corpus import neutral_passages, neutral_spans, read_pairs
from tunelint.train.head import Recipe, train_head
from tunelint.train.rewrites import rewrite, rewrites, styles
from tunelint.train.voice import EVERY, count_all, count_spread, learn_axes, unmarked_axes

TEXT = (
    "The museum is located near the river, and it has a collection of many paintings. Visitors cannot take"
    " pictures because they are protected. You will need to purchase a ticket before you enter."
)


def test_a_rewrite_is_the_same_for_the_same_seed():
    for style in styles().values():
        assert rewrite(TEXT, style, random.Random(3)) == rewrite(TEXT, style, random.Random(3))


def test_each_style_changes_a_text_that_gives_it_something_to_change():
    for name, style in styles().items():
        made = {rewrite(TEXT, style, random.Random(seed)) for seed in range(12)}
        assert (made == {TEXT}) == (name in {"plain", "long_forms"}), name
    assert rewrite("It's late.", styles()["long_forms"], random.Random(1)) == "It is late."


def test_rewrites_name_style_and_passage():
    made = rewrites([TEXT, "It is late."], seed=1)
    assert {number for _, number, _ in made} == {0, 1}
    assert ("plain", 1, "It is late.") in made


def test_spans_have_about_the_lengths_that_were_asked_for():
    spans = neutral_spans(neutral_passages()[:200], per_length=5, seed=1)
    assert {5, 12, 40} <= {min((5, 12, 40, 130), key=lambda n: abs(n - len(span.split()))) for span in spans}


@pytest.mark.slow
def test_the_axes_rebuild_to_the_shipped_values():
    passages = neutral_passages()
    neutral = count_all(passages)
    mean, sd = count_spread(neutral)
    weights = built_in()
    assert np.array_equal(mean.astype(np.float16), weights.mean.astype(np.float16))
    assert np.array_equal(sd.astype(np.float16), weights.sd.astype(np.float16))
    pairs = read_pairs((rules_folder() / "axes").glob("*.toml"))
    ends = [
        np.clip((count_all([getattr(p, end) for p in pairs]) - mean) / sd, -CLIP, CLIP)
        for end in ("high", "low")
    ]
    names, axes = learn_axes(pairs, (ends[0], ends[1]), np.clip((neutral - mean) / sd, -CLIP, CLIP))
    assert tuple(names) == weights.names
    assert np.allclose(axes, weights.axes, atol=2e-3)
    standard = np.clip((neutral - mean) / sd, -CLIP, CLIP)
    made = [
        (number, name, rewrite(passages[number], style, random.Random(f"{Recipe().seed}:{number}:{name}")))
        for number in range(0, len(passages), EVERY)
        for name, style in styles().items()
    ]
    made = [item for item in made if item[1] == "plain" or item[2] != passages[item[0]]]
    changed = np.clip((count_all([text for _, _, text in made]) - mean) / sd, -CLIP, CLIP)
    moved = changed - standard[[number for number, _, _ in made]]
    lessons = Lessons(pairs, ends[0], ends[1], standard, moved, [name for _, name, _ in made])
    assert np.allclose(contrast_axes(lessons, unmarked_axes())[1], weights.apart, atol=2e-3)


def test_the_head_brings_texts_of_one_style_together_and_rebuilds():
    pytest.importorskip("torch")
    made = rewrites(neutral_passages()[:12], seed=1)
    made = [item for item in made if item[0] in {"plain", "hype", "legal", "casual", "hedged"}]
    rows = count_all([text for _, _, text in made])
    rows = np.clip((rows - rows.mean(0)) / (rows.std(0) + 0.1), -CLIP, CLIP)
    named, numbers = [style for style, _, _ in made], [number for _, number, _ in made]
    recipe = Recipe(hidden=32, width=8, epochs=20, batch=30)
    first, second = train_head(rows, named, numbers, recipe), train_head(rows, named, numbers, recipe)
    assert all(np.array_equal(first[key], second[key]) for key in first)
    inner = np.maximum(rows @ first["hidden"].T + first["hidden_bias"], 0)
    points = inner @ first["out"].T + first["out_bias"]
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    alike = points @ points.T
    same = np.equal.outer(named, named) & ~np.eye(len(named), dtype=bool)
    assert alike[same].mean() > alike[~same].mean() + 0.2
