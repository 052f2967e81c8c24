"""The settings of speech: which are errors, and how the others are read."""

import os
import subprocess
import sys

import pytest

from ops import ROOT

pytestmark = pytest.mark.process

NAMES = "TTS_BACKEND TTS_BASE_URL TTS_API_KEY TTS_MODEL TTS_VOICE TTS_FORMAT TTS_READINGS TTS_CONCURRENCY".split()
OPENAI = {"TTS_BACKEND": "openai", "TTS_BASE_URL": "http://127.0.0.1:8880/v1", "TTS_MODEL": "kokoro"}
FISH = {"TTS_BACKEND": "fish,espeak"}
HOSTED = {"TTS_BACKEND": "fish", "TTS_BASE_URL": "https://api.fish.audio"}


def settings(*names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"from interview_site import settings as s; print(*(getattr(s, name) for name in {names!r}))"
    unset = dict.fromkeys(NAMES, "")
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | unset | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"TTS_BACKEND": "siri"},
            "TTS_BACKEND: 'siri' is unknown. Choose from kokoro, espeak, fish, openai, separated by commas, or off",
        ),
        ({"TTS_BACKEND": "off,espeak"}, "TTS_BACKEND: 'off,espeak' is unknown. Choose from"),
        ({"TTS_BACKEND": "espeak,"}, "TTS_BACKEND: 'espeak,' is unknown. Choose from"),
        ({"TTS_BACKEND": "espeak,espeak"}, "TTS_BACKEND: 'espeak,espeak' lists a name twice. List each name once"),
        (
            OPENAI | {"TTS_BACKEND": "fish,openai"},
            "TTS_BACKEND: names two servers, but TTS_BASE_URL is a single address",
        ),
        (OPENAI | {"TTS_BASE_URL": ""}, "TTS_BASE_URL: not set. TTS_BACKEND=openai needs the server's address"),
        (FISH | {"TTS_BASE_URL": "127.0.0.1:8080"}, "TTS_BASE_URL: not a URL of the form http://... or https://..."),
        (FISH | {"TTS_BASE_URL": "http://[quoted"}, "TTS_BASE_URL: not a URL of the form"),
        (
            FISH | {"TTS_API_KEY": "sk-”quoted”"},
            "TTS_API_KEY: contains a character that no key has. Copy the key again",
        ),
        (HOSTED, "TTS_API_KEY: not set. Fish Audio's hosted service needs a key"),
        (FISH | {"TTS_MODEL": "모델"}, "TTS_MODEL: not a valid model name of Fish Audio. For example s2.1-pro"),
        (FISH | {"TTS_VOICE": "ko=../bora"}, "TTS_VOICE: not a valid voice name of Fish Speech. Its"),
        (
            {"TTS_VOICE": "ko=a,ja=b"},
            "TTS_VOICE: 'ko=a,ja=b' does not give one name for each language. Write NAME, or ko=NAME,en=",
        ),
        ({"TTS_VOICE": "ko=a,ko=b"}, "TTS_VOICE: 'ko=a,ko=b' does not give one name for each language"),
        ({"TTS_VOICE": "ko=a,b"}, "TTS_VOICE: 'ko=a,b' does not give one name for each language"),
        ({"TTS_VOICE": "ko="}, "TTS_VOICE: 'ko=' does not give one name for each language"),
        (
            {"TTS_READINGS": "/no/such.tsv"},
            "TTS_READINGS: /no/such.tsv cannot be read (No such file or directory). Put",
        ),
        ({"TTS_READINGS": "LICENSE"}, "TTS_READINGS: LICENSE, line 1: not three columns. Write language, written"),
        ({"TTS_FORMAT": "mp3"}, "TTS_FORMAT: 'mp3' is unknown. Choose one of: wav, opus"),
        ({"TTS_CONCURRENCY": "0"}, "TTS_CONCURRENCY: '0' is not a whole number from 1 to 64"),
    ],
)
def test_a_wrong_setting_is_an_error_of_one_line(wrong: dict[str, str], told: str) -> None:
    stopped = settings(**wrong)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(told) and stopped.stderr.count("\n") == 1
    assert "quoted" not in stopped.stderr


@pytest.mark.parametrize(
    ("environment", "read"),
    [
        ({}, "('kokoro', 'espeak') {} wav 1"),
        ({"TTS_BACKEND": "off"}, "() {} wav 1"),
        (FISH | {"TTS_VOICE": "4b1c"}, "('fish', 'espeak') {'': '4b1c'} wav 1"),
        (
            {"TTS_BACKEND": "espeak", "TTS_VOICE": "ko = ko+f3, en=en-gb"},
            "('espeak',) {'ko': 'ko+f3', 'en': 'en-gb'} wav 1",
        ),
        (OPENAI | {"TTS_FORMAT": "opus"}, "('openai',) {} opus 4"),
        (OPENAI | {"TTS_CONCURRENCY": "9"}, "('openai',) {} wav 9"),
    ],
)
def test_settings_are_read(environment: dict[str, str], read: str) -> None:
    told = settings("TTS_BACKEND", "TTS_VOICE", "TTS_FORMAT", "TTS_CONCURRENCY", **environment)
    assert told.stdout == read + "\n", told.stderr
