"""Korean as it is read aloud. Particles follow the reading that we give: "$1,200을" is "천이백 달러를"."""

import re
from collections.abc import Callable
from decimal import Decimal

from .forms import ADDRESS, ALONE, CLOCK, DAY, EMAIL, MONTH, NUMBER, PHONE, READ, TO, YEAR, Rule, amount, replaced
from .korean_numbers import LONGEST, clock, dialled, hour, month, quantity, sino, spelled
from .korean_units import UNITS

_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트".split(),
        strict=True,
    )
)  # fmt: skip
_DOMAINS = {
    "com": "컴",
    "net": "넷",
    "org": "오알지",
    "kr": "케이알",
    "co": "씨오",
    "io": "아이오",
    "dev": "데브",
    "ai": "에이아이",
}
_END = READ
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
_PARTICLE = re.compile(rf"(?P<last>[가-힣]){_END}+(?P<particle>으로|로|[을를은는이가과와])(?![가-힣])")
_COUNTED = re.compile(f"{_END}+(?=[건명개번줄행배년])")
_CHARACTERS = {".": " 점 ", "@": " 골뱅이 ", "_": " 밑줄 ", "-": " 하이픈 ", "+": " 플러스 ", "%": " 퍼센트 "}
_SIGNS = {
    "&": " 앤드 ", "&&": " 앤드 ", "+": " 플러스 ", "!=": " 같지 않음 ", "≠": " 같지 않음 ", "->": ", ", "=>": ", ", "→": ", ",
    "⇒": ", ", "±": " 플러스마이너스 ", "×": " 곱하기 ", "÷": " 나누기 ", "≈": " 약 ", "∞": " 무한대 ", "@": " 골뱅이 ",
    "%": " 퍼센트 ", "°": " 도 ", "€": " 유로 ", "$": " 달러 ", "£": " 파운드 ", "₩": " 원 ", "¥": " 엔 ", "√": " 루트 ",
    "©": " ", "®": " ", "™": " ",
}  # fmt: skip
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_COMPARED = {">": "초과", "<": "미만", ">=": "이상", "≥": "이상", "<=": "이하", "≤": "이하"}


def korean(text: str) -> str:
    """Return the text with every number, symbol and abbreviation in Hangul. Other Latin words stay."""
    said = _COUNTED.sub(" ", replaced(text, _RULES)).replace(f"{_END},", f"{_END}, ")
    return _PARTICLE.sub(_agreeing, said).replace(_END, "")


def _agreeing(found: re.Match[str]) -> str:
    final = (ord(found["last"]) - ord("가")) % 28
    particle = found["particle"]
    if particle in ("으로", "로"):
        return found["last"] + ("로" if final in (0, 8) else "으로")  # 8 is ㄹ
    return found["last"] + _PARTICLES[particle][0 if final else 1]


def _email(found: re.Match[str]) -> str:
    domain = re.sub(r"(?<=\.)[a-z]+", lambda part: _DOMAINS.get(part[0], part[0]), found[0])
    return re.sub(r"[.@_+%-]", lambda mark: _CHARACTERS[mark[0]], domain) + _END


def _host(found: re.Match[str]) -> str:
    return _DOMAINS[found[1]] + _END


def _spelled(found: re.Match[str]) -> str:
    return f" {spelled(found[0])}{_END}"


def _phone(found: re.Match[str]) -> str:
    plus = "플러스 " if found[0].startswith("+") else ""
    return plus + " ".join(map(dialled, re.findall(r"\d+", found[0]))) + _END


def _address(found: re.Match[str]) -> str:
    said = " 점 ".join(sino(int(part)) for part in found["address"].split("."))
    port = f" 포트 {sino(int(found['port']))}" if found["port"] else ""
    return said + (f" 슬래시 {sino(int(found['bits']))}" if found["bits"] else "") + port + _END


def _port(found: re.Match[str]) -> str:
    return f" 포트 {sino(int(found[1]))}{_END}"


def _date(found: re.Match[str]) -> str:
    day = f" {sino(int(found['day']))} 일" if found.groupdict().get("day") else ""
    return f"{sino(int(found['year']))} 년 {month(int(found['month']))}{day}{_END}"


def _weekday(found: re.Match[str]) -> str:
    return f"{month(int(found['month']))} {sino(int(found['day']))} 일"


def _time(found: re.Match[str]) -> str:
    hours, minutes, *seconds = map(int, found["clock"].split(":"))
    said = clock(hours, minutes) + (f" {sino(seconds[0])} 초" if seconds else "")
    return _half(found) + said + _END


