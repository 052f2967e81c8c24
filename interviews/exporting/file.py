"""An export as one file."""

import io
import zipfile
from collections.abc import AsyncIterator
from typing import Any

from django.db.models import BinaryField, Case, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.text import get_valid_filename

from interviews.models import Export, ExportPart

from .as_csv import heading
from .evaluated import parts_with_findings, readable_parts

Format = Export.Format


class ExportFile:
    """The file of an export, with the parts that its reader may see.

    Whether they may also read scorecards and decisions, and what a model found, is asked when the file is fetched.
    """

    def __init__(self, export: Export, parts: QuerySet[ExportPart]) -> None:
        self._export = export
        whole = When(
            parts_with_findings(export.user, parts), then=Coalesce("with_findings", "with_judgements", "content")
        )
        judged = When(readable_parts(export.user, parts), then=Coalesce("with_judgements", "content"))
        told = Case(whole, judged, default=F("content"), output_field=BinaryField())
        made = parts.exclude(content=None).select_related("interview__candidate").order_by("pk")
        self._parts = made.defer("content", "with_judgements", "with_findings").annotate(told=told)
        self._is_archive = export.format == Format.PDF and parts.count() > 1

    @property
    def name(self) -> str:
        return f"interviews-{self._export.pk}.{'zip' if self._is_archive else self._export.format}"

    @property
    def media_type(self) -> str:
        if self._is_archive:
            return "application/zip"
        types = {Format.PDF: "application/pdf", Format.CSV: "text/csv; charset=utf-8", Format.JSON: "application/json"}
        return types[Format(self._export.format)]

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return the file's bytes, a part at a time."""
        if self._is_archive:
            return self._archived()
        return {Format.PDF: self._whole, Format.CSV: self._lines, Format.JSON: self._list}[
            Format(self._export.format)
        ]()

    async def _whole(self) -> AsyncIterator[bytes]:
        async for part in self._parts.aiterator():
            yield bytes(part.told)

    async def _lines(self) -> AsyncIterator[bytes]:
        with translation.override(self._export.language):
            first = heading()
        yield first
        async for content in self._whole():
            yield content

    async def _list(self) -> AsyncIterator[bytes]:
        before = b"[\n"
        async for content in self._whole():
            yield before + content
            before = b",\n"
        yield b"[]\n" if before == b"[\n" else b"\n]\n"

    async def _archived(self) -> AsyncIterator[bytes]:
        out = _Outlet()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # the parts are compressed already
            async for part in self._parts.aiterator(chunk_size=20):
                name = get_valid_filename(f"{part.interview_id} {part.interview.name}")
                archive.writestr(f"{name}.pdf", bytes(part.told))
                yield out.taken()
        yield out.taken()


class _Outlet(io.RawIOBase):
    """What an archive is written to, and taken from while it grows. It cannot seek."""

    def __init__(self) -> None:
        super().__init__()
        self._pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pending += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken = bytes(self._pending)
        self._pending.clear()
        return taken
