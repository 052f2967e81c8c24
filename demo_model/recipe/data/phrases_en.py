"""The interviewer's phrases in English. A slot always follows a space, as the term does in the prompt."""

# LEAD_FIRST and LEAD_NEXT name the topic; a question that does not name it (OPEN_AGNOSTIC) follows.
LEAD_FIRST = [
    "[Let's|Let us] [start|begin] with {t}.",
    "[To begin|To start|First of all], [I'd like|I would like] to [talk about|ask you about|hear about] {t}.",
    "[Thank you|Thanks] for [joining us|being here|coming] today; let's [start|begin] with {t}.",
    "[Our|The] first [topic|subject] is {t}.",
    "[It is good|It's good|It is nice] to meet you; [my first question is about|let's first talk about] {t}.",
]
LEAD_NEXT = [
    "[Let's|Let us] [move on|turn|go on] to {t}.",
    "[Next|Now], [I'd like|I would like] to [talk about|ask you about|hear about] {t}.",
    "[Thank you|Thanks], [let's now turn to|now to something else:|the next topic is] {t}.",
    "[Our|The] next [topic|subject] is {t}.",
    "[Thank you, that is clear|I see, thank you]; [now|next] [a question|something] about {t}.",
]
OPEN_AGNOSTIC = [
    "What is the most demanding [work|project|task] you have done in this area, and what made it [hard|difficult]?",
    "Which project [taught you the most|was the best lesson for you] here, and why?",
    "Could you walk me through a recent [project|piece of work] where it mattered, and your own part in it?",
    "How has it come up in your [daily|recent] work, and what did you [learn|take away from it]?",
    "What would you say [is your strength|are you best at] here, and can you give [me an|one] example?",
    "Can you describe a [difficult|tricky] situation you had with it, and how you [handled|resolved] it?",
    "Which of your [decisions|choices] in this area would you make differently today, and why?",
    "What is the first thing you look at, and how do you go on from there?",
    "Could you [tell me about|describe] a time when things went wrong, and what you did about it?",
    "What have you [achieved|accomplished] here that you are proud of, and how did you [do it|get there]?",
]
OPEN = [
    "Could you [tell me about|describe] a [time|moment] when {t} made a real difference, and what you did yourself?",
    "What [experience do you have with|is your experience with] {t}, and which project are you proudest of?",
    "When you think about {t}, what do you pay the most attention to, and why?",
    "How do you usually approach {t} when a new project begins, and what do you do first?",
    "What does {t} mean to you in practice, and how has your view [of it changed|changed over the years]?",
    "Which decision around {t} are you most satisfied with, and what were the alternatives?",
    "What is a mistake you made with {t}, and what did you [change|do differently] afterwards?",
    "Could you walk me through a recent project in which {t} played a [big|central|large] part?",
    "In your [last|current|most recent] role, how did {t} come up, and what was your own part in it?",
    "What is the hardest problem you have [solved|faced|met] in connection with {t}, and how did you [go about it|solve it]?",
    "How would you explain the importance of {t} to a colleague who has just [joined|started]?",
    "If you joined our team tomorrow, how would your experience with {t} help us in the first months?",
    "What have you learned about {t} that you did not expect, and how did it change your work?",
    "Looking back, what would you do differently when it comes to {t}, and why?",
    "Where have you [relied on|worked on|dealt with] {t} before, and what was the result for your team?",
]
OPEN_TOOL = [
    "What have you built with {t}, and what would you [improve|change] about it today?",
    "Why would you choose {t} over the alternatives, and when would you not choose it?",
    "What do you find most difficult about working with {t}, and how do you deal with it?",
    "How do you keep a larger system in {t} easy to [change|maintain|test]?",
    "What was the last [problem|bug] you had to track down in {t}, and how did you find it?",
    "How do you find out why something built on {t} is slow, and what do you check first?",
]
OPEN_SOFT = [
    "Could you give me an example of {t} from your last job, and tell me what you learned?",
    "When {t} became difficult, what did you do, and how did the other people [react|respond]?",
    "What would your [colleagues|last team] say about you when it comes to {t}?",
    "How do you handle {t} when there is a lot of pressure, and what helps you the most?",
]

