from .crowd import Crowd
from .machine import Machine
from .schedule import LAST_SECONDS, schedule

SEEDS = range(1, 500)
DOWN = {"kill", "end", "freeze", "stop", "lose"}
UP = {"start", "thaw"}
ACTIONS = DOWN | UP | {"flush", "disconnect"}


def test_the_same_seed_gives_the_same_schedule_and_another_seed_another() -> None:
    assert schedule(7) == schedule(7)
    assert len({tuple(schedule(seed)) for seed in SEEDS}) > 0.95 * len(SEEDS)


def test_every_action_is_one_that_somebody_can_do() -> None:
    actions = {step.action for seed in SEEDS for step in schedule(seed)}
    assert {action for action in actions if not (hasattr(Machine, action) or hasattr(Crowd, action))} == set()
    assert len(actions) == len([name for name in vars(Machine) if name.rpartition("_")[0] in ACTIONS]) + 3


def test_steps_come_in_order_and_nothing_goes_down_after_the_last() -> None:
    for seed in SEEDS:
        steps = schedule(seed)
        assert steps == sorted(steps)
        assert all(0 < step.at <= LAST_SECONDS for step in steps if step.action.partition("_")[0] in DOWN)


def test_whatever_goes_down_comes_back_before_it_goes_down_again() -> None:
    for seed in SEEDS:
        down: dict[tuple[str, int], str] = {}
        for step in schedule(seed):
            verb, _, part = step.action.partition("_")
            if verb in DOWN:
                assert (part, step.target) not in down, seed
                down[part, step.target] = verb
            elif verb in UP:
                assert (verb == "thaw") == (down.pop((part, step.target)) == "freeze"), seed
        assert not down, seed
