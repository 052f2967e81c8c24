"""Units and currencies in English words. Pure."""

import re

from .english_numbers import quantity
from .forms import ALONE, NUMBER, TO, Rule, amount

# Written form: one, and several if that is not the same with an "s".
_UNITS: dict[str, tuple[str, str]] = {}


for _line in """\
ns = nanosecond
µs us = microsecond
ms msec = millisecond
s sec secs = second
min mins = minute
h hr hrs = hour
b bit bits = bit
KB kB = kilobyte
MB = megabyte
GB = gigabyte
TB = terabyte
PB = petabyte
KiB = kibibyte
MiB = mebibyte
GiB = gibibyte
TiB = tebibyte
kb Kb = kilobit
Mb = megabit
Gb = gigabit
bps = bit per second, bits per second
kbps Kbps = kilobit per second, kilobits per second
Mbps = megabit per second, megabits per second
Gbps = gigabit per second, gigabits per second
Hz = hertz, hertz
kHz = kilohertz, kilohertz
MHz = megahertz, megahertz
GHz = gigahertz, gigahertz
nm = nanometer
µm = micrometer
mm = millimeter
cm = centimeter
m = meter
km = kilometer
mi = mile
ft = foot, feet
mg = milligram
g = gram
kg = kilogram
lb lbs = pound
oz = ounce
ml mL = milliliter
L = liter
W = watt
kW = kilowatt
MW = megawatt
kWh = kilowatt hour
V = volt
mA = milliampere
mAh = milliampere hour
dB = decibel
px = pixel
pt = point
fps = frame per second, frames per second
rpm RPM = revolution per minute, revolutions per minute
rps RPS = request per second, requests per second
qps QPS = query per second, queries per second
tps TPS = transaction per second, transactions per second
°C = degree Celsius, degrees Celsius
°F = degree Fahrenheit, degrees Fahrenheit
° = degree
x = time
k K = thousand, thousand
M = million, million
bn = billion, billion
pp %p = percentage point
% = percent, percent
‰ = per mille, per mille
mm^2 = square millimeter
m^2 = square meter
km^2 = square kilometer
m^3 = cubic meter""".splitlines():
    _written, _, _names = _line.partition(" = ")
    _one, _, _several = _names.partition(", ")
    _UNITS |= dict.fromkeys(_written.split(), (_one, _several or _one + "s"))
_PER = {
    "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "mo": "month",
    "yr": "year", "y": "year", "req": "request", "kg": "kilogram", "km": "kilometer", "m": "meter", "GB": "gigabyte",
    "MB": "megabyte",
}  # fmt: skip
_CURRENCIES = {
    "$": ("dollar", "dollars"), "US$": ("U-S dollar", "U-S dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds"),
    "¥": ("yen", "yen"), "₩": ("won", "won"), "₹": ("rupee", "rupees"), "USD": ("U-S dollar", "U-S dollars"),
    "EUR": ("euro", "euros"), "GBP": ("pound", "pounds"), "JPY": ("yen", "yen"), "KRW": ("won", "won"),
}  # fmt: skip
_CENTS = {"dollar": "cent", "U-S dollar": "cent", "euro": "cent", "pound": "pence"}
_SCALES = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "b": "billion", "bn": "billion", "t": "trillion",
    "tn": "trillion", "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
}  # fmt: skip
_SCALE = r"(?:\s?(?P<scale{n}>thousand|million|billion|trillion|[kKmMbBtT][nNmM]?)(?![A-Za-z0-9]))?"
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_MONEY_BEFORE = re.compile(
    rf"(?<![\w$€£¥₩])(?P<sign>{_SIGN})\s?(?P<low>{NUMBER}){_SCALE.format(n=1)}"
    rf"(?:\s?(?:[-–~])\s?(?:{_SIGN})?(?P<high>{NUMBER}){_SCALE.format(n=2)})?"
)
_MONEY_AFTER = re.compile(
    rf"{ALONE}(?P<low>{NUMBER}){_SCALE.format(n=1)}(?:{TO}(?P<high>{NUMBER}){_SCALE.format(n=2)})?"
    rf"\s?(?P<sign>[€£¥₩]|USD|EUR|GBP|JPY|KRW)(?![A-Za-z0-9])"
)
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"{ALONE}(?P<low>{NUMBER}|\.\d+)(?:(?:\s?(?:{_UNIT}))?{TO}(?P<high>{NUMBER}))?(?P<gap>[ -]?)(?P<unit>{_UNIT})"
    rf"(?:/(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))}))?(?![A-Za-z0-9^])"
)
# One letter after a space is rather a name: "the 3 M engineers". "8B" is always one: models have billions, not bytes.
_NEVER_APART = frozenset("b x k K M m L W V g".split())


