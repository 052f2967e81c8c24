"""Patterns of orders in English, for text in lower case.

IMPERATIVE has verbs that order something, DIRECT has phrases that address or name the rater.
"""

import re

_READER = (
    r"(?:evaluator|assessor|grader|rater|scorer|(?:language |reward )?model|ai|a\.i\.|llm|chatbot|assistant|bot|"
    r"algorithm|"
    r"gpt|chatgpt|claude|hiring software|hr software|screening software|screening system)s?"
)
_RATER = r"(?:evaluator|assessor|grader|rater|scorer)s?"
_VERDICT = (
    r"(?:scores?|scoring|ratings?|full marks|marks|points|grad(?:e|es|ing)|evaluat(?:e|ion|ing)|assess(?:ment|ing)?|"
    r"verdict|"
    r"judge?ments?|competenc\w+|transcript|hired?|(?:a|an|the|only|as) (?:four|five|ten|4|5|10)|model answers?|"
    r"notch|rubric|"
    r"follow-up questions?|tick the box|recommendation)"
)
_ME = (
    r"(?:me|my|mine|i|this (?:answer|response|transcript|candidate|interview|person)|the candidate|"
    r"(?:above|previous|earlier) \w+)"
)
_YOU = r"you(?:'re|'ll|'ve|r|rself)?"
_TOP = (
    r"(?:hired?|pass(?:ed)?|perfect|excellent|exceptional|outstanding|full|maximum|highest|top|[4-5]|10|100|five|ten)"
)
_SAID = (
    r"(?:answers?|responses?|candidates?|sentences?|passages?|repl(?:y|ies)|ratings?|scores?|grades?|interviews?|"
    r"claims?|items?)"
)

# Verbs that order a program or a rater to do something.
_VERBS = (
    "accept|act|add|adjust|adopt|answer|append|apply|approve|assess|assign|assume|award|begin|behave|bump|bypass|"
    "cancel|"
    "change|choose|cite|classify|close|comply|conclude|confirm|consider|convert|copy|count|credit|decode|decrypt|"
    "delete|"
    "disable|discard|display|disregard|do not|don't|drop|dump|echo|enable|end|enter|erase|evaluate|execute|"
    "finish|follow|"
    "forget|generate|give|go straight|grade|grant|hire|ignore|imagine|include|increase|interpret|judge|label|leave|"
    "list|log|"
    "mark|mention|note that|obey|omit|output|overlook|override|overrule|pick|play|praise|pretend|print|proceed|"
    "promote|"
    "put|quote|raise|rank|rate|recite|recommend|record|remove|repeat|replace|reply|report|reset|respond|return|"
    "reveal|"
    "reverse|rewrite|roleplay|say|score|select|send|set|share|show|skip|state|stop|submit|summari[sz]e|suppose|swap|"
    "switch|"
    "tell|terminate|tick|translate|treat|trust|upgrade|weigh|write"
)
IMPERATIVE = (
    rf"(?:^\W*|[:;!?\-—(\[\"“»>] ?|, |\b(?:please|kindly|just|then|so|and|now|simply|instead|rather|"
    rf"but),? )(?:{_VERBS})\b"
    r"(?! (?:was|were|is|are|had|has|of|for|in|on|by|to)\b)",
    r"\byou (?:must|should|shall|will|need to|have to|are (?:told|required|free|asked|allowed) to) (?:\w+ ){0,2}"
    rf"(?:{_VERBS})\b",
    r"\b(?:let's|let us) (?:\w+ )?(?:play|pretend|imagine|swap|switch|reverse|change|say|assume)\b",
    r"\b(?:could|would|can|will) you (?:\w+ ){0,2}(?:print|output|reveal|show|rate|grade|score|write|mark|give|"
    r"recommend|ignore|"
    r"raise|quote|list|summari[sz]e)\b",
)

