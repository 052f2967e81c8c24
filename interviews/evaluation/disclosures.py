"""What candidates say about themselves that no assessment may rest on, in their own words. Pure.

`interviewer.check.touches` knows the words of an interviewer who touches such a topic. These patterns add what only
candidates say: "I'm from Vietnam", "as a mother of two". They are for text in lower case with single spaces.
"""

import re

_PARENT = "mother|father|mom|mum|dad|parent|wife|husband"
_AILMENT = "adhd|autism|depression|anxiety|cancer|diabetes|epilepsy|dyslexia|a disability|a chronic illness"
_ENGLISH = (
    rf"\bas an? (?:\w+ )?(?:woman|man|women|men|girl|guy|{_PARENT})\b",
    rf"\b(?:i am|i'm|i was|being) (?:an? )?(?:\w+ )?(?:{_PARENT}|widow|widower|woman|man|girl)\b",
    r"\bmy (?:\w+ )?(?:pronouns|gender|skin colou?r|accent|ethnicity|looks|disability|native language|nationality)\b",
    r"\b(?:i am|i'm|i was) (?:originally )?(?:from|born in|raised in) (?!(?:the|an?|my|our|this|that|there|here)\b)",
    r"\bi (?:moved|came|immigrated|emigrated|migrated) (?:here from|over from|to this country)\b",
    r"\b(?:is|was)(?: not|n't) my (?:native|first|mother) (?:language|tongue)\b",
    r"\b(?:i am|i'm) (?:an? )?(?:immigrant|foreigner|refugee|gay|lesbian|bisexual|transgender|queer|disabled|autistic|"
    r"deaf|blind|muslim|christian|catholic|jewish|hindu|buddhist|atheist|black|white|asian|latino|latina|hispanic)\b",
    rf"\b(?:i have|i've got|i had|i suffer(?:ed)? from|diagnosed with) (?:{_AILMENT})\b",
    r"\bi (?:was|am|ended up) (?:\w+ )?(?:in (?:the )?hospital|hospitali[sz]ed|on sick leave|arrested|convicted)\b",
    r"\bi (?:was born|voted|served in the (?:army|military|navy|marines))\b|\bmy military service\b",
    r"\bi (?:was|am) (?:in|a member of) (?:the|a) (?:trade |labou?r |workers' )?union\b",
    r"\bi (?:earned|made|was paid) (?:[$€£₩]|\d[\d,.]* ?(?:k\b|dollars|euros|pounds|won\b|a year|a month))",
    r"\bi (?:was|have been) (?:out of work|unemployed|between jobs)\b|\b(?:career|employment) (?:gap|break)\b",
    r"\bi(?: am|'m| was| turned) (?:in my (?:early |mid |late )?(?:\w+ties|\d0s)|\d\d years old)\b",
)

_ROLE = "여자|여성|남자|남성|엄마|아빠|아내|남편|며느리|외국인|교포|이민자|장애인|기독교인|불교 ?신자"
_COUNTRY = "중국|베트남|일본|미국|인도|필리핀|몽골|태국|러시아|우즈베키스탄|네팔|캄보디아|북한|대만|외국"
_KOREAN_AILMENT = "우울증|공황 ?장애|불안 ?장애|당뇨|고혈압|뇌전증|허리 ?디스크"
_KOREAN = (
    rf"(?<![가-힣])(?:{_ROLE})(?:이?라서|이?라는 이유|이?다 보니|으?로서|이지만|지만)",
    rf"저는 (?:[가-힣]+ )?(?:{_ROLE})(?:입니다|이에요|예요|이고|이라|인데)",
    rf"(?<![가-힣])(?:{_COUNTRY})에서 (?:왔|태어|자랐|나고)",
    r"(?:저는|제가|올해) (?:만 )?(?:\d\d ?[살세]|(?:스물|서른|마흔|쉰|예순)[가-힣]* ?살)",
    rf"(?<![가-힣])(?:{_KOREAN_AILMENT})[이가을를]? ?(?:있|앓|진단|걸려|걸렸)",
    r"(?:제가|저는|작년에|재작년에|그때) ?(?:[가-힣]+ )?(?:입원|수술|병가)(?:했|을 했|를 냈|를 썼|하게|을 받)",
    r"(?<![가-힣])(?:군대|군 ?복무|군 ?생활|병역|예비군|전역 ?후|제대 ?후)",
    r"(?<![가-힣])(?:연봉|월급|급여)[은는이가을를]? ?(?:[가-힣]+ )?\d",
    r"(?<![가-힣])(?:공백기|경력 ?단절|경단녀|실직)|제 (?:사투리|억양|외모|피부색|국적|성별|종교|나이|출신|모국어)",
    r"저는 (?:[가-힣]+ )?(?:교회|성당|모스크)에",
)
_PATTERN = re.compile("|".join((*_ENGLISH, *_KOREAN)))


def discloses(text: str) -> bool:
    """Return whether a candidate's sentence tells of origin, family, health and the like, in either language."""
    return _PATTERN.search(" ".join(text.casefold().replace("’", "'").split())) is not None
