"""Reads tokenizer and weights back from a GGUF file that `export` wrote, to continue its training."""

from pathlib import Path

import gguf
import numpy as np
import torch

from .export import parameters
from .llama import Llama, Shape
from .tokenizer import Tokens


def restore(path: Path) -> tuple[Tokens, Llama]:
    """Return the tokenizer and the model of a file. The weights have lost what float16 cannot hold."""
    file = gguf.GGUFReader(path)
    merges = [tuple(merge.split(" ")) for merge in _strings(file, "tokenizer.ggml.merges")]
    tokens = Tokens(_strings(file, "tokenizer.ggml.tokens"), [(left, right) for left, right in merges])
    model = Llama(Shape(vocabulary=len(tokens.vocabulary)))
    saved = {tensor.name: tensor.data for tensor in file.tensors}
    with torch.no_grad():
        for name, parameter in parameters(model):
            parameter.copy_(torch.from_numpy(np.array(saved[name], dtype=np.float32)).reshape(parameter.shape))
    return tokens, model


def _strings(file: gguf.GGUFReader, key: str) -> list[str]:
    return [str(text) for text in file.fields[key].contents()]
