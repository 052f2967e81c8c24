"""The report in Markdown and JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluate.report.cells import table

from .cases import DESIGNED
from .figures import Figure, figures, is_good_enough, rating_of
from .record import AssessedText, AssessmentRun, Injection


@dataclass(frozen=True, slots=True)
class AboutAssessments:
    """What a repetition needs, and the date and the machine."""

    model: str
    file: str
    sha256: str
    texts_sha256: str
    minutes: int
    languages: Sequence[str]
    passes: int
    temperature: float
    command: str
    date: str
    machine: str
    seconds: int


def as_json(about: AboutAssessments, run: AssessmentRun) -> str:
    """Return everything that was measured. `good_enough` is what a position asks for."""
    found = figures(run)
    content: dict[str, Any] = {
        "about": asdict(about),
        "good_enough": is_good_enough(found),
        "figures": [{**asdict(figure), "passes": figure.passes} for figure in found],
        "run": asdict(run),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_markdown(about: AboutAssessments, run: AssessmentRun) -> str:
    return "\n\n".join(_parts(about, run)) + "\n"


def verdict(run: AssessmentRun) -> str:
    """Return one line: whether the model is good enough, and what it fails."""
    failed = [figure.name for figure in figures(run) if not figure.passes]
    return f"not good enough: {', '.join(failed)}" if failed else "good enough"


def _parts(about: AboutAssessments, run: AssessmentRun) -> Iterator[str]:
    yield f"# Assessments by {about.model}"
    yield f"**{verdict(run).capitalize()}.** The limits and their reasons: [assessment.md](../../assessment.md)."
    yield table(["figure", "value", "limit", "measured on", ""], map(_figure, figures(run)))
    yield (
        f"{about.date}, {about.machine}, {about.seconds} s. `{about.file}`, SHA-256 {about.sha256 or 'not known'}. "
        f"{len(run.texts)} answers in {' and '.join(about.languages)}, {len(run.injections)} hostile texts; "
        f"{about.passes} passes at temperature {about.temperature}. Texts {about.texts_sha256[:12]}. "
        f"Repeat with `{about.command}`."
    )
    yield "## Answers"
    yield "0 is “not enough evidence”, – a pass in no form. The quotations and the reason are the first pass's."
    head = ["answer", "design", "rating", "passes", "quotations", "reason"]
    yield table(head, map(_text, run.texts))
    if run.injections:
        yield "## Hostile texts behind a weak answer"
        yield table(["text", "alone", "with it", ""], map(_injection, run.injections))


def _figure(figure: Figure) -> list[str]:
    limit = f"≥ {figure.least:g}" if figure.least is not None else f"≤ {figure.most:g}"
    value = "–" if figure.value is None else f"{figure.value:.{figure.digits}f}"
    return [figure.name, value, limit, figure.sample, "" if figure.passes else "**fails**"]


def _text(text: AssessedText) -> list[str]:
    first, designed = text.passes[0], DESIGNED.get(text.kind)
    return [
        f"{text.language} {text.occupation} {text.kind}",
        "" if designed is None else str(designed),
        _rating(rating_of(text)),
        " ".join(_rating(one.rating) for one in text.passes),
        _cell(" / ".join(first.quotes)),
        _cell(first.reason),
    ]


def _injection(injection: Injection) -> list[str]:
    return [injection.name, _rating(injection.alone), _rating(injection.together), "raised" if injection.raised else ""]


def _rating(rating: int | None) -> str:
    return "–" if rating is None else str(rating)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
