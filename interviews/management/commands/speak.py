"""`manage.py speak`: speak a text as the interviewer would, into a WAV file."""

import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from streaming.speech import SpeechError, make_speaker
from streaming.writing.narrator import Voice
from streaming.writing.recital import recite

MOST_CHARACTERS = 4000


class Command(BaseCommand):
    help = "Speak a text as the interviewer would, with the voices of TTS_BACKEND, into a WAV file."
    requires_system_checks: Sequence[str] = ()  # it needs neither the database nor Redis

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="what to say; - reads it from standard input")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], required=True)
        parser.add_argument("--voice", default="", help="a voice of the first backend (default: that of TTS_VOICE)")
        parser.add_argument("--out", required=True, help="the file to write; - writes to standard output")

    def handle(self, *args: Any, text: str, language: str, voice: str, out: str, **options: Any) -> None:
        text = sys.stdin.read() if text == "-" else text
        if len(text) > MOST_CHARACTERS:
            raise CommandError(f"The text has {len(text):,} characters; at most {MOST_CHARACTERS:,} are spoken.")
        try:
            sound = asyncio.run(_sound(text, Voice(language, voice, readings=settings.TTS_READINGS)))
        except SpeechError as error:
            raise CommandError(f"No sound: {error}") from error
        if out == "-":
            sys.stdout.buffer.write(sound)
            return
        try:
            Path(out).write_bytes(sound)
        except OSError as error:
            raise CommandError(f"--out {out}: cannot be written ({error.strerror}).") from error


async def _sound(text: str, voice: Voice) -> bytes:
    speaker = make_speaker(settings, "wav")
    if speaker is None:
        raise SpeechError("TTS_BACKEND is off")
    try:
        return await recite(speaker, text, voice)
    finally:
        await speaker.aclose()
