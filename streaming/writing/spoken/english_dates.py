"""Dates, times of day, years and telephone numbers in English words. Pure."""

import re

from .english_numbers import cardinal, clock, ordinal, plural, spelled, year
from .forms import ADDRESS, ALONE, CLOCK, DAY, MONTH, PHONE, TO, YEAR, Rule

_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
_SHORT = {name[:3]: name for name in _MONTHS} | {"Sept": "September"}
_WEEKDAYS = {
    name[:length]: name
    for name in ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
    for length in (3, 4, 5, len(name))
}  # fmt: skip
_WEEKDAY = rf"(?:{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})"
_NAME = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\.?)"
_MARK = r"(?P<mark>[-./])"
_END = r"(?![\w/]|[-.]\d)"
# Hours of "9 to 5" are not found: nothing tells them from other numbers.
_HALF = r"(?P<half>[aApP])\.?[mM](?P<dot>\.?)(?![\w])"


def _month(number: str) -> str:
    return _MONTHS[int(number) - 1]


def _by_name(name: str) -> str:
    return name if name in _MONTHS else _SHORT[name.rstrip(".")]


def _full_date(found: re.Match[str]) -> str:
    return f"{_month(found['month'])} {ordinal(int(found['day']))}, {year(int(found['year']))}"


def _either_order(found: re.Match[str]) -> str:
    """Month first, as in the voice's American English, unless it can only be the day. With dots, the day comes first."""
    first, second = int(found["first"]), int(found["second"])
    month, day = (second, first) if first > 12 or (found["mark"] == "." and second <= 12) else (first, second)
    if month > 12:
        return found[0]
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {year(int(found['year']))}"


def _month_of_year(found: re.Match[str]) -> str:
    return f"{_month(found['month'])} {year(int(found['year']))}"


def _named(found: re.Match[str]) -> str:
    if _is_month_alone(found):
        return found[0]
    said = f"{_by_name(found['name'])} {ordinal(int(found['day']))}"
    until = f" to {ordinal(int(found['until']))}" if found["until"] else ""
    return said + until + (f", {year(int(found['year']))}" if found["year"] else "")


def _is_month_alone(found: re.Match[str]) -> bool:
    """Return whether the number counts what follows, as in "In May 5 engineers left": a day would be "on May 5"."""
    before, after = found.string[: found.start()][-4:], found.string[found.end() : found.end() + 2]
    is_counted = after[:1] == " " and after[1:].islower()
    return is_counted and not (found["year"] or found["until"]) and before.lower().split()[-1:] == ["in"]


def _day_first(found: re.Match[str]) -> str:
    after = f", {year(int(found['year']))}" if found["year"] else ""
    return f"the {ordinal(int(found['day']))} of {_by_name(found['name'])}{after}"


def _named_year(found: re.Match[str]) -> str:
    return f"{_by_name(found['name'])} {year(int(found['year']))}"


def _time(found: re.Match[str]) -> str:
    hours, minutes, *seconds = found["clock"].split(":")
    if seconds and int(hours) == 0:
        return _lasting(int(minutes), int(seconds[0]))
    half = _half(found, bool(found["dot"])) if found["half"] else ""
    full = "" if half or int(minutes) or int(hours) > 12 or int(hours) == 0 else " o'clock"
    said = clock(int(hours), int(minutes)) + full
    if int(minutes) == 0 and (int(hours) > 12 or int(hours) == 0):
        said = f"{cardinal(int(hours))} hundred" if int(hours) else "midnight"
    if seconds:
        said += f" and {cardinal(int(seconds[0]))} seconds"
    return said + half


def _lasting(minutes: int, seconds: int) -> str:
    """Return how long something took: "three minutes and twenty-five seconds"."""
    parts = ((minutes, "minute"), (seconds, "second"))
    return " and ".join(
        f"{cardinal(n)} {unit if n == 1 else plural(unit)}" for n, unit in parts if n or unit == "second"
    )


def _weekdays(found: re.Match[str]) -> str:
    return f"{_WEEKDAYS[found[1]]} to {_WEEKDAYS[found[2]]}"


def _hour(found: re.Match[str]) -> str:
    return cardinal(int(found["hour"])) + _half(found, bool(found["dot"]))


def _half(found: re.Match[str], dotted: bool) -> str:
    ends = dotted and not found.string[found.end() :].strip()
    return f" {found['half'].upper()}-M" + ("." if ends else "")


def _times(found: re.Match[str]) -> str:
    return f"{found[1]} to "


def _phone(found: re.Match[str]) -> str:
    groups = re.findall(r"\d+", found[0])
    plus = "plus " if found[0].startswith("+") else ""
    return plus + ", ".join(map(spelled, groups))


def _address(found: re.Match[str]) -> str:
    said = " dot ".join(cardinal(int(part)) for part in found["address"].split("."))
    return said + (f" slash {cardinal(int(found['bits']))}" if found["bits"] else "")


def _decade(found: re.Match[str]) -> str:
    number = int(found["decade"].lstrip("'’"))
    return plural(year(number) if number >= 1000 else cardinal(number))


def _short_year(found: re.Match[str]) -> str:
    number = int(found[1])
    return f"oh {cardinal(number)}" if 0 < number < 10 else cardinal(number)


