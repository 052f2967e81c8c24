"""The backend `llama_cpp`: a GGUF file on this machine."""

import threading
from pathlib import Path

import structlog

from .chat_model import LlamaCppChatModel
from .llama import LlamaModel

log = structlog.get_logger(__name__)

STILL_LOADING_SECONDS = 2.0


class LocalBackend:
    """Loads once, and says how it goes. A file that was missing or broken is tried again at the next call."""

    def __init__(self, path: str, context: int, threads: int) -> None:
        self._path, self._context, self._threads = path, context, threads
        self._model: LlamaCppChatModel | None = None
        self._loading = threading.Lock()

    def load(self) -> LlamaCppChatModel:
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model

    def describe(self) -> dict[str, str]:
        sha256 = self._model.llama.sha256 if self._model else ""
        return {"model": Path(self._path).name, "model_sha256": sha256}

    def _load(self) -> LlamaCppChatModel:
        loaded = threading.Event()
        reporter = threading.Thread(target=self._report, args=(loaded,), name="model loading", daemon=True)
        reporter.start()
        try:
            llama = LlamaModel(self._path, self._context, self._threads)
        finally:
            loaded.set()
        log.info("model loaded", model=llama.name, context=llama.context, threads=llama.threads)
        return LlamaCppChatModel(llama=llama)

    def _report(self, loaded: threading.Event) -> None:
        path = Path(self._path)
        megabytes = round(path.stat().st_size / 1e6, 1) if path.is_file() else 0
        log.info("loading model", model=path.name, megabytes=megabytes)
        seconds = 0.0
        while not loaded.wait(STILL_LOADING_SECONDS):
            seconds += STILL_LOADING_SECONDS
            log.info("still loading model", model=path.name, seconds=seconds)
