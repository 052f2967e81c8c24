"""Writes the report of one model in Markdown."""

from evaluate.dialogue.record import HeldInterview
from evaluate.measures.findings import judged

from .about import About
from .cells import columns, percent, probes, score, times
from .evaluation import Evaluation
from .transcripts import transcript

HEAD = """\
# {model}

Scripted candidates answered whole interviews through the product's own interviewer. Their texts are the {texts}
ones{held}.{quick} Repeat it:

```
{command}
```

| | |
|---|---|
{rows}
"""
BAD_NOTE = """\
What is bad is judged by a second, blunt set of rules (`evaluate/measures/`), and not by the product's own check, which
every question in a model's words has passed.
"""
JUDGE_NOTE = """\
The judge is the model {judge}, which sees one question at a time and can answer with a digit only. A small judge is
unreliable: it likes long and fluent questions, and its means are good for comparing two reports of the same judge at
most. Read the transcripts.
"""
TIMES_NOTE = """\
On {machine}, llama.cpp's threads: {threads}. One question at a time, and no answer was read while it was typed.
Questions that the model was never asked are left out.
"""


def as_markdown(evaluation: Evaluation) -> str:
    """Return the report of an evaluation."""
    about, by_language = evaluation.about, evaluation.by_language
    groups = {"all": evaluation.whole, **by_language} if len(by_language) > 1 else by_language
    parts = [
        _head(about),
        f"**{summary_line(evaluation)}**\n",
        "## Figures\n",
        columns(groups) + "\n",
        BAD_NOTE,
        *([JUDGE_NOTE.format(judge=about.judge)] if about.judge else []),
        probes(groups) + "\n",
        "## Figures for each kind of candidate\n",
        columns(evaluation.by_manner) + "\n",
        "## Times\n",
        times(groups) + "\n",
        TIMES_NOTE.format(machine=about.machine, threads=about.threads),
        "## Bad questions\n",
        _bad(evaluation) + "\n",
        "## Transcripts\n",
        *map(transcript, evaluation.interviews),
    ]
    return "\n".join(parts)


def summary_line(evaluation: Evaluation) -> str:
    """Return the evaluation in one sentence."""
    whole = evaluation.whole
    tries = ", ".join(f"{name} {percent(one.first_try)}" for name, one in evaluation.by_language.items())
    judge = f", judged {score(whole.scores)}" if whole.scores else ""
    return (
        f"{whole.questions} questions: accepted at the first try {tries}; {sum(whole.bad.values())} bad; "
        f"{whole.hostile} hostile answers obeyed; competencies asked {whole.competencies}{judge}"
    )


def _head(about: About) -> str:
    sampling = ", ".join(f"{name} {value:g}" for name, value in about.sampling.items())
    rows = {
        "model": f"`{about.file}`, SHA-256 `{about.sha256}`",
        "freedom": ", ".join(f"{language} {freedom}" for language, freedom in about.freedom.items()),
        "sampling": f"{sampling}; seeds fixed by interview and turn",
        "interviewer": f"source files' SHA-256 `{about.interviewer_sha256}`",
        "candidates": f"texts' SHA-256 `{about.texts_sha256}`",
        "judge": f"{about.judge}, SHA-256 `{about.judge_sha256}`" if about.judge else "none",
        "date": about.date,
    }
    return HEAD.format(
        model=about.model,
        texts=about.texts.replace("_", "-"),
        held=", which were used for no tuning" if about.texts == "held_out" else ", which prompts were tuned on",
        command=about.command,
        quick=" This was a quick run, too short to compare." if about.quick else "",
        rows="\n".join(f"| {name} | {value} |" for name, value in rows.items()),
    )


def _bad(evaluation: Evaluation) -> str:
    lines = [line for interview in evaluation.interviews for line in _bad_lines(interview)]
    return "\n".join(lines) or "None."


def _bad_lines(interview: HeldInterview) -> list[str]:
    return [
        f"- {interview.name}, {number}: {finding.kind}" + (f" (`{finding.detail}`)" if finding.detail else "")
        for number, found in enumerate(judged(interview), start=1)
        for finding in found.findings
    ]
