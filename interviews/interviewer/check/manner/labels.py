"""Finds labels, tags, placeholders and markup."""

import re

_NAMES = (
    r"question|follow[- ]?up(?: question)?|next question|opening question|interview question|topic|competency|position|"
    r"interviewer|candidate|applicant|answer|response|reply|note|hint|probe|move|focus|example|assistant|user|system|"
    r"output|input|title|role|job|language|stem|instructions?|prompt|task|goal|context|reason|explanation|situation|"
    r"translation|rating|score|json|q|a|q\d+|a\d+|question \d+|"
    r"질문|후속 ?질문|추가 ?질문|다음 ?질문|첫 ?질문|꼬리 ?질문|면접 ?질문|역량|직무|면접관|지원자|답변|대답|예시|"
    r"주제|물을 ?것|참고|"
    r"설명|힌트|포커스|초점|출력|번역|이유|상황|지시|문항|물음|질의|평가|점수"
)
_LABEL = re.compile(
    rf"^[\W_]*(?:{_NAMES}) ?(?:\d+|#\d+|\([^)]*\)|번)? ?(?:[:：]|\)|- |– |— |\]|>|\|)"
    r"|^\W*\w+(?: \w+)?: (?-i:How|What|Why|When|Where|Who|Which|Could|Can|Tell|Did|Do|Is|Are|Please)\b|"
    r"^\W*[가-힣]+(?: [가-힣]+)?: (?=[가-힣])"
    rf"|(?:^|[\s\"'“(])(?:follow-up question|next question|question|interviewer|candidate|후속 질문|다음 질문|"
    rf"질문|면접관|지원자) ?\d* ?[:：]"
    r"|^\W*(?:question|질문) ?\d+ ?[.:)번]|^\W*\d+번 ?(?:질문|문항)\b|^\W*[qQ] ?\d* ?[.:)]",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    # Brackets that hold a name for something. `List<String>` and `rows[0]` touch the word before them.
    r"(?<!\w)\[[^\]]*\]|(?<!\w)\{|\}\}|(?<![\w:])</?[^<>\d\s=][^<>]*>|<\||\|>"
    r"|\*\*|__|```|(?:^|\n) ?(?:#{1,6}|[-*•·▪]|\d{1,2}[.)]) (?=[^\d\s])|(?<!\w)\*\w|^\W*\"?\w+\"\s*:"
    r"|(?<![가-힣A-Za-z])[○●◯〇□△]{1,}|(?<![\w])(?:ㅇ{2,}|O{2,}|X{2,}|ㅁ{2,})(?:님|씨| ?회사|기업|역량|직무|팀| )"
    r"|\((?:topic|competency|name|candidate|applicant|insert|company|position|job|pause|waits?|smil|nod|이름|주제|"
    r"역량|직무|회사|지원자|답변|질문|미소|웃)[^)]*\)"
    r"|\([가-힣 ]{1,20}(?:설명|입력|기입|기재|작성|삽입|이름|명칭|내용)\)"
    r"|(?:your name|topic|company name|job title|position name) here\b|\binsert (?:the |a |your )?(?:name|topic|"
    r"question|competency)"
    r"|\(?\b(?:e\.g\.|i\.e\.) ?\)|^\W*(?:open|follow_up|clarify|close)\b ?[:\n]|\bfollow_up\b",
    re.IGNORECASE,
)


# A sentence without any of these has no label and no markup.
_SIGN = re.compile(r"[^\w\s,.?!'’“”]|[_\dㅇㅁ\n]|OO|XX|\b[qQ]\b")
_SPELLED_OUT = ("here", "insert", "e.g", "i.e")


def label(sentence: str) -> bool:
    """Return whether a sentence has a label, a tag, a placeholder or markup."""
    folded = sentence.casefold()
    if not _SIGN.search(sentence) and not any(words in folded for words in _SPELLED_OUT):
        return False
    return _LABEL.search(sentence) is not None or _MARKUP.search(sentence) is not None
