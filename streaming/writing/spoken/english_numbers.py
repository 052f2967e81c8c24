"""Numbers in English words. Pure."""

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
_GROUPS = ("", " thousand", " million", " billion", " trillion", " quadrillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_PARTS = {2: "half", 4: "quarter"}
LONGEST = 18  # digits of a number that is read as a quantity


def cardinal(number: int) -> str:
    """Return a number from 0 on: "one thousand two hundred five". A very long one is read digit by digit."""
    if number < 1000:
        return _below_thousand(number)
    digits = str(number)
    if len(digits) > LONGEST:
        return spelled(digits)
    words = []
    for group in range((len(digits) - 1) // 3, -1, -1):
        if part := number // 1000**group % 1000:
            words.append(_below_thousand(part) + _GROUPS[group])
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    return f"{_ONES[hundreds]} hundred" + (f" {_below_hundred(rest)}" if rest else "")


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def spelled(digits: str) -> str:
    """Return each digit as a word."""
    return " ".join(_ONES[int(digit)] for digit in digits)


def quantity(written: str) -> str:
    """Return a number as it is written, with commas and a decimal point or without: "three point five"."""
    whole, point, decimals = written.replace(",", "").partition(".")
    words = spelled(whole) if len(whole) > LONGEST or (len(whole) > 1 and whole[0] == "0") else cardinal(int(whole))
    return f"{words} point {spelled(decimals)}" if point else words


def ordinal(number: int) -> str:
    """Return "first", "twenty-second", "one hundredth"."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    return words[:cut] + _ordinal_of(words[cut:])


def _ordinal_of(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def year(number: int) -> str:
    """Return a year of four digits: "nineteen ninety-nine", "two thousand five", "twenty twenty-one"."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {_two_digits(rest)}"


def code(number: int) -> str:
    """Return a number that is a name, in pairs: a port, a status, a model: "four oh four", "two fifty-six"."""
    if number >= 10_000 or number < 100:
        return cardinal(number)
    if number >= 1000:
        return year(number)
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} {_two_digits(rest)}" if rest else f"{_ONES[hundreds]} hundred"


def _two_digits(number: int) -> str:
    return f"oh {_ONES[number]}" if number < 10 else _below_hundred(number)


def clock(hours: int, minutes: int) -> str:
    """Return a time of day: "three thirty", "fourteen oh five", "nine" for a full hour."""
    return f"{cardinal(hours)} {_two_digits(minutes)}" if minutes else cardinal(hours)


def fraction(part: int, whole: int) -> str:
    """Return "one third", "three quarters", "five over twenty-four"."""
    if part == whole:
        return f"{cardinal(part)} out of {cardinal(whole)}"
    if whole < 2 or part >= whole or not (whole <= 10 or whole in (12, 16, 20, 32, 100, 1000)):
        return f"{cardinal(part)} over {cardinal(whole)}"
    name = _PARTS.get(whole) or ordinal(whole)
    return f"{cardinal(part)} {name}{'' if part == 1 else 's'}"


def plural(word: str) -> str:
    """Return several of a number word: "twenties", "thousands"."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
