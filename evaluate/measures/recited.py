"""Finds what a model recites of its prompt: the instructions, or what happened in one of the examples."""

import re

_INSTRUCTIONS = re.compile(
    r"\bit asks for\b|\bnext question\b|\bquestion mark\b|\bone sentence\b|\bfollow[- ]up question\b|\bstar method\b"
    r"|\bhardest or (?:what )?went wrong\b|\b(?:one|a|those|these) steps? that (?:was|were) mentioned\b"
    r"|\bcho(?:ose|se|osing) one (?:step|of (?:the|those|these) steps)\b|\binstead of another way\b"
    r"|물음표|한 문장으로|존댓말|다음 질문|후속 질문|지시문|답변에 나온 조치|대처 방법[.?]|물을 것",
    re.IGNORECASE,
)
# Words that stand in the examples of the prompts and hardly anywhere else.
EXAMPLES = {
    "en": re.compile(r"\b(?:absences|warehouse|vans|suite|florist)\b", re.IGNORECASE),
    "ko": re.compile("근무표|결근|창고|트럭|스위트룸|플로리스트"),
}


def recited(text: str, language: str, known: str = "") -> str:
    """Return the words of the prompt in a question, or "".

    `known` holds what the position and the candidate said: a word of theirs is no word of an example.
    """
    if found := _INSTRUCTIONS.search(text):
        return found.group()
    copied = (word.group() for word in EXAMPLES[language].finditer(text))
    return next((word for word in copied if word.casefold() not in known.casefold()), "")
