"""Metrics of language models, for /metrics. Rates of the token counters are tokens per second."""

from prometheus_client import Counter, Gauge, Histogram

# Of a local model. The gauges are computed when they are scraped (set_function), not written at every step.
WAITING = Gauge("llm_waiting", "Questions waiting for a place in the batch.")
RUNNING = Gauge("llm_running", "Questions whose prompt is being read or whose text is being written.")
BATCH = Histogram("llm_batch_tokens", "Tokens computed in one step.", buckets=[1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
STEP_SECONDS = Histogram(
    "llm_step_seconds", "Duration of one step.", buckets=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
)
PROMPT_TOKENS = Counter("llm_prompt_tokens", "Prompt tokens that were read, or found in the cache.", ["source"])
READ, CACHED = (PROMPT_TOKENS.labels(source) for source in ("read", "cached"))
AHEAD_TOKENS = Counter("llm_ahead_tokens", "Tokens of answers that were read while they were being typed.")
WRITTEN_TOKENS = Counter("llm_written_tokens", "Tokens written by the model.")
KV_CELLS = Gauge("llm_kv_cells", "Capacity of the KV cache in tokens.")
KV_USED = Gauge("llm_kv_cells_used", "Tokens held in the KV cache.")
KV_PARKED = Gauge("llm_kv_parked_bytes", "Memory for what was read of interviews outside the KV cache.")
KV_EVICTED = Counter("llm_kv_evicted", "Interviews whose parked state was dropped to make room for others.")
FAILED_STEPS = Counter("llm_failed_steps", "Steps that llama.cpp refused, by its return code.", ["code"])

# Of a model server
CIRCUIT_OPEN = Gauge("llm_server_left_alone", "1 while the model server is not asked, after failures in a row.")
FAULTS = Counter("llm_server_faults", "Requests that failed by the server's fault, by status or kind.", ["kind"])
RETRIES = Counter("llm_server_retries", "Requests that were retried.")
