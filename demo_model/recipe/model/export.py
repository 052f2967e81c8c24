"""Writes the trained weights, the tokenizer and the chat template into one GGUF file for llama.cpp."""

from pathlib import Path

import gguf
import numpy as np
import torch

from .llama import Llama
from .tokenizer import CHAT_TEMPLATE, END, MARKERS, Tokens

NAME = "Demo interviewer"
DESCRIPTION = "Asks interview questions from fixed kinds of phrases; a demonstration, not an interviewer."


def export(model: Llama, tokens: Tokens, path: Path) -> None:
    """Write a temporary file and rename it to `path`, so that nobody loads an incomplete file."""
    half = path.with_suffix(".part")
    writer = gguf.GGUFWriter(half, "llama")
    _describe(writer, model)
    _add_tokenizer(writer, tokens)
    for name, parameter in parameters(model):
        writer.add_tensor(name, _array(parameter))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    half.replace(path)


def _describe(writer: gguf.GGUFWriter, model: Llama) -> None:
    shape = model.shape
    writer.add_name(NAME)
    writer.add_description(DESCRIPTION)
    writer.add_languages(["ko", "en"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.norm_epsilon)
    writer.add_vocab_size(shape.vocabulary)


def _add_tokenizer(writer: gguf.GGUFWriter, tokens: Tokens) -> None:
    kinds = [gguf.TokenType.CONTROL if token in MARKERS else gguf.TokenType.NORMAL for token in tokens.vocabulary]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens.vocabulary)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{left} {right}" for left, right in tokens.merges])
    writer.add_eos_token_id(tokens.marker[END])
    writer.add_eot_token_id(tokens.marker[END])
    writer.add_pad_token_id(tokens.marker[END])
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def parameters(model: Llama) -> list[tuple[str, torch.nn.Parameter]]:
    """Return the model's parameters under llama.cpp's names. The output is tied to the embedding."""
    found = [("token_embd.weight", model.embedding.weight), ("output_norm.weight", model.norm.weight)]
    for index, block in enumerate(model.blocks):
        matrices = {
            "attn_q": block.attention.q, "attn_k": block.attention.k, "attn_v": block.attention.v,
            "attn_output": block.attention.output, "ffn_gate": block.gate, "ffn_up": block.up, "ffn_down": block.down,
        }  # fmt: skip
        biases = {"attn_q": block.attention.q, "attn_k": block.attention.k}
        norms = {"attn_norm": block.attention_norm, "ffn_norm": block.ffn_norm}
        found += [(f"blk.{index}.{name}.weight", module.weight) for name, module in matrices.items()]
        found += [(f"blk.{index}.{name}.bias", module.bias) for name, module in biases.items()]
        found += [(f"blk.{index}.{name}.weight", module.weight) for name, module in norms.items()]
    return found


def _array(parameter: torch.nn.Parameter) -> np.ndarray:
    """Return matrices in float16, and norms and biases in float32."""
    return np.asarray(parameter.detach().numpy(), dtype=np.float16 if parameter.ndim == 2 else np.float32)
