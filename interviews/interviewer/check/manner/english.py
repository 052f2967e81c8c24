"""English patterns for what an interviewer does not say.

One pattern per line, for text in lower case with plain apostrophes and single spaces; a line that ends in a backslash
goes on in the next one. Each begins at the beginning of a word; <name> stands for an entry of WORDS. TABLE is for \
    every
sentence, STATED for those that ask nothing.
"""

from interviews.interviewer.check.flaw import Flaw

from .english_verdicts import VERDICTS

WORDS = {
    "applicant": r"(?:candidate|applicant|interviewee|job ?seeker)",
    "statement": r"(?<!can )(?<!did )(?<!do )(?<!should )(?<!will )(?<!am )(?<!have )(?<!would )(?<!could )",
    "be": r"(?:is|was|has|had|does|did|will|would|should|could|can|must|said|says|mentioned|described|wants|needs)",
    "explain": (
        r"(?:help|assist|explain|provide|offer|give you|clarify|elaborate|show you|tell you|suggest|recommend|do)"
    ),
    "good": (
        r"(?:great|good|excellent|perfect|wonderful|fantastic|brilliant|outstanding|amazing|awesome|superb|strong|weak|"
        r"bad|poor|terrible|impressive|wrong|correct|incorrect|disappointing|exceptional|ideal|flawless|unacceptable)"
    ),
    "very": r"(?:(?:a|an|the|not|so|very|really|truly|quite|such|absolutely|just|simply|pretty|my|our|most) )*",
    "we": r"(?:we|i|our team|the team|the company|hr|someone|they)",
    "hire": (
        r"(?:hire|offer you|make you an offer|invite you|call you|contact you|get back to you|be in touch|"
        r"move (?:you )?forward|let you know|reject you|accept you|select you|recommend you|proceed with you|"
        r"send you|be hiring|be offering|see you (?:on|at|in|again|next)|notify you|inform you|put you forward|"
        r"have you on|have you join|pay you|give you (?:the|a|this) (?:job|position|offer|contract|chance|score)|"
        r"pass you|welcome you|reach out|bring you on)"
    ),
    "thing": (
        r"(?:key|keys|drug|drugs|molecule|gene|genes|site|sites|list|set|model|models|solution|solutions|pool|"
        r"answer|answers|route|routes|material|materials|feature|features|vaccine|design|designs|compound|build|"
        r"release)"
    ),
}

# How an interviewer may use the first person. Only for Flaw.ROLE, these are taken out before the search.
INNOCENT = r"""
    (?:may|can|could|might|should) i (?:ask|just ask|also ask|invite you|take you back|hear|interrupt|come back|\
        rephrase|clarify|check)
    <statement>i(?:'d|'m|'ll|'ve)?(?: \w+){0,4}? (?:hear|know|understand|ask|learn|see|imagine|appreciate|wonder|\
        wondering|curious|interested (?:in|to|how|what|why)(?! (?:the|this|your) (?:position|role|job|company|\
        opportunity))|sorry|sure|understood)\b
    <statement>i(?:'d|'m|'ll|'ve)?(?: \w+){0,4}? (?:noticed?|read|heard|gather|believe you|come back|go back|\
        return to|take it|follow|mean|explore|discuss|talk about)\b
    <statement>i(?:'d|'m|'ll|'ve)?(?: \w+){0,4}? (?:move on|put|summari[sz]e|repeat|dig|focus|turn|start|begin|saw|\
        apologi[sz]e|stay with|pick up|look at|switch|touch on|go deeper|get an?)\b
    (?:so that|if|as|when|before|because|until|where|than|and) i (?:understand|understood|can (?:picture|\
        understand|follow|imagine)|hear|heard|read|recall|remember|ask|see|get)\b
    that i (?:understand|understood|have understood|get|follow|can)
    my (?:next|first|last|final|second|third|other|follow-up|question|understanding|notes?|colleagues?|apolog\w+|\
        mistake)\b
    (?:type|phase|part|class|level|schedule|grade|tier|division|stage|category|war|act) i\b
    i/o|i\.e\.|i see\b
"""

# What an interviewer may say in a sentence that asks nothing: taken out before STATED is searched.
ACKNOWLEDGED = r"""
    (?:good|great|excellent|perfect|wonderful)(?: to (?:know|hear)| point| question|,? thank(?:s| you))\b
    (?:we|i)(?:'ll| will|'re going to| are going to|'d like to| would like to| can| want to| may| might) (?:now |\
        then |also |just |first |next |briefly |only |quickly )*(?:talk|move|come|look|discuss|start|turn|go|get|\
        continue|cover|focus|spend|return|switch|stay|begin|take|ask|rephrase|repeat|put|stop|pick|leave|keep|skip|\
        see|touch|explore|change|hear|understand|know|imagine|give you (?:a moment|time|a (?:case|situation|\
        scenario|minute)))\b
"""

