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
d = day
wk wks = week
mo mos = month
yr yrs = year
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
in = inch, inches
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
    "MB": "megabyte", "day": "day", "wk": "week", "m^3": "cubic meter", "m^2": "square meter",
}  # fmt: skip
_CURRENCIES = {
    "$": ("dollar", "dollars"), "US$": ("U-S dollar", "U-S dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds"),
    "¥": ("yen", "yen"), "₩": ("won", "won"), "₹": ("rupee", "rupees"), "USD": ("U-S dollar", "U-S dollars"),
    "EUR": ("euro", "euros"), "GBP": ("pound", "pounds"), "JPY": ("yen", "yen"), "KRW": ("won", "won"),
    "CHF": ("franc", "francs"), "INR": ("rupee", "rupees"), "CNY": ("yuan", "yuan"),
    "A$": ("Australian dollar", "Australian dollars"), "C$": ("Canadian dollar", "Canadian dollars"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars"), "S$": ("Singapore dollar", "Singapore dollars"),
    "AUD": ("Australian dollar", "Australian dollars"), "CAD": ("Canadian dollar", "Canadian dollars"),
    "SGD": ("Singapore dollar", "Singapore dollars"), "¢": ("cent", "cents"),
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
    rf"(?:,-)?\s?(?P<sign>[€£¥₩¢]|USD|EUR|GBP|JPY|KRW|CHF|INR|CNY|AUD|CAD|SGD)(?![A-Za-z0-9])"
)
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"{ALONE}(?P<low>{NUMBER}|\.\d+)(?:(?:\s?(?:{_UNIT}))?{TO}(?P<high>{NUMBER}))?(?P<gap>[ -]?)(?P<unit>{_UNIT})"
    rf"(?:/(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))}))?(?![A-Za-z0-9^])"
)
# One letter after a space is rather a name: "the 3 M engineers". "8B" is always one: models have billions, not bytes.
_NEVER_APART = frozenset("b x k K M m L W V g d in mo".split())


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
    if found["gap"] and unit in _NEVER_APART and not found["per"]:
        return found[0]
    if unit == "d" and low in ("2", "3") and not high:
        return found[0]  # 3d printing
    one, several = _UNITS[unit]
    per = f" per {_PER[found['per']]}" if found["per"] else ""
    said = quantity(low if low[0] != "." else "0" + low)
    one_of_it = low == "1" and not high
    if found["gap"] == "-" or _describes(found):
        one_of_it = True  # "a 32-bit number", "a 30s timeout"
    return f"{said}{f' to {quantity(high)}' if high else ''} {one if one_of_it else several}{per}"


