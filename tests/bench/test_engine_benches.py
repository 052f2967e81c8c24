"""The benches of the engine run at a tiny size, and count only what was written. No test looks at a time."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from llama_cpp import Llama

from bench.__main__ import main
from bench.cases.engine import engine_drafts, engine_prefix, engine_rate, engine_same, engine_stall, engine_streams
from bench.harness.models import bench_models
from bench.harness.models.bench_models import quantized_model
from bench.harness.models.engine_peers import ABSENT, llama_server
from bench.harness.models.lookup import steps_with_drafts
from bench.harness.models.random_model import SPECIAL, TINY, write_random_model
from bench.harness.models.random_vocabulary import BYTES
from bench.harness.models.timed_text import Written, longest_gap_ms, rate_in_turn, rate_together, rate_with_reading
from bench.harness.prompts.grown_interview import count_tokens, grown_interview
from bench.peers.concurrent_jobs import RUNNING_TOKENS, play
from bench.peers.event_stream import events
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.local_engine.gguf_model import GgufModel

from .test_benches import SPREAD

Q8_0 = replace(TINY, kv_heads=2, architecture="exaone4", rope_base=1e6, q8=True)


@pytest.fixture(params=[TINY, Q8_0], ids=["llama in F16", "exaone4 in Q8_0"])
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_random_model(tmp_path / "random.gguf", request.param)


def lines_of(module: Any, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> list[str]:
    if hasattr(module, "DEMO"):
        monkeypatch.setattr(module, "DEMO", folder / "demo.gguf")  # left out: it would take minutes
    main([module.BENCH, "--quick", "--results", str(folder / "results.md")])
    return capsys.readouterr().out.splitlines()[2:]


def spreads(line: str) -> int:
    return len(re.findall(SPREAD, line))


# Each bench, with the peers that are installed


@pytest.mark.process
def test_rates_are_measured_against_both_peers(tmp_path: Path, capsys, monkeypatch) -> None:
    lines = lines_of(engine_rate, tmp_path, capsys, monkeypatch)
    alone = [line for line in lines if "against create_chat_completion" in line]
    assert [spreads(line) for line in alone] == [3, 3, 3, 3]
    server = [line for line in lines if "against llama-server" in line or ABSENT in line]
    assert {spreads(line) for line in server} == {3 if llama_server() else 1}
    assert len(alone) + len(server) + 1 == len(lines) and "skipped" in lines[-1]


@pytest.mark.process
def test_rates_at_each_number_of_streams_are_measured_against_the_peers_there_are(tmp_path: Path, capsys) -> None:
    main([engine_streams.BENCH, "--quick", "--results", str(tmp_path / "results.md")])
    heading, *lines = capsys.readouterr().out.splitlines()[2:]
    assert heading.rstrip().endswith("random weights, 0.1M:")
    in_turn = [line for line in lines if "against create_chat_completion" in line]
    assert [spreads(line) for line in in_turn] == [3] * len(engine_streams.IN_TURN)
    served = [line for line in lines if "against llama-server " in line]
    assert len(served) == (3 * len(engine_streams.STREAMS) if llama_server() else 0)


@pytest.mark.model
def test_a_random_model_is_stored_as_people_load_them() -> None:
    with quantized_model(TINY) as (name, path):
        assert name == "random weights, 0.1M in Q4_K_M" and GgufModel(str(path)).metadata("general.file_type") == "15"


def test_a_model_that_cannot_be_fetched_is_named(monkeypatch) -> None:
    def refused(*_: Any) -> Path:
        raise FetchFailed("no index")

    monkeypatch.setattr(bench_models, "fetch", refused)
    with pytest.raises(FileNotFoundError, match=r"qwen.* could not be fetched: no index"):
        bench_models.catalogue_model("qwen2.5-coder-0.5b").__enter__()


@pytest.mark.process
def test_a_seeds_texts_are_counted_alone_and_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([engine_same.BENCH, "--quick", "--results", str(tmp_path / "results.md")])
    (line,) = capsys.readouterr().out.splitlines()[2:]
    counted = re.search(r"of 16 questions the same alone and 8 at a time +(\d+)", line)
    assert counted and 0 < int(counted[1]) <= 16


@pytest.mark.process
def test_what_drafts_would_save_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([engine_drafts.BENCH, "--quick", "--results", str(tmp_path / "results.md")])
    lines = capsys.readouterr().out.splitlines()[2:]
    assert len(lines) == 3 and all(re.search(r"rate against no drafts +[\d.]+ +>= 1.15", line) for line in lines)


@pytest.mark.process
def test_without_a_llama_server_ours_is_measured_alone(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.delenv("LLAMA_SERVER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = lines_of(engine_stall, tmp_path, capsys, monkeypatch)
    assert [ABSENT in line for line in lines] == [True, False, True, True]
    assert [spreads(line) for line in lines] == [1, 0, 1, 1]
    assert "<= 150" in lines[1]


@pytest.mark.process
def test_a_follow_up_is_measured_against_a_cold_one(tmp_path: Path, capsys, monkeypatch) -> None:
    lines = lines_of(engine_prefix, tmp_path, capsys, monkeypatch)
    assert [spreads(line) for line in lines] == [3, 3]


# What is asked


@pytest.mark.model
def test_a_random_model_writes_words_up_to_the_limit_and_reads_them_back_as_the_same_tokens(model: Path) -> None:
    llama = Llama(str(model), n_ctx=512, verbose=False)
    prompt = llama.tokenize(b" aa bb", add_bos=False)
    written = [token for _, token in zip(range(100), llama.generate(prompt, temp=0.7), strict=False)]
    assert min(written) >= BYTES + len(SPECIAL)
    assert llama.tokenize(llama.detokenize(written), add_bos=False) == written


@pytest.mark.model
def test_a_grown_interview_has_its_length_and_each_draft_is_what_its_answer_begins_with(model: Path) -> None:
    interview = grown_interview(model, 3_000, 100)
    assert count_tokens(model, interview.before()) + 30 == pytest.approx(3_000, abs=12)
    drafts = interview.drafts(" aa bb", 10, missing=5)
    after = interview.after(" aa bb")
    assert [draft[:-1] == after[:-1] for draft in drafts] == [True] * 10
    texts = [draft[-1]["content"] for draft in drafts]
    assert all(
        longer.startswith(shorter) for shorter, longer in zip(texts, [*texts[1:], after[-1]["content"]], strict=True)
    )
    answer = texts[-1].rpartition("<answer>\n")[2]
    assert len(answer.split()) == 94  # the words that will not change


# What is counted


def test_a_draft_saves_the_steps_whose_tokens_it_foresaw() -> None:
    read = [1, 2, 3, 4, 5, 1, 2]
    assert steps_with_drafts(read, [3, 4, 9], drafted=2) == {3: 1}  # both right, and one more that was drawn
    assert steps_with_drafts(read, [3, 9], drafted=2) == {3: 1}
    assert steps_with_drafts(read, [8, 9], drafted=2) == {3: 1, 1: 1}  # both wrong; nothing to look up for the next
    assert steps_with_drafts([1, 2, 3], [4, 5], drafted=2) == {1: 2}


def written(began: float, *at: float, tokens: int = 0, asked: float | None = None) -> Written:
    return Written(began, at, at[-1], tokens, "", asked)


def test_rates_count_the_time_of_all_or_of_each() -> None:
    both = [written(0, 1, 2, tokens=6), written(1, 2, 4, tokens=6, asked=0.0)]
    assert rate_together(both) == 12 / 4
    assert rate_in_turn(both) == 12 / (2 + 3)
    assert rate_with_reading(both) == 12 / (2 + 4)


def test_the_longest_gap_overlaps_the_time() -> None:
    streams = [written(0, 1, 5, 6, 7), written(0, 1, 2, 9)]
    assert longest_gap_ms(streams, since=5.5, until=6.5) == 7000  # it began before and ended later
    assert longest_gap_ms(streams[:1], since=5, until=6.5) == 1000
    assert longest_gap_ms(streams, since=9, until=10) == 0


async def endless(job: dict[str, Any]) -> AsyncIterator[str | int]:
    for _ in range(job["pieces"]):
        yield " aa"
        await asyncio.sleep(0)
    yield job["pieces"]


async def test_a_job_joins_when_all_are_writing_and_they_stop_when_it_ends() -> None:
    *others, joined = await play(endless, [{"pieces": 10**6}, {"pieces": 10**6}], joining={"pieces": 3})
    assert joined["tokens"] == 3 and joined["text"] == " aa aa aa"
    for one in others:
        assert one["at"][RUNNING_TOKENS - 1] <= joined["began"] and one["ended"] >= joined["ended"]
        assert one["tokens"] == 0  # it did not come to its end


async def test_a_join_to_streams_that_had_ended_is_no_measurement() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        await play(endless, [{"pieces": 2}], joining={"pieces": 3})
    assert raised.group_contains(RuntimeError, match="give it more tokens")


@pytest.mark.parametrize("size", [1, 7])
async def test_events_are_whole_however_their_chunks_are_split(size: int) -> None:
    body = b': still reading\n\ndata: {"a": 1}\n\ndata: {"a": 2}\n\ndata: [DONE]\n\n'
    reader = asyncio.StreamReader()
    for start in range(0, len(body), size):
        chunk = body[start : start + size]
        reader.feed_data(b"%x\r\n%b\r\n" % (len(chunk), chunk))
    reader.feed_eof()
    assert [event async for event in events(reader)] == [{"a": 1}, {"a": 2}]
