"""The Redis keys and channels that workers and web processes share, before the prefix."""

DOORBELL = "turns:ready"  # a list; each worker also has its own
ALIVE = "turns:worker"  # exists while any worker runs; each worker also has its own
MODEL_REFUSED = "turns:model-refused"  # set by a worker that ended at start because its model cannot be used
WRITABLE = "turns:writable"  # set by `/readyz`, to see whether Redis takes writes
DRAFTS = "drafts"  # Pub/Sub; every worker listens on its own channel only


def of_worker(key: str, worker: str) -> str:
    """Return the worker's own version of a shared key or channel."""
    return f"{key}:{worker}"
