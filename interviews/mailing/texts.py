"""The words of each e-mail: the company's own, or the standard ones. Own words are checked when they are saved."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import MailText

from .placeholders import NAMES, PLACEHOLDER, used_in
from .standard import STANDARD, MailWords

MEANINGS = {
    "name": gettext_lazy("the candidate’s name"),
    "position": gettext_lazy("the position’s title"),
    "company": gettext_lazy("the company’s name"),
    "minutes": gettext_lazy("how many minutes the interview will probably take"),
    "deadline": gettext_lazy("until when the link is valid"),
    "link": gettext_lazy("the link to the interview; the text must have it"),
    "contact": gettext_lazy("the company’s contact; a line with it is left out if there is none"),
}


def words_for(kind: str, language: str) -> MailWords:
    own = MailText.objects.filter(kind=kind, language=language).first()
    return MailWords(own.subject, own.text) if own else STANDARD[kind, language]


def check_subject(subject: str) -> None:
    """Raise ValidationError if the subject has a placeholder that it cannot have."""
    _check(subject)
    if "link" in used_in(subject):
        raise ValidationError(_("The link cannot be in the subject: mail servers write subjects into their logs."))


def check_text(text: str) -> None:
    """Raise ValidationError if the text has an unknown placeholder, or lacks the link."""
    _check(text)
    if "link" not in used_in(text):
        raise ValidationError(_("The text must contain {link}: without it, nobody can take the interview."))


def _check(words: str) -> None:
    known = ", ".join(f"{{{name}}}" for name in NAMES)
    for name in sorted(used_in(words) - {*NAMES}):
        wrong = {"wrong": f"{{{name}}}", "known": known}
        raise ValidationError(_("%(wrong)s is not a placeholder. There are: %(known)s.") % wrong)
    if {"{", "}"} & {*PLACEHOLDER.sub("", words)}:
        raise ValidationError(
            _("A curly bracket is left over. Placeholders look like this: %(known)s.") % {"known": known}
        )
