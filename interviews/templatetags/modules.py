"""`{% module "js/room/room_page.js" %}`: a page's script, with all that it imports announced to the browser."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r"""^(?:import|export|\})[^\n"']*?["'](\.[^"'\n]*\.js)["']""", re.MULTILINE)


@register.simple_tag
def module(name: str) -> SafeString:
    """Return the script's element, and a link for each module that it needs.

    Without the links, a browser learns of a module only from the one that imports it: on a slow line each such step
    takes a round trip.
    """
    links = ((static(needed),) for needed in needed_by(name))
    script = format_html('<script type="module" src="{}"></script>', static(name))
    return format_html_join("", '<link rel="modulepreload" href="{}">', links) + script


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
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"there is no static file {name}")
    return [normpath(join(dirname(name), url)) for url in IMPORT.findall(Path(path).read_text(encoding="utf-8"))]
