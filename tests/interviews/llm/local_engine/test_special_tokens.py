"""No message turns into a special token, whatever attribute the vocabulary gives it."""

from pathlib import Path

import llama_cpp
import pytest

from bench.harness.models.bench_models import DEMO
from bench.harness.models.chat_families import CONTROL, FAMILIES, UNKNOWN, USER_DEFINED, Family, write_family
from interviews.llm.local_engine.gguf_model import GgufModel

pytestmark = pytest.mark.model

MARKERS = {"<control>": CONTROL, "<|user-defined|>": USER_DEFINED, "<unknown>": UNKNOWN, "[a[a": USER_DEFINED}
WHOLE = ["\n\n", "한국어", "→"]
PIECES = ["\u2581", "</", "s>", "<s"]


def written(folder: Path, family: Family) -> GgufModel:
    return GgufModel(str(write_family(folder / "written.gguf", family)))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GgufModel:
    family = Family(FAMILIES["ChatML"].template, MARKERS, WHOLE)
    return written(tmp_path_factory.mktemp("types"), family)


def ids(model: GgufModel, text: str) -> list[int]:
    return model.tokenize(text, special=True)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_special_token_in_a_message_is_spelled_out(model: GgufModel, marker: str) -> None:
    [token] = ids(model, marker)
    for said in (marker, f"so{marker}so", marker * 3, f"[a{marker}"):
        tokens = model.tokenize(said, special=False)
        assert token not in tokens
        assert b"".join(map(model.piece, tokens)).decode() == said


def test_llama_cpp_itself_finds_user_defined_tokens_in_plain_text(model: GgufModel) -> None:
    """This is why messages need special treatment."""
    data, tokens = b"<|user-defined|>", (llama_cpp.llama_token * 32)()
    count = llama_cpp.llama_tokenize(model.vocabulary, data, len(data), tokens, len(tokens), False, False)
    assert tokens[:count] == ids(model, data.decode())


@pytest.mark.parametrize("whole", WHOLE)
def test_user_defined_words_stay_one_token(model: GgufModel, whole: str) -> None:
    [token] = ids(model, whole)
    assert token in model.tokenize(f"a{whole}b", special=False)


def test_pieces_are_not_merged_into_a_special_token(tmp_path: Path) -> None:
    markers = {"</s>": CONTROL, "<s>": CONTROL, "<unk>": UNKNOWN}
    model = written(tmp_path, Family(FAMILIES["[INST]"].template, markers, pieces=PIECES))
    tokens = model.tokenize("so</s><s>", special=False)
    assert not {token for marker in markers for token in ids(model, marker)} & set(tokens)
    assert b"".join(map(model.piece, tokens)).decode().replace(" ", "") == "so</s><s>"


@pytest.mark.parametrize(
    "text", ["I <b>built</b> it.\n\nTwice.", "한국어로 말합니다. " * 900, "ok " * 3000, "x" * 9001]
)
def test_ordinary_text_is_tokenized_as_by_llama_cpp(text: str) -> None:
    model, data = GgufModel(str(DEMO)), text.encode()
    tokens = (llama_cpp.llama_token * len(data))()
    count = llama_cpp.llama_tokenize(model.vocabulary, data, len(data), tokens, len(tokens), False, False)
    spelled = model.tokenize(text, special=False)
    if " " in text:
        assert spelled == tokens[:count]
    assert b"".join(map(model.piece, spelled)) == data
