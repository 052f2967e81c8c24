"""The part of espeak-ng's C API that we use: choose a voice, speak a sentence, get samples or phonemes. One thread at a
time."""

import ctypes
import tempfile
import threading
from ctypes import c_char_p, c_int, c_short, c_size_t, c_uint, c_void_p
from itertools import takewhile
from pathlib import Path

import espeakng_loader
import numpy as np

from ..base import SpeechError, UnknownVoiceError, clean
from ..sound import Sound

# From espeak-ng's speak_lib.h.
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER, CHARS_UTF8 = 1, 1
TIE = "^"
PHONEMES_IPA_TIED = 0x02 | 0x80 | ord(TIE) << 8
GO_ON, ABORT = 0, 1
BUFFER_MS = 200  # of each callback, and so what is still synthesized after a cancellation

LONGEST_DATA_PATH = 140  # in bytes: the library appends to it in a buffer of 160

_Callback = ctypes.CFUNCTYPE(c_int, ctypes.POINTER(c_short), c_int, c_void_p)
_SYNTH = (c_char_p, c_size_t, c_uint, c_int, c_uint, c_uint, c_void_p, c_void_p)


class _Voice(ctypes.Structure):
    """The first fields of espeak_VOICE; it has more."""

    _fields_ = [("name", c_char_p), ("languages", c_void_p), ("identifier", c_char_p)]


class EspeakLibrary:
    """The loaded library. Its state is global: make only one per process, in the thread that uses it."""

    def __init__(self) -> None:
        try:
            self._lib = ctypes.CDLL(espeakng_loader.get_library_path())
            data_path = self._data_path(espeakng_loader.get_data_path())
        except (OSError, RuntimeError) as error:
            raise SpeechError("espeak-ng cannot be loaded. Install requirements.txt again.") from error
        self.sample_rate = self._lib.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, data_path.encode(), INITIALIZE_DONT_EXIT
        )
        if self.sample_rate <= 0:
            raise SpeechError("espeak-ng does not find its data. Install requirements.txt again.")
        self._lib.espeak_Synth.argtypes = _SYNTH
        self._lib.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(c_char_p), c_int, c_int)
        self._lib.espeak_TextToPhonemes.restype = c_char_p
        self._callback = _Callback(self._hear)  # kept alive here: the library only has its address
        self._lib.espeak_SetSynthCallback(self._callback)
        self._voices = self._listed()
        self._pieces: list[bytes] = []
        self._stopped = threading.Event()

    def speak(self, text: str, voice: str, stopped: threading.Event) -> Sound:
        """Synthesize, and block meanwhile. Return early, with what there is, once `stopped` is set.

        `voice` is a name of espeak-ng's. Raise SpeechError if it is unknown.
        """
        self._choose(voice)
        self._pieces, self._stopped = [], stopped
        data = clean(text).encode()
        failed = self._lib.espeak_Synth(data, len(data) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
        if failed and not stopped.is_set():
            raise SpeechError(f"espeak-ng failed with {failed}", retryable=True)
        return Sound(np.frombuffer(b"".join(self._pieces), np.int16), self.sample_rate)

    def phonemes(self, text: str, voice: str) -> str:
        """Return the phonemes of a text in IPA, in which TIE joins the letters of one sound. Blocks meanwhile.

        Raise SpeechError if the voice is unknown.
        """
        self._choose(voice)
        # Speaking begins anew; this call alone would begin with what an interrupted text has left.
        self._stopped = threading.Event()
        self._lib.espeak_Synth(b"", 1, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
        left, clauses = c_char_p(clean(text).encode()), []
        while left.value is not None:  # each call reads one clause
            clauses.append(self._lib.espeak_TextToPhonemes(ctypes.byref(left), CHARS_UTF8, PHONEMES_IPA_TIED).decode())
        return " ".join(filter(None, clauses))

    def _choose(self, voice: str) -> None:
        base, plus, variant = voice.partition("+")
        identifier = self._voices.get(base)
        # The library may take a name for a path, so it only gets names that it listed, and plain variants.
        if identifier is None or (plus and not (variant.isascii() and variant.isalnum())):
            raise UnknownVoiceError(
                f"espeak-ng has no voice {voice[:64]!a}. Unset TTS_VOICE, or take a name from `espeak-ng --voices`."
            )
        failed = self._lib.espeak_SetVoiceByName(identifier + (plus + variant).encode())
        if failed:
            raise SpeechError(f"espeak-ng failed with {failed}", retryable=True)

    def _listed(self) -> dict[str, bytes]:
        """Map every name of a voice ("en-gb", "English (Great Britain)") to the library's identifier for it."""
        self._lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        names: dict[str, bytes] = {}
        for pointer in takewhile(bool, self._lib.espeak_ListVoices(None)):
            voice = pointer.contents
            # A byte of priority comes before each language; the voice's own language is the first.
            language = ctypes.string_at(voice.languages + 1)
            for name in (language, voice.name, voice.identifier):
                names.setdefault(name.decode("utf-8", "ignore"), voice.identifier)
        return names

    def _hear(self, samples: "ctypes._Pointer[c_short]", count: int, _events: int) -> int:
        if samples and count > 0:
            self._pieces.append(ctypes.string_at(samples, count * 2))
        return ABORT if self._stopped.is_set() else GO_ON

    def _data_path(self, path: str) -> str:
        """Return the path, or that of a short link to it if it is too long for the library's buffer."""
        if len(path.encode()) <= LONGEST_DATA_PATH:
            return path
        self._shortcut = tempfile.TemporaryDirectory(prefix="espeak-")  # it is read later, too
        link = Path(self._shortcut.name) / "espeak-ng-data"
        link.symlink_to(path, target_is_directory=True)
        return str(link)
