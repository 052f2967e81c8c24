"""What a speech server may do, and how a backend reacts."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from ops.vendors.fish_server import FishServer
from ops.vendors.openai_speech_server import MODEL, OpenAIServer
from ops.vendors.speech_server import LoopbackServer, SpeechReply
from ops.vendors.tone import tone
from streaming.speech import Speech, SpeechError
from streaming.speech.remote import client
from streaming.speech.remote.fish import Fish
from streaming.speech.remote.openai import OpenAI

KEY = "sk-do-not-tell"
TEXT = "a secret question"
Server = FishServer | OpenAIServer


@pytest.fixture
def fish_server() -> Iterator[FishServer]:
    with FishServer(api_key=KEY) as server:
        yield server


@pytest.fixture
async def fish(fish_server: FishServer) -> AsyncIterator[Fish]:
    fish = Fish(fish_server.base_url, KEY)
    yield fish
    await fish.aclose()


@pytest.fixture(params=["fish", "openai"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with FishServer(api_key=KEY) if request.param == "fish" else OpenAIServer(api_key=KEY) as server:
        yield server


@pytest.fixture
async def speech(server: Server) -> AsyncIterator[Speech]:
    speech = backend(server)
    yield speech
    await speech.aclose()


def backend(server: Server, key: str = KEY, base_url: str = "") -> Speech:
    kind = Fish if isinstance(server, FishServer) else OpenAI
    return kind(base_url or server.base_url, key, MODEL)


# Requests


async def test_openais_api_gets_its_own_fields_and_no_others() -> None:
    with OpenAIServer(api_key=KEY) as server:
        speech = OpenAI(server.base_url, KEY, MODEL)
        await speech.synthesize(TEXT, "en", "af_heart")
        await speech.synthesize(TEXT, "en")
        await speech.aclose()
    form = {"model": MODEL, "input": TEXT, "response_format": "wav"}
    assert server.requests == [form | {"voice": "af_heart"}, form | {"voice": "alloy"}]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


async def test_a_text_longer_than_openais_api_takes_is_refused_here() -> None:
    with OpenAIServer() as server:
        speech = OpenAI(server.base_url, "", MODEL)
        with pytest.raises(SpeechError, match="4096") as told:
            await speech.synthesize("a" * 4097, "en")
        await speech.aclose()
    assert told.value.refused and not server.texts


async def test_one_connection_serves_all_sentences(server: Server, speech: Speech) -> None:
    for _ in range(3):
        await speech.synthesize(TEXT, "en")
    assert server.connections == 1


# Responses


async def test_samples_without_a_header_are_read_as_fish_speech_sends_them(fish: Fish, fish_server: FishServer) -> None:
    fish_server.headerless = True
    samples, sample_rate = await fish.synthesize(TEXT, "en")
    assert sample_rate == 44_100
    assert (samples == tone(TEXT, 44_100)).all()


async def test_a_streamed_and_a_whole_wav_are_the_same_sound() -> None:
    with OpenAIServer() as server:
        speech = OpenAI(server.base_url, "", MODEL)
        streamed = await speech.synthesize(TEXT, "en")
        server.streamed = False
        whole = await speech.synthesize(TEXT, "en")
        await speech.aclose()
    assert (streamed.samples == whole.samples).all()


# Errors

FAULTS = [
    (SpeechReply(status=400), "400, refuses the request", {"refused"}),
    (SpeechReply(status=401), "401, refuses the key.*TTS_API_KEY", set()),
    (SpeechReply(status=402), "402, the account has no credit", set()),
    (SpeechReply(status=404), "404, does not know the address, model or voice", {"refused"}),
    (SpeechReply(status=415), "415, refuses the request", set()),
    (SpeechReply(status=422), "422, refuses the request", {"refused"}),
    (SpeechReply(status=429), "429, too many requests.*TTS_CONCURRENCY", {"retryable"}),
    (SpeechReply(status=500), "500, the server failed", {"retryable"}),
    (SpeechReply(status=301), "301, refuses", set()),
    (SpeechReply(empty=True), "an empty body", {"retryable"}),
    (SpeechReply(cut=True), "the connection broke", {"retryable"}),
    (SpeechReply(endless=True), "more than 16 MB", set()),
]


@pytest.mark.parametrize(("reply", "message", "facts"), FAULTS)
async def test_an_error_tells_operators_what_to_do_and_quotes_nothing(
    server: Server, speech: Speech, reply: SpeechReply, message: str, facts: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "RETRY_SECONDS", 0.0)
    server.reply = reply
    with pytest.raises(SpeechError, match=message) as told:
        await speech.synthesize(TEXT, "en")
    assert {fact for fact in ("retryable", "hung", "refused") if getattr(told.value, fact)} == facts
    assert not [said for said in (KEY, TEXT) if said in str(told.value)]
    server.reply = SpeechReply()
    await speech.synthesize(TEXT, "en")


@pytest.mark.parametrize("headerless", [False, True])
async def test_a_truncated_sentence_with_status_200_is_an_error(headerless: bool) -> None:
    with FishServer(headerless=headerless) as server:
        server.reply = SpeechReply(short=True) if not headerless else SpeechReply(empty=True)
        fish = Fish(server.base_url)
        with pytest.raises(SpeechError, match="truncated"):
            await fish.synthesize(TEXT, "en")
        await fish.aclose()


async def test_an_html_page_is_not_played_as_noise(server: Server, speech: Speech) -> None:
    server.reply = SpeechReply(page=True)
    with pytest.raises(SpeechError, match=r"other than sound|not a WAV"):
        await speech.synthesize(TEXT, "en")


async def test_a_wrong_key_is_named_in_the_error(server: Server) -> None:
    speech = backend(server, "sk-wrong")
    with pytest.raises(SpeechError, match="401") as told:
        await speech.synthesize(TEXT, "en")
    await speech.aclose()
    assert "sk-wrong" not in str(told.value)


async def test_an_unreachable_server_is_named_without_its_password(server: Server) -> None:
    speech = backend(server, base_url=f"http://user:pass@127.0.0.1:{server.port}/v1")
    server.stop()
    with pytest.raises(SpeechError, match=rf"TTS_BASE_URL=http://127\.0\.0\.1:{server.port}.*: cannot connect") as told:
        await speech.synthesize(TEXT, "en")
    await speech.aclose()
    assert told.value.retryable and not told.value.hung


async def test_a_silent_server_has_hung(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.05)
    server.reply = SpeechReply(hang=True)
    speech = backend(server)
    with pytest.raises(SpeechError, match="silent for too long") as told:
        await speech.synthesize(TEXT, "en")
    await speech.aclose()
    assert told.value.hung


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_temporary_error_is_retried_once(server: Server, speech: Speech, status: int) -> None:
    server.replies = [SpeechReply(status=status, retry_after="0")]
    assert len((await speech.synthesize(TEXT, "en")).samples)
    assert len(server.texts) == 2


@pytest.mark.parametrize(
    ("reply", "tries"), [(SpeechReply(status=429, retry_after="0"), 2), (SpeechReply(status=422), 1)]
)
async def test_there_is_no_third_try(server: Server, speech: Speech, reply: SpeechReply, tries: int) -> None:
    server.reply = reply
    with pytest.raises(SpeechError):
        await speech.synthesize(TEXT, "en")
    assert len(server.texts) == tries


@pytest.mark.parametrize("retry_after", ["60", "Mon, 21 Oct 2199 07:28:00 GMT"])
async def test_a_server_that_asks_for_a_long_pause_is_not_waited_for(
    server: Server, speech: Speech, retry_after: str
) -> None:
    server.reply = SpeechReply(status=429, retry_after=retry_after)
    with pytest.raises(SpeechError, match="429"):
        await speech.synthesize(TEXT, "en")
    assert len(server.texts) == 1


async def test_a_broken_connection_is_tried_once_more(
    server: Server, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "RETRY_SECONDS", 0.0)
    server.replies = [SpeechReply(cut=True)]
    assert len((await speech.synthesize(TEXT, "en")).samples)
    assert len(server.texts) == 2


# Health


async def test_a_probe_asks_for_a_word_with_the_key(server: Server, speech: Speech) -> None:
    await speech.probe()
    assert server.texts == ["Hello."]
    stranger = backend(server, "sk-wrong")
    with pytest.raises(SpeechError, match="401"):
        await stranger.probe()
    await stranger.aclose()


async def test_a_server_that_says_it_is_well_but_cannot_speak_fails_the_probe(
    fish: Fish, fish_server: FishServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "RETRY_SECONDS", 0.0)
    fish_server.reply = SpeechReply(status=500)
    with pytest.raises(SpeechError, match="500"):
        await fish.probe()
    fish_server.reply = SpeechReply(silent=True)
    with pytest.raises(SpeechError, match="silence"):
        await fish.probe()


async def test_a_cancelled_call_ends_at_once(server: LoopbackServer, speech: Speech) -> None:
    server.reply = SpeechReply(hang=True)
    speaking = asyncio.create_task(speech.synthesize(TEXT, "en"))
    assert await asyncio.to_thread(server.wait_for_running, 1)
    speaking.cancel()
    await asyncio.wait([speaking])
    assert speaking.cancelled()
    server.release()
    server.reply = SpeechReply()
    assert len((await speech.synthesize(TEXT, "en")).samples)
