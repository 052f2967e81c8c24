"""`POST /v1/chat`: takes an answer and replies with the next question as a whole."""

from typing import Any

from ninja import Router

from interviews.api.auth import ChatAuth
from interviews.api.errors import REFUSALS
from interviews.api.schemas import ChatIn, ChatOut, ErrorOut
from interviews.api.throttles import by_chat

from .conversation import take
from .waiting import wait_for

router = Router()


@router.post("", response={200: ChatOut, REFUSALS | {504}: ErrorOut}, auth=ChatAuth(), throttle=by_chat)
def chat(request: Any, data: ChatIn) -> Any:
    """Send a message and wait for the next question.

    With an access token, the message goes to the token's interview. With an API key, or the cookie of staff who may
    create interviews, it goes to `interview`, which must be one that the caller created; without `interview`, a new
    practice interview is created.

    An empty message starts the interview, retries a failed question, or waits for the current one. Send `turn` to
    make a repeated request safe: the same answer to the same turn gets the same reply. If the question fails, the
    error has the code of `question.failed` and names the interview.
    """
    request.interview = interview = request.visitor.chat(data.interview, data.practice).as_candidate()
    number = take(interview, data.message, data.turn)
    scope = getattr(request, "scope", {})  # none in Django's test client
    turn = wait_for(interview, number, scope.get("ending"), scope.get("closings"))
    return {"interview": interview.pk, "turn": turn.number, "kind": turn.kind, "text": turn.question}
