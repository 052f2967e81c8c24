"""Units, currencies and counters in Korean words. Pure."""

import re
from decimal import Decimal

from .forms import ALONE, NUMBER, TO, Rule, amount
from .korean_numbers import counted, month, quantity, sino

_UNITS = dict(
    line.split(" ", 1)
    for line in """\
ns 나노초
µs 마이크로초
us 마이크로초
ms 밀리초
msec 밀리초
s 초
sec 초
min 분
h 시간
hr 시간
bit 비트
bits 비트
KB 킬로바이트
kB 킬로바이트
MB 메가바이트
GB 기가바이트
TB 테라바이트
PB 페타바이트
KiB 키비바이트
MiB 메비바이트
GiB 기비바이트
kbps 킬로비피에스
Kbps 킬로비피에스
Mbps 메가비피에스
Gbps 기가비피에스
Hz 헤르츠
kHz 킬로헤르츠
MHz 메가헤르츠
GHz 기가헤르츠
nm 나노미터
µm 마이크로미터
mm 밀리미터
cm 센티미터
m 미터
km 킬로미터
mg 밀리그램
g 그램
kg 킬로그램
t 톤
ml 밀리리터
mL 밀리리터
L 리터
W 와트
kW 킬로와트
kWh 킬로와트시
V 볼트
mAh 밀리암페어시
dB 데시벨
px 픽셀
pt 포인트
fps 프레임
rpm 알피엠
RPS 알피에스
rps 알피에스
QPS 큐피에스
qps 큐피에스
TPS 티피에스
tps 티피에스
°C 도
°F 화씨 도
° 도
%p 퍼센트포인트
%P 퍼센트포인트
%포인트 퍼센트포인트
% 퍼센트
‰ 퍼밀
m^2 제곱미터
km^2 제곱킬로미터
m^3 세제곱미터
평 평
원 원
달러 달러
유로 유로
엔 엔
퍼센트 퍼센트
프로 프로""".splitlines()
)
_PER = {"s": "초당", "sec": "초당", "min": "분당", "h": "시간당", "hr": "시간당", "day": "하루", "월": "월", "년": "연"}
_CURRENCIES = {
    "$": "달러", "US$": "달러", "€": "유로", "£": "파운드", "¥": "엔", "₩": "원", "￦": "원", "USD": "달러", "EUR": "유로",
    "GBP": "파운드", "JPY": "엔", "KRW": "원", "CHF": "프랑", "CNY": "위안", "SGD": "싱가포르 달러", "A$": "호주 달러",
    "C$": "캐나다 달러", "HK$": "홍콩 달러", "S$": "싱가포르 달러",
}  # fmt: skip
_SCALES = {"k": 1000, "m": 10**6, "mm": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
# Counters after native numbers, with the number from which they take Sino-Korean ones.
_COUNTERS = dict.fromkeys(
    "명 개 가지 번 번째 달 마리 권 장 대 잔 병 벌 켤레 그루 송이 자루 채 척 통 군데 곳 사람 줄 칸 판 팀 건 편 종류"
    " 차례 갈래 마디 문장 쌍 바퀴 걸음 끼 살 시 시간 배 곡 그릇 조각 방울 모금 덩어리 꼭지 모둠 묶음 상자 봉지 접시 컵"
    " 세트 파트".split(),
    40,
) | {"살": 100, "시": 13, "시간": 20, "배": 20, "번째": 100}  # fmt: skip
# Sino-Korean numbers come before everything else; these begin like a counter of the table above.
_SINO = (
    "개월 개국 개년 개사 분기 대대 시대 장조 번지 번가 번대 번길 건당 편당 배수 시그마 대\\s?보험 대\\s?원칙 대\\s?요소 대\\s?과제 대\\s?핵심"
    " 대\\s?강국 대\\s?가치 대\\s?전략 대\\s?목표 대\\s?의무 대\\s?분야 대\\s?지표 대\\s?역량 대\\s?권역 대\\s?도시 대\\s?이슈"
)
_NAMED_BY_NUMBER = "문제|문항|질문|항목|과제|버스|출구|포트|서버|선수|국도|방|테이블|라인|채널|트랙|슬라이드|사례"
_MACHINES = "서버|장비|컴퓨터|노트북|차|자동차|차량|기기|버스|카메라|로봇|머신|인스턴스|노드|모니터|택시|비행기|휴대폰|스마트폰|트럭|설비"
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_SCALE = r"(?:\s?(?P<scale{n}>[kKmMbBtT][nNmM]?)(?![A-Za-z0-9]))?"
_WORDS = r"(?P<words>\s?(?:[십백천]?[만억조]|[십백천](?=[\s만억조]|$|원|달러|명|개|건)))?"
_MONEY_BEFORE = re.compile(
    rf"(?<![\w$€£¥₩])(?P<sign>{_CURRENCY})\s?(?P<low>{NUMBER}){_SCALE.format(n=1)}"
    rf"(?:\s?[-–~]\s?(?:{_CURRENCY})?(?P<high>{NUMBER}){_SCALE.format(n=2)})?{_WORDS}"
)
_MONEY_AFTER = re.compile(
    rf"{ALONE}(?P<low>{NUMBER}){_SCALE.format(n=1)}(?:{TO}(?P<high>{NUMBER}){_SCALE.format(n=2)})?(?P<words>)"
    r"\s?(?P<sign>[€£¥₩]|USD|EUR|GBP|JPY|KRW|CHF|CNY|SGD)(?![A-Za-z0-9])"
)
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"{ALONE}(?P<low>{NUMBER}|\.\d+)(?:(?:\s?(?:{_UNIT}))?{TO}(?P<high>{NUMBER}))?(?P<gap>\s?)(?P<unit>{_UNIT})"
    rf"(?:/(?P<per>{'|'.join(_PER)}))?(?![A-Za-z0-9^])"
)
_COUNTER = "|".join(sorted(_COUNTERS, key=len, reverse=True))
_WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?![\d,]\d|\d)"
_COUNTED = re.compile(
    rf"{ALONE}(?<!제)(?<!제 )(?:(?P<low>{_WHOLE})(?:(?:{_COUNTER})?\s?[-–~]\s?))?(?P<number>{_WHOLE})\s?(?!{'|'.join(_SINO.split())})"
    rf"(?P<counter>{_COUNTER})(?!(?<=대)\s?[A-Z\d])(?P<after>\s?(?:{_NAMED_BY_NUMBER}|초반|중반|후반|때|여성|남성))?"
)
_SCALED = re.compile(rf"{ALONE}(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?(?P<words>[십백천]?[만억조]|[십백천])")


