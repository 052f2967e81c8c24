"""The texts of the e-mails, unless the company has its own. A line whose {contact} is empty is left out."""

from typing import Any, NamedTuple

from interviews.models import Mail

Kind, KO, EN = Mail.Kind, "ko", "en"


class MailWords(NamedTuple):
    """A subject and a text, with placeholders."""

    subject: str
    text: str


_EN_END = """The link is for you alone. Please do not pass it on.

If something is unclear or does not work, turn to: {contact}"""

_KO_END = """이 링크는 {name} 님만을 위한 것이니 다른 분께 전달하지 말아 주세요.

궁금한 점이나 문제가 있으면 다음으로 연락해 주세요: {contact}"""

STANDARD: dict[tuple[Any, str], MailWords] = {
    (Kind.INVITATION, EN): MailWords(
        "Your interview for {position}",
        """Hello {name},

You have been invited by {company} to an interview for {position}. An AI interviewer asks the questions. It takes about {minutes} minutes, and you choose when.

You can take the interview until {deadline}, at this link:
{link}

"""  # noqa: E501
        + _EN_END,
    ),
    (Kind.REMINDER, EN): MailWords(
        "Reminder: your interview for {position}, until {deadline}",
        """Hello {name},

Your interview for {position}, to which {company} invited you, is not finished yet. You can take it, or go on where you were, until {deadline}. The link is the one that you have already:
{link}

If you have finished it in the meantime, there is nothing left to do.

"""  # noqa: E501
        + _EN_END,
    ),
    (Kind.NEW_LINK, EN): MailWords(
        "New link: your interview for {position}",
        """Hello {name},

Here is a new link to your interview for {position}, from {company}. The link that we sent you before does not work any more; please use this one, until {deadline}:
{link}

"""  # noqa: E501
        + _EN_END,
    ),
    (Kind.INVITATION, KO): MailWords(
        "[{company}] {position} 면접 안내",
        """{name} 님, 안녕하세요.

{company}에서 {position} 면접에 초대합니다.
면접은 AI 면접관이 진행하며 약 {minutes}분 걸립니다. 편하신 시간에 응시하실 수 있습니다.

응시 기한은 {deadline}입니다. 아래 링크로 들어와 주세요.
{link}

"""
        + _KO_END,
    ),
    (Kind.REMINDER, KO): MailWords(
        "[{company}] {position} 면접 응시 기한 안내",
        """{name} 님, 안녕하세요.

{company}의 {position} 면접이 아직 끝나지 않았습니다.
{deadline}까지 응시하시거나 이어서 진행하실 수 있습니다.
링크는 이미 받으신 것과 같습니다.
{link}

그사이 면접을 마치셨다면 따로 하실 일은 없습니다.

"""
        + _KO_END,
    ),
    (Kind.NEW_LINK, KO): MailWords(
        "[{company}] {position} 면접 새 링크 안내",
        """{name} 님, 안녕하세요.

{company}의 {position} 면접 링크를 새로 보내 드립니다.
전에 받으신 링크는 더 이상 열리지 않습니다.
{deadline}까지 아래 링크를 이용해 주세요.
{link}

"""
        + _KO_END,
    ),
}
