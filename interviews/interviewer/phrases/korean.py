"""Korean phrases."""

from interviews.interviewer.ask import Cue, Probe

from .korean_prompts import ASKING, FIRST, NEXT, QUOTES, QUOTING, WANTED
from .phrasebook import Phrasebook

PHRASES = Phrasebook(
    asking=ASKING,
    quoting=QUOTING,
    labels={
        "job": "직무",
        "about": "직무 소개",
        "competency": "역량",
        "interviewer": "면접관",
        "candidate": "지원자",
    },
    first=FIRST,
    next=NEXT,
    wanted=WANTED,
    stems={
        Probe.CASE: ("지원자님께서 직접", "지금까지 하신 일 가운데", "가장 최근에"),
        Probe.SITUATION: ("그 일이 있었던 때와 장소, 그리고", "당시 {topic}에 관해", "그 일은 언제, 어디에서"),
        Probe.OWN: ("그 일에서 지원자님께서 직접 하신 일은", "그 가운데 지원자님께서"),
        Probe.WHY: ("다른 방법이 아니라 그렇게 하기로 하신", "여러 방법 가운데 그 방법을"),
        Probe.OBSTACLE: ("그 일을 하시면서 가장 어려웠던 점은", "{topic}에서 생각대로 되지 않은 부분은"),
        Probe.RESULT: ("그 결과 어떻게 되었고, 그것을 어떻게", "그렇게 하신 뒤에 {topic}에서"),
        Probe.LEARNED: ("지금 다시 하신다면", "그 일을 겪으신 뒤로"),
        Probe.SUPPOSE: ("{topic}에 관한 일을 맡으신다면", "내일 당장 {topic}에서 문제가 생긴다면"),
    },
    stock={
        Probe.CASE: (
            "{topic}에 관해 직접 겪으신 일을 하나 떠올려서, 그때 어떻게 하셨는지 말씀해 주시겠어요?",
            "‘{topic}’ 하면 가장 먼저 떠오르는 경험은 무엇인가요?",
            "가장 최근에 {topic}에 관한 일을 하신 것은 언제였고, 그때 어떤 일이 있었나요?",
        ),
        Probe.EXAMPLE: (
            "작은 일이라도 좋으니, {topic}에 관해 직접 겪으신 일을 하나만 말씀해 주시겠어요?",
            "{topic}에 관한 일을 하셨던 어느 하루를 골라서, 그날 어떤 일이 있었는지 들려주시겠어요?",
        ),
        Probe.SITUATION: (
            "그 일은 언제 어디서 있었고, 무엇이 문제였나요?",
            "당시 어떤 자리였고, 누가 함께 있었으며, 무엇이 문제였는지 설명해 주시겠어요?",
        ),
        Probe.OWN: (
            "그 일에서 지원자님께서 직접 하신 일을 순서대로 말씀해 주시겠어요?",
            "그 가운데 지원자님께서 맡으신 부분은 어디였고, 어떻게 해 나가셨나요?",
        ),
        Probe.WHY: (
            "다른 방법도 있었을 텐데, 그렇게 하기로 하신 이유는 무엇인가요?",
            "그때 어떤 방법들을 놓고 고민하셨고, 왜 그 방법을 고르셨나요?",
        ),
        Probe.OBSTACLE: (
            "그 과정에서 가장 어려웠던 점은 무엇이었고, 어떻게 대처하셨나요?",
            "생각대로 되지 않은 부분은 무엇이었고, 그때 어떻게 하셨나요?",
        ),
        Probe.RESULT: (
            "그 일은 결국 어떻게 되었고, 그것을 어떻게 확인하셨나요?",
            "그렇게 하신 뒤에 무엇이 달라졌고, 어떻게 알게 되셨나요?",
        ),
        Probe.LEARNED: (
            "지금 같은 상황을 다시 만나신다면 무엇을 다르게 하시겠어요?",
            "그 일을 겪으신 뒤로 일하는 방식에서 달라진 점은 무엇인가요?",
        ),
        Probe.ANOTHER: (
            "{topic}에 관해 직접 겪으신 다른 일도 하나 말씀해 주시겠어요?",
            "{topic}에 관한 일이 중요했던 때가 또 있었다면, 그때는 어떻게 하셨나요?",
        ),
        Probe.SUPPOSE: (
            "입사 후 첫 업무가 {topic}에 관한 일이라면, 어떻게 시작하시겠어요?",
            "내일 당장 {topic}에 관한 일을 맡으신다면, 무엇부터 하시겠어요?",
        ),
    },
    quotes=QUOTES,
    leads={
        Cue.THIN: ("조금 더 자세히 듣고 싶습니다.", "이 부분을 조금 더 여쭤보겠습니다."),
        Cue.REPHRASE: ("다른 말로 다시 여쭤보겠습니다.", "한 번 더 다르게 여쭤보겠습니다."),
        Cue.ASKED_BACK: (
            "그 점은 초대해 주신 담당자에게 물어보실 수 있습니다.",
            "그 점은 제가 답해 드릴 수 없어서, 담당자에게 문의해 주시면 좋겠습니다.",
        ),
        Cue.OFF_TOPIC: ("다시 질문으로 돌아가 보겠습니다.", "면접 질문을 이어 가겠습니다."),
        Cue.ABUSE: ("면접을 계속 이어 가겠습니다.", "그럼 질문을 이어 가겠습니다."),
    },
    farewell=(
        "시간을 내어 답변해 주셔서 감사합니다. 질문은 여기까지입니다. 답변은 초대해 주신 담당자가 직접 읽고 연락드릴 "
        "예정입니다. 좋은 하루 보내세요."
    ),
    farewell_by_name=(
        "{name} 님, 시간을 내어 답변해 주셔서 감사합니다. 질문은 여기까지입니다. 답변은 초대해 주신 담당자가 직접 읽고 "
        "연락드릴 예정입니다. 좋은 하루 보내세요."
    ),
)
