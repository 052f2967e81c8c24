"""A candidate in one interview: what to say to each question."""

from dataclasses import dataclass

from interviews.interviewer.ask import Ask, Brief, Button, Probe

from .occupation import ANSWER, Appearance, Demand, Interruption, Occupation

# The answers to use, in this order, when the answers for a probe are used up. After these, answers are repeated.
_INSTEAD = {
    Probe.CASE: (Probe.EXAMPLE, Probe.ANOTHER),
    Probe.EXAMPLE: (Probe.CASE, Probe.ANOTHER),
    Probe.ANOTHER: (Probe.EXAMPLE,),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A candidate's turn: the text ("" if a button was pressed), the button, and the demand of a hostile answer."""

    text: str
    button: Button | None = None
    demand: Demand | None = None


class ScriptedCandidate:
    """The candidate of an occupation, in one interview. Answers depend on what is asked for, never on the words."""

    def __init__(self, occupation: Occupation, appearance: Appearance) -> None:
        self.occupation, self.appearance = occupation, appearance
        self._answers = {competency.name: competency.answers for competency in occupation.competencies}
        self._interruptions = {interruption.at: interruption for interruption in appearance.interruptions}
        self._told: set[str] = set()
        self._turn = 0

    @property
    def name(self) -> str:
        """The interview's name in reports."""
        return f"{self.occupation.language}/{self.occupation.name}/{self.appearance.manner}"

    @property
    def brief(self) -> Brief:
        occupation = self.occupation
        return Brief(occupation.language, occupation.title, occupation.description)

    @property
    def topics(self) -> tuple[str, ...]:
        """The position's competencies, in order."""
        names = [competency.name for competency in self.occupation.competencies]
        first = self.appearance.begins_with - 1
        return tuple(names[first:] + names[:first])

    def says(self, ask: Ask) -> Said:
        """Return what the candidate says to the next question, which asks for `ask`."""
        self._turn += 1
        interruption = self._interruptions.get(self._turn, Interruption(self._turn, ANSWER))
        if interruption.button:
            return Said("", interruption.button)
        text = interruption.says
        if ANSWER in text:
            text = text.replace(ANSWER, self._answer(ask))
        return Said(text, demand=interruption.demand)

    def _answer(self, ask: Ask) -> str:
        answers = self._answers[ask.topic]
        untold = [one for probe in (ask.probe, *_INSTEAD.get(ask.probe, ())) for one in answers[probe]]
        for answer in untold:
            if answer not in self._told:
                self._told.add(answer)
                return answer
        return self.occupation.again.replace(ANSWER, answers[ask.probe][-1])


def candidates(occupations: list[Occupation]) -> list[ScriptedCandidate]:
    """Return a candidate for each appearance of each occupation."""
    return [ScriptedCandidate(one, appearance) for one in occupations for appearance in one.appearances]
