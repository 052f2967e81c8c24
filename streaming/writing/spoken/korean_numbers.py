"""Numbers in Korean words, Sino-Korean and native. Pure."""

_DIGITS = "영일이삼사오육칠팔구"
_TELEPHONE = "공일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_GROUPS = ("", "만", "억", "조", "경")
_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_MONTHS = {6: "유월", 10: "시월"}
LONGEST = 18  # digits of a number that is read as a quantity


def sino(number: int) -> str:
    """Return a number from 0 on: 12345 is "만 이천삼백사십오". A very long one is read digit by digit."""
    digits = str(number)
    if len(digits) > LONGEST:
        return spelled(digits)
    if not number:
        return "영"
    words = []
    for group in range((len(digits) - 1) // 4, -1, -1):
        if part := number // 10_000**group % 10_000:
            said = _below_ten_thousand(part)
            words.append("만" if part == 1 and group == 1 else said + _GROUPS[group])
    return " ".join(words)


def _below_ten_thousand(number: int) -> str:
    said = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += ("" if digit == 1 and place else _DIGITS[digit]) + _PLACES[place]
    return said


def native(number: int) -> str:
    """Return a number from 1 to 99 as it is said before what is counted: "한", "스무", "스물다섯"."""
    tens, ones = divmod(number, 10)
    return "스무" if number == 20 else _TENS[tens] + _ONES[ones]


def counted(number: int, limit: int) -> str:
    """Return a number before a counter that takes native numbers up to `limit`. Above it only the ones are native if
    they follow hundreds: 105 is "백다섯"."""
    if 0 < number < limit:
        return native(number)
    hundreds, rest = divmod(number, 100)
    return sino(hundreds * 100) + _ONES[rest] if hundreds and 0 < rest < 10 else sino(number)


def spelled(digits: str, zero: str = "영") -> str:
    """Return each digit as a syllable."""
    return "".join(zero if digit == "0" else _DIGITS[int(digit)] for digit in digits)


def dialled(digits: str) -> str:
    """Return the digits of a telephone number, with "공" for zero."""
    return spelled(digits, _TELEPHONE[0])


def quantity(written: str) -> str:
    """Return a number as it is written, with commas and a decimal point or without: "삼 점 오"."""
    whole, point, decimals = written.replace(",", "").partition(".")
    words = spelled(whole) if len(whole) > LONGEST or (len(whole) > 1 and whole[0] == "0") else sino(int(whole))
    return f"{words} 점 {spelled(decimals)}" if point else words


def month(number: int) -> str:
    """Return a month's name; June and October are irregular."""
    return _MONTHS.get(number, f"{sino(number)}월")


def hour(number: int) -> str:
    """Return an hour of the clock: native up to twelve."""
    return f"{native(number) if 0 < number < 13 else sino(number)} 시"


def clock(hours: int, minutes: int) -> str:
    """Return a time of day: "세 시 삼십 분", "십사 시 오 분"."""
    return hour(hours) + (f" {sino(minutes)} 분" if minutes else "")