def _describes(found: re.Match[str]) -> bool:
    """Return whether a measure comes between an article and its noun."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    named = found["unit"] not in _NOT_NAMED and _NOUN_NEXT.match(after)
    return bool(named and not found["per"] and re.search(r"(?<![A-Za-z])[Aa]n? $", before))


# "1h 30m", "2m 15s": minutes, beside another time.
_MINUTES_AFTER = re.compile(r"(?<=\d)\s?h(?:rs?)?\s?(\d{1,2})\s?m(?![A-Za-z0-9])")
_MINUTES_BEFORE = re.compile(r"(?<![\w.,])(\d{1,3})m(?=\s?\d{1,2}\s?s(?![A-Za-z0-9]))")
_PER_SHORT = {
    "yr": "year", "mo": "month", "wk": "week", "hr": "hour", "qtr": "quarter", "sec": "second", "min": "minute", "h": "hour",
}  # fmt: skip
_PAID_PER = re.compile(rf"(?<=[A-Za-z])\s?/\s?({'|'.join(_PER_SHORT)})(?![A-Za-z0-9])")
# "fps" and the like say "per second", and are no adjectives.
_NOT_NAMED = frozenset("x k K M bn % ° °C °F fps rpm RPM rps RPS qps QPS tps TPS bps kbps Kbps Mbps Gbps".split())
_NOUN_NEXT = re.compile(
    r" (?!(?:of|in|on|at|to|and|or|than|for|from|by|with|as|is|was|per|ago|later|before|after)\b)[A-Za-z]"
)

# "15m": minutes, if the sentence speaks of time and not of a length; millions, if it counts something.
_M = re.compile(rf"(?<![\w.,/^$€£¥₩])(?P<number>{NUMBER})m(?![\w/^]| \d)")
_LENGTH = re.compile(
    r"\b(?:long|wide|deep|tall|high|apart|away|pool|race|sprint|dash|dive|swim|swam|depth|height|width|length|distance|radius"
    r"|diameter|altitude|meters?|metres?|\d+ ?(?:cm|mm|km)|from the ground|above|cable|rope|tower|crane|wall|hose|fence"
    r"|square|track|boat|truck|underwater|r[au]n(?:ning)? the \d+m)\b"
)
_TIME = re.compile(
    r"\b(?:took|takes?|taking|builds?|deploy\w*|timeouts?|time|timed|wait\w*|down ?time|run ?time|outages?|incidents?|every|within"
    r"|minutes?|hours?|hourly|\d+ ?(?:h|hrs?|s|sec|mins?)|meetings?|calls?|stand-?ups?|respon\w+|recover\w*|restart\w*|jobs?|pipelines?"
    r"|tests?|intervals?|TTL|caches?|cached|schedul\w*|cron|MTTR|SLA|alerts?|pages?|paged|on-call|lasted|lasting|spent|later|earlier"
    r"|faster|slower|session|tokens? expire\w*|expire\w*|duration|poll\w*|retr(?:y|ies)|rollback|roll back|release|latency)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?:\w+ )?(?:users?|rows?|requests?|records?|downloads?|events?|people|customers?|messages?|documents?|lines|parameters?|orders?"
    r"|visits?|views?|hits?|queries|transactions?|accounts?|items?|tokens|entries|installs?|products?|dollars?|euros?|pounds)\b"
)


def _meters_or(found: re.Match[str]) -> str:
    text = found.string
    if _COUNTED.match(text, found.end()):
        return f"{quantity(found['number'])} million"
    if _TIME.search(text) and not _LENGTH.search(text):
        return f"{found['number']} min"
    return found[0]


# Feet and inches. A mark after one figure may also end a quotation, so something of that size must follow.
_FEET_INCHES = re.compile(r"(?<![\w.'’])([1-9])\s?(?:['’′]|ft\.?)\s?(1[01]|\d)(?:\s?(?:[\"”″]|''|in(?![a-z])\.?))")
_SIZED = r"(?=[ -](?:\w+[ -])?(?:screen|monitor|tablet|display|disk|drive|laptop|panel|pipe|tv|TV|wheel|rack|board|wafer)s?\b)"
_INCHES = re.compile(rf"(?<![\w.])(\d{{1,3}}(?:\.\d)?)(?:[\"”″]|''){_SIZED}")
_FEET = re.compile(
    r"(?<![\w.])(\d{1,3})['’′](?= (?:tall|wide|long|deep|high|by|desk|table|wall|ceiling|drop|ladder)\b)"
)
# "5k rps": a thousand of what is counted a second.
_SCALED_RATE = re.compile(rf"{ALONE}(?P<low>{NUMBER})(?P<scale>[kKM]) (?P<unit>rps|RPS|qps|QPS|tps|TPS)(?![A-Za-z0-9])")


def _scaled_rate(found: re.Match[str]) -> str:
    return f"{quantity(found['low'])} {_SCALES[found['scale'].lower()]} {_UNITS[found['unit']][1]}"


_EUROPEAN_CENTS = re.compile(r"(?<=[€£])\s?(\d{1,3}),(\d\d)(?![\d,.]\d|\d)|(?<![\w.,])(\d{1,3}),(\d\d)(?=\s?€)")
_EUROPEAN_THOUSANDS = re.compile(r"(?<=€)\s?(\d{1,3})\.(\d{3})(?![\d,.]\d|\d)")
_EUROPEAN_DECIMAL = re.compile(
    r"(?<![\w.,])(\d{1,3}),(\d{1,2})(?=\s?(?:%|percent|hours|seconds|minutes|years|million|billion|kg|km)(?![A-Za-z]))"
)


UNITS: tuple[Rule, ...] = (
    (_EUROPEAN_CENTS, lambda found: f"{found[1] or found[3]}.{found[2] or found[4]}"),
    (_EUROPEAN_THOUSANDS, lambda found: f"{found[1]},{found[2]}"),
    (_EUROPEAN_DECIMAL, lambda found: f"{found[1]}.{found[2]}"),
    (_FEET_INCHES, lambda found: f"{found[1]} {'foot' if found[1] == '1' else 'feet'} {found[2]}"),
    (_INCHES, lambda found: f"{found[1]} inch"),
    (_FEET, lambda found: f"{found[1]} foot" if found[1] == "1" else f"{found[1]} feet"),
    (_SCALED_RATE, _scaled_rate),
    (_MINUTES_AFTER, lambda found: f"h {found[1]} min"),
    (_MINUTES_BEFORE, lambda found: f"{found[1]} min "),
    (_M, _meters_or),
    (_MONEY_BEFORE, _money),
    (_MONEY_AFTER, _money),
    (_MEASURE, _measure),
    (_PAID_PER, lambda found: f" per {_PER_SHORT[found[1]]}"),
)
