"""The steps of llama.cpp alone: what llama-batched-bench, which is built beside llama-server, computes in a second."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

NAME = "llama-batched-bench"


def rates_of_steps(
    server: str | None, model: Path, widths: Sequence[int], prompt: int, tokens: int, threads: int
) -> dict[int, float]:
    """Return the tokens/s of llama.cpp's steps by their number of rows; {} without the program. No token is drawn.

    `server` is the path of llama-server, None if there is none. Each row has a prompt of `prompt` tokens and writes
    `tokens`.
    """
    program = Path(server).with_name(NAME) if server else None
    if not program or not program.is_file():
        return {}
    sizes = {"-c": max(widths) * (prompt + tokens), "-npp": prompt, "-ntg": tokens, "-npl": ",".join(map(str, widths))}
    shared = {**sizes, "-m": model, "-t": threads, "-tb": threads, "-ngl": 0, "--output-format": "jsonl"}
    command = [str(program), *(str(part) for option in shared.items() for part in option)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {one["pl"]: one["speed_tg"] for one in told}