def _hour(found: re.Match[str]) -> str:
    return _half(found) + hour(int(found["hour"])) + _END


def _half(found: re.Match[str]) -> str:
    half = found["half"]
    return "" if not half else "오전 " if half in "aA" else "오후 "


def _version(found: re.Match[str]) -> str:
    stage = f" {found['stage'] if len(found['stage']) > 2 else 'RC'}" if found["stage"] else ""
    turn = f" {sino(int(found['turn']))}" if found["turn"] else ""
    return f"{'버전 ' if found['v'] else ''}{_points(found['number'])}{stage}{turn}{_END}"


def _points(number: str) -> str:
    return " 점 ".join(
        spelled(part) if len(part) > 1 and part[0] == "0" else sino(int(part)) for part in number.split(".")
    )


def _named_version(found: re.Match[str]) -> str:
    return f"{found['name']} {_points(found['number'])}{_END}"


def _power(found: re.Match[str]) -> str:
    base, exponent = found["base"], found["exponent"]
    if exponent in ("2", "3"):
        return f"{_any(base)} {'제곱' if exponent == '2' else '세제곱'}{_END}"
    minus = "마이너스 " if exponent[0] == "-" else ""
    return f"{_any(base)}의 {minus}{_any(exponent.lstrip('-'))} 제곱{_END}"


def _any(text: str) -> str:
    return quantity(text) if text[0].isdigit() else _LETTERS[text.upper()]


def _fraction(found: re.Match[str]) -> str:
    part, whole = int(found["part"]), int(found["whole"])
    if part + whole == 100 and part > whole and not found["ones"]:
        return f"{sino(part)} 대 {sino(whole)}{_END}"  # 80/20 법칙
    ones = f"{sino(int(found['ones']))}와 " if found["ones"] else ""
    return f"{ones}{sino(whole)} 분의 {sino(part)}{_END}"


def _status(found: re.Match[str]) -> str:
    """Read a status of HTTP by its figures, but for full hundreds: 404 is "사공사", 500 "오백"."""
    code = found["code"]
    return found["before"] + (sino(int(code)) if code.endswith("00") else dialled(code)) + _END


def _quarter(found: re.Match[str]) -> str:
    return f"{sino(int(found[1]))}사분기"


def _compared(found: re.Match[str]) -> str:
    return f"{found['what']} {_COMPARED[found['sign']]}{_END}"


def _range(found: re.Match[str]) -> str:
    counted = _UNIT_AHEAD.match(found.string, found.end())
    return f"{quantity(found['low'])}에서 {quantity(found['high'])}{' ' if counted else _END}"


def _ordinal(found: re.Match[str]) -> str:
    return f"제{sino(int(found[1]))} "


def _before_unit(found: re.Match[str]) -> str:
    return f"{quantity(found[1])} "


def _number(found: re.Match[str]) -> str:
    return quantity(found[0] if found[0][0] != "." else "0" + found[0]) + _END


def _letters(found: re.Match[str]) -> str:
    return "".join(_LETTERS[letter] for letter in found["letters"].upper()) + _END


