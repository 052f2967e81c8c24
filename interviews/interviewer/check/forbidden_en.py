"""English patterns for the topics that an interviewer must not touch.

One pattern per line, for text in lower case with single spaces. Each matches at the beginning of a word; <kin> stands
for that entry of WORDS. PERSONAL phrases speak of the candidate. NAMED words are seldom said of work, so the bare word
is enough, unless the position itself is about it: then its topic or title has a word of COMPANY. INNOCENT phrases are
taken out before the search.
"""

INNOCENT = r"""
    race conditions?\b
    church(?: encoding| numerals?|[- ]turing)
    leap of faith|(?:in|good|bad) faith
    (?:credit|student|european|tagged|discriminated) unions?\b
"""

WORDS = {
    "your": r"(?:my|your)(?: \w+)?",
    "you": r"(?:are|were) you(?: \w+)?",
    "a": r"(?:an? |any |the |your |my |some |more )?",
    "kin": (
        r"famil(?:y|ies)|kids?|child|children|sons?|daughters?|parents?|mother|father|mom|mum|dad|siblings?|brothers?|"
        r"sisters?|in-laws|marriage|wedding"
    ),
    "parent": r"mother|father|parent|mom|mum|dad",
    "little": r"kids|children|child|baby|babies|family|siblings|dependents",
    # These have parents, children and origins in a program or a company.
    "thing": (
        r"process\w*|class\w*|threads?|nodes?|elements?|components?|modules?|tables?|records?|entit\w+|objects?|themes?|"
        r"tasks?|jobs?|spans?|issues?|tickets?|pages?|director\w+|folders?|branch\w*|commits?|pointers?|rows?|accounts?|"
        r"scopes?|compan\w+|teams?|projects?|brands?|sites?|products?|widgets?|documents?|categor\w+|keys?|workflows?|"
        r"boards?|tongue|trees?|names?|servers?|domains?|headers?|ur[li]s?|requests?|remotes?|repositor\w+|conditions?|"
        r"detectors?|of (?:fonts|products|services|models)"
    ),
    "ill": r"ill|sick(?! of)|hospitali[sz]ed|diagnosed|treated for|injured|operated on",
    "illness": (
        r"disabilit\w+|illness\w*|diseases?|disorders?|impairments?|allerg\w+|depression|anxiety|cancer|migraines?|"
        r"diabetes|insomnia|(?:health|medical|physical|mental) (?:issue|problem|condition|limitation)s?"
    ),
    "body": (
        r"health|surgery|diagnosis|medications?|medical \w+|eyesight|pregnancy|(?:body )?weight(?! (?:on|of|in|for))|"
        r"height(?! (?:of|in))"
    ),
    "care": r"look(?:s|ing)? after|car(?:es?|ing) for|tak(?:es?|ing) care of",
    "measured": (
        r"checks?|probes?|endpoints?|monitor\w*|metrics?|dashboards?|scores?|data|apps?|pages?|services?|care|records?|"
        r"apis?|stack|platform|decay|matrix|vectors?|models?|predictions?"
    ),
    "believer": r"christian|catholic|protestant|muslim|jew|jewish|buddhist|hindu|atheist|believer|religious",
    "home": (
        r"country of origin|nationality|citizenship|ethnicity|race|accent|origins?|native country|homeland|roots|"
        r"home ?country|home ?town|birth ?place|heritage|ancest\w+|skin|visa status|(?:cultural|ethnic) background"
    ),
    "from": r"from|born|come from|grow up|raised",
    "join": (
        r"join|joined|joining|belong to|belonged to|members? of|active in|part of|support|supported|organi[sz]ed?|"
        r"led|founded|vote(?:d)? for|in favou?r of|opinion (?:of|on)|think (?:of|about)|feel about|views? (?:of|on)"
    ),
    "typed": r"types?|quer\w+|all|find|operators?|clauses?|schemas?|of|square|cases?",
}

