"""Models with the markers and chat templates of common families, and random weights.

They serve only to tokenize prompts. The templates are short ones of our own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gguf
import numpy as np
from gguf import TokenType

from .random_vocabulary import BYTES, byte_alphabet
from .shape import Shape

CONTROL, USER_DEFINED, UNKNOWN = TokenType.CONTROL, TokenType.USER_DEFINED, TokenType.UNKNOWN
MERGED = "Ġ a"  # llama.cpp needs at least one merge
GENERATE = "{% if add_generation_prompt %}"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of chat models.

    `markers` maps each marker to its type in the vocabulary; the first one ends a turn. `whole` are user-defined
    tokens that mark nothing. With `pieces` the vocabulary is a SentencePiece one, otherwise byte-level.
    """

    template: str
    markers: Mapping[str, TokenType]
    whole: Sequence[str] = ()
    pieces: Sequence[str] = field(default=())


FAMILIES = {
    "ChatML": Family(
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        f"{GENERATE}<|im_start|>assistant\n{{% endif %}}",
        dict.fromkeys(["<|im_end|>", "<|im_start|>", "<|endoftext|>"], CONTROL)
        | dict.fromkeys(["<think>", "</think>", "<tool_call>", "</tool_call>"], USER_DEFINED),
        whole=["\n\n", "    ", "\t\t"],
    ),
    "EXAONE": Family(
        "{% for m in messages %}[|{{ m.role }}|]{{ m.content }}"
        "{{ '\n' if m.role == 'user' else '[|endofturn|]\n' }}{% endfor %}"
        f"{GENERATE}[|assistant|]{{% endif %}}",
        {"[|endofturn|]": CONTROL, "[BOS]": CONTROL, "[UNK]": UNKNOWN, "<|endoftext|>": USER_DEFINED}
        | dict.fromkeys(["[|system|]", "[|user|]", "[|assistant|]"], USER_DEFINED),
    ),
    "Llama 3": Family(
        "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n{{ m.content }}"
        f"<|eot_id|>{{% endfor %}}{GENERATE}<|start_header_id|>assistant<|end_header_id|>\n\n{{% endif %}}",
        dict.fromkeys(["<|eot_id|>", "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>"], CONTROL)
        | {"<|python_tag|>": UNKNOWN},
    ),
    # Its pieces can merge into the control token </s> even if markers are not parsed.
    "[INST]": Family(
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no such role') }}"
        "{% elif m.role == 'user' %}[INST] {{ m.content }} [/INST]{% else %}{{ m.content }}</s>{% endif %}{% endfor %}",
        dict.fromkeys(["</s>", "<s>", "[INST]", "[/INST]"], CONTROL) | {"<unk>": UNKNOWN, "[TOOL_CALLS]": USER_DEFINED},
        pieces=["\u2581", "</", "s>", "<s", "an", "er", "in", "\u2581a"],
    ),
}


def write_family(path: Path, family: Family) -> Path:
    """Write the model to `path` and return the path."""
    writer = gguf.GGUFWriter(path, "llama")
    tokens = _add_vocabulary(writer, family)
    shape = Shape(width=32, layers=1, heads=1, feed_forward=32, vocabulary=tokens)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    for name, rows, columns in shape.matrices():
        writer.add_tensor(name, np.zeros((rows, columns), np.float16))
    for name, length in shape.norms():
        writer.add_tensor(name, np.ones(length, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: gguf.GGUFWriter, family: Family) -> int:
    """Add the tokens, markers first, and return their number."""
    special = {**family.markers, **dict.fromkeys(family.whole, USER_DEFINED)}
    byte = TokenType.BYTE if family.pieces else TokenType.NORMAL
    spelled = [f"<0x{number:02X}>" for number in range(BYTES)] if family.pieces else byte_alphabet()
    said = family.pieces or [MERGED.replace(" ", "")]
    texts = [*special, *spelled, *said]
    writer.add_tokenizer_model("llama" if family.pieces else "gpt2")
    writer.add_tokenizer_pre("default" if family.pieces else "gpt-2")
    writer.add_token_list(texts)
    writer.add_token_types([*special.values(), *[byte] * BYTES, *[TokenType.NORMAL] * len(said)])
    if family.pieces:
        writer.add_token_scores([0.0] * len(texts))
    else:
        writer.add_token_merges([MERGED])
    writer.add_eos_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_add_bos_token(False)
    writer.add_chat_template(family.template)
    return len(texts)