# "5,6명", "2, 3일": two neighbours say "about". Before a native counter they have names of their own.
_ABOUT = dict(enumerate("한두 두세 서너 네다섯 대여섯 예닐곱 일고여덟 여덟아홉".split(), 1))
_NEIGHBOURS = re.compile(
    rf"{ALONE}(?P<low>[1-8]),\s?(?P<high>[2-9])\s?"
    rf"(?:(?P<sino>{'|'.join(_SINO.split())}|일|년|분(?!기)|초|주|월|개월|층|회|차|학년|등|위|인|세|박|만|억|천|백|십)|(?P<counter>{_COUNTER}))(?!\s?(?:{_NAMED_BY_NUMBER}))"
)
# Minutes, beside another time: "1h 30m", "2m 15s".
_MINUTES_AFTER = re.compile(r"(?<=\d)\s?h(?:rs?)?\s?(\d{1,2})\s?m(?![A-Za-z0-9])")
_MINUTES_BEFORE = re.compile(r"(?<![\w.,])(\d{1,3})m(?=\s?\d{1,2}\s?s(?![A-Za-z0-9]))")
# "15m": minutes, if the sentence speaks of time and not of a length.
_M = re.compile(rf"(?<![A-Za-z0-9.,/^$€£¥₩])(?P<number>{NUMBER})m(?![A-Za-z0-9/^]| \d)")
_LENGTH = re.compile(
    r"달리|뛰|수심|높이|길이|거리|깊이|너비|폭|상공|떨어|수영|경주|키가|km|cm|미터|트랙|간격|지름|반경|전방|계단|담장|[깊높길넓]"
)
_TIME = re.compile(
    r"걸[렸리려립]|빌드|배포|시간|타임아웃|대기|지연|장애|복구|회의|주기|마다|만에|동안|소요|응답|재시도|캐시|만료|알림|세션|작업|테스트|파이프라인"
    r"|\d ?(?:h|s|분|초)|분 ?안|이내|단축|느[리려렸]|빠[르른]"
)


def _minutes(found: re.Match[str]) -> str:
    in_time = _TIME.search(found.string) and not _LENGTH.search(found.string)
    return f"{found['number']}min" if in_time else found[0]


# Feet and inches. A mark after one figure may also end a quotation, so something of that size must follow.
_FEET_INCHES = re.compile(r"(?<![\w.'’])([1-9])\s?(?:['’′]|ft)\s?(1[01]|\d)(?:\s?(?:[\"”″]|''|in(?![a-z])))")
_INCHES = re.compile(
    r"(?<![\w.])(\d{1,3}(?:\.\d)?)(?:[\"”″]|'')(?=\s?(?:모니터|태블릿|화면|디스플레이|노트북|디스크|패널|파이프|티브이|TV|웨이퍼))"
)

# What is written up to 3억 and is no word of its own.
_JOINED = re.compile(
    r"[을를은는와의에로도여씩쯤만요]|이(?![가-힣]{2}(?![가-힣다요까]))|가(?![가-힣])|과(?![가-힣])|으로|까지|부터|보다|정도"
)


