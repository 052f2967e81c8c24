import shutil
from pathlib import Path

from ops import ROOT, requirements
from ops.notices import BEGIN, END, NOTICES, licence, write


def rows() -> dict[str, str]:
    made = NOTICES.read_text().split(BEGIN)[1].split(END)[0]
    cells = [[cell.strip() for cell in line.split("|")] for line in made.splitlines() if line.startswith("| ")]
    return {name: stated for _, name, stated, _ in cells[1:]}


def test_the_notices_name_every_package_that_the_locks_install_here() -> None:
    locks = requirements.of_run(ROOT).lock.read_text() + requirements.of_voice(ROOT).lock.read_text()
    names = {name for name, _ in requirements.pins(locks) if licence(name)}
    assert set(rows()) == names, "run `make notices`"


def test_every_package_states_a_licence() -> None:
    assert [name for name, stated in rows().items() if not stated] == []


def test_every_copyleft_licence_is_explained() -> None:
    explained = NOTICES.read_text().split("## Every package")[0]
    assert [
        name for name, stated in rows().items() if "GPL" in stated or "MPL" in stated if name not in explained
    ] == []


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    copy = Path(shutil.copy(NOTICES, tmp_path))
    write(copy)
    assert copy.read_text() == NOTICES.read_text()
