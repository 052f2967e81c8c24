"""How long a text takes to say, and how long to wait for its sound. Pure."""

from streaming.sentences.script import speech_seconds

# A backend may take this long for any text, because it may have been asleep.
PATIENCE_SECONDS = 4.0
# And this much for each second of speech. One that is slower leaves gaps, but a slow voice is better than another one.
SLOWEST_REAL_TIME_FACTOR = 2.0
# A model that does not find the end of a sentence babbles on. Slow voices take twice the usual time at most.
LONGEST_FACTOR, LONGEST_SECONDS = 4.0, 2.0


def patience_seconds(text: str) -> float:
    """Return how many seconds a backend may take for the text, from when its listener has nothing left to hear."""
    return PATIENCE_SECONDS + SLOWEST_REAL_TIME_FACTOR * speech_seconds(text)


def longest_seconds(text: str) -> float:
    """Return how many seconds of sound are too many for the text to be what is said in them."""
    return LONGEST_SECONDS + LONGEST_FACTOR * speech_seconds(text)


def has_words(text: str) -> bool:
    """Return whether there is anything to say in the text."""
    return any(char.isalnum() for char in text)
