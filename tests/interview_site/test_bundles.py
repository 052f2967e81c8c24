"""How modules and style sheets are joined into one file."""

from typing import Any

import pytest

from interview_site.bundles import BundleError, bundle_modules, bundle_styles


def files(**texts: str) -> Any:
    """Return a reader of `js/NAME.js` and `css/NAME.css` for each NAME."""
    return lambda name: texts[name.split("/")[-1].split(".")[0]]


def test_each_module_comes_once_and_after_those_that_it_needs() -> None:
    read = files(
        page='import { add as plus } from "./lib.js"\nimport { Box } from "./box.js"\n\nnew Box(plus(1, 2))\n',
        box='import { add } from "./lib.js"\n\nexport class Box {\n  size = add(1, 1)\n}\n',
        lib="/** Adds. */\nexport function add(a, b) {\n  // both numbers\n  return a + b\n}\n",
    )
    assert bundle_modules("js/page.js", read) == (
        "const module_0 = (() => {\nfunction add(a, b) {\nreturn a + b\n}\nreturn { add }\n})()\n"
        "const module_1 = (() => {\nconst { add } = module_0\nclass Box {\nsize = add(1, 1)\n}\nreturn { Box }\n})()\n"
        "const module_2 = (() => {\nconst { add: plus } = module_0\nconst { Box } = module_1\nnew Box(plus(1, 2))\n"
        "return {  }\n})()\n"
    )


def test_a_file_beside_a_module_is_found_from_the_bundle() -> None:
    read = files(
        page='import { URL_OF_IT } from "../voice/player.js"\n',
        player='export const URL_OF_IT = new URL("worklet.js", import.meta.url)\n',
    )
    assert 'new URL("../voice/worklet.js", import.meta.url)' in bundle_modules("js/room/page.js", read)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('import page from "./other.js"\n', "this form cannot be bundled: import page"),
        ('export * from "./other.js"\n', r"this form cannot be bundled: export \*"),
        ("export let count = 0\n", "this form cannot be bundled: export let"),
        ("export default 1\n", "this form cannot be bundled: export default"),
        ("const text = `one\n// two`\n", "a template that spans lines"),
        ('import { a } from "./page.js"\n', "imports itself"),
        ("const module_1 = 1\n", "the bundle itself uses names"),
    ],
)
def test_other_forms_are_refused_and_named(text: str, reason: str) -> None:
    with pytest.raises(BundleError, match=f"js/page.js: {reason}"):
        bundle_modules("js/page.js", files(page=text, other=""))


def test_style_sheets_keep_their_order_and_their_media() -> None:
    read = files(
        page='/* All of them. */\n@import "one.css";\n@import "two.css" (forced-colors: active);\n',
        one="/* One\n   comment. */\np {\n  color: red; /* stays */\n}\n",
        two="p {\n  color: CanvasText;\n}\n",
    )
    assert bundle_styles("css/page.css", read) == (
        "p {\ncolor: red; /* stays */\n}\n@media (forced-colors: active) {\np {\ncolor: CanvasText;\n}\n}\n"
    )


def test_a_sheet_of_imports_has_nothing_else() -> None:
    with pytest.raises(BundleError, match=r"css/page.css: only @import .* not: p {"):
        bundle_styles("css/page.css", files(page="p {}\n"))