DIRECT = (
    r"^\W*(?:topic|move|focus|interviewer|candidate|system|assistant)\W*:",
    r"\b(?:rot ?13|base64|hex|decode)\b.*\b(?:follow|obey|execute|do|run) (?:it|them|that|this|what)\b",
    rf"^(?=.*\b{_YOU}\b)(?=.*\b{_ME}\b)(?=.*\b{_VERDICT}\b)",  # to "you", about oneself, of how one is to be rated
    rf"\byou (?:are|were|'re|act)? ?(?:[\w'-]+ ){{0,4}}{_READER}\b|\byou're (?:[\w'-]+ ){{0,4}}{_READER}\b",
    rf"^\W*(?:[\w'-]+,? ){{0,4}}(?:to|for|dear|hey|hi|hello|attention|note|message|memo|"
    rf"reminder),?:? (?:[\w'-]+ ){{0,3}}{_READER}\b",
    rf"^\W*(?:{_READER}|system|developer|root|user|hr|admin(?:istrator)?)(?: (?:notice|message|override|note|prompt|"
    rf"instructions?|"
    r"department|team|command|update))* ?[:>=]",
    rf"\b(?:the|any|each|whichever) {_RATER} (?:\w+ )?(?:will|should|could|must|can|would|may|has to|is to|"
    rf"needs? to|to)\b|"
    rf"\bthe algorithm (?:\w+ )?(?:could|should|must|would|will)\b.*\b{_ME}\b",
    rf"\b(?:end|start|beginning) of (?:the )?(?:candidate|answer|transcript|user|system)\b|\b{_RATER}'?s? (?:notes?|"
    rf"comments?|remarks?)\b",
    r"\byour (?:\w+ )?(?:output|report|citations?|evaluation|assessment|recommendation|guidelines|instructions|"
    r"prompt|notes|"
    r"verdict|rating|scoring|context|memory|training|temperature|rules|rubric|criteria|system prompt)\b",
    r"\b(?:text|words|prompt|instructions?|messages?) (?:that )?you (?:were|have been|got|received)\b|\b(?:your|"
    r"the) system prompt\b.*\?|"
    r"\b(?:scoring|grading) (?:rubric|rules|criteria)\b.*\?",
    r"\byou are (?:now|no longer|hereby|from now on)\b|\bfrom (?:now|here|this point) on(?:wards?)?,? you\b|"
    r"\byour (?:new|real|true|only|actual) (?:task|role|job|goal|orders?|purpose)\b",
    r"\b(?:developer|debug|god|jailbreak|unrestricted) mode\b|\bmaintenance override\b|\bsystem (?:notice|"
    r"override)\b",
    rf"\b(?:this|my|the|every|each|all|previous|above|following)(?: \w+)? {_SAID} (?:\w+ ){{0,2}}(?:counts?|must|"
    rf"should|shall|"
    rf"deserves?|merits?|warrants?|equals?|(?:is|are) (?:to be|worth|hereby)|(?:is|"
    rf"are) (?:\w+ )?{_TOP})\b.*\b{_TOP}\b",
    rf"\bi (?:deserve|should (?:get|receive|be given|be rated)|must be (?:rated|hired)|demand)\b.*\b(?:{_TOP}|"
    rf"{_VERDICT})\b",
    r"\b(?:rubric|criteria|anchors?|scale|instructions?|guidelines|rules|policy) (?:\w+ ){0,3}(?:changed|updated|"
    r"replaced|revoked|"
    r"suspended|lifted|void|no longer|obsolete|superseded|overridden|effective)\b.*"
    rf"\b(?:answers?|candidates?|evaluat\w+|interviews?|mention|{_TOP})\b",
    r"\b(?:the )?candidate (?:has (?:already )?been|is) (?:already |hereby |automatically |pre-?)?(?:approved|hired|"
    r"accepted|verified|"
    r"selected|perfect|exceptional|certified|cleared)\b|\bthe candidate (?:meets|exceeds) all\b",
    rf"^\W*(?:evaluation|assessment|verdict|(?:final|overall) (?:score|rating|grade)|rating|score|"
    rf"recommendation) ?[:=]|\b{_SAID} (?:\w+ )"
    rf"{{0,4}}(?:are|is) to be (?:closed|marked|rated|scored|passed|accepted|approved)\b",
    r"\b(?:negative|critical|low) (?:judge?ments?|ratings?|scores?|remarks?)\b.*\b(?:don't|do not|never|"
    r"hallucination|forbidden)\b",
)

# Verbs of a report. An imperative after one of them was said to somebody else.
REPORT = re.compile(
    r"\b(?:told|asked|said|says|wrote|writes|read|taught|trained|instructed|ordered|decided|tried|learned|used to|"
    r"began|started|"
    r"agreed|warned|reminded|suggested|shouted|yelled|explained|typed|posted|made|let|had|put up|sign|rule|motto|"
    r"label|labelled|called|"
    r"saying|asking|reading|was|were|says)\b"
)
POLITE = re.compile(r"\W*(?:please|kindly)\b")
# Words that come before the main clause.
BEFORE = (
    r"before|after|as|if|when|while|since|because|for|in|by|at|ok|okay|hello|hey|hi|dear|well|also|now|finally|please|"
    r"just|from|to|end|new|whoever|alright|listen|reset|\w+ly"
)
SUBJECT = re.compile(
    r"\b(?:i|we|he|she|they|it|who|which|to|people|pupils|students|guests|customers|users|patients|teams?|managers?|"
    r"not|of|the \w+)\b"
)
