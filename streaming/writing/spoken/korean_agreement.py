"""Korean particles that agree with the reading before them: "$1,200을" is "천이백 달러를", "60fps였" "프레임이었". Pure."""

import re

from .forms import READ

_PARTICLES = {
    "을": "을를",
    "를": "을를",
    "은": "은는",
    "는": "은는",
    "이": "이가",
    "가": "이가",
    "과": "과와",
    "와": "과와",
}
_PARTICLE = re.compile(
    rf"(?P<last>[가-힣]){READ}+(?:(?P<particle>으로|로)(?=(?:요|는|도|만|서|써|부터|밖에)?(?![가-힣]))"
    r"|(?P<both>[을를은는과와])(?=(?:요|의|는|도)?(?![가-힣]))|(?P<subject>[이가])(?![가-힣])"
    r"|(?P<copula>이었|였|이에요|예요|이라(?=[고는며서면])|라(?=[고는며서면])|이랑|랑)|(?P<said>요)(?![가-힣]))"
)
# Before these an "i" comes after a final consonant.
_COPULAS = {"이었": "였", "이에요": "예요", "이라": "라", "이랑": "랑"}
_AFTER_CONSONANT = {short: long for long, short in _COPULAS.items()}


def agreed(text: str) -> str:
    """Return the text with each particle behind READ in the form that the syllable before it takes, and without READ."""
    return _PARTICLE.sub(_agreeing, text).replace(READ, "")


def _agreeing(found: re.Match[str]) -> str:
    final = (ord(found["last"]) - ord("가")) % 28
    if found["particle"]:
        return found["last"] + ("로" if final in (0, 8) else "으로")  # 8 is ㄹ
    if found["said"]:
        return found["last"] + ("이요" if final else "요")
    if copula := found["copula"]:
        return found["last"] + (_AFTER_CONSONANT if final else _COPULAS).get(copula, copula)
    return found["last"] + _PARTICLES[found["both"] or found["subject"]][0 if final else 1]
