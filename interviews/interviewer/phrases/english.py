"""English phrases."""

from interviews.interviewer.ask import Cue, Probe

from .english_prompts import ASKING, FIRST, NEXT, QUOTES, QUOTING, WANTED
from .phrasebook import Phrasebook

PHRASES = Phrasebook(
    asking=ASKING,
    quoting=QUOTING,
    labels={
        "job": "Job",
        "about": "About the job",
        "competency": "Competency",
        "interviewer": "Interviewer",
        "candidate": "Candidate",
    },
    first=FIRST,
    next=NEXT,
    wanted=WANTED,
    stems={
        Probe.CASE: ("Can you tell me about a time when you", "Can you describe a situation in which you"),
        Probe.SITUATION: ("What was the situation when you",),
        Probe.OWN: ("What exactly did you do yourself when you", "What was your own part when you"),
        Probe.WHY: ("Why did you decide to", "What made you choose to"),
        Probe.OBSTACLE: ("What was the hardest part when you", "What was most difficult for you when you"),
        Probe.RESULT: ("What came of it in the end when you", "How did it turn out in the end when you"),
        Probe.LEARNED: ("Looking back, what would you change about the way you",),
        Probe.SUPPOSE: ("How would you go about it if you had to",),
    },
    stock={
        Probe.CASE: (
            "Could you tell me about a situation from your own work that had to do with “{topic}”, and what you did in it?",
            "Which situation of yours comes to mind first when you think of “{topic}”?",
            "When did you last have to do with “{topic}”, and what happened?",
        ),
        Probe.EXAMPLE: (
            "Is there one situation of your own, even a small one, that had to do with “{topic}”, and what did you do in it?",
            "Could you pick one day on which “{topic}” mattered to you, and tell me what happened?",
        ),
        Probe.SITUATION: (
            "When and where was that, and what was at stake?",
            "Could you describe the circumstances: where you were, who was involved, and what the problem was?",
        ),
        Probe.OWN: (
            "What did you do in person, step by step?",
            "Which part of that was your own work, and how did you go about it?",
        ),
        Probe.WHY: (
            "What made you do it that way rather than another?",
            "Which other ways did you consider, and why did you choose this one?",
        ),
        Probe.OBSTACLE: (
            "What was the hardest part of it, and how did you deal with that?",
            "What did not go as planned, and what did you do about it?",
        ),
        Probe.RESULT: (
            "How did it turn out in the end, and how could you tell?",
            "What changed because of what you did, and how did you notice?",
        ),
        Probe.LEARNED: (
            "If you were in the same situation today, what would you do differently?",
            "What did you take away from it for your later work?",
        ),
        Probe.ANOTHER: (
            "Could you tell me about a second situation that had to do with “{topic}”?",
            "Was there another time when “{topic}” mattered, and what did you do then?",
        ),
        Probe.SUPPOSE: (
            "Suppose your first task here had to do with “{topic}”: how would you go about it?",
            "If you had to deal with “{topic}” tomorrow, what would your first steps be?",
        ),
    },
    quotes=QUOTES,
    leads={
        Cue.THIN: ("I would like to understand that a little better.", "A little more detail would help me here."),
        Cue.REPHRASE: ("Let me put it in other words.", "Let me try once more."),
        Cue.ASKED_BACK: (
            "I cannot answer that, but the people who invited you can.",
            "That is something to ask the people who invited you.",
        ),
        Cue.OFF_TOPIC: ("Let us come back to my question.", "Back to the interview."),
        Cue.ABUSE: ("I would like to go on with our interview.", "Let us go on."),
    },
    farewell=(
        "Thank you for taking the time to answer my questions. That was the last one. The people who invited you will read "
        "your answers and get back to you. Goodbye."
    ),
    farewell_by_name=(
        "Thank you, {name}, for taking the time to answer my questions. That was the last one. The people who invited you "
        "will read your answers and get back to you. Goodbye."
    ),
)
