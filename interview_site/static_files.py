"""Static files for production: bundled, compressed, and with their hash in the name."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from .bundles import bundle_modules, bundle_styles

# Django has patterns for modules, but they want a semicolon after each import. These leave types alone, which stand in
# comments: they refer to each other in circles.
IMPORT = r"""(?m)^(?P<matched>(?P<head>(?:import|export|\})[^\n"']*?)["'](?P<url>\.[^"'\n]*\.js)["'])"""
BESIDE = r"""(?P<matched>(?P<head>new URL\()["'](?P<url>[\w./]+\.js)["'](?=, import\.meta\.url\)))"""

Paths = dict[str, tuple[Any, str]]  # from a file's name to the storage that has it, and its path there


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also renames what modules import from each other, and puts each page's modules and styles into one file."""

    # The templates' tags ask for this: see interviews/templatetags/modules.py.
    bundled: tuple[str, ...] = (
        "js/room/room_page.js",
        "js/staff/export_page.js",
        "js/staff/findings.js",
        "js/staff/interview_page.js",
        "js/staff/invite_page.js",
        "js/staff/scorecard/page.js",
        "css/room_page.css",
    )

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, '%(head)s"%(url)s"'), (BESIDE, '%(head)s"%(url)s"'))),
    )

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[tuple[str, str, bool]]:
        """Bundle, then hash and compress. Raises BundleError if a file has a form that cannot be bundled."""
        bundles = {} if dry_run else {name: (Bundle(name, paths), name) for name in self.bundled}
        yield from super().post_process(paths | bundles, dry_run, **options)


class Bundle:
    """A storage of one file: a bundle of the files at `paths`."""

    def __init__(self, name: str, paths: Paths) -> None:
        bundle = bundle_styles if name.endswith(".css") else bundle_modules
        self._text = bundle(name, partial(_text, paths))

    def open(self, path: str) -> "ContentFile[bytes]":
        return ContentFile(self._text.encode(), path)


def _text(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
