import os
import re
import signal
import subprocess
from collections.abc import Callable

import pytest

from ops.processes.keeper import BackOff
from ops.processes.process import Process, wait_until

pytestmark = pytest.mark.process

Supervise = Callable[..., Process]
Running = Callable[[int], bool]


def pids(supervisor: Process, name: str) -> list[int]:
    return [int(pid) for pid in re.findall(rf"{name} runs as (\d+)", supervisor.log.read_text())]


def said(supervisor: Process, pattern: str) -> list[str]:
    return re.findall(pattern, supervisor.log.read_text())


def test_a_child_that_is_killed_starts_again(supervise: Supervise) -> None:
    supervisor = supervise(web=[], worker=[])
    os.kill(pids(supervisor, "worker")[0], signal.SIGKILL)
    supervisor.wait_for(lambda: len(pids(supervisor, "worker")) == 2, seconds=10, what="a second worker")
    assert "worker was killed by SIGKILL after 0 s; restarting it in 0.05 s." in supervisor.log.read_text()
    assert len(pids(supervisor, "web")) == 1


def test_a_child_that_keeps_failing_is_restarted_after_growing_delays(supervise: Supervise) -> None:
    supervisor = supervise(web=["fails"])
    supervisor.wait_for_output("restarting it in 0.4 s.")
    delays = said(supervisor, r"exited with status 3 after 0 s; restarting it in (\S+) s")
    assert delays[:4] == ["0.05", "0.1", "0.2", "0.4"]


def test_the_back_off_has_a_ceiling_and_a_long_run_resets_it() -> None:
    back_off = BackOff()
    assert [back_off.after(lived_seconds=0) for _ in range(7)] == [0.5, 1, 2, 4, 8, 10, 10]
    assert back_off.after(lived_seconds=29) == 10
    assert back_off.after(lived_seconds=30) == 0.5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_children_one_by_one_in_reverse_order(supervise: Supervise, number: signal.Signals) -> None:
    supervisor = supervise(redis=["slow"], worker=["slow"], web=["slow"])
    os.kill(supervisor.pid, number)
    assert supervisor.wait() == 0
    assert said(supervisor, r"\| (\w+) (?:got SIGTERM|exits)") == ["web", "web", "worker", "worker", "redis", "redis"]
    assert "restarting it" not in supervisor.log.read_text()


def test_a_child_that_ignores_sigterm_is_killed_after_its_grace(supervise: Supervise, running: Running) -> None:
    supervisor = supervise(redis=[], web=["stubborn"], grace_seconds=0.3)
    os.kill(supervisor.pid, signal.SIGTERM)
    assert supervisor.wait() == 0
    assert "web did not exit within 0.3 s; killing it." in supervisor.log.read_text()
    assert "redis exits" in supervisor.log.read_text()
    assert not running(pids(supervisor, "web")[0])


def test_a_second_ctrl_c_kills_at_once(supervise: Supervise, running: Running) -> None:
    supervisor = supervise(redis=["stubborn"], web=["stubborn"], grace_seconds=600)
    os.kill(supervisor.pid, signal.SIGINT)
    supervisor.wait_for_output("web got SIGTERM")
    os.kill(supervisor.pid, signal.SIGINT)
    assert supervisor.wait() == 0
    assert not any(running(pids(supervisor, name)[0]) for name in ("redis", "web"))


def test_a_second_sigterm_does_not_shorten_the_grace(supervise: Supervise) -> None:
    """`make` forwards a SIGTERM that the whole process group has already received."""
    supervisor = supervise(web=["slow"])
    os.kill(supervisor.pid, signal.SIGTERM)
    supervisor.wait_for_output("web got SIGTERM")
    os.kill(supervisor.pid, signal.SIGTERM)
    assert supervisor.wait() == 0
    assert "web exits" in supervisor.log.read_text()


def test_a_killed_supervisor_leaves_no_child_behind(supervise: Supervise, running: Running) -> None:
    supervisor = supervise(redis=["stubborn"], web=[])
    children = [pids(supervisor, name)[0] for name in ("redis", "web")]
    os.kill(supervisor.pid, signal.SIGKILL)
    wait_until(lambda: not any(running(pid) for pid in children), seconds=10, what="the children are gone")


def test_the_processes_that_a_dead_child_had_started_are_killed(supervise: Supervise, running: Running) -> None:
    supervisor = supervise(worker=["parent"])
    grandchild = int(said(supervisor, r"has the grandchild (\d+)")[0])
    os.kill(pids(supervisor, "worker")[0], signal.SIGKILL)
    wait_until(lambda: not running(grandchild), seconds=10, what="the grandchild is gone")


def test_the_terminals_ctrl_c_reaches_only_the_supervisor(supervise: Supervise) -> None:
    supervisor = supervise(web=[])
    assert os.getpgid(pids(supervisor, "web")[0]) != os.getpgid(supervisor.pid)


def test_no_line_of_a_child_is_lost_or_cut(supervise: Supervise) -> None:
    supervisor = supervise(web=["floods"])
    supervisor.wait_for_output("y" * 1000)
    # SIGKILL, so that the unfinished line is all that is left in the pipe.
    os.kill(pids(supervisor, "web")[0], signal.SIGKILL)
    supervisor.wait_for_output("the end, without a line end")
    lines = supervisor.log.read_text().splitlines()
    numbered = [line for line in lines if re.match(r"web    \| \d{5} ", line)]
    assert numbered[:20_000] == [f"web    | {n:05} {'x' * (n % 200)}" for n in range(20_000)]
    assert "web    | " + "y" * 300_000 in lines
    assert "web    | the end, without a line end" in lines


def test_a_closed_output_pipe_stops_the_supervisor(toy_supervisor: Callable[..., list[str]]) -> None:
    """`make run | head` must not leave an invisible product running."""
    with subprocess.Popen(toy_supervisor(web=[]), stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout
        child = int(supervisor.stdout.readline().rsplit(maxsplit=1)[-1])
        supervisor.stdout.close()
        os.kill(child, signal.SIGKILL)  # so that the supervisor writes a line
        assert supervisor.wait(timeout=10) == 0
