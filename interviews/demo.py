"""The demo: a position in each language, an interview to try, and an admin account."""

from django.contrib.auth import get_user_model
from django.db import transaction

from . import services
from .models import BankQuestion, Interview, Position

ADMIN = "admin"
DEFAULT_LANGUAGE = "ko"

POSITIONS = {
    "ko": {
        "slug": "demo-ko",
        "title": "백엔드 개발자",
        "description": "Python과 Django로 서비스를 만들고 운영합니다. 트래픽이 많은 API와 데이터베이스를 다룹니다.",
        "competencies": "Python\n장애 대응",
    },
    "en": {
        "slug": "demo-en",
        "title": "Backend developer",
        "description": "You build and run services with Python and Django: busy APIs and the databases behind them.",
        "competencies": "Python\nHandling incidents",
    },
}

# Asked if the model writes no acceptable question: one for each competency.
BANK = {
    "ko": (
        "Python으로 만든 것 가운데 가장 오래 운영한 것은 무엇인가요?",
        "가장 기억에 남는 장애를 처음 알아챈 순간부터 말씀해 주시겠어요?",
    ),
    "en": (
        "Which of the things that you built with Python has been in use for longest?",
        "Which incident do you remember best, and how did you first notice it?",
    ),
}


def position(language: str) -> Position:
    """Return the demo position in a language; create it if it is missing. Edits to an existing one are kept."""
    fields = POSITIONS[language]
    with transaction.atomic():
        made, is_new = Position.objects.get_or_create(slug=fields["slug"], defaults={**fields, "language": language})
        if is_new:
            pairs = zip(made.topics, BANK[language], strict=True)
            made.bank.bulk_create(BankQuestion(position=made, topic=topic, text=text) for topic, text in pairs)
    return made


def ensure_admin(password: str) -> None:
    """Create the account `admin` with this password, unless it exists."""
    users = get_user_model().objects
    if not users.filter(username=ADMIN).exists():
        users.create_superuser(ADMIN, password=password)


def interview(token: str) -> Interview:
    """Return the demo interview of an invitation token, which the caller keeps.

    Once that interview is over, a new one takes over its token, so that the same link always opens a running demo.
    """
    found = services.find_invitation(token)
    if found and not found.is_over:
        return found
    if found:
        Interview.objects.filter(pk=found.pk).update(invitation_hash=None)
    made = services.create_interview(position(DEFAULT_LANGUAGE), "김하늘")
    services.make_invitation(made, token=token)
    return made
