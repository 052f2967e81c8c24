"""The two prompts that contain a candidate's first answer: as the last answer, and as an earlier one."""

from collections.abc import Sequence

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.interviewer.ask import Ask, Brief, Exchange, Move, Probe
from interviews.interviewer.frame import frame_of, framed
from interviews.interviewer.prompts import messages, public_messages
from interviews.llm.freedom import Freedom
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.message import Message

from .plan_decisions import PLANS, QUESTION

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
    return [_fenced(BRIEFS[language], history, ask) for history, ask in _turns(language, answer)]


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
    topic = PLANS[language].topics[0]
    probes = [(Move.OPEN, Probe.CASE), (Move.FOLLOW_UP, Probe.OWN), (Move.FOLLOW_UP, Probe.RESULT)]
    asks = [Ask(topic, move, probe) for move, probe in probes]
    answers = [answer, SECOND_ANSWER[language]]
    history = [Exchange(ask, QUESTION[language], said) for ask, said in zip(asks, answers, strict=False)]
    return [(history[:1], asks[1]), (history, asks[2])]


def _fenced(brief: Brief, history: Sequence[Exchange], ask: Ask) -> list[Message]:
    return framed(messages(brief, history, ask, Freedom.STEM), frame_of(brief, history, ask, Freedom.STEM))


def _unfenced(language: str, history: Sequence[Exchange], ask: Ask) -> list[Message]:
    said = "\n".join(f"Interviewer: {each.question}\nCandidate: {each.answer}" for each in history)
    request: Message = {"role": "user", "content": f"{said}\n\nAsk for: {ask.probe}"}
    stem = frame_of(BRIEFS[language], history, ask, Freedom.STEM)
    return framed([*public_messages(language, Freedom.STEM), request], stem)