def _ended(say: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Mark the end of what a rule of another module says."""
    return lambda found: said if (said := say(found)).endswith(" ") else said + _END


def _thousands(number: str, scale: int) -> str:
    value = Decimal(amount(number)) * scale
    return (sino(int(value)) if value == value.to_integral() else quantity(str(value))) + _END


# Units of one syllable or more that a number is written up to; the voice hears them apart.
_SPACED = "년|세|월|일|초|분|층|호|차|회|등|점|도|위|인|원|주|박|급|단계|학년|반|쪽|페이지|퍼센트|세대|개월|개국|순위|분기|줄|대|년차|주년|세기|자리|평|조|킬로|미터"
_UNIT_AHEAD = re.compile(_SPACED)
_HALF = r"(?P<half>[aApP])\.?[mM]\.?(?![A-Za-z0-9])"
_DATE = rf"(?P<year>{YEAR})"
_END_DATE = r"(?![A-Za-z0-9/]|[-.]\d)"
_STAGE = r"(?:-?(?P<stage>rc|alpha|beta|dev|snapshot)[.-]?(?P<turn>\d+)?)?(?!\d)"
_VERSIONED = (
    "파이썬|자바|노드 제이에스|노드|장고|피에이치피|루비|레일즈|코틀린|스칼라|스프링 부트|스프링|우분투|데비안|안드로이드|아이오에스"
    "|맥오에스|닷넷|쿠버네티스|앵귤러|리액트|뷰|카프카|엘라스틱서치|포스트그레스큐엘|마이에스큐엘|레디스|버전|TLS|HTTP|Python|Java"
)


def _named_day(found: re.Match[str]) -> str:
    """Read the day of an event, figure by figure: "3·1절", "6·25 전쟁"."""
    return spelled(found[1] + found[2])


_RULES: tuple[Rule, ...] = (
    (re.compile(rf"\d{{{LONGEST + 1},}}"), _spelled),
    (re.compile(r"(?<![\d·])(1?\d)·([1-3]?\d)(?= ?(?:절|운동|혁명|민주|항쟁|전쟁|사태|사건|선언))"), _named_day),
    (EMAIL, _email),
    (re.compile(rf"(?<=점 )({'|'.join(_DOMAINS)})(?![A-Za-z0-9])"), _host),
    (re.compile(rf"(?<![A-Za-z0-9.-])(?P<address>{ADDRESS})(?:/(?P<bits>\d\d?))?(?::(?P<port>\d{{2,5}}))?(?![A-Za-z0-9]|\.\d)"), _address),
    (re.compile(rf"(?<=[A-Za-z가-힣{_END}]):(\d{{2,5}})(?![\d:])"), _port),
    (re.compile(r"(?<![A-Za-z0-9./])(?P<v>[vV])\.?(?P<number>\d+(?:\.\d+)*)" + _STAGE), _version),
    (re.compile(rf"(?<![A-Za-z0-9.,/-]){_DATE}(?:[-/.]|\. )(?P<month>{MONTH})(?:[-/.]|\. )(?P<day>{DAY})(?:\.(?!\d)(?!$))?{_END_DATE}"), _date),
    (re.compile(rf"(?<![A-Za-z0-9.,/-]){_DATE}[-/.](?P<month>0[1-9]|1[0-2]){_END_DATE}"), _date),
    (re.compile(rf"(?<![A-Za-z0-9.,/-])(?P<month>{MONTH})/{_DATE}{_END_DATE}"), _date),
    (re.compile(rf"(?<![A-Za-z0-9.,/-])(?P<month>{MONTH})/(?P<day>{DAY})(?=\s?\([월화수목금토일]\))"), _weekday),
    (re.compile(rf"(?<![\w.,/-])['’]?(?P<year>\d\d)\. (?P<month>{MONTH})\. (?P<day>{DAY})(?:\.(?!\d)(?!$))?{_END_DATE}"), _date),
    (re.compile(rf"(?<![\w.,/-])['’]?(?P<year>\d\d)\.(?P<month>0[1-9]|1[0-2])\.(?P<day>0[1-9]|[12]\d|3[01]){_END_DATE}"), _date),
    (re.compile(r"(?<!\w)['’](?=\d\d\s?년)"), lambda _: ""),
    (re.compile(r"(?<![\w.,/])([1-4])/4\s?분기"), _quarter),
    (PHONE, _phone),
    (re.compile(rf"(?<![\w:.])(?P<clock>{CLOCK})(?:\s?{_HALF})?(?![\d:])"), _time),
    (re.compile(rf"(?<![A-Za-z0-9:.,])(?P<hour>1[0-2]|0?[1-9])\s?{_HALF}"), _hour),
    (re.compile(r"(?<![A-Za-z0-9.,])(?P<v>)(?P<number>\d+(?:\.\d+){2,})" + _STAGE), _version),
    (re.compile(rf"(?P<name>{_VERSIONED}){_END}?[ /-](?P<number>\d+\.\d+)(?![\d%]|[가-힣]*[배초])"), _named_version),
    (re.compile(r"(?<![A-Za-z])O\(([^()\n]{1,20})\)"), lambda found: f"빅오 {found[1]}"),
    (re.compile(rf"(?P<base>{NUMBER}|(?<![A-Za-z0-9])[A-Za-z])\s?\^\s?(?P<exponent>-?\d+|[A-Za-z](?![A-Za-z]))"), _power),
    (re.compile(r"(?<![가-힣A-Za-z])제\s?(\d{1,9})(?![\d.,])\s?"), _ordinal),
    (re.compile(rf"(?P<sign>[<>]=?|≥|≤)\s?(?P<what>{NUMBER}\s?(?:%|[A-Za-z]{{1,4}}(?![A-Za-z])|[개명건번초분년점배도원살세])?)"), _compared),
    (re.compile(r"(?<=\d)\+\s?([개명건번초분년])"), lambda found: f"{found[1]} 이상"),
    (re.compile(r"(?:(?<!\w)#|№|\bNo\.)\s?(?=\d)"), lambda _: "넘버 "),
    (re.compile(rf"(?<![\w.)%{_END}])-(?=[$€£₩]?\.?\d)"), lambda _: "마이너스 "),
    (re.compile(r"(?<!\w)\+(?=[$€£₩]?\d)"), lambda _: "플러스 "),
    (re.compile(r"(?:(?<!\w)약\s?|(?<![\w%]))~\s?(?=[$€£₩]?\d)"), lambda _: "약 "),
    (re.compile(rf"(?P<before>(?:HTTP|에이치티티피|상태 ?코드|응답 ?코드|에러 ?코드|오류 ?코드){_END}?\s)(?P<code>[1-5]\d\d)(?![\w,.]\d|[A-Za-z0-9])"), _status),
    (re.compile(r"(?P<before>)(?<![\w.,$-])(?P<code>[1-5]\d\d)(?=\s?(?:에러|오류|응답|상태|코드)(?!율))"), _status),
    (re.compile(r"(?<=\d)\s?대\s?(?=\d)"), lambda _: " 대 "),
    (re.compile(r"(?<=\d)(?:\s?x\s?|×)(?=\d)"), lambda _: " 곱하기 "),
    (re.compile(r"(?<=\d) - (?=\d[\d.]* ?=)"), lambda _: " 빼기 "),
    (re.compile(r"(?<=\d) / (?=\d)"), lambda _: " 나누기 "),
    (re.compile(r"(?<=\d)\s?[*×]\s?(?=\d)"), lambda _: " 곱하기 "),
    (re.compile(r"(?<=\d) ?\+ ?(?=\d)"), lambda _: " 더하기 "),
    (re.compile(rf"{ALONE}(?P<low>\d{{1,6}})[xX](?![A-Za-z0-9])"), lambda found: f"{found['low']}배"),
    *((pattern, _ended(say)) for pattern, say in UNITS),
    (re.compile(rf"{ALONE}({NUMBER})[kK](?![A-Za-z0-9])"), lambda found: _thousands(found[1], 1000)),
    (re.compile(rf"{ALONE}({NUMBER})M(?![A-Za-z0-9])"), lambda found: _thousands(found[1], 10**6)),
    (re.compile(r"(?<![\w.,/])(?:(?P<ones>\d{1,3}) )?(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![A-Za-z0-9/]|[.,]\d)"), _fraction),
    (re.compile(rf"{ALONE}(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?!\d|[-–]\d)"), _range),
    (re.compile(r"(?<=\d):(?=\d)"), lambda _: " 대 "),
    (re.compile(r"(?<=\d)\+(?!\w)"), lambda _: " 이상"),
    (re.compile(r"(?<=[A-Za-z])[-–]?(?=\d)|(?<=\d)(?=[A-Za-z])"), lambda _: " "),
    (re.compile(rf"({NUMBER})(?=(?:{_SPACED}))"), _before_unit),
    (re.compile(rf"{NUMBER}|(?<!\w)\.\d+"), _number),
    (re.compile(rf"(?<=[가-힣{_END})])\s?~\s?(?=[가-힣])"), lambda _: "에서 "),
    (re.compile(r"\s?={1,3}\s?"), lambda _: f"{_END}는 "),
    (re.compile(rf"(?<=[가-힣{_END}])\s?/\s?(?=[가-힣])"), lambda _: ", "),
    (_SIGN, lambda found: _SIGNS[found[0]]),
    (re.compile(rf"(?<=[A-Z가-힣{_END}])/(?=[A-Z]{{2}}|[가-힣]{{2}})"), lambda _: " "),
    (re.compile("/"), lambda _: " 슬래시 "),
    (re.compile(r"(?<=[A-Za-z0-9]{2})\.(?=[a-z])|(?<=[A-Za-z0-9])\.(?=[a-z]{2})"), lambda _: " 점 "),
    (re.compile(r"#(?=\w)"), lambda _: "해시태그 "),
    (re.compile(r"\(\s*\)"), lambda _: ""),
    (re.compile(r"[\^_~|\\{}<>#*]+"), lambda _: " "),
    (re.compile(r"(?<![A-Za-z])(?P<letters>[A-Z]{2,5})(?:['’]?s)?(?![A-Za-z])"), _letters),
    (re.compile(r"(?<![A-Za-z])(?P<letters>[A-Za-z])(?![A-Za-z'’])"), _letters),
)  # fmt: skip
