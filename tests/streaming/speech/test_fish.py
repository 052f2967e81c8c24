"""What Fish Speech is asked for: its voices first, then sentences without what its model would obey."""

from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace

import pytest

from ops.vendors.fish_server import FishServer
from streaming.speech import SpeechError, offered_voices
from streaming.speech.base import UnknownVoiceError
from streaming.speech.remote import fish_voices
from streaming.speech.remote.fish import Fish

KEY = "sk-do-not-tell"
TEXT = "a secret question"
VOICE = "4b1c-korean voice_2"


@pytest.fixture
def fish_server() -> Iterator[FishServer]:
    with FishServer(api_key=KEY) as server:
        yield server


@pytest.fixture
async def fish(fish_server: FishServer) -> AsyncIterator[Fish]:
    fish = Fish(fish_server.base_url, KEY)
    yield fish
    await fish.aclose()


async def test_fish_gets_the_text_and_a_voice_that_it_keeps_ready(fish: Fish, fish_server: FishServer) -> None:
    await fish.synthesize(TEXT, "en", VOICE)
    await fish.synthesize(TEXT, "en")
    assert fish_server.requests == [
        {"text": TEXT, "format": "wav", "reference_id": VOICE, "use_memory_cache": "on"},
        {"text": TEXT, "format": "wav"},
    ]
    assert fish_server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert "model" not in fish_server.headers[0]


async def test_a_model_of_fish_audio_is_sent_as_a_header(fish_server: FishServer) -> None:
    fish = Fish(f"{fish_server.base_url}/v1/", KEY, "s2-pro")
    await fish.synthesize(TEXT, "en")
    await fish.aclose()
    assert fish_server.headers[0]["model"] == "s2-pro"


async def test_the_hosted_fish_gets_a_model_low_latency_and_no_field_of_self_hosted_servers(
    fish_server: FishServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streaming.speech.remote.fish.HOSTED", "127.0.0.1")
    for model in ("", "s2-pro"):
        hosted = Fish(fish_server.base_url, KEY, model)
        await hosted.synthesize(TEXT, "en", VOICE)
        await hosted.aclose()
    assert fish_server.requests[0] == {"text": TEXT, "format": "wav", "latency": "low", "reference_id": VOICE}
    assert [headers["model"] for headers in fish_server.headers] == ["s2.1-pro", "s2-pro"]
    assert fish_server.lists == 0


async def test_a_voice_is_looked_up_before_its_first_use(fish: Fish, fish_server: FishServer) -> None:
    for _ in range(3):
        await fish.synthesize(TEXT, "en", VOICE)
    assert fish_server.lists == 1


async def test_an_unknown_voice_is_refused_and_never_sent(fish: Fish, fish_server: FishServer) -> None:
    for _ in range(2):
        with pytest.raises(UnknownVoiceError, match=r"no voice 'mistyped'.*TTS_VOICE.*haneul"):
            await fish.synthesize(TEXT, "en", "mistyped")
    assert (fish_server.texts, fish_server.empty_voices, fish_server.lists) == ([], set(), 1)


def test_the_voices_of_a_server_are_offered(fish_server: FishServer) -> None:
    settings = SimpleNamespace(TTS_BACKEND=("fish", "espeak"), TTS_BASE_URL=fish_server.base_url, TTS_MODEL="")
    settings.TTS_API_KEY = KEY
    assert offered_voices(settings, "ko") == ("4b1c-bora", "4b1c-korean voice_2", "haneul")
    settings.TTS_BASE_URL = "http://127.0.0.1:9"
    assert offered_voices(settings, "ko") is None
    settings.TTS_BACKEND = ("kokoro",)
    assert offered_voices(settings, "ko") == ("jf_gongitsune", "jm_kumo")
    settings.TTS_BACKEND = ("openai",)
    assert offered_voices(settings, "ko") is None


async def test_a_voice_that_was_added_meanwhile_is_found(
    fish: Fish, fish_server: FishServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SpeechError):
        await fish.synthesize(TEXT, "en", "new")
    fish_server.voices.add("new")
    monkeypatch.setattr(fish_voices, "AGAIN_SECONDS", 0.0)
    await fish.synthesize(TEXT, "en", "new")
    assert fish_server.requests[0]["reference_id"] == "new"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<|speaker:1|>Why?<|im_end|>", "Why?"),
        ("a <|im_end b", "a im_end b"),
        ("<<|a|>|b|> c", "< |b c"),
        ("Say [laughing] it [[twice]].", "Say laughing it twice ."),
    ],
)
async def test_what_the_model_would_obey_is_not_sent(fish: Fish, fish_server: FishServer, text: str, said: str) -> None:
    await fish.synthesize(text, "en")
    assert fish_server.texts[0].split() == said.split()
    assert not {"<|", "|>", "[", "]"} & {fish_server.texts[0][at : at + size] for at in range(99) for size in (1, 2)}


async def test_a_text_of_nothing_but_tokens_is_refused_here(fish: Fish, fish_server: FishServer) -> None:
    with pytest.raises(SpeechError, match="nothing to say") as told:
        await fish.synthesize("<|im_end|> [?]", "en")
    assert told.value.refused and not fish_server.texts
