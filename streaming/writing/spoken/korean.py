"""Korean as it is read aloud. Particles follow the reading that we give: "$1,200을" is "천이백 달러를"."""

import re
from collections.abc import Callable
from decimal import Decimal

from .forms import ADDRESS, ALONE, EMAIL, NUMBER, READ, TO, Rule, amount, replaced
from .korean_agreement import agreed
from .korean_dates import DATES
from .korean_numbers import LONGEST, counted, dialled, quantity, sino, spelled
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
_COUNTED = re.compile(f"{_END}+(?=[건명개번줄행배년초])")
_RATES = {"초": "초당", "분": "분당", "시간": "시간당", "일": "하루", "주": "한 주", "월": "한 달", "년": "한 해"} | {
    "명": "한 명당", "팀": "팀당", "인": "일 인당", "건": "건당", "개": "개당",
}  # fmt: skip
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
    return agreed(said)


def _email(found: re.Match[str]) -> str:
    domain = re.sub(r"(?<=\.)[a-z]+", lambda part: _DOMAINS.get(part[0], part[0]), found[0])
    return re.sub(r"[.@_+%-]", lambda mark: _CHARACTERS[mark[0]], domain) + _END


def _host(found: re.Match[str]) -> str:
    return _DOMAINS[found[1]] + _END


def _spelled(found: re.Match[str]) -> str:
    return f" {spelled(found[0])}{_END}"


def _address(found: re.Match[str]) -> str:
    said = " 점 ".join(sino(int(part)) for part in found["address"].split("."))
    port = f" 포트 {sino(int(found['port']))}" if found["port"] else ""
    return said + (f" 슬래시 {sino(int(found['bits']))}" if found["bits"] else "") + port + _END


def _port(found: re.Match[str]) -> str:
    named = "포트" in (found.string[: found.start()].rstrip()[-2:], found.string[found.end() :].lstrip()[:2])
    return f"{'' if named else ' 포트 '}{sino(int(found[1] or found[2]))}{_END}"


