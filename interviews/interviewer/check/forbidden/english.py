"""English patterns for the topics that an interviewer must not touch.

One pattern per line, for text in lower case with single spaces; a line that ends in a backslash goes on in the next
one. Each matches at the beginning of a word; <kin> stands for that entry of WORDS. PERSONAL phrases speak of the
candidate. NAMED words are seldom said of work, so the bare word is enough, unless the sentence speaks of OTHERS, or the
position itself is about it: then its topic or title has a word of COMPANY. INNOCENT phrases are taken out before the
search.
"""

from .english_personal import PERSONAL

__all__ = ["COMPANY", "INNOCENT", "NAMED", "OTHERS", "PERSONAL", "TO_YOU", "WORDS"]

INNOCENT = r"""
    race conditions?\b
    church(?: encoding| numerals?|[- ]turing)
    church (?:hall|choir|concert|roof|tower|organ|building|wedding|client|music|group|restoration|archive|tour|\
        bell|garden|school)s?
    (?:feedback to|lead\w*|manag\w+|coach\w*|teach\w*|train\w*|instruct\w*) (?:\w+ ){0,4}(?:twice|half|\
        double) your age
    leap of faith|(?:in|good|bad) faith
    (?:credit|student|european|tagged|discriminated|western|soviet|customs|monetary|telecommunication) unions?\b
    your (?:parent|sister|mother|daughter|child|family)[- ](?:compan\w+|organi[sz]ation|brand|firm|process\w*|\
        class\w*|node|office)
    (?:of|in|at|for|with|from) your (?:child|children|family|parent|wedding|marriage|kids|disability|health|\
        religion|religious|faith|union|age|birthday)(?:'s)?[- ](?:wards?|clubs?|protection|cent(?:er|re)s?|\
        clients?|customers?|guests?|groups?|programs?|programmes?|services?|meetings?|conferences?|evenings?|\
        rooms?|court|law|practice|medicine|therap\w+|doctors?|department|team|unit|classes|camp|members|leaders?|\
        visits?|planning|business clients?)
    (?:polic(?:y|ies)|rules?|guidelines?|procedures?|process|regulations?|law|laws|scheme|training|manual|handbook|\
        complaints?|grievances?|tribunals?|cases?|discrimination) (?:on|for|about|around|regarding|of|concerning|\
        over|because of|based on) (?:the |a |an )?(?:his |her |their )?(?:(?:sick|medical|maternity|paternity|\
        parental) leave|pregnan\w+|age|religio\w+|disabilit\w+|nationality|race|union membership|sexual orientation|\
        child ?care|illness|health|retirement|divorce)
    (?:(?:sick|medical|maternity|paternity|parental) leave|retirement|disability|child ?care|religion|age|union) \
        (?:polic(?:y|ies)|rules?|guidelines?|procedures?|scheme|legislation|regulations?|discrimination)\b
    your (?:business |dance |riding |training )?partner (?:in|at|on|from|for) (?:the|this|that|your|a|another) \
        (?:\w+ )?(?:team|project|crew|case|shift|patrol|company|agency|department|bid|deal|office|firm|class|group|\
        work|job|lab|kitchen|pair|tour|show|car|unit)
    political (?:risk|science|geography|campaign clients?)|office politics|liberal arts|third[- ]part(?:y|ies)
    (?:an?|the|your|our) conservative (?:estimate|approach|treatment|forecast|assumption|strategy|choice|figure|\
        number|schedule|value|design)s?
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
        r"process\w*|class\w*|threads?|nodes?|elements?|components?|modules?|tables?|records?|entit\w+|objects?|"
        r"themes?|"
        r"tasks?|jobs?|spans?|issues?|tickets?|pages?|director\w+|folders?|branch\w*|commits?|pointers?|rows?|"
        r"accounts?|"
        r"scopes?|compan\w+|teams?|projects?|brands?|sites?|products?|widgets?|documents?|categor\w+|keys?|workflows?|"
        r"boards?|tongue|trees?|names?|servers?|domains?|headers?|ur[li]s?|requests?|remotes?|repositor\w+|conditions?|"
        r"detectors?|of (?:fonts|products|services|models)|business\w*|meetings?|evenings?|conferences?|therap\w+|"
        r"medicine|"
        r"practice|law|doctors?|physicians?|rooms?|visits?|planning|planners?|wards?|protection|cent(?:er|re)s?|"
        r"clients?|"
        r"customers?|guests?|groups?|programs?|programmes?|classes|clubs?|courts?|liaison|support work|counsel\w+|"
        r"menus?|"
        r"days?|events?|tours?|tickets?|packages?|shows?|owned|run|friendly|care (?:work|plan|team)|in (?:your|the) "
        r"(?:class\w*|group|care|ward|clinic|school|nursery|kindergarten|course|lesson)"
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
    "kinsman": (
        r"wives|wife|husbands?|spouses?|fianc[ée]e?s?|boyfriends?|girlfriends?|(?:mother|father)s?-in-law|"
        r"grandchild(?:ren)?"
    ),
    "party": r"political part(?:y|ies)|republicans?|democrats?|labour party|tories|left[- ]wing|right[- ]wing",
    "earn": (
        r"earn(?:ed|ing)?|mak(?:e|ing)|made|paid|get paid|being paid|earning|receiv(?:e|ed|ing)|"
        r"bring(?:ing)? home|cost your"
    ),
    "job": (
        r"(?:last|previous|current|present|former|first|old|most recent|earlier|prior) (?:job|position|role|"
        r"employer|company|work)"
    ),
    "love": (
        r"gay|lesbian|bisexual|bi|homosexual|heterosexual|transgender|trans|queer|asexual|non-?binary|"
        r"attracted to|into (?:men|women|guys|girls)"
    ),
    "crime": (
        r"arrested|convicted|imprisoned|jailed|incarcerated|prosecuted|indicted|sentenced|(?:in|to) (?:prison|"
        r"jail|custody)|charged with|accused of|in trouble with the (?:law|police)|on (?:probation|parole)|fined|"
        r"sued"
    ),
    "typed": r"types?|quer\w+|all|find|operators?|clauses?|schemas?|of|square|cases?",
}

# A PERSONAL phrase without such a word may speak of OTHERS.
TO_YOU = r"\b(?:you|your|yours|yourself|my|i|i'm)\b"

NAMED = {
    "family": r"""
        (?<!the )(?<!his )(?<!her )(?<!their )(?<!whose )(?<!'s )(?<!s' )(?:<kinsman>|pregnan(?:t|cy|cies)|divorce|\
            newborn|breastfeeding)\b
        (?:maternity|paternity|parental) leave\b
        (?:marital status|child ?care|miscarriage|ivf)\b
        (?:having|have|had|raising|raise|expecting|another|first|new|your) (?:an? |any |more |another |young |\
            small )*(?:baby|babies|kids|toddlers?)\b(?! (?:step|product|food|clothes|club|menu))
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
    "salary": r"""
        salary history\b
    """,
    "crime": r"""
        (?:criminal (?:record|history|background|conviction)s?|felony|prior convictions?|arrest record)\b
    """,
    "military": r"""
        (?:military (?:service|status|discharge|record)|veteran status|(?:dis)?honou?rable discharge|conscript\w*)\b
        (?:serve|served|serving) in the (?:military|army|navy|air force|marines|armed forces)\b
    """,
    "orientation": r"""
        (?:sexual orientation|gender identity|homosexuality)\b
    """,
    "politics": r"""
        (?:political (?:views?|opinions?|beliefs?|affiliations?|leanings?|part(?:y|ies))|democrats|republicans)\b
    """,
}

