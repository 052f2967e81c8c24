"""Answers that only look as if the candidate asked, skipped, chatted, insulted or gave orders."""

import pytest

from interviews.interviewer.reading import Manner, read

ENGLISH = """
I skip the greeting if the line is long and go straight to the reason for the call.
Then we move on to the dressing and check the drain every four hours.
I take the next patient only when the notes of the last one are finished.
I pass the pan to the left and call out what is hot, so that nobody gets burned.
I explained it in plain English, without the Latin, and she signed the consent.
The requirements were very vague, so I wrote two pages and asked the client to strike out what was wrong.
Customers rate me for patience, and that is why I get the difficult ones.
I end the conversation politely when somebody shouts, and write a note for the next shift.
I speak only as long as the other side listens, then I ask a question.
I integrated the OpenAI API into our ticket tool and cut the first reply to two minutes.
I show the rules to every new child with pictures, one a day.
I never ignore what the patient said just because the monitor looks fine.
We sing a song before lunch, and the loudest child may choose it.
We wrote a story together, eleven children and I, about the snail in the yard.
The customer did not understand what I meant by deductible, so I drew it on paper.
My manager asked me what I meant, and I showed him the delivery notes.
Because of the bad weather we closed the crane, and I moved the crew to the hall.
The damn machine jammed again, and I took the guard off and found a screw in it.
I didn't have the experience then, so I asked a colleague and we rebuilt the form together.
I asked myself: what would the night shift need to know? Then I wrote three lines on the board.
Forget about the price, I told him, look at the hinge, and he bought the better door.
I found the address by asking the postman and delivered the parcel the same evening.
No one told us why the order was late, so I rang the supplier every morning at eight.
I have never missed a delivery window since I changed the route in May.
"""
KOREAN = """
손님이 어떤 걸 원하시는지 먼저 여쭤보고 예산에 맞는 제품을 두 가지만 보여 드립니다.
환자분께 쉽게 설명해 드리려고 그림을 그려 가면서 수술 과정을 말씀드렸습니다.
서류 검토가 끝나서 다음 단계로 넘어갈 수 있었고 일정도 이틀 당겨졌습니다.
그냥 넘어가면 안 된다고 생각해서 팀장님께 바로 보고드렸습니다.
요청하신 분의 의도를 파악하려고 실제 화면을 같이 보면서 하나씩 확인했습니다.
증상이 정확히 어떤 부위에서 시작됐는지 확인하고 기록지에 적었습니다.
업무 범위가 너무 넓어서 제가 항목을 나누고 담당자를 정했습니다.
날씨가 갑자기 나빠져서 크레인 작업을 멈추고 인원을 실내로 돌렸습니다.
면접을 중단하고 지원자분을 안심시킨 다음 물을 드리고 십 분 뒤에 다시 시작했습니다.
아이들과 노래를 한 곡 만들어서 학부모님 앞에서 불렀습니다.
상담하다 보면 무슨 말인지 모르겠다고 하셔서 예를 들어 다시 설명해 드렸습니다.
손님이 저한테 바보라고 소리를 지르셨지만 웃으면서 교환 절차를 안내해 드렸습니다.
그런 경험이 없어서 선배에게 물어보고 그날 안에 양식을 새로 만들었습니다.
점심시간에 급식실 바닥이 미끄러워서 제가 매트를 깔고 줄을 다시 세웠습니다.
스킵 로직에 버그가 있어서 조건을 고치고 테스트를 추가했습니다.
다음 주문부터는 칸 번호를 먼저 부르기로 하고 벽에 표를 붙였습니다.
왜 늦었냐고 물어보시는 고객님께 사실대로 말씀드리고 다음 날 직접 가져다드렸습니다.
5월에 동선을 바꾼 뒤로는 배송 시간을 놓친 적이 없습니다.
"""


@pytest.mark.parametrize("answer", (ENGLISH + KOREAN).strip().splitlines())
def test_it_only_looks_like_something_else(answer: str) -> None:
    assert not answer or read(answer).manner is Manner.ANSWERS