def _money(found: re.Match[str]) -> str:
    one, several = _CURRENCIES[found["sign"]]
    low, high = found["low"], found["high"]
    scales = [_SCALES.get((found[f"scale{number}"] or "").lower(), "") for number in (1, 2)]
    if high:
        return f"{_scaled(low, scales[0])} to {_scaled(high, scales[1])} {several}"
    if scales[0]:
        return f"{_scaled(low, scales[0])} {several}"
    whole, _, cents = amount(low).partition(".")
    if one in _CENTS and len(cents) == 2:
        return _with_cents(int(whole), int(cents), one, several)
    return f"{quantity(low)} {one if amount(low) == '1' else several}"


def _with_cents(whole: int, cents: int, one: str, several: str) -> str:
    said = f"{quantity(str(whole))} {one if whole == 1 else several}"
    coin = _CENTS[one]
    named = f"{quantity(str(cents))} {coin}{'s' if coin == 'cent' and cents != 1 else ''}"
    if not cents:
        return said
    return f"{said} and {named}" if whole else named


def _scaled(number: str, scale: str) -> str:
    return f"{quantity(number)} {scale}".strip()


def _measure(found: re.Match[str]) -> str:
    low, high, unit = found["low"], found["high"], found["unit"]
    if found["gap"] and unit in _NEVER_APART:
        return found[0]
    one, several = _UNITS[unit]
    per = f" per {_PER[found['per']]}" if found["per"] else ""
    said = quantity(low if low[0] != "." else "0" + low)
    if high:
        return f"{said} to {quantity(high)} {several}{per}"
    return f"{said} {one if low == '1' else several}{per}"


# "1h 30m", "2m 15s": minutes, beside another time.
_MINUTES_AFTER = re.compile(r"(?<=\d)\s?h(?:rs?)?\s?(\d{1,2})\s?m(?![A-Za-z0-9])")
_MINUTES_BEFORE = re.compile(r"(?<![\w.,])(\d{1,3})m(?=\s?\d{1,2}\s?s(?![A-Za-z0-9]))")
_PER_SHORT = {"yr": "year", "mo": "month", "wk": "week", "hr": "hour", "qtr": "quarter"}
_PAID_PER = re.compile(rf"(?<=[A-Za-z])\s?/\s?({'|'.join(_PER_SHORT)})(?![A-Za-z0-9])")
_EUROPEAN_CENTS = re.compile(r"(?<=[€£])\s?(\d{1,3}),(\d\d)(?![\d,.]\d|\d)")


UNITS: tuple[Rule, ...] = (
    (_EUROPEAN_CENTS, lambda found: f"{found[1]}.{found[2]}"),
    (_MINUTES_AFTER, lambda found: f"h {found[1]} min"),
    (_MINUTES_BEFORE, lambda found: f"{found[1]} min "),
    (_MONEY_BEFORE, _money),
    (_MONEY_AFTER, _money),
    (_MEASURE, _measure),
    (_PAID_PER, lambda found: f" per {_PER_SHORT[found[1]]}"),
)