# Somebody whom the job is about. What is named in one sentence with them is theirs.
OTHERS = r"""
    (?:discriminat|bias|fairness|fairly|regardless|anonym|nobody is asked|gdpr|dataset|variable|column|feature)\w*
    (?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|half|most|one) (?:of )?(?:the |your |\
        our )?(?!of you)\w+s\b(?= (?:were|was|called|had|are|went|got|took|who))
    (?:patient|client|customer|guest|student|pupil|resident|colleague|co-?worker|team ?mate|employee|team member|\
        user|tenant)(?:s|s'|'s)?\b
    (?:passenger|player|athlete|borrower|policyholder|victim|suspect|donor|caller|visitor|participant|survivor|\
        defendant)(?:s|s'|'s)?\b
    (?:refugee|buyer|owner|bride|couple|toddler|shopper|trainee|apprentice|intern|subscriber|reader|citizen|\
        learner|inmate)(?:s|s'|'s)?\b
    (?:offender|prisoner|witness\w*|family of|families|relatives|mourners?|deceased|bereaved|applicants|candidates|\
        congregation|parishioners)\b
    (?:worker|staff|crew|nurse|doctor|teacher|engineer|driver|operator|member of (?:your|the) (?:team|staff|crew))\
        (?:s|s'|'s)?\b
    (?:the (?:husband|wife|spouse|daughter|son|mother|father|child|baby|widow\w*|parents|family)|an? (?:child|baby|\
        woman|man|person|mother|father) (?:who|whose|in|with|was|had|from|at))\b
    (?:her|his|their|whose|somebody's|someone's) (?:own |late |elderly |young |new |sick )?(?:<kin>|<kinsman>|\
        partner|relatives?|grand\w+|baby|religion|pregnancy|faith|health|union|age|nationality|visa|salary|arrest|\
        diagnosis|illness|disability)\b
    (?:negotiat|bargain(?!ing\b; what)|mediat|arbitrat|grievance|works council)\w*(?! as a member)\
        (?<!collective bargaining)
    (?:agree\w*|talks|deal|settle\w*|disput\w*|conflict|compromise|meet\w*|met|work(?:ed|ing)?|cooperat\w*|\
        consult\w*|explain\w*|present\w*|respon\w+|position|demands?|propos\w+) (?:\w+ ){0,4}(?:with|to|of|by|\
        from) (?:\w+ ){0,2}unions?\b
    (?:the|that|a|an|local|two|three|different|several) (?:\w+ )?(?:trade |labou?r )?unions?(?:'s|s'|\
        '| (?:representatives?|reps?|leaders?|side|stewards?))? (?:\w+ ){0,2}(?:demand\w*|want\w*|reject\w*|\
        agree\w*|accept\w*|oppos\w*|propos\w*|threaten\w*|refus\w*|ask\w*|disagree\w*|object\w*|position|call\w*|\
        announc\w*|at the table|across|over|on|about)\b
"""

