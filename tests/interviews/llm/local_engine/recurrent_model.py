"""Writes a Mamba with random weights: a model whose state has no positions and cannot be rolled back."""

from pathlib import Path

import gguf
import numpy as np

from bench.harness.models.random_vocabulary import add_vocabulary

WIDTH, LAYERS, VOCABULARY, CONTEXT = 64, 2, 600, 2048
INNER, CONVOLUTION, STATE, RANK = 2 * WIDTH, 4, 16, 4


def write_recurrent_model(path: Path) -> Path:
    writer = gguf.GGUFWriter(path, "mamba")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(0)
    writer.add_head_count(0)
    writer.add_ssm_conv_kernel(CONVOLUTION)
    writer.add_ssm_inner_size(INNER)
    writer.add_ssm_state_size(STATE)
    writer.add_ssm_time_step_rank(RANK)
    writer.add_layer_norm_rms_eps(1e-5)
    add_vocabulary(writer, VOCABULARY, ends_every=0)
    random = np.random.default_rng(1)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, random.standard_normal(shape, dtype=np.float32) * 0.3)

    add("token_embd.weight", VOCABULARY, WIDTH)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for layer in (f"blk.{n}" for n in range(LAYERS)):
        writer.add_tensor(f"{layer}.attn_norm.weight", np.ones(WIDTH, np.float32))
        add(f"{layer}.ssm_in.weight", 2 * INNER, WIDTH)
        add(f"{layer}.ssm_conv1d.weight", INNER, CONVOLUTION)
        add(f"{layer}.ssm_conv1d.bias", INNER)
        add(f"{layer}.ssm_x.weight", RANK + 2 * STATE, INNER)
        add(f"{layer}.ssm_dt.weight", INNER, RANK)
        add(f"{layer}.ssm_dt.bias", INNER)
        writer.add_tensor(f"{layer}.ssm_a", -np.ones((INNER, STATE), np.float32))
        add(f"{layer}.ssm_d", INNER)
        add(f"{layer}.ssm_out.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
