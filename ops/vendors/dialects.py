"""What the scripted chat server does with a last message of the assistant's, depending on whose server it plays."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class Dialect(StrEnum):
    """A server's name in its list of models."""

    OPENAI = "system"
    VLLM = "vllm"
    LLAMA_SERVER = "llamacpp"
    LLAMA_CPP_PYTHON = "me"


def refusal(dialect: Dialect, body: Body, thinks: bool) -> str:
    """Return why the request is refused, or "" if it is not. `thinks`: the model's template may open a thought."""
    ends_open, template = body.get("continue_final_message"), body.get("chat_template_kwargs") or {}
    match dialect:
        case Dialect.OPENAI:
            unknown = sorted({"continue_final_message", "add_generation_prompt", "chat_template_kwargs"} & body.keys())
            return f"Unrecognized request argument supplied: {unknown[0]}" if unknown else ""
        case Dialect.VLLM if ends_open and body.get("add_generation_prompt", True):
            return "Cannot set both `continue_final_message` and `add_generation_prompt` to True."
        case Dialect.LLAMA_SERVER if _stem(body) and thinks and template.get("enable_thinking", True):
            return "Assistant response prefill is incompatible with enable_thinking."
    return ""


def continuation(dialect: Dialect, body: Body, words: Sequence[str]) -> Sequence[str]:
    """Return the words that are left after the stem. A server that continues nothing writes them all."""
    continues = dialect is Dialect.LLAMA_SERVER or (dialect is Dialect.VLLM and body.get("continue_final_message"))
    if not continues or not "".join(words).startswith(_stem(body)):
        return words
    skip, left = len(_stem(body)), []
    for word in words:
        left.append(word[skip:])
        skip = max(0, skip - len(word))
    return list(filter(None, left))


def _stem(body: Body) -> str:
    last = body["messages"][-1]
    return str(last["content"]) if last["role"] == "assistant" else ""
