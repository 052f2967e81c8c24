"""A4 pages with the font embedded, on which a file says something of an interview."""

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from interviews.models import Interview

from .lettering import FONT, spelled_out

MARGIN_MM = 20
TITLE, HEADING, TEXT, SMALL = 18, 12, 10.5, 8.5  # points
BLACK, GREY = (20, 20, 20), (95, 95, 95)


class Paper(FPDF):
    """Pages with the interview and the page's number at their foot. `language` is that of the text."""

    def __init__(self, interview: Interview, language: str) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(True, MARGIN_MM)
        self.add_font("sans", fname=FONT)
        self.set_font("sans")
        font = self.current_font
        assert isinstance(font, TTFFont)
        self._known = font.cmap
        self.set_title(self._told(f"{interview.name} · {interview.position.title}"))
        self.set_lang(language)
        self._foot = _("Interview %d") % interview.pk

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

    def keep_together(self, millimetres: float) -> None:
        """Begin a new page if so much does not fit on this one: a heading does not stand alone at its foot."""
        if self.will_page_break(millimetres):
            self.add_page()

    def _told(self, text: str) -> str:
        return spelled_out(text, self._known)
