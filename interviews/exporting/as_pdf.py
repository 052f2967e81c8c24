"""An interview as a PDF file of A4 pages, with the font embedded."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from interviews.models import Turn
from interviews.record.transcript import Passage

from .account import Account
from .lettering import FONT, spelled_out

MARGIN_MM = 20
TITLE, HEADING, TEXT, SMALL = 18, 12, 10.5, 8.5  # points
BLACK, GREY = (20, 20, 20), (95, 95, 95)


def as_pdf(account: Account) -> bytes:
    """Return the file, with its headings in the language that is active."""
    page = _Pages(account)
    page.add_page()
    page.put(account.interview.name, TITLE)
    for fact in _facts(account):
        page.put(fact, SMALL, GREY)
    for passage in account.passages:
        _put_passage(page, account, passage)
    if not account.passages:
        page.put(_("No question was asked."), TEXT, above=6)
    return bytes(page.output())


class _Pages(FPDF):
    """Pages with the interview and the page's number at their foot."""

    def __init__(self, account: Account) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(True, MARGIN_MM)
        self.add_font("sans", fname=FONT)
        self.set_font("sans")
        font = self.current_font
        assert isinstance(font, TTFFont)
        self._known = font.cmap
        self.set_title(self._told(f"{account.interview.name} · {account.interview.position.title}"))
        self.set_lang(account.interview.language)
        self._foot = _("Interview %d") % account.interview.pk

    def footer(self) -> None:
        self.set_y(-MARGIN_MM / 2 - 3)
        self.set_font(size=SMALL)
        self.set_text_color(*GREY)
        self.cell(0, 4, f"{self._foot} · {self.page_no()} / {{nb}}", align="C")

    def put(self, text: str, size: float, colour: tuple[int, int, int] = BLACK, above: float = 0) -> None:
        """Add a paragraph. `size` is in points, `above` in millimetres."""
        if above:
            self.ln(above)
        self.set_font(size=size)
        self.set_text_color(*colour)
        # A line is half as high again as its letters; a point is 0.353 mm.
        self.multi_cell(0, size * 0.53, self._told(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _told(self, text: str) -> str:
        return spelled_out(text, self._known)


def _facts(account: Account) -> Iterator[str]:
    interview = account.interview
    yield f"{interview.position.title} · {interview.get_language_display()} · {interview.get_status_display()}"
    yield " · ".join(part for part in (account.email, account.external_id) if part) or _("No e-mail, no external ID")
    for label, moment in ((_("Began"), interview.started_at), (_("Finished"), interview.finished_at)):
        if moment:
            yield f"{label}: {_date(account, moment)}"


def _date(account: Account, moment: datetime) -> str:
    there = moment.astimezone(account.company.zone)
    return f"{date_format(there, 'DATETIME_FORMAT', use_l10n=True)} ({there.tzname()})"


def _put_passage(page: _Pages, account: Account, passage: Passage) -> None:
    turn = passage.turn
    if page.will_page_break(30):  # millimetres: a heading does not stand alone at the foot of a page
        page.add_page()
    page.put(_label(passage), SMALL, GREY, above=5)
    if turn.question:
        page.put(turn.question, HEADING, above=0.5)
    if turn.answer:
        page.put(turn.answer, TEXT, above=1.5)
    elif outcome := _outcome(turn):
        page.put(outcome, TEXT, GREY, above=1.5)


def _label(passage: Passage) -> str:
    turn = passage.turn
    if passage.is_closing:
        return _("Closing words")
    words = _("Question %d") if passage.is_numbered else _("Question %d, in other words")
    return f"{words % passage.number} · {turn.topic} · {turn.get_kind_display()}"


def _outcome(turn: Turn) -> str:
    """Return what became of a question that has no answer."""
    if turn.status in (Turn.Status.CLOSED, Turn.Status.ANSWERED):
        return ""
    return f"— {turn.get_status_display()}"