def _years(found: re.Match[str]) -> str:
    until = found["until"]
    return f"{year(int(found['year']))} to {year(int(until)) if len(until) == 4 else cardinal(int(until))}"


def _year(found: re.Match[str]) -> str:
    return year(int(found[0]))


def _since_day(found: re.Match[str]) -> str:
    return f"{found['since']} {_month(found['month'])} {ordinal(int(found['day']))}"


def _months(found: re.Match[str]) -> str:
    return f"{_by_name(found[1])} to {found[2]}"


def _weekday(found: re.Match[str]) -> str:
    return found[1] + _WEEKDAYS[found[2]]


def _listed_weekdays(found: re.Match[str]) -> str:
    *days, last = (_WEEKDAYS[day] for day in re.split(r"\s?/\s?", found[0]))
    return f"{', '.join(days)} and {last}"


_YEAR = rf"(?P<year>{YEAR})"
DATES: tuple[Rule, ...] = (
    (re.compile(rf"(?<![\w.-])(?P<address>{ADDRESS})(?:/(?P<bits>\d\d?))?(?![\w]|\.\d)"), _address),
    (re.compile(rf"(?<=\d/(?:19|20)\d\d)\s?[-–~]\s?(?={MONTH}/{YEAR}{_END})"), lambda _: " to "),
    (re.compile(r"(?<![\w:.])([01]?\d|2[0-3])h([0-5]\d)(?!\w)"), lambda found: f"{found[1]}:{found[2]}"),
    (re.compile(rf"\b({_NAME})\s?[-–]\s?({_NAME})(?![\w-])"), _months),
    (re.compile(rf"(?<![\w-]){_WEEKDAY}(?:\s?/\s?{_WEEKDAY})+(?![\w-])"), _listed_weekdays),
    (re.compile(rf"\b((?:[Oo]n|[Bb]y|[Nn]ext|[Ll]ast|[Tt]his|[Ee]very|[Uu]ntil|[Ss]ince) )({_WEEKDAY})(?![\w-])"), _weekday),
    (re.compile(rf"\b(?P<since>[Oo]n|[Ss]ince|[Uu]ntil) (?P<month>{MONTH})/(?P<day>{DAY})(?![\w/]|[.,]\d| of\b)"), _since_day),
    (re.compile(rf"(?<![\w.,/-]){_YEAR}{_MARK}(?P<month>{MONTH})(?P=mark)(?P<day>{DAY}){_END}"), _full_date),
    (re.compile(rf"(?<![\w.,/-])(?P<first>\d\d?){_MARK}(?P<second>{DAY})(?P=mark){_YEAR}{_END}"), _either_order),
    (re.compile(rf"(?<![\w.,/-]){_YEAR}[-/](?P<month>0[1-9]|1[0-2]){_END}"), _month_of_year),
    (re.compile(rf"(?<![\w.,/-])(?P<month>{MONTH})/{_YEAR}{_END}"), _month_of_year),
    (re.compile(rf"\b(?P<name>{_NAME}) (?P<day>{DAY})(?:st|nd|rd|th)?(?:{TO}(?P<until>{DAY})(?:st|nd|rd|th)?)?(?:,? {_YEAR})?(?!\d|[:.,%]\d|\w)"),
     _named),
    (re.compile(rf"(?:\bthe )?(?<![\w.,/])(?P<day>{DAY})(?:st|nd|rd|th)? (?:of )?(?P<name>{_NAME})(?:,? {_YEAR})?(?!\w)"),
     _day_first),
    (re.compile(rf"\b(?P<name>{_NAME}),? {_YEAR}(?!\w|[.,]\d)"), _named_year),
    (PHONE, _phone),
    (re.compile(rf"(?<![\w:.])({CLOCK})\s?[-–~]\s?(?=\d)"), _times),
    (re.compile(r"(?<![\w:.,])((?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s?[ap]\.?m\.?)\s?[-–~]\s?(?=\d)", re.IGNORECASE), _times),
    (re.compile(rf"(?<![\w-])({_WEEKDAY})\.?\s?[-–~]\s?({_WEEKDAY})(?![A-Za-z0-9-])"), _weekdays),
    (re.compile(rf"(?<![\w:.])(?P<clock>{CLOCK})(?:\s?{_HALF})?(?![\w:])"), _time),
    (re.compile(rf"(?<![\w:.,])(?P<hour>1[0-2]|0?[1-9])\s?{_HALF}"), _hour),
    (re.compile(r"(?<![\w.,/^])(?P<decade>(?:1[5-9]|20)\d0|(?:(?<=their )|(?<=early )|(?<=late )|(?<= his )|(?<= her )|['’])[2-9]0)['’]?s(?!\w)"), _decade),
    (re.compile(r"(?<!\w)['’](\d\d)(?![\w'’])"), _short_year),
    (re.compile(rf"{ALONE}{_YEAR}{TO}(?P<until>{YEAR}|\d\d)(?!\w|[-.,]\d)"), _years),
)  # fmt: skip
ALONE_YEAR: Rule = (re.compile(rf"{ALONE}(?:19|20)\d\d(?!\w|[.,]\d)"), _year)
