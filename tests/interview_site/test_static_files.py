"""What `manage.py collectstatic` makes of the static files, and what a page says of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template

from interview_site.static_files import HashedFiles
from interviews.templatetags.modules import IMPORT, needed_by
from ops import ROOT

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
ROOM = "js/room/room_page.js"


@pytest.fixture
def collected(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.STATIC_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "interview_site.static_files.HashedFiles"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_hashed_modules_import_hashed_modules(collected: Path) -> None:
    modules = [path for path in collected.glob("js/**/*.js") if HASHED.search(path.name)]
    imported = [(path, url) for path in modules for url in IMPORT.findall(path.read_text())]
    assert len(imported) > 60
    assert [(path.name, url) for path, url in imported if not HASHED.search(url)] == []
    assert [(path.name, url) for path, url in imported if not (path.parent / url).is_file()] == []


def test_files_are_compressed(collected: Path) -> None:
    [bundle] = collected.glob("ninja/swagger-ui-bundle.*[0-9a-f].js")
    assert bundle.with_name(f"{bundle.name}.gz").stat().st_size < bundle.stat().st_size / 2


def test_a_page_announces_each_module_that_its_script_needs() -> None:
    page = Template("{% load modules %}{% module '" + ROOM + "' %}").render(Context())
    links = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', page)
    assert re.findall(r'<script type="module" src="/static/([^"]+)">', page) == [ROOM]
    assert links == list(needed_by(ROOM))
    assert len(links) > 35


def test_a_bundled_page_has_one_script_and_one_style_sheet(collected: Path) -> None:
    page = Template("{% load modules %}{% styles 'css/room_page.css' %}{% module '" + ROOM + "' %}").render(Context())
    named = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in named] == ["css/room_page.css", ROOM]
    style, script = ((collected / name).read_text() for name in named)
    assert "@import" not in style
    assert IMPORT.findall(script) == []
    assert re.search(r"player_processor\.[0-9a-f]{12}\.js", script)


def test_every_page_with_more_than_one_module_is_bundled() -> None:
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    named = {name for text in texts for name in re.findall(r"{% (?:module|styles) '([^']+)'", text)}
    several = {name for name in named if name.endswith(".css") or needed_by(name)}
    assert several == set(HashedFiles.bundled), "list the page's script in HashedFiles.bundled"


def test_one_by_one_a_page_has_the_same_style_sheets() -> None:
    page = Template("{% load modules %}{% styles 'css/room_page.css' %}").render(Context())
    links = re.findall(r'media="([^"]+)" href="/static/([^"]+)"', page)
    assert links[0] == ("all", "css/base.css")
    assert links[-1] == ("(forced-colors: active)", "css/forced_colors.css")
    assert [name for _, name in links if finders.find(name) is None] == []


def test_the_modules_of_a_page_are_all_that_it_imports() -> None:
    names = {ROOM, *needed_by(ROOM)}
    for name in names:
        path = Path(str(finders.find(name)))
        for url in IMPORT.findall(path.read_text()):
            assert (path.parent / url).resolve().relative_to(ROOT / "static").as_posix() in names


@pytest.mark.process
def test_a_web_process_does_not_start_before_the_files_are_collected(tmp_path: Path) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "interview_site.settings", "SECRET_KEY": "test"}
    env |= {"DATA_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path / "static")}
    run = subprocess.run(
        [sys.executable, "-c", "import interview_site.asgi"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert run.returncode != 0
    assert "STATIC_ROOT: nothing was collected there. Run `manage.py collectstatic`" in run.stderr.splitlines()[-1]


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"js/none\.js"):
        needed_by("js/none.js")