# What an interviewer does not say in a sentence that asks nothing.
STATED = {
    Flaw.VERDICT: r"""
        (?:excellent|perfect|perfectly|brilliant|outstanding|amazing|fantastic|impressive|impressed|impresses|\
            superb|exceptional|flawless|remarkable|wonderful|awesome|marvellous|marvelous|bravo|terrific|\
            incredible)\b
        (?:answer|response|reply|performance|interview|explanation|qualifications?|profile|application|candidacy|\
            cv|resume|skills?|knowledge|abilit(?:y|ies))s?\b.* (?:good|great|bad|poor|weak|strong|enough|\
            insufficient|right|wrong|correct|incorrect|well|better|best|convincing|unconvincing|lacking|\
            disappointing|short|unclear|suitable|sufficient|high|low)\b
        (?:good|great|strong|weak|poor|bad|nice|solid|clear|right|wrong|correct|convincing) (?:answer|response|\
            reply|performance|explanation|skills?|knowledge|candidate|fit|match|interview|leader|leadership)s?\b
        you (?:\w+ )?(?:did|performed|answered|scored|handled|managed|solved) (?:\w+ ){0,3}(?:well|great|good|\
            poorly|badly|perfectly|nicely|right|wrong|correctly)\b(?! as)
        (?:unfortunately|regrettably|sadly|i'm afraid|i am afraid|i fear)\b
        (?:we|i)(?:'ll| will|'re going to| are going to| shall| have decided|\
            've decided| decided| plan to| intend to| promise| guarantee| am going to|'m going to)\b
        you (?:\w+ )?have (?:\w+ ){0,2}(?:skills?|qualities|potential|talent)\b
        \b(?:we need|we want|we look for|we are looking for|we're looking for)\b
        you won't\b|you will (?:not|never)\b
        like your (?:\w+ )?(?:answer|response|style|attitude|profile|experience)
        you(?:'ll| will)\b(?! (?:remember|recall|notice|see|have noticed|know|find|be asked|hear (?:a|\
            the) (?:question|situation)))
        (?:hire|hired|hiring|reject|rejected|offer letter|job offer|shortlist\w*|second round|next round|\
            final round|next stage|accepted|onboarding|probation period|start date|qualified|qualify|unqualified|\
            overqualified|disqualified)\b
        you (?:really |truly |clearly |certainly |definitely |obviously )?(?:are|'re|seem|look|sound|appear)\
            (?: to be)? (?:\w+ ){0,2}(?:great|good|strong|weak|smart|intelligent|talented|skilled|capable|\
            competent|professional|experienced|inexperienced|qualified|ready|perfect|right|ideal|suitable|\
            unsuitable|best|natural|asset|person|fit|match|lazy|rude|nervous|boring|stupid)\b
    """,
    Flaw.ASSISTANT: r"""
        you (?:should|must|need to|have to|ought to|can|could|may|might want to|had better) (?:always |also |\
            never |try |not |use |make |consider |first |start )*(?!have\b)\w+\b(?<!answer)(?<!take)(?<!think)\
            (?<!choose)(?<!pick)
        (?:i|we) (?:cannot|can't|can not|am unable|am not able|'m not able|do not have|don't have|\
            am not allowed) (?:to )?(?:answer|help|assist|provide|discuss|continue|access|fulfil|comply|do that|\
            opinions|feelings|personal)
    """,
}

