import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.writing.spoken import spoken

ENGLISH = [
    ("Why did you leave?", "Why did you leave?"),
    ("**Why** did you *leave*?", "Why did you leave?"),
    ("__Why__ did you _leave_?", "Why did you leave?"),
    ("***Why?***", "Why?"),
    ("**Why? ", "Why?"),
    ("Tell me.**", "Tell me."),
    ("~~Old~~ New.", "Old New."),
    ("# Question 1", "Question 1"),
    ("### What is a lock? ###", "What is a lock?"),
    ("- First point.", "First point."),
    ("* First point.", "First point."),
    ("• First point.", "First point."),
    ("- [ ] Write a test.", "Write a test."),
    ("1. What is a lock?", "1. What is a lock?"),
    ("> You said so.", "You said so."),
    ("---", ""),
    ("---\nSecond.", "Second."),
    ("| Java | Go |", "Java, Go"),
    ("|---|:-:|", ""),
    ("See [the docs](https://example.com/a_(b)?c=1) first.", "See the docs first."),
    ("See ![a diagram](https://example.com/a.png).", "See a diagram."),
    ("See [the docs][1].", "See the docs."),
    ("That is known.[1]", "That is known."),
    ("Open https://example.com/a/b?c=1#d now.", "Open example dot com now."),
    ("Open https://www.example.com.", "Open example dot com."),
    ("Open <https://example.com:8080/>!", "Open example dot com!"),
    ("Have you seen www.example.co.uk?", "Have you seen example dot co dot uk?"),
    ("The page (https://example.com/a) is down.", "The page (example dot com) is down."),
    ("Is it http://localhost:8000/api?", "Is it localhost?"),
    ("What does `sorted(x)` return?", "What does sorted(x) return?"),
    ("What is ``a`` here?", "What is a here?"),
    ("```python\nprint(1)\n```", ""),
    ("```python\nprint(1)\n```\nWhat does it print?", "What does it print?"),
    ("Great! 😀", "Great!"),
    ("Your team 👩‍👩‍👧‍👦 did it 🎉🎉.", "Your team did it."),
    ("👋🏽", ""),
    ("1️⃣ First", "1 First"),
    ("*(smiles)* Welcome.", "Welcome."),
    ("(laughs) I see.", "I see."),
    ("I see. [pause]", "I see."),
    ("[short pause] Next.", "Next."),
    ("(nods slightly) Go on.", "Go on."),
    ("*nods* Go on.", "Go on."),
    ("(clears her throat) Let us begin.", "Let us begin."),
    ("You led a team (of five people).", "You led a team (of five people)."),
    ("The queue (pause and resume) worked.", "The queue (pause and resume) worked."),
    ("An array [of numbers] is given.", "An array [of numbers] is given."),
    ("Really???", "Really?"),
    ("Wow!!!", "Wow!"),
    ("What?!?!", "What?"),
    ("Well....... maybe.", "Well… maybe."),
    ("Well . . . maybe.", "Well… maybe."),
    ("So   many\n\tspaces .", "So many spaces."),
    ("! Next.", "Next."),
    ("...", ""),
    ("?", ""),
    ("", ""),
    ("  \n ", ""),
    ("2 * 3 * 4 is 24.", "2 * 3 * 4 is 24."),
    ("Is 2*3*4 equal to 24?", "Is 2*3*4 equal to 24?"),
    ("What is snake_case_name?", "What is snake_case_name?"),
    ("You know C++, C# and .NET.", "You know C++, C# and .NET."),
    ("It grew 3.5% to $4,500 at 3:30 p.m.", "It grew 3.5% to $4,500 at 3:30 p.m."),
    ("Tell me about Node.js and main.py.", "Tell me about Node.js and main.py."),
    ("First.<br>Second.", "First. Second."),
    ("Is List<String> fine?", "Is List<String> fine?"),
    ("Q&amp;A time.", "Q&A time."),
    ("Thanks :)", "Thanks"),
    ("“Why?” she asked.", "“Why?” she asked."),
    ("You said “we moved it to *Redis*”.", "You said “we moved it to Redis”."),
    ("You mentioned ‘the team’s queue’.", "You mentioned ‘the team’s queue’."),
    ("Thank you, Kim O’Brien, for your time.", "Thank you, Kim O’Brien, for your time."),
    ("What exactly did you do yourself when you", "What exactly did you do yourself when you"),
]
KOREAN = [
    ("왜 이직하셨나요?", "왜 이직하셨나요?"),
    ("**왜** 이직하셨나요?", "왜 이직하셨나요?"),
    ("**“왜요?”**라고 물었습니다.", "“왜요?”라고 물었습니다."),
    ("*가장* 어려웠던 점은요?", "가장 어려웠던 점은요?"),
    ("## 질문 1", "질문 1"),
    ("- 지원 동기", "지원 동기"),
    ("1. 자기소개를 해 주세요.", "1. 자기소개를 해 주세요."),
    ("[문서](https://example.com/a)를 보세요.", "문서를 보세요."),
    ("https://example.com/a?b=1를 보세요.", "example 점 com를 보세요."),
    ("www.example.co.kr에 접속하세요.", "example 점 co 점 kr에 접속하세요."),
    ("`list.sort()`를 쓰셨네요.", "list.sort()를 쓰셨네요."),
    ("```js\nlet a = 1;\n```", ""),
    ("좋아요! 👍", "좋아요!"),
    ("가족👨‍👩‍👧과 함께군요.", "가족 과 함께군요."),
    ("(웃음) 재미있네요.", "재미있네요."),
    ("재미있네요.(웃음)", "재미있네요."),
    ("*(미소를 지으며)* 반갑습니다.", "반갑습니다."),
    ("(고개를 끄덕이며) 그렇군요.", "그렇군요."),
    ("[잠시 멈춤] 다음 질문입니다.", "다음 질문입니다."),
    ("（웃음）네.", "네."),
    ("경력(3년)을 확인했습니다.", "경력(3년)을 확인했습니다."),
    ("[질문 1] 자기소개를 해 주세요.", "[질문 1] 자기소개를 해 주세요."),
    ("정말요?!?!", "정말요?"),
    ("대단하네요！！", "대단하네요!"),
    ("그게…… 어려웠나요?", "그게… 어려웠나요?"),
    ("안녕하세요~ 반갑습니다~~", "안녕하세요 반갑습니다"),
    ("반갑습니다~~~ 시작할까요?", "반갑습니다 시작할까요?"),
    ("3~5년 차시군요.", "3~5년 차시군요."),
    ("감사합니다 ㅎㅎ", "감사합니다"),
    ("감사합니다^^", "감사합니다"),
    ("ㅋㅋㅋ", ""),
    ("연봉 4,500만 원, 3.5%요?", "연봉 4,500만 원, 3.5%요?"),
    ("2024. 3. 15. 입사하셨네요.", "2024. 3. 15. 입사하셨네요."),
    ("…그래서요?", "그래서요?"),
    ("‘협업’ 하면 무엇이 떠오르시나요?", "‘협업’ 하면 무엇이 떠오르시나요?"),
    ("답변 중에 ‘서버가 죽었다’ 하고 말씀하셨는데요,", "답변 중에 ‘서버가 죽었다’ 하고 말씀하셨는데요,"),
    ("김민수 님, 시간을 내어 주셔서 감사합니다.", "김민수 님, 시간을 내어 주셔서 감사합니다."),
]


@pytest.mark.parametrize(("text", "said"), ENGLISH)
def test_english_as_it_is_said(text: str, said: str) -> None:
    assert spoken(text, "en") == said


@pytest.mark.parametrize(("text", "said"), KOREAN)
def test_korean_as_it_is_said(text: str, said: str) -> None:
    assert spoken(text, "ko") == said


@given(st.text(st.sampled_from("a가1 .!?*_`~#[]()<>|-\n:/😀"), max_size=40), st.sampled_from(["ko", "en"]))
def test_spoken_text_is_one_line_with_something_to_say(text: str, language: str) -> None:
    said = spoken(text, language)
    assert said == " ".join(said.split())
    assert said == "" or any(char.isalnum() for char in said)
    assert "😀" not in said
