"""Joins a page's modules into one file, and its style sheets into another, for `manage.py collectstatic`.

The sources keep to a few forms of `import` and `export`, which Biome's format makes uniform. Anything else is refused
with a `BundleError` that names the file, so that a bundle never differs from its modules in silence.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath, relpath

Read = Callable[[str], str]  # from a name such as "js/room/room_page.js" to the text of that file

IMPORT = re.compile(r"""^import (?:\{(?P<names>[^}"]*)\} from )?"(?P<url>\.[^"\n]*\.js)"\n""", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:class|const|function|async function)\*? ?(?P<name>[\w$]+))", re.MULTILINE)
EMPTY_EXPORT = re.compile(r"^export \{\}\n", re.MULTILINE)
MODULE_SYNTAX = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
BESIDE = re.compile(r'new URL\("(?P<url>[\w./]+)", import\.meta\.url\)')
STYLES = re.compile(r'^@import "(?P<url>[^"\n]+\.css)"(?: (?P<media>\([^;\n]+\)))?;\n', re.MULTILINE)

BLOCK_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
INDENTATION = re.compile(r"^[ \t]+|[ \t]+$|^\n", re.MULTILINE)


class BundleError(Exception):
    """Raised when a file has a form that cannot be bundled. The message names the file and the line."""


def bundle_modules(name: str, read: Read) -> str:
    """Return the text of one module that does what the module `name` does, with all that it imports inside.

    Each module becomes a function that returns what it exports, so that no two names meet.
    """
    order = _in_order(name, read)
    places = {module: f"module_{number}" for number, module in enumerate(order)}
    return "".join(_as_function(module, read(module), places, dirname(name)) for module in order)


def bundle_styles(name: str, read: Read) -> str:
    """Return the style sheets that `name` imports, in one. `name` has nothing but imports of files beside it."""
    text = BLOCK_COMMENT.sub("", read(name))
    if rest := STYLES.sub("", text).strip():
        raise BundleError(f"{name}: only @import of a .css file beside it can be bundled, not: {rest.splitlines()[0]}")
    return "".join(
        _in_media(INDENTATION.sub("", BLOCK_COMMENT.sub("", read(sheet))), media)
        for sheet, media in styles_of(name, text)
    )


def styles_of(name: str, text: str) -> list[tuple[str, str]]:
    """Return the style sheets that the text of the sheet `name` imports, each with its media query or ""."""
    return [(join(dirname(name), found["url"]), found["media"] or "") for found in STYLES.finditer(text)]


def _in_media(text: str, media: str) -> str:
    return f"@media {media} {{\n{text}}}\n" if media else text


def _in_order(name: str, read: Read) -> list[str]:
    """Return the names of `name` and of all that it needs, each after those that it imports itself."""
    done: list[str] = []
    under_way: list[str] = []

    def visit(module: str) -> None:
        if module in done:
            return
        if module in under_way:
            raise BundleError(f"{module}: imports itself by way of {under_way[-1]}")
        under_way.append(module)
        for found in IMPORT.finditer(read(module)):
            visit(_target(module, found["url"]))
        done.append(under_way.pop())

    visit(name)
    return done


def _as_function(module: str, text: str, places: dict[str, str], home: str) -> str:
    exports = [found["name"] for found in EXPORT.finditer(text)]
    imports = [
        f"const {{{found['names'].replace(' as ', ': ')}}} = {places[_target(module, found['url'])]}\n"
        for found in IMPORT.finditer(text)
        if found["names"]
    ]
    body = BLOCK_COMMENT.sub("", LINE_COMMENT.sub("", EXPORT.sub("", EMPTY_EXPORT.sub("", IMPORT.sub("", text)))))
    _refuse_other_forms(module, body)
    body = BESIDE.sub(lambda found: f'new URL("{_moved(module, found["url"], home)}", import.meta.url)', body)
    code = INDENTATION.sub("", "".join(imports) + body)
    return f"const {places[module]} = (() => {{\n{code}return {{ {', '.join(exports)} }}\n}})()\n"


def _refuse_other_forms(module: str, body: str) -> None:
    if found := MODULE_SYNTAX.search(body):
        raise BundleError(f"{module}: this form cannot be bundled: {found[0]}")
    for line in body.splitlines():
        if line.count("`") % 2:  # removing what looks like a comment or an indentation would change the text
            raise BundleError(f"{module}: a template that spans lines cannot be bundled: {line.strip()}")
        if "module_" in line:
            raise BundleError(f"{module}: the bundle itself uses names that begin with module_: {line.strip()}")


def _target(module: str, url: str) -> str:
    return normpath(join(dirname(module), url))


def _moved(module: str, url: str, home: str) -> str:
    """Return `url`, which is relative to `module`, relative to the folder `home`."""
    return relpath(_target(module, url), home)
