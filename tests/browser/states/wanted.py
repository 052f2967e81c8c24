"""The states that candidates' pages can be in, as their templates tell them."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from ops import ROOT

PAGES = [*(ROOT / "templates").glob("*.html"), *(ROOT / "templates/interviews").glob("*.html")]
# A heading, or a notice that a page shows only in some cases.
TELLING = re.compile(
    r"<h1[^>]*>(?P<heading>.*?)</h1>"
    r"|\{% block heading %\}(?P<block>.*?)\{% endblock %\}"
    r'|<p class="notice[^>]*>(?P<notice>.*?)</p>',
    re.DOTALL,
)
TEXT = re.compile(r'\{% translate "([^"]+)" %\}|\{% blocktranslate [^%]*%\}(.*?)\{% endblocktranslate %\}')
VARIABLE = re.compile(r"%\\?\((\w+)\\?\)s")


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a template that tell one state of its page from another."""
    for telling in TELLING.finditer(path.read_text()):
        for plain, with_variables in TEXT.findall(telling[telling.lastgroup or 0]):
            yield plain or re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", with_variables)


def untold(language: str, shown: str) -> set[str]:
    """Return the texts that tell a state, in that language, and are nowhere in `shown`."""
    with translation.override(language):
        wanted = {gettext(text) for path in PAGES for text in texts(path)}
    return {text for text in wanted if not re.search(VARIABLE.sub(".+", re.escape(text)), shown)}
