"""What models count, for /metrics. Tokens a second are the counters' rates."""

from prometheus_client import Counter, Gauge, Histogram

# The gauges are read where they are asked for (set_function), not written at every step.
WAITING = Gauge("llm_waiting", "Questions that wait for a place in the batch.")
RUNNING = Gauge("llm_running", "Questions that are being read or written.")
BATCH = Histogram("llm_batch_tokens", "Tokens computed in one step.", buckets=[1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
STEP_SECONDS = Histogram(
    "llm_step_seconds", "What one step took.", buckets=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
)
PROMPT_TOKENS = Counter("llm_prompt_tokens", "Prompt tokens: read anew, or found in the cache.", ["source"])
READ, CACHED = (PROMPT_TOKENS.labels(source) for source in ("read", "cached"))
AHEAD_TOKENS = Counter("llm_ahead_tokens", "Tokens of answers read while they were typed.")
WRITTEN_TOKENS = Counter("llm_written_tokens", "Tokens that the model wrote.")
KV_CELLS = Gauge("llm_kv_cells", "Tokens that the cache has room for.")
KV_USED = Gauge("llm_kv_cells_used", "Tokens that it holds.")
KV_EVICTED = Counter("llm_kv_evicted", "Interviews that lost their place in the cache to others.")
FAILED_STEPS = Counter("llm_failed_steps", "Steps that llama.cpp refused, by its code.", ["code"])

# Of a model server
LEFT_ALONE = Gauge("llm_server_left_alone", "1 while it is not asked, after failures in a row.")
FAULTS = Counter("llm_server_faults", "Requests that failed by its fault, by its status or what else it was.", ["kind"])
RETRIES = Counter("llm_server_retries", "Requests that were sent again.")
