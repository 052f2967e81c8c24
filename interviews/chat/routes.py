"""`POST /v1/chat`: an answer in, the whole next question out."""

from typing import Any

from ninja import Router

from interviews.api.auth import ChatAuth, ChatThrottle
from interviews.api.errors import REFUSALS
from interviews.api.schemas import ChatIn, ChatOut, ErrorOut

from .conversation import take
from .waiting import wait_for

router = Router()


@router.post("", response={200: ChatOut, REFUSALS | {504}: ErrorOut}, auth=ChatAuth(), throttle=ChatThrottle("120/m"))
def chat(request: Any, data: ChatIn) -> Any:
    """Say something, and wait for the next question.

    An access token means its interview. An API key means the `interview` that it made, or makes one to practise; so
    may staff who are signed in. An empty message begins, asks a failed question again, or waits for the current one;
    with `turn`, the same answer again gets the same reply. A question that fails is an error of the code of
    `question.failed`, which names the interview.
    """
    request.interview = interview = request.visitor.chat(data).as_candidate()
    number = take(interview, data.message, data.turn)
    # The server tells whom it serves that it ends; a test's client does not.
    turn = wait_for(interview, number, getattr(request, "scope", {}).get("ending"))
    return {"interview": interview.pk, "turn": turn.number, "kind": turn.kind, "text": turn.question}
