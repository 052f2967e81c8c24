"""Each bench runs at a tiny size and prints a table of the right form. No test looks at a time."""

import re
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.cases.stream import delivery_cpu, fan_out, flat, relay, stream_cost, viewer_memory
from bench.cases.web import beside_logins, hostile, staff_lists
from bench.cases.worker import first_token, worker_rate
from bench.harness.row import Goal, judged
from bench.harness.spread import Spread, percentile

SPREAD = r"-?[\d.,]+( ms| µs| KB| MB| tokens/s| deliveries/s)? \[-?[\d.,]+--?[\d.,]+\]"


@pytest.mark.process
@pytest.mark.parametrize(
    "module, peers",
    [
        (first_token, {"first token at the socket against the whole question, p50"}),
        (worker_rate, {"worker against create_chat_completion(stream=False)"}),
        (fan_out, {f"{way}, 300 tokens at full speed to 5 viewers against" for way in ("SSE", "WebSocket")}),
        (
            delivery_cpu,
            {
                "SSE on daphne, 5 viewers at 20 tokens/s: CPU per delivery against a bare consumer",
                "WebSocket on daphne, 5 viewers at 20 tokens/s: CPU per delivery against a bare consumer",
                "SSE on uvicorn, 5 viewers at 20 tokens/s: CPU per delivery against a bare consumer",
            },
        ),
        (viewer_memory, {f"{way}, 10 idle viewers: memory per viewer" for way in ("SSE", "WebSocket")}),
        (stream_cost, {"CPU per token at 100 tokens/s over 4 streams against the same over one"}),
        (flat, {"4 viewers on 2 streams of 20 tokens/s for 3 s: memory in the last tenth of the time"}),
        (beside_logins, {"GET an interview beside 2 logins in flight, p95"}),
        (relay, {f"{way}, 2 streams of 20 tokens/s: publish to socket, p50" for way in ("SSE", "WebSocket")}),
    ],
)
def test_each_bench_measures_itself_against_its_peer(module, peers, tmp_path: Path, capsys, monkeypatch) -> None:
    for with_models in (first_token, worker_rate):
        monkeypatch.setattr(with_models, "DEMO", tmp_path / "demo.gguf")  # left out: it would take minutes
    results = tmp_path / "results.md"
    main([module.BENCH, "--quick", "--results", str(results)])
    table = capsys.readouterr().out.splitlines()
    assert table[0].split("  ")[0] == "bench" and set(table[1]) <= {"-", " "}
    for peer in peers:
        [line] = [line for line in table if peer in line]
        assert len(re.findall(SPREAD, line)) == 3  # ours, the peer's, and the one to the other
    assert f"python -m bench {module.BENCH} --quick" in results.read_text()


@pytest.mark.process
def test_stalled_readers_are_measured_without_a_peer(tmp_path: Path, capsys) -> None:
    main(["stalled", "--quick", "--results", str(tmp_path / "results.md")])
    table = capsys.readouterr().out
    assert len(re.findall(r"peak memory per reader +-?[\d,]+ KB", table)) == 4


@pytest.mark.process
def test_each_list_of_the_admin_is_measured_without_a_peer(tmp_path: Path, capsys) -> None:
    main(["staff_lists", "--quick", "--results", str(tmp_path / "results.md")])
    table = capsys.readouterr().out
    for name in staff_lists.LISTS:
        [line] = [line for line in table.splitlines() if f" {name}, 50 interviews " in line]
        assert re.search(rf"{SPREAD} .*<= 300", line)


@pytest.mark.process
def test_what_hostile_clients_cost_is_measured_without_a_peer(tmp_path: Path, capsys) -> None:
    main([hostile.BENCH, "--quick", "--results", str(tmp_path / "results.md")])
    table = capsys.readouterr().out
    assert len(re.findall(r"most memory taken +-?[\d.]+ MB", table)) == 3


def test_a_goal_is_judged_by_its_sign() -> None:
    assert judged(Goal(">=", 0.95), 0.95) == {"goal": ">= 0.95", "met": "yes"}
    assert judged(Goal("<=", 3), 3.01) == {"goal": "<= 3", "met": "NO"}


def test_a_spread_is_the_median_between_its_ends() -> None:
    assert Spread.of([3, 1, 2]).text("ms") == "2 ms [1-3]"
    assert Spread.of([1234.5]).text() == "1,234 [1,234-1,234]"
    with pytest.raises(ValueError):
        Spread.of([])


def test_a_percentile_is_one_of_the_samples() -> None:
    assert percentile([5, 1, 2, 3, 4], 50) == 3
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([7], 99) == 7
