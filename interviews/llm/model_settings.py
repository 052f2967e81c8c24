"""The settings that choose and shape a language model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .freedom import UNMEASURED, Freedom
from .local_engine.steps.cycle import LONGEST_GAP


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The LLM_* settings as plain values; `interview_site/settings.py` reads them from the environment.

    `backend` is a name from `backends.BACKENDS`. `model` is the path of a .gguf file, or the name of the served model.
    `base_url` and `api_key` are for a model server. `context_tokens` (the longest interview), `threads`, `gpu_layers`,
    `longest_gap` (seconds between two tokens of a question) and `measurements`, a folder for what was measured on this
    machine, are for a local model. `freedom` is how much of
    a question the model words, by language.
    """

    backend: str
    model: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)  # no log line or debug page may show it
    context_tokens: int = 8192
    threads: int = 1
    gpu_layers: int = 0
    longest_gap: float = LONGEST_GAP
    measurements: Path | None = None
    freedom: Mapping[str, Freedom] = field(default_factory=lambda: UNMEASURED)
