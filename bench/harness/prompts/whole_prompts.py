"""The two prompts that contain a candidate's first answer: as the last answer, and as an earlier one."""

from collections.abc import Sequence

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.interviewer.prompts import INSTRUCTIONS, Ask, Brief, Exchange, messages
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.message import Message

from .plan_decisions import QUESTION, decided

BRIEFS = {
    "en": Brief("en", "Backend engineer", "Python and PostgreSQL, in a team of six."),
    "ko": Brief("ko", "백엔드 개발자", "여섯 명이 함께 Python으로 서비스를 만듭니다."),
}
SECOND_ANSWER = {
    "en": "We moved the queue to PostgreSQL because it was simpler to run.",
    "ko": "작업 큐를 데이터베이스로 옮기고 색인을 다시 설계했습니다.",
}


def fenced(language: str, answer: str) -> list[list[Message]]:
    """Return the prompts that the product makes."""
    return [messages(BRIEFS[language], history, ask) for history, ask in _turns(language, answer)]


def unfenced(language: str, answer: str) -> list[list[Message]]:
    """Return the prompts with the answers inserted verbatim."""
    return [_unfenced(language, history, ask) for history, ask in _turns(language, answer)]


def in_one_go(model: GgufModel, chat: Sequence[Message]) -> list[int]:
    """Render the template and tokenize all of it with special tokens, as servers and tutorials do."""
    template = model.metadata("tokenizer.chat_template")
    eos, bos = (model.piece(token, special=True).decode() for token in (model.eos, model.bos))
    formatter = Jinja2ChatFormatter(template, eos_token=eos, bos_token=bos)
    try:
        text = formatter(messages=list(chat)).prompt  # type: ignore[arg-type]
    except ValueError:  # a template without a system role says so by raising
        text = formatter(messages=list(chat[1:])).prompt  # type: ignore[arg-type]
    return model.tokenize(str(text), special=True)


def _turns(language: str, answer: str) -> list[tuple[list[Exchange], Ask]]:
    """Return the history and the next question of both prompts."""
    answers = [answer, SECOND_ANSWER[language]]
    asks = decided(language, *answers)
    history = [Exchange(ask, QUESTION[language], said) for ask, said in zip(asks, answers, strict=False)]
    return [(history[:1], asks[1]), (history, asks[2])]


def _unfenced(language: str, history: Sequence[Exchange], ask: Ask) -> list[Message]:
    chat: list[Message] = [{"role": "system", "content": INSTRUCTIONS[language]}]
    chat.append({"role": "user", "content": _request(history[0].ask)})
    following = [*(exchange.ask for exchange in history[1:]), ask]
    for exchange, asked in zip(history, following, strict=True):
        chat.append({"role": "assistant", "content": exchange.question})
        chat.append({"role": "user", "content": f"{exchange.answer}\n{_request(asked)}"})
    return chat


def _request(ask: Ask) -> str:
    return f"Topic: {ask.topic}\nMove: {ask.move}\nFocus: {ask.focus}"
