"""A page's script and its styles, with all that they import announced to the browser.

`{% module "js/room/room_page.js" %}` and `{% styles "css/room_page.css" %}`. What `manage.py collectstatic` has bundled
imports nothing any more.
"""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r"""^(?:import|export|\})[^\n"']*?["'](\.[^"'\n]*\.js)["']""", re.MULTILINE)
STYLES = re.compile(r'^@import "(?P<url>[^"\n]+)"(?: (?P<media>[^;\n]+))?;$', re.MULTILINE)


@register.simple_tag
def module(name: str) -> SafeString:
    """Return the script's element, and a link for each module that it needs.

    Without the links, a browser learns of a module only from the one that imports it: on a slow line each such step
    takes a round trip.
    """
    links = ((static(needed),) for needed in (() if _is_bundled(name) else needed_by(name)))
    script = format_html('<script type="module" src="{}"></script>', static(name))
    return format_html_join("", '<link rel="modulepreload" href="{}">', links) + script


@register.simple_tag
def styles(name: str) -> SafeString:
    """Return a link to the style sheet, or to each of those that it imports, if they are not bundled."""
    sheets = [(name, "")] if _is_bundled(name) else _imported_styles(name)
    links = ((media or "all", static(sheet)) for sheet, media in sheets)
    return format_html_join("", '<link rel="stylesheet" media="{}" href="{}">', links)


def _is_bundled(name: str) -> bool:
    return name in getattr(staticfiles_storage, "bundled", ())


@cache
def needed_by(name: str) -> tuple[str, ...]:
    """Return the names of all modules that a module imports, and of those that they import, without itself."""
    found: dict[str, None] = {name: None}
    waiting = [name]
    while waiting:
        for needed in _imports(waiting.pop()):
            if needed not in found:
                found[needed] = None
                waiting.append(needed)
    return tuple(found)[1:]


def _imports(name: str) -> list[str]:
    return [normpath(join(dirname(name), url)) for url in IMPORT.findall(_source(name))]


@cache
def _imported_styles(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((join(dirname(name), found["url"]), found["media"] or "") for found in STYLES.finditer(_source(name)))


def _source(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"there is no static file {name}")
    return Path(path).read_text(encoding="utf-8")
