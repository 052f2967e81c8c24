"""The house's own rules: which way imports go, where vendors may appear, that the three event tables agree."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from django.conf import global_settings

from ops import ROOT
from streaming.wire import events

PACKAGES = ("interview_site", "interviews", "streaming")
FOLDERS = (*PACKAGES, "ops", "bench", "evaluate", "demo_model", "tests", "static", "templates", "docs", "examples")
PURE = (
    "wire/events wire/payload wire/position wire/merge wire/sse "
    " writing/spoken/__init__ writing/spoken/marks writing/spoken/english writing/spoken/korean writing/spoken/readings"
    " sentences/abbreviation sentences/boundary sentences/buffer sentences/clause sentences/label sentences/nesting"
    " sentences/haste sentences/long sentences/number sentences/quotation sentences/stop"
    " speech/clip speech/pace speech/sound speech/remote/wav"
).split()
ABOVE = (
    "api",
    "chat",
    "pages",
    "staff",
    "worker",
    "management",
)  # the packages of `interviews` that nothing below knows
BELOW_HTTP = (
    *("models", "record", "notices", "access", "privacy", "mailing", "worker", "interviewer", "evaluation", "llm"),
    *("services", "conversation.py", "jobs.py", "demo.py", "metrics.py"),
)
HTTP = (
    *("ninja", "django.http", "django.shortcuts", "django.urls", "django.views"),
    *(f"interviews.{name}" for name in ("api", "chat", "pages", "staff")),
)  # schemas, requests and responses, and the packages that handle them
PROTOCOL = ("answer_form", "errors", "freedom", "sampling", "message", "token_tally")  # of `interviews.llm`
IO = {"redis", "channels", "channels_redis", "django", "asyncio", "httpx", "socket", "threading"}
MAX_LINES = 300
MAX_MODULES = 15


def python_files(place: str) -> list[Path]:
    """The modules of a folder, or the one that `place` names."""
    if place.endswith(".py"):
        return [ROOT / place]
    return sorted(path for path in (ROOT / place).rglob("*.py") if "out" not in path.relative_to(ROOT).parts)


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the modules that a file imports, by full name."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def importing(place: str, *names: str) -> list[str]:
    """The modules there that import one of these packages."""
    return [
        str(path.relative_to(ROOT))
        for path in python_files(place)
        if any(module == name or module.startswith(f"{name}.") for module in imports(path) for name in names)
    ]


def test_there_is_something_to_look_at() -> None:
    assert all(len(python_files(package)) > 5 for package in PACKAGES)
    assert "interviews.llm.local_engine.sampler" in imports(ROOT / "interviews/llm/local_engine/decode_job.py")


def test_streaming_knows_nothing_of_interviews() -> None:
    assert importing("streaming", "interviews", "interview_site") == []


def test_streaming_knows_nothing_of_the_database() -> None:
    assert importing("streaming", "django.db", "django.conf", "django.contrib") == []


def test_interviews_do_not_reach_into_the_site() -> None:
    assert importing("interviews", "interview_site") == []


def test_only_the_start_of_the_app_and_commands_read_the_products_settings() -> None:
    """Everything else gets what it needs passed in, or from `composition.current()`. Django's own settings are free."""
    read = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files("interviews")
        for name in re.findall(r"\bsettings\.([A-Z_]+)", path.read_text(encoding="utf-8"))
        if not hasattr(global_settings, name)
    }
    start = ("interviews/apps.py", "interviews/management/")
    assert [place for place in sorted(read) if not place.startswith(start)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_product_does_not_import_its_tools_or_tests(package: str) -> None:
    assert importing(package, "ops", "bench", "evaluate", "tests", "demo_model") == []


@pytest.mark.parametrize("package", ["bench", "evaluate"])
def test_benches_and_evaluations_do_not_need_the_tests(package: str) -> None:
    assert importing(package, "tests") == []


def test_an_evaluation_judges_without_the_products_check() -> None:
    assert importing("evaluate", "interviews.interviewer.check", "interviews.interviewer.reading") == []


def test_an_evaluation_needs_neither_database_nor_redis() -> None:
    assert importing("evaluate", "django", "redis", "interview_site", "interviews.models", "streaming") == []


@pytest.mark.parametrize(
    ("below", "forbidden"),
    [
        ("models", ("services", "jobs", "notices", "record", "access", *ABOVE)),
        ("interviewer", ("models", "services", "jobs", "notices", "record", "access", *ABOVE)),
        ("evaluation", ("models", "services", "jobs", "notices", "record", "access", *ABOVE)),
        ("llm", ("interviewer", "evaluation", "models", "services", "jobs", "notices", "record", "access", *ABOVE)),
        ("notices", ABOVE),
        ("record", ABOVE),
        ("mailing", ABOVE),
        ("worker", ("api", "chat", "pages", "staff", "management")),
    ],
)
def test_imports_inside_interviews_go_down(below: str, forbidden: tuple[str, ...]) -> None:
    assert importing(f"interviews/{below}", *(f"interviews.{name}" for name in forbidden)) == []


def test_services_and_jobs_know_nothing_above_them() -> None:
    for name in ("services", "conversation.py", "jobs.py"):
        assert importing(f"interviews/{name}", *(f"interviews.{above}" for above in ABOVE)) == []


@pytest.mark.parametrize("below", BELOW_HTTP)
def test_what_is_below_the_api_and_the_pages_knows_nothing_of_http(below: str) -> None:
    assert python_files(f"interviews/{below}")
    schemas = () if below == "llm" else ("pydantic",)  # LangChain's chat models are pydantic models
    assert importing(f"interviews/{below}", *HTTP, *schemas) == []


@pytest.mark.parametrize("package", ["interviewer", "evaluation"])
def test_a_model_is_known_by_its_protocol_alone(package: str) -> None:
    used = {module for path in python_files(f"interviews/{package}") for module in imports(path)}
    llm = {".".join(module.split(".")[:3]) for module in used if module.startswith("interviews.llm.")}
    assert llm <= {f"interviews.llm.{name}" for name in PROTOCOL}


def test_no_folder_grows_flat() -> None:
    counts: dict[str, int] = {}
    for folder in (*PACKAGES, "ops", "bench", "evaluate", "demo_model", "static"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.suffix in {".py", ".js"}
                and path.name != "__init__.py"
                and not {"out", "node_modules", "migrations"} & set(path.parts)  # migrations only ever grow
            ):
                home = str(path.parent.relative_to(ROOT))
                counts[home] = counts.get(home, 0) + 1
    assert {folder: count for folder, count in counts.items() if count > MAX_MODULES} == {}


@pytest.mark.parametrize("name", PURE)
def test_the_pure_files_of_streaming_do_no_io(name: str) -> None:
    roots = {module.split(".")[0] for module in imports(ROOT / f"streaming/{name}.py")}
    assert not roots & IO


def test_korean_pronunciation_is_pure() -> None:
    roots = {module.split(".")[0] for path in python_files("streaming/speech/korean") for module in imports(path)}
    assert roots
    assert not roots & IO


def test_the_evaluation_is_pure() -> None:
    assert importing("interviews/evaluation", *IO) == []


def test_the_interviewer_is_pure() -> None:
    roots = {module.split(".")[0] for path in python_files("interviews/interviewer") for module in imports(path)}
    assert not roots & IO


@pytest.mark.parametrize(
    ("vendor", "homes"),
    [
        ("llama_cpp", ("interviews/llm/",)),
        ("langchain_openai", ("interviews/llm/",)),
        ("openai", ("interviews/llm/",)),
        ("huggingface_hub", ("interviews/llm/catalogue/",)),
        ("httpx2", ("interviews/llm/catalogue/",)),
        ("espeakng_loader", ("streaming/speech/",)),
        ("soundfile", ("streaming/speech/",)),
        ("soxr", ("streaming/speech/",)),
        ("httpx", ("interviews/llm/", "streaming/speech/")),
    ],
)
def test_a_vendor_appears_only_where_it_is_at_home(vendor: str, homes: tuple[str, ...]) -> None:
    used = [path for package in PACKAGES for path in importing(package, vendor)]
    assert used
    assert all(path.startswith(homes) for path in used)


def test_nobody_uses_langchain_community() -> None:
    folders = (*PACKAGES, "ops", "bench", "evaluate")
    assert [path for folder in folders for path in importing(folder, "langchain_community")] == []


def test_no_two_classes_share_a_name() -> None:
    """Django finds commands and migrations by their class's name."""
    places: dict[str, list[str]] = {}
    for path in (path for folder in PACKAGES for path in python_files(folder)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in ("Command", "Migration"):
                places.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def written_files() -> list[Path]:
    kinds = {".py", ".js", ".css", ".html", ".lua", ".md"}
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    made = {ROOT / "bench/results.md", *(ROOT / "docs/evaluation").glob("*.md")}  # by a program
    foreign = {"out", "node_modules"}
    return [path for path in found if path not in made and not foreign.intersection(path.relative_to(ROOT).parts)]


def test_no_file_swells() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in written_files()}
    assert {name: count for name, count in lengths.items() if count > MAX_LINES} == {}


def test_where_is_names_every_folder() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("\n## Where is ...?\n")[1]
    named = set(re.findall(r"`([a-z_/]+/)`", text))
    folders = {f"{path.parent.relative_to(ROOT)}/" for path in written_files() if path.suffix in {".py", ".js", ".css"}}
    top_down = {folder for folder in folders if not folder.startswith(("tests/", "bench/cases/", "bench/harness/"))}
    assert top_down - named - {"bench/", "interviews/", "static/", "interviews/management/"} == set()
    assert {folder for folder in named if not (ROOT / folder).is_dir()} == set()


# The event table


def classes() -> dict[str, set[str]]:
    """Event name to its fields, as the writer knows them."""
    return {
        str(kind.__struct_config__.tag): {field.encode_name for field in msgspec.structs.fields(kind)} - {"turn"}
        for kind in (*events.LOGGED, *events.UNLOGGED)
    }


def rows() -> dict[str, str]:
    """Event name to its fields' cell, as docs/architecture.md has them under "## Events"."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    section = text.split("\n## Events\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z.]+)` \|([^|]*)\|", section, re.MULTILINE))


def actions() -> set[str]:
    return set(re.findall(r'^  "([a-z.]+)":', (ROOT / "static/js/room/actions.js").read_text(), re.MULTILINE))


def test_every_event_class_is_listed() -> None:
    structs = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)}
    tagged = {kind for kind in structs if kind.__struct_config__.tag and kind is not events.Event}
    assert tagged == {*events.LOGGED, *events.UNLOGGED}


def test_every_event_has_its_class_its_action_and_its_row() -> None:
    assert set(classes()) == set(rows()) == actions()


def test_a_row_names_the_fields_of_its_class() -> None:
    for name, fields in classes().items():
        cell = rows()[name]
        assert {field for field in fields if f"`{field}`" not in cell} == set(), name
