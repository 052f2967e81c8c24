"""`manage.py speak`, with the voices of the tests' settings."""

import wave
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_a_text_becomes_a_wav_file(tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    call_command("speak", "Thanks. What did you do first?", "--language", "en", "--out", str(out))
    with wave.open(str(out)) as file:
        assert (file.getframerate(), file.getnchannels()) == (24_000, 1)
        assert 1 < file.getnframes() / 24_000 < 6


@pytest.mark.parametrize(
    ("text", "told"), [("?! …", "No sound: there is nothing to say"), ("a" * 4001, "4,001 characters; at most 4,000")]
)
def test_what_cannot_be_spoken_is_an_error_and_leaves_no_file(text: str, told: str, tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    with pytest.raises(CommandError, match=told):
        call_command("speak", text, "--language", "en", "--out", str(out))
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("speak", "Thanks.", "--language", "en", "--out", str(tmp_path / "no" / "said.wav"))
