"""A played room with sound, which is recorded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from playwright.sync_api import expect

from .candidate import Candidate
from .played import EPOCH, Played
from .sounds import Samples, audio, record, recorded

SPOKEN = "[...(CSS.highlights.get('spoken') ?? [])].map(String).join('|')"
HEARD = "(Object.entries(sessionStorage).find(([key]) => key.startsWith('heard:'))?.[1] ?? '')"


class Voiced(Played):
    """`texts` are the sentences of the question that is being asked."""

    def __init__(self, someone: Candidate, scripts: Sequence[str] = ()) -> None:
        super().__init__(someone)
        record(self.page)
        for script in scripts:
            self.page.add_init_script(script)
        self.page.reload()
        self.open()

    def epoch_of(self, turn: int) -> int:
        return EPOCH + turn - 1  # the page keeps what was heard per attempt

    def begin(self, *texts: str, turn: int = 1) -> None:
        """Send the question's text and its sentence boundaries."""
        self.send("question.started", turn, kind="open", topic="Python", attempt=1)
        end = 0
        for index, text in enumerate(texts):
            start, end = end, end + len(text)
            self.send("token", turn, text=text)
            self.send("sentence", turn, index=index, text=text, start=start, end=end)

    def end(self, *texts: str, turn: int = 1) -> None:
        self.send("question.done", turn, text="".join(texts), sentences=len(texts), timings={})

    def sound(self, samples: Samples, sentence: int = 0, part: int = 0, last: bool = True, turn: int = 1) -> None:
        self.send("audio", turn, **audio(samples, sentence, part, last))

    def heard(self) -> Samples:
        """Return everything that was played, without silence."""
        samples = recorded(self.page)
        return samples[samples != 0]

    def wait_until_heard(self, *clips: Samples) -> None:
        """Wait until the last of these clips was played; exactly these must have been heard."""
        length = sum(len(clip) for clip in clips)
        count = "n => recorder.samples().filter((sample) => sample !== 0).length >= n"
        self.page.wait_for_function(count, arg=length)
        np.testing.assert_array_equal(self.heard(), np.concatenate(clips))

    def wait_for_silence(self) -> None:
        """Wait for silence and start a new recording. `before` is what was played before."""
        self.page.wait_for_function("() => recorder.chunks.at(-1)?.every((sample) => sample === 0)")
        self.before = recorded(self.page)
        self.page.evaluate("recorder.clear()")

    def wait_for_mark(self, text: str) -> None:
        """Wait until the text is marked as being spoken."""
        self.page.wait_for_function(f"text => {SPOKEN} === text", arg=text)

    @property
    def position(self) -> str:
        """Return the position up to which everything was heard."""
        return str(self.page.evaluate(HEARD))

    def wait_until_position(self, position: str) -> None:
        self.page.wait_for_function(f"position => {HEARD} === position", arg=position)

    def wait_until_decoded(self) -> None:
        expect(self.button("repeat")).to_have_attribute("aria-disabled", "false")

    def button(self, name: str) -> Any:
        return self.page.locator(f":is(#voice, #room-bar, #notices) [data-{name}]")

    def choose(self, name: str, value: str) -> None:
        """Change a voice setting."""
        self.page.locator("#voice summary").click()
        control = self.page.locator(f"#voice [data-preference={name}]")
        if name == "speed":
            control.select_option(value)
        else:
            control.fill(value)
        self.page.locator("#voice summary").click()
