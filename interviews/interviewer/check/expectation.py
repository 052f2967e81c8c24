"""What a question is judged against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is known about a question before the model writes it.

    `language` is "ko" or "en"; `topic` is the competency and `title` the position's. `stem` is the beginning of the
    question that code wrote and the candidate already sees, or "". `asked` are the questions asked before, in order,
    and `answer` is the candidate's last answer, or "". `description` is the position's, and `said` is all that the
    candidate said before, or None if it is not known.
    """

    language: str
    topic: str = ""
    title: str = ""
    stem: str = ""
    asked: tuple[str, ...] = ()
    answer: str = ""
    said: str | None = None
    description: str = ""

    @property
    def about(self) -> str:
        """What the company chose: the topic and the title. It tells what belongs to the job."""
        return f"{self.topic}\n{self.title}"

    @property
    def company(self) -> str:
        """All that the company wrote."""
        return f"{self.about}\n{self.description}"

    @property
    def told(self) -> str:
        """All that the company wrote and the candidate said. A question may take it for granted."""
        return f"{self.company}\n{self.said or ''}"
