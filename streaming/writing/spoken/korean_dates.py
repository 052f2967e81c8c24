"""Dates, quarters, times of day and telephone numbers in Korean words. Pure."""

import re

from .forms import CLOCK, DAY, MONTH, PHONE, READ, YEAR, Rule
from .korean_numbers import clock, dialled, hour, month, sino

_HALF = r"(?P<half>[aApP])\.?[mM]\.?(?![A-Za-z0-9])"
_DATE = rf"(?P<year>{YEAR})"
_END_DATE = r"(?![A-Za-z0-9/]|[-.]\d)"


def _phone(found: re.Match[str]) -> str:
    plus = "플러스 " if found[0].startswith("+") else ""
    return plus + " ".join(map(dialled, re.findall(r"\d+", found[0]))) + READ


def _quarter_of(found: re.Match[str]) -> str:
    year = f"{sino(int(found['year']))} 년 " if found["year"] else ""
    return f"{year}{sino(int(found['quarter']))} 분기{READ}"


def _ranged_months(found: re.Match[str]) -> str:
    parts = [re.split(r"[./]", part.strip("'’ ")) for part in re.split(r"[-~–]", found[0])]
    said = "에서 ".join(f"{sino(int(year))} 년 {month(int(number))}" for year, number in parts)
    return said + READ


def _days(found: re.Match[str]) -> str:
    said = "에서 ".join(_day(*part.split("/")) for part in re.split(r"\s?[-~–]\s?", found[0]))
    return said + READ


def _day(number: str, day: str) -> str:
    return f"{month(int(number))} {sino(int(day))} 일"


def _date(found: re.Match[str]) -> str:
    day = f" {sino(int(found['day']))} 일" if found.groupdict().get("day") else ""
    return f"{sino(int(found['year']))} 년 {month(int(found['month']))}{day}{READ}"


def _weekday(found: re.Match[str]) -> str:
    return f"{month(int(found['month']))} {sino(int(found['day']))} 일"


def _time(found: re.Match[str]) -> str:
    hours, minutes, *seconds = map(int, found["clock"].split(":"))
    said = clock(hours, minutes) + (f" {sino(seconds[0])} 초" if seconds else "")
    return _half(found) + said + READ


def _hour(found: re.Match[str]) -> str:
    return _half(found) + hour(int(found["hour"])) + READ


def _half(found: re.Match[str]) -> str:
    half = found["half"]
    return "" if not half else "오전 " if half in "aA" else "오후 "


def _quarter(found: re.Match[str]) -> str:
    return f"{sino(int(found[1]))}사분기"


DATES: tuple[Rule, ...] = (
    (re.compile(r"(?<![A-Za-z0-9])(?:(?P<year>\d\d(?:\d\d)?)년\s?)?(?P<quarter>[1-4])Q(?![A-Za-z0-9])"), _quarter_of),
    (re.compile(r"(?<![A-Za-z0-9])(?P<quarter>[1-4])Q['’]?(?P<year>\d\d)(?![A-Za-z0-9])"), _quarter_of),
    (re.compile(r"(?<![A-Za-z0-9])Q(?P<quarter>[1-4])(?P<year>)(?=(?:에|의|부터|까지|엔|보다|[은는이가](?![가-힣]))|\s?(?:실적|매출|목표|성과|계획|OKR))"), _quarter_of),
    (re.compile(r"(?<![A-Za-z0-9])FY\s?['’]?(\d\d(?:\d\d)?)(?![A-Za-z0-9])"), lambda found: f"{sino(int(found[1]))} 회계연도{READ}"),
    (re.compile(r"(?<![\w.])(20\d\d)\.(?=[1-4]분기)"), lambda found: f"{found[1]}년 "),
    (re.compile(rf"(?<![\w.,/-])(?:['’]\d\d|20\d\d)\.{MONTH}\s?[-~–]\s?(?:['’]?\d\d|20\d\d)\.{MONTH}(?![\d.]|\s?(?:%|배|초|점|버전))"), _ranged_months),
    (re.compile(rf"(?<![\w.,/-]){MONTH}/{DAY}\s?[-~–]\s?{MONTH}/{DAY}(?![\d/])"), _days),
    (re.compile(rf"(?<![\w.,/-]){MONTH}/{DAY}(?=(?:에|부터|까지)\s?(?:\S+ )?(?:배포|입사|퇴사|출시|오픈|시작|완료|만나|회의|런칭|면접|장애|마감|종료|발생|합류|미팅))"), _days),
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
)  # fmt: skip