PERSONAL = {
    "age": r"""
        how old (?:are|were) you
        how old you are
        (?:your|my)(?: own| real| actual| current)? age\b(?! of)
        (?:what|which) age (?:are|were|did) you
        (?:your|my) (?:date of birth|birth ?date|birthday|year of birth|birth year|retirement|generation)\b
        (?:when|year) (?:were|are) you born
        you(?: were|'re)? born (?:in|before|after)\b
        <you> (?:old|young|older|younger|(?:over|under) \d\d)\b
        you (?:feel|felt|consider yourself)(?: \w+)? (?:old|young)\b
        (?:until|when) (?:do )?you (?:plan to )?retire(?! (?:the|this|that|an?|old|some|your|our|these|those|it)\b)
        (?:before|until|close to|near) (?:your )?retirement\b(?! of)
        (?:when|year) did you (?:graduate from|finish|leave) (?:high school|college|university|school)
        (?:i am|i'm|you are|you're) \d\d(?: years old)?(?=$|[.,;?])
        an? (?:older|younger) (?:boss|manager|supervisor)\b
        as an? (?:older|younger|elderly) (?:person|worker|candidate|employee|man|woman)
    """,
    "family": r"""
        <your> <kin>\b(?![- ]<thing>)
        <you> (?:or )?(?:married|divorced|widowed|pregnant|expecting a)\b
        are you (?:a )?single\b(?!-| thread)
        <you> an? (?:single )?<parent>\b(?![- ]<thing>)
        (?:you|did) (?:\w+ )?(?:have|having|want|raise|raising) (?:\w+ )?<little>\b(?![- ]<thing>)
        how many <little> (?:do|did|will|would) you
        (?:plan\w*|want|hop\w+|intend\w*|like|think\w*) \w+ (?:have|having|start|starting|raise|raising) <a><little>\b
        (?:plan|planning|start|starting) a family\b
        (?:get|getting|got|be|been|being) (?:married|divorced)\b
        <care> <a>(?:small |young |elderly )?(?:<little>|parents|relatives)
        (?:as|being|becoming|become) an? (?:\w+ )?<parent>\b(?![- ]<thing>)
        (?:live|living) (?:alone|with your (?:parents|family|partner))\b
        who (?:do|are) you liv(?:e|ing) with
    """,
    "health": r"""
        <your> (?:<body>|<illness>)\b(?![- ]<measured>)
        (?:do|did|have) you (?:\w+ )?(?:have|had|suffer\w*|live|take|been taking) (?:\w+ ){0,3}(?:<illness>|medication)
        suffer(?:ed|ing|s)? from (?:\w+ )?<illness>
        <you> (?:disabled|ill|sick(?! of)|healthy|physically|mentally|in good (?:health|shape)|able-bodied)\b
        <you> ?taking (?:any )?medication
        you (?:\w+ )?(?:need|use|using|in) a wheelchair
        do you (?:\w+ )?take (?:any )?drugs
        (?:have|were) you (?:ever )?(?:been )?<ill>\b
        (?:i|you) (?:am|are|was|were|have been|had been) (?:diagnosed|hospitali[sz]ed|disabled)
        (?:how many|number of) (?:sick days|days (?:were|have) you (?:been )?(?:ill|sick))
        (?:do|did) you (?:\w+ )?(?:smoke|drink(?: alcohol)?|use drugs)\b(?! (?:test|from))
        (?:need|needed|been in|were in|had) therapy\b
        how (?:tall are you|much do you weigh)
    """,
    "religion": r"""
        <your> (?:religion|faith|god|congregation|spirituality|spiritual \w+|worship|beliefs)\b
        do you (?:\w+ )?(?:believe in (?:an? )?(?:god|higher power)|pray\b|worship)
        (?:do|did) you (?:\w+ )?(?:attend|go to) (?:services|mass|church|mosque|temple)\b
        celebrate (?:christmas|easter|hanukkah|diwali|eid)\b
        wear(?:ing)? an? (?:hijab|headscarf|turban|kippah|cross)\b
        which holidays do you (?:observe|celebrate)
        (?:what|which) (?:faith|religion|denomination)
        <you> ?(?:an? )?(?:\w+ )?<believer>\b
        (?:i am|i'm|as) an? (?:\w+ )?<believer>\b
    """,
    "origin": r"""
        where (?:are|were|do|did) (?:you|your (?:family|ancestors)) (?:\w+ ){0,2}<from>\b
        (?:country|region|province|part of (?:the )?\w+|state|town) (?:are|were|do|did) you (?:\w+ )?<from>\b
        you(?: were|'re)? (?:\w+ )?(?:grew up|born and raised|raised) (?:in|there|abroad)
        (?:my|your)(?: (?:own|family|ethnic|national|racial|cultural))? <home>\b(?![- ]<thing>)
        you originally from\b
        your (?:name|accent) sounds? foreign
        is (?:english|korean) your (?:first|native) language
        <you> ?(?:an? )?(?:\w+ )?(?:citizen|foreigner|immigrant|native speaker|asian|korean|american)\b
        <you> (?:black|white)\b(?![- ](?:box|hat))
        (?:as|being) an? (?:\w+ )?(?:foreigner|immigrant|refugee)\b
    """,
    "union": r"""
        (?:my|your)(?: labou?r| trade| company)? unions?\b(?![- ]<typed>)
        <join> (?:the |an? |any |your )?(?:labou?r |trade |workers' |company )?unions?\b(?![- ]<typed>)
        (?:are|were|been) you (?:\w+ )?(?:in|with) (?:an?|any|the) union\b(?![- ]<typed>)
        (?:been|are you|were you|go|gone|went|going) on strike\b
        (?:support|join|joined|joining|take part in|part in) an? strike\b
        (?:been|being|are you|were you) an? union member\b
        <you> ?(?:unioni[sz]ed|an? union)\b(?![- ]<typed>)
    """,
}

