"""`python -m bench [NAME ...] [--quick]`: run benches against their peers; the tables go to results.md."""

import argparse
import os
import platform
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.cases.engine import (
    engine_drafts,
    engine_memory,
    engine_prefix,
    engine_rate,
    engine_same,
    engine_stall,
    engine_streams,
)
from bench.cases.interviewer import accepted, chat_first_text, graph_cost, injection, stem
from bench.cases.stream import delivery_cpu, fan_out, flat, relay, stalled, stream_cost, viewer_memory
from bench.cases.voice import boundaries, first_sound, intelligibility, speech_rate
from bench.cases.web import beside_logins, hostile, staff_lists
from bench.cases.worker import first_token, worker_rate
from bench.harness import progress
from bench.harness.report import renewed
from bench.harness.row import Row
from bench.harness.table import as_markdown, as_text

BENCHES = {
    module.BENCH: module.rows
    for module in (
        first_token,
        worker_rate,
        relay,
        fan_out,
        delivery_cpu,
        viewer_memory,
        stalled,
        stream_cost,
        flat,
        beside_logins,
        hostile,
        staff_lists,
        boundaries,
        first_sound,
        speech_rate,
        intelligibility,
        engine_streams,
        engine_rate,
        engine_stall,
        engine_prefix,
        engine_memory,
        engine_same,
        engine_drafts,
        injection,
        graph_cost,
        accepted,
        chat_first_text,
        stem,
    )
}
RESULTS = Path(__file__).with_name("results.md")


def main(arguments: Sequence[str]) -> None:
    options = _parser().parse_args(arguments)
    measured: list[Row] = []
    try:
        for name in options.names or BENCHES:
            rows: list[Row] = []
            for row in BENCHES[name](options.quick, lambda what, name=name: progress.say(f"{name}: {what}")):
                rows.append(row)
                measured.append(row)  # one by one, so that an interrupted run still prints its rows
            _keep(options.results, name, f"{_how(arguments)}\n\n{as_markdown(rows)}")
    finally:
        progress.done()
        print(as_text(measured))


def _keep(results: Path, name: str, section: str) -> None:
    before = results.read_text(encoding="utf-8") if results.exists() else ""
    results.write_text(renewed(before, {name: section}, BENCHES), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the product and its peers in the same run."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", choices=[[], *BENCHES], help=f"{', '.join(BENCHES)} (default: all)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, to check that a bench runs; the figures mean nothing"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write (default: bench/results.md)")
    return parser


def _how(arguments: Sequence[str]) -> str:
    command = shlex.join(["python", "-m", "bench", *arguments])
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}: `{command}`"


if __name__ == "__main__":
    main(sys.argv[1:])