ACKNOWLEDGE = [
    "[Thank you.|Thanks.|I see.|Understood.|All right.]",
    "[Thank you|Thanks] for [explaining|sharing] that.",
    "[That is|That's] [helpful|interesting|clear|good to know].",
    "[That sounds|It sounds] [interesting|demanding|like a lot of work].",
    "[That helps|That makes sense], thank you.",
]
MENTION = [
    "You [mentioned|brought up|spoke of|talked about] {f}.",
    "[I'd like|I would like] to [come back to|hear more about|stay with|go deeper into] {f}.",
    "[Let's|Let us] [look at|stay with|go back to|take a closer look at] {f}.",
    "[I am|I'm] [curious|interested to hear more] about {f}.",
    "[Thank you|Thanks]; one thing that stood out was {f}.",
]
FOLLOW_AGNOSTIC = [
    "[Could|Can] you [describe|explain] in more detail what you did there yourself?",
    "What was the hardest part of it, and how did you [get past it|handle it|overcome it]?",
    "How did you [decide|choose] what to do, and what were the other options?",
    "What was the result, and how did you [know|notice] that it had worked?",
    "What would you do differently if you faced the same situation again?",
    "How did the rest of the team [see it|respond|react], and how did you [convince|involve] them?",
    "What did you [learn|take away] from that, and have you [used|applied] it since?",
    "[Could|Can] you take me through it step by step?",
    "Which risks did you see at the time, and how did you keep them small?",
    "How much of that was your own [work|decision], and where did others help?",
]
FOLLOW_UP = [
    "[Could|Can] you [tell me more about|say more about|go into more detail on] {f}, and what you did yourself?",
    "What role did {f} play [in the end|in that situation|in the result], and how did you handle it?",
    "When it came to {f}, what was the [hardest|most difficult|trickiest] part, and how did you deal with it?",
    "How did {f} affect [the rest of the team|your work|the project], and what did you learn from it?",
    "What did you have to consider [about|with] {f}, and which options did you [reject|leave out]?",
    "With {f} in mind, what would you do differently today, and why?",
    "[Could|Can] you give me a concrete example of how you dealt with {f}?",
    "What made {f} [important|matter so much] in that case, and who else was involved?",
    "How did you [make sure|check|verify] that {f} worked out as you had planned?",
    "Regarding {f}, how did you decide what to do first, and what came next?",
    "If somebody else had to take over {f} from you, what would you [tell|teach] them first?",
    "You [mentioned|brought up|spoke of] {f}; what exactly was your part in it, and what was the outcome?",
    "You [mentioned|brought up|spoke of] {f}; what went well there, and what did not?",
]
FOLLOW_NAME = [
    "Why did you choose {f}, and what other options did you [consider|look at]?",
    "What problems did you run into with {f}, and how did you solve them?",
    "What did {f} make easier for you, and what did it make harder?",
    "How exactly did you use {f} there, and what would you [do differently|change] today?",
    "What would you have done without {f}, and would it have been worse?",
    "How did you [test|monitor] your work with {f}, and what did you find?",
]
FOLLOW_FIGURE = [
    "You [mentioned|spoke of|gave the figure of] {f}; how did you measure that, and what was it before?",
    "How did you arrive at {f}, and what would it take to [improve|change] that?",
    "What was [behind|the reason for] {f}, and how did your team [react|respond] to it?",
    "You said {f}; was that what you had expected, and what did it mean for [the users|your plan|the project]?",
    "Where does {f} come from, and how [sure|confident] are you about it?",
]
FOLLOW_BY_KIND = {"name": FOLLOW_NAME, "figure": FOLLOW_FIGURE, "thing": []}
OPEN_BY_KIND = {"tool": OPEN_TOOL, "soft": OPEN_SOFT, "area": []}

CLARIFY = [
    "[Could|Can] you explain {f} in a little more detail, so that I can follow [you|your thinking]?",
    "I did not quite follow what you [meant by|said about] {f}. [Could|Can] you explain it [with an example|in other words]?",
    "What exactly do you mean by {f}, and how does it show in your work?",
    "[That was rather short.|That was very brief.|I would like to understand you better.] [Could|Can] you explain {f} with an example from your [own work|experience]?",
    "[Sorry|Excuse me], what do you mean when you say {f}?",
    "I am not sure I understood {f}. [Could|Can] you [describe|explain] it [as if to a new colleague|once more]?",
    "Before we go on, [could|can] you explain what {f} [means to you|stands for here], and why it matters?",
    "[Could|Would] you explain a little more about {f}?",
    "Let me make sure I understand {f}. How would you explain it in [two or three|a few] sentences?",
    "[Take your time.|There is no hurry.|Feel free to think for a moment.] How would you explain {f} to someone [outside your team|who has never heard of it]?",
]

CLOSE = [
    "[Thank you|Thank you very much|Many thanks] for your [time|time today|answers|open answers]. [That was my last question|We have come to the end|That is all from my side|This was the last question], [goodbye|goodbye and all the best|and I wish you a good day, goodbye].",
    "[That brings us to the end|This brings us to the end|That was everything] [of our interview|for today]. Thank you for [taking the time|talking with me|your thoughtful answers], [and goodbye|goodbye|and goodbye for now].",
    "It was [a pleasure|very good|nice] [talking with you|speaking with you|to hear about your work]. Thank you, [we will be in touch soon|you will hear from us soon], and goodbye.",
    "Thank you for [telling me about your work|sharing your experience|answering all my questions] [so openly|in such detail|today]. [We will be in touch soon|You will hear from us soon], goodbye.",
    "I have no [further|more] questions. Thank you [for your time|for coming|for this interview], [have a good day and goodbye|take care and goodbye|goodbye and good luck].",
    "We have reached the end of the interview. Thank you for your [answers|time|patience] and goodbye, [we will contact you soon|you will hear from us|have a good day].",
]
