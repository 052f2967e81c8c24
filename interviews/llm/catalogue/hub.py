"""Downloads a file from the Hugging Face hub, and resumes where an earlier run stopped.

`huggingface_hub` finds the file and knows the hub's addresses, tokens and errors. Its own `hf_hub_download` deletes
what it has if it is stopped, so the bytes are fetched here, by range requests.
"""

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

# Read when the library is imported. Nobody is to be told who fetches what.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

import httpx2
from huggingface_hub import HfFileMetadata, get_hf_file_metadata, get_session, hf_hub_url
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status

from .entry import HubFile
from .errors import ConnectionBroken, FetchFailed
from .progress import DownloadProgress

RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0)  # between tries that bring nothing; any new byte starts the list again
TIMEOUT = httpx2.Timeout(30, connect=10)
PASSING = {408, 425, 429, 500, 502, 503, 504}  # HTTP statuses
_SHA256 = re.compile(r"[0-9a-f]{64}")


class HubDownload:
    """Downloads `source`, which has `total_bytes`, to the end of what `partial` holds already."""

    def __init__(self, source: HubFile, total_bytes: int, partial: Path, progress: DownloadProgress) -> None:
        self._source, self._total = source, total_bytes
        self._partial, self._progress = partial, progress
        self._url = hf_hub_url(source.repository, source.name, revision=source.revision)

    def run(self) -> str | None:
        """Return the SHA-256 that the hub announces, or None if it announces none. Raise FetchFailed, or OSError."""
        waits = iter(RETRY_SECONDS)
        while True:
            before = self._done()
            try:
                return self._try()
            except ConnectionBroken as error:
                if self._done() > before:
                    waits = iter(RETRY_SECONDS)
                self._wait(next(waits, None), error)

    def _wait(self, seconds: float | None, error: ConnectionBroken) -> None:
        place = self._progress.of(self._done())
        if seconds is None:
            host = httpx2.URL(self._url).host
            raise FetchFailed(f"The connection to {host} broke at {place} ({error}). Run the same command to resume.")
        self._progress.report(f"The connection broke at {place} ({error}); trying again in {seconds:g} s")
        time.sleep(seconds)

    def _try(self) -> str | None:
        try:
            found = get_hf_file_metadata(self._url, timeout=TIMEOUT.read)
            self._check_size(found.size)
            if self._done() < self._total:
                self._transfer()
        except HfHubHTTPError as error:
            raise self._translated(error) from error
        except httpx2.HTTPError as error:
            raise ConnectionBroken(str(error) or type(error).__name__) from error
        except OfflineModeIsEnabled as error:
            raise FetchFailed("HF_HUB_OFFLINE forbids downloads from the hub. Unset it.") from error
        return _sha256_of(found)

    def _check_size(self, announced: int | None) -> None:
        if announced is not None and announced != self._total:
            raise FetchFailed(
                f"{self._source.page}: {self._source.name} has {announced:,} bytes there, but {self._total:,} in the "
                "catalogue. It is another file, so it is not fetched."
            )

    def _transfer(self) -> None:
        start = self._done()
        headers = build_hf_headers(headers={"Accept-Encoding": "identity"})
        if start:
            headers["Range"] = f"bytes={start}-"
        with get_session().stream("GET", self._url, headers=headers, timeout=TIMEOUT) as response:
            if response.status_code == 416:
                raise self._wrong_length(start)
            hf_raise_for_status(response)
            if start and not _continues(response.headers, start):
                start = 0
            self._write(response, start)

    def _write(self, response: httpx2.Response, start: int) -> None:
        done = start
        with self._partial.open("r+b" if start else "wb") as file:
            file.seek(start)
            for data in response.iter_raw():
                done += len(data)
                if done > self._total:
                    raise self._wrong_length(done)
                file.write(data)
                self._progress(done)
        if done < self._total:
            raise ConnectionBroken("it ended too early")

    def _wrong_length(self, seen: int) -> FetchFailed:
        relation = "more than" if seen > self._total else f"only {seen:,} of"
        return FetchFailed(
            f"{self._source.page}: the hub sends {relation} the {self._total:,} bytes of {self._source.name}. What was "
            "fetched is deleted. Try again later.",
            spoiled=True,
        )

    def _translated(self, error: HfHubHTTPError) -> Exception:
        page, status = self._source.page, error.response.status_code
        if isinstance(error, GatedRepoError) or status in (401, 403):
            return FetchFailed(
                f"{page} is open only to those who accepted its licence. Accept it there, then set HF_TOKEN to a token "
                "of your account."
            )
        if isinstance(error, RepositoryNotFoundError | RevisionNotFoundError | EntryNotFoundError):
            return FetchFailed(f"{page}: the hub has no {self._source.name} at {self._source.revision}.")
        if status in PASSING:
            return ConnectionBroken(f"HTTP {status}")
        return FetchFailed(f"{page}: the hub refuses the download (HTTP {status}).")

    def _done(self) -> int:
        return self._partial.stat().st_size if self._partial.exists() else 0


def _continues(headers: Mapping[str, str], start: int) -> bool:
    """Return whether the answer begins at `start`. A server that ignores ranges sends the file from its beginning."""
    return headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _sha256_of(found: HfFileMetadata) -> str | None:
    """Return the ETag of a large file, which is its SHA-256 on the hub."""
    return found.etag if found.etag and _SHA256.fullmatch(found.etag) else None
