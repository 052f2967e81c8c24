"""The endings of English questions, by the stem that code begins them with.

{t} is the competency. It always follows a space, as it does in the prompt.
"""

# The first words are all different: at a low temperature, a first word of several endings would always win.
_A_TIME = [
    "ran into [a serious problem|an unexpected problem|trouble] with {t}",
    "put a lot of [effort|time|thought] into {t}",
    "had to make a [difficult|quick|risky] decision about {t}",
    "got better at {t} [step by step|under pressure|with the help of others]",
    "learned something [new|important|unexpected] about {t}",
    "explained {t} to [somebody else|a new colleague|a customer]",
    "made a mistake with {t} and [had to correct it|found it yourself]",
    "were [pleased|content|not content] with how you handled {t}",
    "changed your mind about {t}",
    "relied on {t} [more than usual|on your own|under pressure]",
    "took over responsibility for {t}",
    "disagreed with [somebody|a colleague|the rest of the team] about {t}",
    "dealt with {t} [on your own|at short notice|for the first time]",
    "found [very little time|only a few days|hardly any help] for {t}",
]
_OWN = [
    "worked on {t} [there|in that case|at that time]",
    "took care of that [yourself|in the beginning|in the end]",
    "dealt with {t} [there|in that case|at that time]",
    "and your [team|colleagues] [worked on it|dealt with that|talked about it]",
    "solved that [problem|with your colleagues]",
    "had to get it right [under pressure|in such a short time|with so little help]",
    "used what you knew about {t} [there|in that case]",
    "found that out",
    "were in the middle of that",
    "put that into practice [there|for the first time]",
]
_WHY = [
    "do it that way rather than [another|any other]",
    "go about it [like that|in that way|the way you did]",
    "approach {t} [like that|in that way|the way you did]",
    "handle {t} [like that|in that way|the way you did]",
    "take that [route|approach] [instead of another|rather than an easier one]",
    "begin with that [step|part]",
    "put your [time|effort] into that [first|instead of something else]",
    "try [that first|this at all]",
]
_HARDEST = [
    "[worked on|dealt with|took care of] {t} [there|at that time], and how did you [get past it|deal with it|handle it]",
    "had to get {t} right, and how did you [manage|go about it|deal with it]",
    "tried to [change|improve] that, and what did you do [about it|then]",
    "and the others disagreed about it, and how did you [settle it|deal with that]",
    "were in the middle of it, and how did you [get past it|deal with that]",
]
_RESULT = [
    "[worked on|dealt with|handled] {t} [like that|in that way], and how could you tell",
    "had [finished that|done all that], and how did you [notice|find out]",
    "made that [choice|decision], and how did you [know|find out]",
    "put that much work into it, and who [noticed|told you]",
    "looked at it [again|some time later], and how could you tell",
]

ENDINGS = {
    "Can you tell me about a time when you": _A_TIME,
    "Can you describe a situation in which you": _A_TIME,
    "What was the situation when you": [
        "first had to deal with {t} there",
        "began with {t}, and [who else was involved|what was at stake|where was that]",
        "took over {t}, and [who else was involved|what was at stake]",
        "understood that {t} needed [work|your help|attention]",
        "got involved, and what did it mean for [you|the others]",
        "made that decision",
        "stepped in, and [what was at stake|who else was there]",
        "noticed that {t} needed [work|your help|attention]",
    ],
    "What exactly did you do yourself when you": _OWN,
    "What was your own part when you": _OWN,
    "Why did you decide to": _WHY,
    "What made you choose to": _WHY,
    "What was the hardest part when you": _HARDEST,
    "What was most difficult for you when you": _HARDEST,
    "What came of it in the end when you": _RESULT,
    "How did it turn out in the end when you": _RESULT,
    "Looking back, what would you change about the way you": [
        "[worked on|dealt with|approached|handled|thought about] {t} [then|at that time|in that case]",
        "[prepared for|planned|began with] {t} [then|at that time]",
        "involved other people in {t}",
        "went about it [then|at that time]",
    ],
    "How would you go about it if you had to": [
        "[take care of|deal with|take over] {t} [tomorrow|in your first week|on your own|with very little time]",
        "start with {t} [in a new team|without any help|from one day to the next]",
        "explain {t} to a [new colleague|worried customer|busy manager]",
        "solve a [difficult|sudden|small] problem with {t}",
        "improve {t} [in a new team|with very little time]",
    ],
}  # fmt: skip
