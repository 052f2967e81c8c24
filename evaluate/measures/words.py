"""The words of a text that carry its content."""

import re

_ENGLISH = re.compile(r"[a-z][a-z'’-]*[a-z]|\d[\d.,:]*", re.IGNORECASE)
_KOREAN = re.compile(r"[가-힣]+|[A-Za-z]{2,}|\d[\d.,:]*")
_FEWEST_LETTERS = 4
_FUNCTION_WORDS = frozenset(
    """
    about above after again against ahead almost along already also although always another anybody anything around away
    back because been before behind being below between both bring came case come could describe did didn't does doing
    don't done down during each either else even ever every everybody everything example exactly explain first from
    further gave give given goes going gone good have having here herself himself hers into it's itself just keep kept
    know last later least less like little look made make many maybe mean might more most much must myself never next
    nobody nothing often once only other others ours over part particular people perhaps question quite rather really
    said same should since situation some somebody someone something sometimes soon specific still such sure take taken
    tell than thank that that's their theirs them themselves then there these they thing things think this those though
    thought through time times together told took toward towards under until upon used using very wanted well went were
    what when where whether which while whole whom whose will with within without work would wouldn't your yours
    yourself
    """.split()
)
_KOREAN_FUNCTION_WORDS = frozenset(
    """
    저 저는 제가 저희 저도 제 우리 그 그때 그날 그게 그건 그것 그거 그런 그런데 그리고 그래서 그러니까 그러면
    그다음 그중 이 이런 이게 이것 저것 아 네 음 예 또 더 다 잘 못 안 좀 참 막 꼭 딱 왜 뭐 무엇 어떤 어떻게
    언제 어디 누가 누구 정말 사실 솔직히 아무튼 일단 먼저 나중 나중에 다음 처음 것 거 게 걸 건 수 때 등 중 말
    말씀 일 적 점 분 번 개 명 쪽 때문 정도 경우 경험 이야기 얘기 질문 답변 지원자님 직접 가장 제일 많이 조금
    모두 전부 다른 같은 하나 둘 있는 없는 하는 되는 된 한 할 오늘 지금 이제 아마 바로 혼자 결국 그대로 특히
    역시 아주 너무 매우 매일 이미 벌써 아직 다시 따로
    """.split()
)
_PARTICLES = re.compile(
    r"(?<=[가-힣]{2})(?:에서부터|으로부터|에게서|이라고|이라는|이라도|에서는|에서도|으로는|으로도|까지는|부터는|께서는|에게는|이랑은|"
    r"에서|에게|께서|으로|까지|부터|처럼|보다|이나|이랑|라고|라는|하고|만큼|마다|조차|밖에|에는|에도|로는|로도|과는|와는|들을|들이|들은|들의|"
    r"은|는|이|가|을|를|에|의|로|와|과|도|만|께|랑|들)$"
)
# Verbs change too much from the answer to the question to be compared.
_VERB = re.compile(
    r"(?:니다|니까|어요|아요|해요|예요|에요|세요|네요|죠|거든요|는데요?|지만|면서|면|고|서|며|게|지|던|려고|도록|자마자|었|았|했|겠.*|"
    r"나요|까요|요|다|음|기|은데|는|한|된|할|될|인|운|온|린|난|든|른|긴)$"
)


def content_words(text: str, language: str) -> set[str]:
    """Return the content words of a text in "ko" or "en", in a form in which they can be compared."""
    return _korean_words(text) if language == "ko" else _english_words(text)


def details(answer: str, question: str, language: str, known: str = "") -> set[str]:
    """Return the content words of an answer that a question takes up, other than those of `known`."""
    named = content_words(answer, language) & content_words(question, language)
    if language == "ko":
        asked = "".join(question.split())
        named |= {word for word in content_words(answer, language) if word in asked}
        return {word for word in named if word not in "".join(known.split())}
    return named - content_words(known, language)


def _english_words(text: str) -> set[str]:
    words = (word.casefold().replace("’", "'").removesuffix("'s") for word in _ENGLISH.findall(text))
    return {
        _stem(word)
        for word in words
        if (len(word) >= _FEWEST_LETTERS or word[0].isdigit()) and word not in _FUNCTION_WORDS
    }


def _stem(word: str) -> str:
    """Return an English word without its commonest endings."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _FEWEST_LETTERS - 1:
            stem = word.removesuffix(ending) + instead
            return stem[:-1] if len(stem) > _FEWEST_LETTERS and stem[-1] in {stem[-2], "e"} else stem
    return word.removesuffix("e") if len(word) >= _FEWEST_LETTERS else word


def _korean_words(text: str) -> set[str]:
    found = set()
    for word in _KOREAN.findall(text):
        bare = _PARTICLES.sub("", word)
        is_verb = bare == word and _VERB.search(word) is not None
        if (len(bare) > 1 or bare[0].isdigit()) and not is_verb and not {word, bare} & _KOREAN_FUNCTION_WORDS:
            found.add(bare.casefold())
    return found