def _identifier(found: re.Match[str]) -> str:
    """Return the words of an identifier: "get User By Id"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", found[0])


def _rate(found: re.Match[str]) -> str:
    """Put what a rate is counted by first: "100건/초" is "초당 100건"."""
    return f"{_RATES[found['per']]} {found['what']}"


def _full_marks(found: re.Match[str]) -> str:
    return f"{quantity(found['whole'])} 만점에 {quantity(found['part'])}{_END}"


def _scientific(found: re.Match[str]) -> str:
    minus = "마이너스 " if found["minus"] else ""
    base = "" if found["base"] == "1" else f"{quantity(found['base'])} 곱하기 "
    return f"{base}십의 {minus}{sino(int(found['exponent']))} 제곱{_END}"


def _serial(found: re.Match[str]) -> str:
    return f"{found[1]} {sino(int(found[2]))} 다시 {spelled(found[3])}{_END}"


def _persons(found: re.Match[str]) -> str:
    return f"{found[1]}{counted(int(found[2]), 40)} 분{_END}"


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
    (re.compile(rf"(?<={_END})\.(?=(?:{'|'.join(_DOMAINS)})(?![A-Za-z0-9]))"), lambda _: " 점 "),
    (re.compile(rf"(?<=점 )({'|'.join(_DOMAINS)})(?![A-Za-z0-9])"), _host),
    (re.compile(rf"(?<![A-Za-z0-9.-])(?P<address>{ADDRESS})(?:/(?P<bits>\d\d?))?(?::(?P<port>\d{{2,5}}))?(?![A-Za-z0-9]|\.\d)"), _address),
    (re.compile(rf"(?<=[A-Za-z가-힣{_END}\]]):(\d{{2,5}})(?![\d:])|(?<![^\s(]):(\d{{2,5}})(?![\d:])"), _port),
    (re.compile(r"(?<![\w.-])(?:[a-z]{2,}\d*(?:[A-Z][a-z0-9]+)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)(?![A-Za-z0-9-])"), _identifier),
    (re.compile(rf"(씨브이이|CVE){_END}?-(\d{{4}})-(\d{{4,7}})(?![A-Za-z0-9])"), _serial),
    *DATES,
    (re.compile(r"(?<![A-Za-z0-9])D-(?=\d{1,3}(?![\d-]))"), lambda _: "디 마이너스 "),
    (re.compile(rf"(?<={_END})\+(?=요|[을를이가은는로]|\W|$)"), lambda _: f" 플러스{_END}"),
    (re.compile("○{2,}"), lambda _: "땡땡"),
    (re.compile(r"(?<=[A-Za-z])(\+{1,2})(?![A-Za-z0-9+])"), lambda found: " 플러스" * len(found[1]) + _END),
    (re.compile(r"(?<![A-Za-z0-9])B(?=[1-9]층)"), lambda _: "지하 "),
    (re.compile(r"(?<![A-Za-z0-9:])(\d{1,2}(?=:[NMnm])|[NMnm]):(?=(?:[NMnm]|\d{1,2})(?![A-Za-z0-9]))"), lambda found: f"{found[1]} 대 "),
    (re.compile(r"(?<=\d)\.x(?![A-Za-z0-9.])"), lambda _: f" 점 엑스{_END}"),
    (re.compile(r"(?<![A-Za-z0-9.,/])([1-5])xx(?![A-Za-z0-9])"), lambda found: f"{sino(int(found[1]) * 100)}번대{_END}"),
    (re.compile(r"(?P<base>(?<![\w.,])\d{1,3}(?:\.\d{1,4})?)[eE](?P<minus>-)?\+?(?P<exponent>\d{1,3})(?![A-Za-z0-9])"), _scientific),
    (re.compile(r"(?<![\w.,/])(?P<part>[0-4]\.\d{1,2})\s?/\s?(?P<whole>4\.[0-5]\d?|5\.0)(?![\d/])"), _full_marks),
    (re.compile(rf"(?P<what>(?<![\w.,/]){NUMBER}\s?(?:[십백천]?[만억]\s?)?(?:건|명|회|번|개|원|페이지|줄|GB|MB|TB))/(?P<per>초|분|시간|일|주|월|년|명|팀|인|건|개)(?=(?:을|를|에|의|로|으로|씩|요|이|가|은|는|이요|까지|에서|이?었\S*|였\S*)?(?![가-힣]))"), _rate),
    (re.compile(r"(?<!\d)(11[0-9]|12[0-9])(?![\d-])(?=(?:나|에|로|을|를)?\s?(?:11\d[에로]\s?)?(?:신고|전화|구급|소방|대원|긴급))"), lambda found: spelled(found[1]) + _END),
    (re.compile(r"(?<!\d)(0\d)(?=학번)"), lambda found: dialled(found[1])),
    (re.compile(r"(?<!\d)([2-6]0[3-7]0)(?=\s?세대)"), lambda found: dialled(found[1]) + " "),
    (re.compile(r"((?:고객|손님|어르신|선생님|교수님|환자|보호자|회원|위원|학부모|지원자)님?\s)(\d{1,2})분(?=[을이과와께의은도](?!\s?\d)|\s?(?:모두|중))"), _persons),
    (re.compile(r"(?P<before>)(?<![\w.,$-])(?P<code>[45]0[1-9]|429)(?=[가이을를은는]?\s?(?:떴|뜨|뜹|났|나와|나오|나왔|나는|반환|응답|던지|리턴|발생|페이지))"), _status),
    (re.compile(r"(?<=\d[가-힣])(?<![만억천백조])(?=\d)|(?<=\d(?:시간|학년|개월|세트))(?=\d)"), lambda _: " "),
    (re.compile(r"(?<=[가-힣])/(?=\d)"), lambda _: ", "),
    (re.compile(r"(?<![A-Za-z0-9./])(?P<v>[vV])\.?(?P<number>\d+(?:\.\d+)*)" + _STAGE), _version),
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
    (re.compile(rf"(?<=헤드{_END})~(?=\d)"), lambda _: " 물결 "),
    (re.compile(r"(?:(?<!\w)약\s?|(?<![\w%]))~\s?(?=[$€£₩]?\d)"), lambda _: "약 "),
    (re.compile(rf"(?P<before>(?:HTTP|에이치티티피|상태 ?코드|응답 ?코드|에러 ?코드|오류 ?코드){_END}?\s)(?P<code>[1-5]\d\d)(?![\w,.]\d|[A-Za-z0-9])"), _status),
    (re.compile(r"(?P<before>)(?<![\w.,$-])(?P<code>[1-5]\d\d)(?=\s?(?:에러|오류|응답|상태|코드)(?!율))"), _status),
    (re.compile(r"(?<=\d)\s?대\s?(?=\d)"), lambda _: " 대 "),
    (re.compile(r"(?<![A-Za-z0-9])0x(?=[0-9A-Fa-f])"), lambda _: "영 엑스 "),
    (re.compile(r"(?<=\d)(?:\s?x\s?|×)(?=\d)"), lambda _: " 곱하기 "),
    (re.compile(r"(?<=\d) - (?=\d[\d.]* ?=)"), lambda _: " 빼기 "),
    (re.compile(r"(?<=\d) / (?=\d)"), lambda _: " 나누기 "),
    (re.compile(r"(?<=\d)\s?[*×]\s?(?=\d)"), lambda _: " 곱하기 "),
    (re.compile(r"(?<=\d) ?\+ ?(?=\d)"), lambda _: " 더하기 "),
    (re.compile(rf"{ALONE}(?P<low>\d{{1,6}})[xX](?![A-Za-z0-9])"), lambda found: f"{found['low']}배"),
    (re.compile(rf"(?<=플러스{_END})(?=\d)"), lambda _: " "),
    *((pattern, _ended(say)) for pattern, say in UNITS),
    (re.compile(rf"{ALONE}({NUMBER})[kK](?![A-Za-z0-9])"), lambda found: _thousands(found[1], 1000)),
    (re.compile(rf"{ALONE}({NUMBER})M(?![A-Za-z0-9])"), lambda found: _thousands(found[1], 10**6)),
    (re.compile(r"(?<![\w.,/])(?:(?P<ones>\d{1,3}) )?(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![A-Za-z0-9/]|[.,]\d)"), _fraction),
    (re.compile(rf"{ALONE}(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?!\d|[-–]\d)"), _range),
    (re.compile(r"(?<=\d):(?=\d)"), lambda _: " 대 "),
    (re.compile(rf"(?<=[\d만억천백{_END}])\+(?!\w)"), lambda _: f" 이상{_END}"),
    (re.compile(r"(?<=[A-Za-z])[-–]?(?=\d)|(?<=\d)(?=[A-Za-z])"), lambda _: " "),
    (re.compile(rf"({NUMBER})(?=(?:{_SPACED}))"), _before_unit),
    (re.compile(rf"{NUMBER}|(?<!\w)\.\d+"), _number),
    (re.compile(rf"(?<=[가-힣{_END})])\s?~\s?(?=[가-힣])"), lambda _: "에서 "),
    (re.compile(r"\s?={1,3}\s?"), lambda _: f"{_END}는 "),
    (re.compile(rf"(?<=[가-힣{_END}])\s?/\s?(?=[가-힣])"), lambda _: ", "),
    (_SIGN, lambda found: _SIGNS[found[0]]),
    (re.compile(rf"(?<=[A-Z가-힣{_END}])/(?=[A-Z]{{2}}|[가-힣]{{2}})"), lambda _: " "),
    (re.compile("/"), lambda _: " 슬래시 "),
    (re.compile(rf"(?<=[A-Za-z0-9])\.(?=[가-힣]+{_END})|(?<={_END})\.(?=[A-Za-z])"), lambda _: " 점 "),
    (re.compile(rf"(?<={_END})-(?=[가-힣A-Za-z])|(?<=[A-Z])-(?=[가-힣A-Z])"), lambda _: " "),

    (re.compile(r"(?<=[A-Za-z0-9]{2})\.(?=[a-z])|(?<=[A-Za-z0-9])\.(?=[a-z]{2})"), lambda _: " 점 "),
    (re.compile(r"#(?=\w)"), lambda _: "해시태그 "),
    (re.compile(r"\(\s*\)"), lambda _: ""),
    (re.compile(r"[\^_~|\\{}<>#*]+"), lambda _: " "),
    (re.compile(r"(?<![A-Za-z])(?P<letters>[A-Z]{2,5})(?:['’]?s)?(?![A-Za-z])"), _letters),
    (re.compile(r"(?<![A-Za-z])(?P<letters>[A-Za-z])(?![A-Za-z'’])"), _letters),
)  # fmt: skip
