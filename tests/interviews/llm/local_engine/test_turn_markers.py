"""Templates that mark turns with ordinary text, files with several templates, and files with none."""

from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from bench.harness.models.random_model import TINY, write_random_model
from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.turn_markers import stop_strings
from interviews.llm.sampling import Sampling

from .test_stems import Templated

ALPACA = (
    "{% for m in messages %}{% if m.role == 'user' %}### User:{{ '\n' }}{{ m.content }}{{ '\n\n' }}"
    "{% elif m.role == 'assistant' %}### Assistant:{{ '\n' }}{{ m.content }}{{ '\n\n' }}"
    "{% else %}{{ m.content }}{{ '\n\n' }}{% endif %}{% endfor %}### Assistant:{{ '\n' }}"
)
VICUNA = (
    "{% for m in messages %}{% if m.role == 'system' %}{{ m.content }} {% elif m.role == 'user' %}"
    "USER: {{ m.content }} {% else %}ASSISTANT: {{ m.content }}END{% endif %}{% endfor %}ASSISTANT:"
)
# ChatML, as a vocabulary without its tokens reads it.
SPELLED = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
)
UNMARKED = "{% for m in messages %}{{ m.content }}{{ '\n' }}{% endfor %}"


@pytest.mark.parametrize(
    ("template", "stops"),
    [
        (ALPACA, ("### User:", "### Assistant:")),
        (VICUNA.replace("END", " "), ("USER:", "ASSISTANT:")),
        (VICUNA.replace("END", "<|end|>"), ()),
        (SPELLED, ("<|im_end|>", "<|im_start|>user", "<|im_start|>assistant")),
        (UNMARKED, ()),
    ],
    ids=["alpaca", "vicuna without end tokens", "vicuna", "spelled tokens", "unmarked"],
)
def test_turns_that_ordinary_text_marks_end_at_that_text(
    model_path: Path, template: str, stops: tuple[str, ...]
) -> None:
    assert ChatTemplate(Templated(model_path, template)).stop == stops


def test_a_template_with_end_tokens_needs_no_stop_strings(template: ChatTemplate) -> None:
    assert template.stop == ()


def test_a_marker_that_a_sentence_may_contain_stops_nothing() -> None:
    rendered = ["User ", " Answer ", " User ", " Answer "]
    assert stop_strings(rendered, lambda text: False) == ()


async def test_the_model_stops_where_the_other_side_would_speak(model: LlamaCppChatModel) -> None:
    async def written() -> str:
        options = {"sampling": Sampling(temperature=0), "max_tokens": 12}
        return "".join([str(part.content) async for part in model.astream([HumanMessage("hi")], **options)])

    whole = await written()
    marker = whole[10:14]
    model.template.stop = (marker,)
    try:
        assert await written() == whole[: whole.index(marker)]
    finally:
        model.template.stop = ()


def named(folder: Path, *names: str) -> GgufModel:
    """A model that has a chat template under each of these names."""
    templates = [{"name": name, "template": ALPACA} for name in names]
    return GgufModel(str(write_random_model(folder / "named.gguf", TINY, templates=templates)))


def test_the_template_for_plain_chat_is_found_among_others(tmp_path: Path) -> None:
    assert ChatTemplate(named(tmp_path, "tool_use", "default")).stop == ("### User:", "### Assistant:")


def test_a_default_under_its_own_name_is_found(tmp_path: Path) -> None:
    model = named(tmp_path, "tool_use", "usual__")
    path = tmp_path / "changed.gguf"
    path.write_bytes(model.path.read_bytes().replace(b"chat_template.usual__", b"chat_template.default"))
    assert ChatTemplate(GgufModel(str(path))).stop


def test_a_file_with_templates_for_other_purposes_only_is_refused_by_their_names(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="its chat templates are for rag, tool_use, and none is for plain chat"):
        ChatTemplate(named(tmp_path, "tool_use", "rag"))


def test_a_base_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"no chat template in its metadata\. Take an instruct model\."):
        ChatTemplate(named(tmp_path))