TABLE = {
    Flaw.RECITED: r"""
        (?:the|this|my|your|next|following) (?:next |following |interview |follow-up |new |\
            last )*question (?:should|must|has to|needs to|asks|is to|that asks|for the <applicant>|\
            to the <applicant>|in one|with)\b
        (?:one|exactly one|a single|only one|two|short|only the|just the) (?:short |simple |open |\
            good )*(?:sentence|question)s? (?:of at|at most|only|in|that|spoken|and|with|about|to)\b(?! you\b)
        (?:at most|no more than|up to|under|maximum of|max) (?:\d+|twenty(?:-five)?|thirty|fifty) words
        (?:with|without|end\w*|use) (?:it )?(?:in |with )?an? (?:question mark|question$|question\.)
        as an? (?:ai|artificial intelligence|(?:large )?language model|assistant|chatbot|bot|virtual \w+|\
            interviewer)\b
        i(?:'m| am) (?:an? |only |just )*(?:ai|artificial|(?:large )?language model|(?:virtual |\
            helpful )*assistant|chatbot|bot|computer|machine)\b
        (?:my|your|these|the|previous|all previous|above|system) (?:system |hidden |secret |initial |original |\
            previous )*(?:prompt|instructions?)\b(?= (?:is|are|say|says|above|was|were|i|tell|tells)\b|\.|:|,? and|\
            $)
        (?:i was|i have been|i've been|i am|i'm) (?:told|instructed|asked|programmed|supposed|trained|designed|\
            required)\b
        (?:your|my|the|our) (?:only |next )?(?:task|job|goal|aim|role|purpose) (?:here )?is to (?:ask|write|\
            generate|create|interview|formulate|assess|evaluate|help|assist)
        what (?:is|would be|should be) (?:the|your|my) (?:next|following|first|best) question\b
        (?:good|better|best|great|suitable|appropriate|possible|relevant|interesting) (?:next |follow-up |\
            interview |first |opening )*questions? (?:to ask|for the|for an?|for this)\b(?! (?:a|an|your|the) \w+)
        based on (?:the|this|that|their|his|her) (?:answer|response|text|context|information|conversation|\
            transcript|example) (?:above|below|given|provided)|(?:above|previous|given|provided) (?:answer|response|\
            context|conversation|transcript|competency)\b
        star (?:method|technique|format|framework|approach|structure)\b
        (?:ignore|disregard|forget) (?:all |the |my |your |any )*(?:previous|above|prior|instructions|earlier)
        (?:here|below|following) (?:is|are|'s|comes)(?: (?:an?|the|my|your|one|some|another|two|\
            three))? (?:\w+ ){0,3}(?:questions?|poem|answer|response|story|joke|code|prompt|example)\b
        here's (?:an?|the|my|your|one|some|another) (?:\w+ ){0,3}(?:questions?|poem|answer|response|story|joke|\
            code|prompt)\b
        (?:ask|asking|thank|greet|tell|remind|encourage|prompt) the <applicant>
        ^\W*(?:please |then |now )?(?:ask|asks) (?:about|for|them|him|her|exactly|only|one|a question|the next|\
            a follow-up|an? open|how|what|why)\b
        (?:it|question|probe) asks (?:for|about|how|what|why)\b
        (?:write|generate|formulate|create|compose|rephrase|output|produce) (?:an?|the|one|only|your|this|another|\
            only the|exactly one) (?:\w+ ){0,3}(?:question|sentence)s?\b
        (?:what (?:was|is) said by|the interviewer|the interview question|the competency (?:of|is|being|to be)|\
            this competency is|the probe|per the instructions|according to (?:the|\
            my) (?:instructions|prompt|guidelines))\b
        ^\W*one concrete (?:case|example)|hardest or went wrong|(?:steps?|case|thing)s? that (?:was|were) mentioned
        (?:the|a) (?:job )?interview(?:er)? question (?:about|for|on|that|regarding)\b
        say goodbye\b|answer is (?:too short|unclear|off topic|missing)
        (?:hacked|pwned|jailbr\w+|roses are red|system prompt is|once upon a time)
        (?:certainly|sure|of course|absolutely|okay|alright|great|no problem)[!,.:]? (?:here(?:'s| is| are)|\
            i(?:'d| would| will|'ll)? (?:be )?(?:can |happy |glad )*(?:to )?(?:help|assist|write|ask the|explain)|\
            the next|below)\b
    """,
    Flaw.THIRD_PERSON: r"""
        (?:did|does|do|has|have|had|is|was|were|will|would|can|could|should|might|why) (?:the|this|that|our|\
            an?) <applicant>\b(?!s| <thing>)
        (?:the|this) <applicant> <be>\b
        (?:the|this) <applicant>'s (?!cv|resume|résumé|reference|application)
        (?:about|by|from|of|to|when|how|what|that|which|where|if|because) (?:the|this) <applicant>\b(?!s| <thing>)\
            (?! (?:you|who|whom|we|for|to|that|experience))
        (?:the|this) <applicant>[?.]?$
        ^(?!.*\byou).*\b(?:he or she|she or he|he/she|she/he|s/he|his or her|his/her|him or her|him/her)\b
        (?:the|this) <applicant> (?:\w+ed|themselves|himself|herself|personally|in person|do|go|feel|handle|think|\
            make|take|have)\b
    """,
    Flaw.ASSISTANT: r"""
        (?:what|where|how much|which) (?:kind of |sort of )?(?:help |support )?you (?:need|want|would like) (?:my |\
            some |any )?(?:help|assistance|me|support)\b
        (?:you|do you|may) need (?:my |some |any )?(?:help|assistance) (?:with|on|for)?(?=[?.!]|$)
        what (?:else )?do you (?:need|want|expect|require)(?: from (?:me|us))?(?=[?.]|$)|from me(?=[?.]|$)
        how would you like (?:me )?to (?:proceed|continue|start|begin|be addressed)
        how (?:else )?(?:can|may|could|might|shall|should|do) (?:i|we) (?:help|assist|be of|support you|serve)
        (?:can|could|may|shall|should|do you want|would you like|do you need) (?:i|me|us|\
            we) (?:to )?(?:also )?<explain>\b
        what (?:can|may|could|should|shall|would you like|do you want) (?:i|me|us|we) (?:to )?(?:do|help|explain|\
            tell|say|know|write)\b
        what (?:would you like|do you want|do you wish|are you looking) (?:to )?(?:know|learn|ask|hear|discuss|\
            talk about|help|for)\b(?! (?:from|about) (?:the|a|your|an|applicants|candidates|each)\b)
        would you like (?:some |any |more |a |an |my |to (?:know|hear|learn|see|get|have|receive) (?:more|some|a|\
            an|about|the)\b|help|assistance|further|another|me\b)
        do you (?:need|want) (?:any |some |more |further |my )*(?:help|assistance|information|advice|clarification|\
            support|guidance|details|me to)\b
        (?:is|was) there anything (?:else |specific |in particular |more )*(?:i|we|you(?:'d| would) like|\
            you (?:want|need|wish) )
        (?:anything|something) (?:else )?(?:i|we) can\b|let me know
        let me (?:help|explain|show you|give you|provide|tell you|share|suggest|assist|answer|elaborate)
        feel free to\b(?! (?:think|take))|please (?:do not|don't) hesitate|happy to (?:help|assist|explain|answer)
        glad to (?:help|assist|explain|answer|hear)
        (?:i'm|i am|we're|we are) here to\b|(?:i|we) hope (?:this|that|it) (?:helps|helped|answers|is helpful)
        (?:if|do|should) you (?:have|need) any (?:other |further |more |additional |specific )*(?:questions?|\
            concerns|help|assistance)\b(?! (?:about|from) (?:a|the) (?:customer|patient|client|guest)s?)
        do you have (?:any |some |other |more )*questions\b
        (?:i|we) (?:can|could|will|would|'ll|am able to|would be happy to) (?:gladly |certainly |definitely |\
            also )*(?:help|assist|explain|provide|guide|walk you|show you|give you|teach|support you|suggest|\
            recommend)\b
        i'll (?:gladly |certainly )*(?:help|assist|explain|provide|guide|walk you|show you|give you|teach|suggest)\b
        here are (?:some|a few|the|my|three|two|\d+) (?:\w+ )?(?:tips|steps|examples|ways|suggestions|ideas|points|\
            things)
        (?:you're|you are) welcome\b(?! to)
        thank you for (?:reaching out|contacting|asking|your (?:question|interest in (?:this|the) chat))
        (?:i|we)(?:'d| would) (?:suggest|recommend|advise)|my (?:advice|suggestion|recommendation)
    """,
    Flaw.VERDICT: VERDICTS,
    Flaw.ROLE: r"""
        (?:thank you|thanks|grateful)(?: so much| very much| again)?(?: for|,) (?:your |the |this |having|\
            giving me|inviting|considering|interviewing|this wonderful |letting me |all )*(?:guidance|opportunity|\
            having me|me\b|considering|consideration|this interview|inviting|advice|help|feedback|\
            interview(?:ing)?|support|chance|mentorship|question)\b
        look(?:ing)? forward to (?:working|hearing|joining|meeting|contributing|your|being|the opportunity|\
            discussing|learning|speaking)
        (?:did|have|had|were|was|are|should|must|could|can|will) (?:we|our team|our company) (?:\w+ )?(?:do|handle|\
            solve|implement|use|manage|improve|decide|able|know|learn|measure|choose)\b
        what (?:is|are|will be|would be) the (?:salary|pay|benefits|working hours|hours|vacation|perks|\
            company culture|dress code|next steps?)\b(?!.*\byou\b)
        (?:tell|explain|describe)(?: to)? me (?:more |a bit |a little |something )*about (?:the|your|\
            this) (?:company|position|role|team culture|salary|benefits|company culture|working conditions|\
            job itself)\b(?! (?:that you|you|where you|which you|at|in which))
        like me\b|(?:hire|offer|teach|employ|choose|select|accept) me\b
        give me (?:the job|a chance|an opportunity|some advice|feedback)|for me to (?:work|join|know|learn)
        what (?:the )?next steps (?:are|will be)|what are the next steps (?:in|of|for)
        looking for in (?:an?|your|the) (?:\w+ )?(?:candidate|employee|applicant|hire|team member|new hire)\b
        how many (?:people|colleagues) (?:would|will) (?:be (?:on|in) )?my\b
        as (?:the|a|your) candidate\b|excited (?:to|about)|eager to (?:learn|work|join|contribute)
        (?:i|i'm|i've|i'd|i'll|my|mine|myself)\b(?![./])
        (?:we|our team) (?:implemented|used|built|decided|moved|reduced|solved|did|were|introduced|created|\
            improved|developed|managed|had|migrated|launched|increased|worked)\b
    """,
}