COMPANY = {
    "age": r"\b(?:retire|pension|elderly|demograph)",
    "family": (
        r"\b(?:famil|parent|child|kindergarten|nursery|midwi|matern|wedding|marriage|obstetric|p(?:a)?ediatric|"
        r"nurs|care|social|"
        r"teach|school|hotel|law|attorney|solicitor|insur|police|counsel|therap|physician|doctor|hospi|funeral|"
        r"event|travel|"
        r"tour|estate|chaplain|paramedic|coach|bank|advis|youth|camp|photograph|dentist|mediat|hr\b|human resources)"
    ),
    "health": (
        r"\b(?:health|nurs|patient|clinic|medic|hospital|therap|pharma|disab|psych|care|doctor|physician|"
        r"paramedic|insur|"
        r"social|occupational|safety|hr\b|human resources|fitness|trainer|diet|nutrition)"
    ),
    "religion": (
        r"\b(?:religio|church|chaplain|theolog|pastor|mosque|parish|hotel|event|cater|chef|cook|funeral|museum|"
        r"tour|travel|"
        r"teach|hospice|palliative|architect|restor|heritage|history)"
    ),
    "origin": (
        r"\b(?:immigra|nationality|ethnic|refugee|visas?\b|demograph|integration|language|translat|social|data|"
        r"teach|border)"
    ),
    "union": (
        r"\b(?:unions?\b|(?:labou?r|industrial|employee|employment) (?:relations|law)|human resources|hr\b|"
        r"personnel|negotiat|"
        r"collective)"
    ),
    "salary": r"\b(?:payroll|compensation|salary|wages?|human resources|hr\b|recruit|personnel)",
    "crime": (
        r"\b(?:police|crim|law|legal|attorney|solicitor|probation|prison|correction|court|detective|security|"
        r"social work|judge|"
        r"parole)"
    ),
    "military": r"\b(?:militar|defen[cs]e|army|navy|veteran|armed|security|pilot)",
    "orientation": r"\b(?:lgbt|gender|sexual|diversity|counsel|therap|social work|equal)",
    "politics": (
        r"\b(?:politic|campaign|journalis|report|parliament|government|policy|public affairs|lobby|election|"
        r"diplomat)"
    ),
}
