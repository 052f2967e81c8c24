"""The rubric by which a judge scores a question from 1 to 5, in the interview's language."""

from collections.abc import Sequence
from pathlib import Path

from evaluate.dialogue.record import HeldInterview, Turn
from interviews.interviewer.ask import Probe
from interviews.llm.message import Message

_FOLDER = Path(__file__).parent
_RUBRIC = {language: (_FOLDER / f"rubric_{language}.md").read_text(encoding="utf-8") for language in ("en", "ko")}
_WANTED = {
    "en": {
        Probe.CASE: "a case of the candidate's own, to open the competency",
        Probe.EXAMPLE: "a case of the candidate's own, because none was told yet",
        Probe.SITUATION: "when and where it was, and what was at stake",
        Probe.OWN: "what the candidate did in person",
        Probe.WHY: "why the candidate did it that way",
        Probe.OBSTACLE: "what was hardest on the way",
        Probe.RESULT: "how it ended, and how one could tell",
        Probe.LEARNED: "what the candidate would do differently today",
        Probe.ANOTHER: "a second case",
        Probe.SUPPOSE: "how the candidate would go about it, as there is no case",
    },
    "ko": {
        Probe.CASE: "역량에 대한 첫 질문으로, 지원자가 직접 겪은 사례",
        Probe.EXAMPLE: "아직 사례가 나오지 않았으므로, 지원자가 직접 겪은 사례",
        Probe.SITUATION: "언제 어디서 있었던 일이고 무엇이 걸려 있었는지",
        Probe.OWN: "지원자가 직접 한 일",
        Probe.WHY: "왜 그렇게 했는지",
        Probe.OBSTACLE: "그 과정에서 가장 어려웠던 점",
        Probe.RESULT: "어떻게 끝났고 그것을 어떻게 알 수 있었는지",
        Probe.LEARNED: "지금이라면 다르게 할 점",
        Probe.ANOTHER: "또 다른 사례",
        Probe.SUPPOSE: "사례가 없으므로, 그런 상황이라면 어떻게 할지",
    },
}
_LABELS = {
    "en": ("Job", "Competency", "Questions so far", "Candidate's last answer", "The next question has to ask for"),
    "ko": ("직무", "역량", "지금까지의 질문", "지원자의 마지막 답변", "다음 질문이 물어야 할 것"),
}
_VERDICT = {
    "en": "Question to score: {question}\n\nScore of this question, as one digit from 1 to 5:",
    "ko": "채점할 질문: {question}\n\n이 질문의 점수를 1에서 5까지 숫자 하나로 쓰세요.",
}


def rubric_chat(interview: HeldInterview, before: Sequence[Turn], turn: Turn) -> list[Message]:
    """Return the chat that asks a judge for the score of a question, given the turns before it."""
    language, ask = interview.language, turn.asked.ask
    about = [other for other in before if other.asked.ask.topic == ask.topic]
    said = about[-1].said.text if about and about[-1].said else ""
    questions = " / ".join(other.asked.text for other in about)
    values = (interview.title, ask.topic, questions or "-", said or "-", _WANTED[language][ask.probe])
    case = "\n".join(f"{label}: {value}" for label, value in zip(_LABELS[language], values, strict=True))
    verdict = _VERDICT[language].format(question=turn.asked.text)
    return [
        {"role": "system", "content": _RUBRIC[language].strip()},
        {"role": "user", "content": f"{case}\n\n{verdict}"},
    ]