def _neighbours(found: re.Match[str]) -> str:
    low, high = int(found["low"]), int(found["high"])
    if high != low + 1:
        return found[0]
    unit = found["sino"] or found["counter"]
    return f"{sino(low)}{sino(high)} {unit}" if found["sino"] else f"{_ABOUT[low]} {unit}"


def _money(found: re.Match[str]) -> str:
    unit = _CURRENCIES[found["sign"]]
    words = (found["words"] or "").strip()
    low = _scaled(found["low"], found["scale1"], words if not found["high"] else "")
    if found["high"]:
        return f"{low}에서 {_scaled(found['high'], found['scale2'], words)} {unit}"
    return f"{low} {unit}"


def _scaled(number: str, scale: str | None, words: str = "") -> str:
    value = Decimal(amount(number)) * _SCALES[scale.lower()] if scale else None
    if value is not None and value == value.to_integral():
        return sino(int(value))
    return _with_words(number, words)


def _with_words(number: str, words: str) -> str:
    """Return a number before 만, 억 and so on: 4,500만 is "사천오백만", 1만 "만"."""
    if not words:
        return quantity(number)
    if amount(number) == "1" and words[0] in "십백천만":
        return words
    return f"{quantity(number)}{words}"


def _measure(found: re.Match[str]) -> str:
    low, high, unit = found["low"], found["high"], found["unit"]
    if found["gap"] and len(unit) == 1 and unit.isascii() and unit.isalpha():
        return found[0]
    said = quantity(low if low[0] != "." else "0" + low)
    if _UNITS[unit] == "시간" and low.isdigit() and not high:
        said = counted(int(low), _COUNTERS["시간"])
    if high:
        said += f"에서 {quantity(high)}"
    per = f"{_PER[found['per']]} " if found["per"] else ""
    if unit == "°F":
        return f"화씨 {said} 도"
    if unit == "km" and found["per"] in ("h", "hr"):
        per = "시속 "
    return f"{per}{said} {_UNITS[unit]}"


def _counted(found: re.Match[str]) -> str:
    number, counter, after = int(amount(found["number"])), found["counter"], found["after"] or ""
    limit = 0 if _is_name(found, number) else _COUNTERS[counter]
    if number == 1 and counter == "번째":
        said = "첫 번째"
    else:
        said = f"{counted(number, limit) if limit else sino(number)} {counter}"
    if found["low"]:
        low = int(amount(found["low"]))
        said = (f"{counted(low, limit)} {counter}" if 0 < low < limit else sino(low)) + f"에서 {said}"
    return said + after


def _is_name(found: re.Match[str], number: int) -> bool:
    """Return whether the number names something, as in "5번 문항", or an age, as in "30대"."""
    before, after = found.string[: found.start()], (found["after"] or "").strip()
    if found["counter"] == "번":
        return bool(after) or re.search(f"(?:{_NAMED_BY_NUMBER})\\s?$", before[-8:]) is not None
    if found["counter"] == "대" and number >= 10 and number % 10 == 0 and number <= 90:
        return re.search(f"(?:{_MACHINES})[가는를이은]?\\s?$", before[-8:]) is None
    return False


def _scaled_words(found: re.Match[str]) -> str:
    low, high, words = found["low"], found["high"], found["words"]
    said = f"{quantity(low)}에서 {_with_words(high, words)}" if high else _with_words(low, words)
    joined = _JOINED.match(found.string, found.end()) or not found.string[found.end() : found.end() + 1].isalnum()
    return said if joined else said + " "


def _month(found: re.Match[str]) -> str:
    until = f"에서 {month(int(found['until']))}" if found["until"] else ""
    return month(int(found["month"])) + until


UNITS: tuple[Rule, ...] = (
    (_NEIGHBOURS, _neighbours),
    (_MINUTES_AFTER, lambda found: f"h {found[1]}min"),
    (_MINUTES_BEFORE, lambda found: f"{found[1]}min "),
    (_M, _minutes),
    (_FEET_INCHES, lambda found: f"{sino(int(found[1]))} 피트 {sino(int(found[2]))} 인치"),
    (_INCHES, lambda found: f"{quantity(found[1])} 인치"),
    (re.compile(r"(?<=€)\s?(\d{1,3})\.(\d{3})(?![\d,.]\d|\d)"), lambda found: f"{found[1]},{found[2]}"),
    (_MONEY_BEFORE, _money),
    (_MONEY_AFTER, _money),
    (re.compile(rf"{ALONE}(?P<month>1[0-2]|0?[1-9])(?:월?{TO}(?P<until>1[0-2]|0?[1-9]))?월(?!요일)"), _month),
    (_COUNTED, _counted),
    (_MEASURE, _measure),
    (_SCALED, _scaled_words),
)
