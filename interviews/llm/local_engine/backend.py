"""The backend `llama_cpp`: a GGUF file on this machine."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog

from interviews.llm.errors import ModelError
from interviews.llm.message import Message

from .chat_model import LlamaCppChatModel
from .chat_template import ChatTemplate
from .engine import Engine
from .gguf_model import GgufModel

log = structlog.get_logger(__name__)

STILL_LOADING_SECONDS = 2.0


class LocalBackend:
    """Loads once, and says how it goes. A file that was missing or broken is tried again at the next call."""

    def __init__(self, path: str, *, gpu_layers: int, **engine: Any) -> None:
        """`engine`: what Engine takes."""
        self._path, self._gpu_layers, self._engine = path, gpu_layers, engine
        self._model: LlamaCppChatModel | None = None
        self._loading = threading.Lock()

    def load(self) -> LlamaCppChatModel:
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model

    def describe(self) -> dict[str, str]:
        sha256 = self._model.engine.model.sha256 if self._model else ""
        return {"model": Path(self._path).name, "model_sha256": sha256}

    def read_ahead(self, chat: Sequence[Message], session: int) -> None:
        if self._model is not None:
            self._model.read_ahead(chat, session)

    def forget(self, session: int) -> None:
        if self._model is not None:
            self._model.forget(session)

    def _load(self) -> LlamaCppChatModel:
        loaded = threading.Event()
        reporter = threading.Thread(target=self._report, args=(loaded,), name="model loading", daemon=True)
        reporter.start()
        try:
            model = self._serve(GgufModel(self._path, self._gpu_layers))
        finally:
            loaded.set()
        log.info("model loaded", model=model.engine.model.name, **model.engine.sizes)
        return model

    def _serve(self, model: GgufModel) -> LlamaCppChatModel:
        try:
            return LlamaCppChatModel(template=ChatTemplate(model), engine=Engine(model, **self._engine))
        except ModelError:
            model.close()  # the next call loads it again
            raise

    def _report(self, loaded: threading.Event) -> None:
        path = Path(self._path)
        megabytes = round(path.stat().st_size / 1e6, 1) if path.is_file() else 0
        log.info("loading model", model=path.name, megabytes=megabytes)
        seconds = 0.0
        while not loaded.wait(STILL_LOADING_SECONDS):
            seconds += STILL_LOADING_SECONDS
            log.info("still loading model", model=path.name, seconds=seconds)