NAMED = {
    "family": r"""
        (?:wife|husbands?|spouses?|fiancée?|boyfriend|girlfriend|pregnan(?:t|cy|cies)|divorce|newborn|breastfeeding)\b
        (?:maternity|paternity|parental) leave\b
        (?:marital status|(?:mother|father)-in-law|grandchild(?:ren)?|child ?care|miscarriage|ivf)\b
    """,
    "health": r"""
        (?:chemotherapy|cancer (?:treatment|diagnosis)|(?:sick|medical) leave|psychiatr\w+|antidepressants?)\b
        (?:mental illness|chronic (?:illness|disease|pain|condition)|medical history|physical limitations?)\b
    """,
    "religion": r"""
        church(?:es)?\b
        (?:mosques?|synagogue|bible study|koran|quran|prayers?|praying|ramadan|sabbath|baptism|religions?)\b
        (?:christianity|islam|judaism|buddhism|hinduism|catholicism)\b
        religious (?:beliefs?|faith|views?|practice|holidays?)\b
    """,
    "origin": r"""
        (?:home ?town|birth ?place|nationality|ethnicity|ethnic (?:background|origin)|mother tongue)\b
        (?:immigration status|place of birth|racial background|skin colou?r)\b
    """,
    "union": r"""
        (?:trade|labou?r|workers'|company) unions?\b
        union (?:membership|rep|representative|dues|activit(?:y|ies)|activism|organi[sz]er|leader|steward|card)\b
        (?:unioni[sz](?:e|ed|ing|ation)|shop steward|collective bargaining)\b
    """,
}

COMPANY = {
    "age": r"\b(?:retire|pension|elderly|demograph)",
    "family": r"\b(?:famil|parent|child|kindergarten|nursery|midwi|matern|wedding|marriage|obstetric|pediatric)",
    "health": r"\b(?:health|nurs|patient|clinic|medic|hospital|therap|pharma|disab|psych)",
    "religion": r"\b(?:religio|church|chaplain|theolog|pastor|mosque|parish)",
    "origin": r"\b(?:immigra|nationality|ethnic|refugee|visas?\b|demograph)",
    "union": r"\b(?:unions?\b|(?:labou?r|industrial|employee) relations)",
}
