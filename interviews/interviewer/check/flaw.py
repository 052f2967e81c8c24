"""What can be wrong with a question."""

from enum import StrEnum


class Flaw(StrEnum):
    """Why a question is refused."""

    LANGUAGE = "language"  # another language or script, or half of it
    RUNAWAY = "runaway"  # too long, or the same again and again
    NO_QUESTION = "no_question"
    SEVERAL = "several"  # more than one question
    VAGUE = "vague"  # a question without content
    EMPTY = "empty"
    LABEL = "label"  # a label, a tag, a placeholder, markup
    RECITED = "recited"  # instructions, or talk about the task
    THIRD_PERSON = "third_person"  # about the candidate instead of to the candidate
    ASSISTANT = "assistant"  # offers help
    ROLE = "role"  # speaks for the candidate
    REGISTER = "register"  # not the polite style of an interviewer
    VERDICT = "verdict"  # judges, promises, decides
    FORBIDDEN = "forbidden"  # a topic that no interviewer may touch
    REPEATED = "repeated"  # asked before
    OBEYS = "obeys"  # does what the answer demands
    INVENTED = "invented"  # a figure, or another choice, that nobody has named
    UNRELATED = "unrelated"  # about neither the competency nor anything that was said: small talk, a sum
    BROKEN = "broken"  # ungrammatical


class Flawed(Exception):
    """Raised when a text is refused. `detail` is for operators: a topic or a count, never the model's words."""

    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        super().__init__(f"{flaw}: {detail}" if detail else str(flaw))
        self.flaw, self.detail = flaw, detail
