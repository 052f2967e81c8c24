"""Thoughts of a local model: opened by its template, and tagged by tokens of its vocabulary."""

from pathlib import Path

import pytest

from bench.harness.models.random_vocabulary import TEMPLATE
from interviews.llm.local_engine.cache.kv_cache import Prompt
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.decode_job import DecodeJob, DecodeLimits
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.sampler import Sampler
from tests.interviews.llm.chat_helpers import asked, text_of
from tests.interviews.llm.engine_helpers import GREEDY

TURNS = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}<|assistant|>"


def changed(model_path: Path, folder: Path, old: str, new: str) -> GgufModel:
    """Return the tiny model with a text replaced by another of the same length, so that the file stays valid."""
    assert len(old) == len(new)
    path = folder / "changed.gguf"
    path.write_bytes(model_path.read_bytes().replace(old.encode(), new.encode()))
    return GgufModel(str(path))


@pytest.mark.parametrize(("opening", "shown"), [("<think>\n", False), ("<think>\n\n</think>\n\n", True), ("", True)])
async def test_a_thought_opened_by_the_template_is_not_shown(
    model_path: Path, tmp_path: Path, opening: str, shown: bool
) -> None:
    template = TURNS + opening
    gguf = changed(model_path, tmp_path, TEMPLATE, template + "{#" + "." * (len(TEMPLATE) - len(template) - 4) + "#}")
    engine = Engine(gguf, context=2048, slots=1, threads=1)
    *_, last = chunks = await asked(LlamaCppChatModel(engine=engine, template=ChatTemplate(gguf)), max_tokens=8)
    engine.close()
    assert bool(text_of(chunks)) == shown
    assert (last.usage_metadata or {})["output_tokens"] == 8
    assert last.response_metadata["finish_reason"] == "length"


def test_the_tag_of_a_thought_has_text_even_if_it_is_a_control_token(model_path: Path, tmp_path: Path) -> None:
    gguf = changed(model_path, tmp_path, "<|user|>", "</think>")
    ((closing,), (other,)) = (gguf.tokenize(text, special=True) for text in ("</think>", "<|system|>"))
    assert (gguf.piece(closing), gguf.generated_piece(closing), gguf.generated_piece(other)) == (b"", b"</think>", b"")


def job(closing: str = "") -> DecodeJob:
    return DecodeJob(None, Prompt([1]), Sampler(GREEDY, 600), DecodeLimits([], 100, 60, closing))


async def test_an_answer_begins_after_the_thought() -> None:
    thinking = job("</think>")
    assert [thinking.add_token(0, piece) for piece in (b"They said", b"</think>", b"\n\n", b"Why?")] == [
        "",
        "",
        "",
        "Why?",
    ]
    assert thinking.finish_reason == ""


async def test_a_leaked_thought_ends_the_answer() -> None:
    thinking = job()
    assert [thinking.add_token(0, piece) for piece in (b"They said", b"</think>")] == ["They said", ""]
    assert thinking.finish_reason == "leaked"
