"""Answers that are begun for the model: where the stem stands in the prompt, and what interviews share of it."""

from pathlib import Path

import pytest

from bench.harness.models.random_vocabulary import SPECIAL
from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.message import Message

from .test_chat_template import SYSTEM, spelled, user


def assistant(text: str) -> Message:
    return {"role": "assistant", "content": text}


EXAMPLES = [SYSTEM, user("an example"), assistant("Why that?")]
STEM = assistant("What did you")
TURNS = (
    "{% for m in messages %}<{{ m.role }}>{% if m.role == 'assistant' %}BEFORE{% endif %}"
    "{{ m.content }}<end>{% endfor %}"
)
EMPTY = "<think>\n\n</think>\n\n"


class Templated(GgufModel):
    """The tiny model with another template."""

    def __init__(self, path: Path, template: str) -> None:
        self._template = template
        super().__init__(str(path))

    def metadata(self, key: str) -> str:
        return self._template if key == "tokenizer.chat_template" else super().metadata(key)


def quoted(text: str) -> str:
    """Return a Jinja expression of a text. Jinja drops a line break after a block."""
    return f"{{{{ {text!r} }}}}"


def begun(model_path: Path, before_answers: str, opening: str) -> str:
    """Return the prompt of a chat with a stem, given what the template writes before answers, and to begin one."""
    model = Templated(model_path, TURNS.replace("BEFORE", before_answers) + "<assistant>" + opening)
    return spelled(model, ChatTemplate(model).prompt([user("hi"), assistant("What")]).tokens)


def test_the_prompt_ends_with_the_stem(gguf: GgufModel, template: ChatTemplate) -> None:
    prompt = template.prompt([*EXAMPLES, user("hi"), STEM])
    assert spelled(gguf, prompt.tokens).endswith("<|end|>\n<|user|>hi<|end|>\n<|assistant|>What did you")


def test_the_stem_follows_the_tokens_of_the_prompt_without_it(gguf: GgufModel, template: ChatTemplate) -> None:
    without = template.prompt([*EXAMPLES, user("hi")]).tokens
    assert template.prompt([*EXAMPLES, user("hi"), STEM]).tokens == [
        *without,
        *gguf.tokenize(STEM["content"], special=False),
    ]


@pytest.mark.parametrize("said", SPECIAL)
def test_a_stem_never_becomes_a_special_token(gguf: GgufModel, template: ChatTemplate, said: str) -> None:
    chat = [user("hi")]
    (marker,) = gguf.tokenize(said, special=True)
    plain, forged = (template.prompt(more).tokens for more in (chat, [*chat, assistant(f"so {said}")]))
    assert forged.count(marker) == plain.count(marker)


@pytest.mark.parametrize(
    ("before_answers", "opening", "before_stem"),
    [
        ("", "", ""),
        ("\n", "", "\n"),
        (" ", "", " "),
        ("", "<think>", EMPTY),
        ("", "<think>\n", EMPTY),
        ("", "<thought>\n", "<thought>\n\n</thought>\n\n"),
        ("<think>\n", "<think>\n", EMPTY),
        (EMPTY, "", EMPTY),
        ("<think></think>", EMPTY, EMPTY),
        ("<channel>final<message>", "", "<channel>final<message>"),
    ],
)
def test_a_stem_stands_where_an_answer_without_a_thought_begins(
    model_path: Path, before_answers: str, opening: str, before_stem: str
) -> None:
    assert begun(model_path, quoted(before_answers), quoted(opening)) == f"<user>hi<end><assistant>{before_stem}What"


@pytest.mark.parametrize(
    ("before_answers", "opening"),
    [
        ("{{ raise_exception('no') if loop.last }}", quoted(EMPTY)),
        ("", "{% if enable_thinking is defined and not enable_thinking %}" + quoted(EMPTY) + "{% endif %}"),
    ],
    ids=["refuses a last answer", "thoughts can be turned off"],
)
def test_a_stem_follows_what_the_template_opens(model_path: Path, before_answers: str, opening: str) -> None:
    assert begun(model_path, before_answers, opening) == f"<user>hi<end><assistant>{EMPTY}What"


def test_a_template_without_system_messages_takes_a_stem(model_path: Path) -> None:
    turns = "{% for m in messages %}{{ raise_exception('no') if m.role == 'system' }}[{{ m.content }}]{% endfor %}"
    model = Templated(model_path, turns + ">")
    prompt = ChatTemplate(model).prompt([*EXAMPLES, user("hi"), STEM], public=3)
    assert spelled(model, prompt.tokens) == "[You ask about 한국어.\n\nan example][Why that?][hi]>What did you"
    assert spelled(model, prompt.tokens[: prompt.public_tokens]) == "[You ask about 한국어.\n\nan example][Why that?"


def test_a_template_that_refuses_every_first_prompt_is_refused(model_path: Path) -> None:
    lonely = "{{ raise_exception('no') if messages | length == 1 }}{% for m in messages %}[{{ m.content }}]{% endfor %}"
    with pytest.raises(ModelUnavailable, match="does not work"):
        ChatTemplate(Templated(model_path, lonely))


def test_examples_that_are_the_same_for_everybody_are_public(gguf: GgufModel, template: ChatTemplate) -> None:
    prompt = template.prompt([*EXAMPLES, user("hi"), STEM], public=3)
    assert spelled(gguf, prompt.tokens[: prompt.public_tokens]).endswith(
        "<|user|>an example<|end|>\n<|assistant|>Why that?"
    )


@pytest.mark.parametrize("public", [None, 0, 1, 2, 3])
@pytest.mark.parametrize("said", ["", "hi", "x" * 300, "<|end|>", "한국어로"])
def test_public_tokens_contain_nothing_of_an_interview(template: ChatTemplate, public: int | None, said: str) -> None:
    others = template.prompt([*EXAMPLES, user("something else"), assistant("How")], public)
    mine = template.prompt([*EXAMPLES, user(said), assistant(f"Why {said}")], public)
    typed = template.unfinished([*EXAMPLES, user(said)], public)
    shared = others.tokens[: others.public_tokens]
    assert [prompt.tokens[: prompt.public_tokens] for prompt in (mine, typed)] == [shared, shared]
    assert mine.public_tokens == typed.public_tokens == others.public_tokens


def test_a_stem_is_not_public_even_if_everything_before_it_is(gguf: GgufModel, template: ChatTemplate) -> None:
    prompt = template.prompt([*EXAMPLES, user("hi"), STEM], public=9)
    assert spelled(gguf, prompt.tokens[: prompt.public_tokens]).endswith("<|user|>hi")


def test_a_draft_is_a_prefix_of_the_prompt_with_a_stem(template: ChatTemplate) -> None:
    draft = template.unfinished([*EXAMPLES, user("Asked: Why?\nI built it")], public=3).tokens
    sent = user("Asked: Why?\nI built it with care.\n\nAsk what was hardest.")
    assert template.prompt([*EXAMPLES, sent, STEM], public=3).tokens[: len(draft)] == draft
