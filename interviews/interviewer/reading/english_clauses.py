"""English patterns for a clause: where it turns, asks, denies or chats, and what says nothing; like english.py."""

WORDS = {
    "start": r"^|(?<=[,:;] )|(?<=and )|(?<=or )|(?<=so )|(?<=then )|(?<=way )",
    "not": r"(?:don't|do not|dont|didn't|did not|can't|cannot)(?: really| actually| currently| yet)?",
    "dish": (
        r"pasta|pizza|burgers?|noodles|sandwich(?:es)?|lunch|breakfast|dinner|ice cream|sushi|steak|soup|salad|cake|"
        r"ramen|chocolate|curry|tacos?"
    ),
}

# Denies in passing that there is anything to tell: decisive if nothing else is told.
DENIAL = r"""
    (?:no|hardly any|not many|not any|not a single|few) (?:\w+ )?(?:conflicts?|problems?|complaints?|mistakes?|
        issues?|arguments?|difficulties|failures?|accidents?|errors?|disagreements?|emergencies|trouble)\b
    i <not> (?:usually |normally |often |ever )?(?:make|get|have|meet|see|run into|face)(?: (?:any|many|that|such|
        much))?\b
    there (?:wasn't|weren't|isn't|aren't|haven't been|hasn't been|was no|were no|is no|are no)\b
"""

# Denied as an outcome, not as an experience.
OUTCOME = r"""
    (?:since (?:then|that)|ever again|again|after that|afterwards)\b
"""

# Neither the question nor work, unless a word of WORK or of the question's topic is there.
SMALL_TALK = r"""
    (?:weather (?:is|today|tomorrow|forecast|outside)|(?:nice|lovely|good|beautiful) weather|(?:what|
        how)(?:'s| is) the weather)\b
    (?:it is|it's|it was|it will|it'll|is it)(?: \w+){0,2} (?:rain|raining|snow|snowing|sunny)\b
    (?:football|soccer|baseball|basketball|world cup|champions league|super bowl|premier league)\b
    (?:watch|see|saw|seen|watched|catch)(?: \w+)? (?:match|game|film|movie|episode|series)\b
    i(?:'m| am)? (?:had|ate|eat|eating|having|want|fancy|like|love)(?: (?:an?|some|my|really|
        to eat)){0,2} (?:\w+ ){0,2}?(?:<dish>)\b
    (?:for|had) (?:lunch|dinner|breakfast) (?:today|yesterday|tonight)
    my (?:sister|brother|mum|mom|dad|grandma|grandmother|grandpa|uncle|aunt|cousin|girlfriend|boyfriend|husband|wife|
        neighbou?r|kids?|daughter|son) (?:is|has|had|just|got|wants|says|bought|lives)\b
    (?:puppy|kitten|hamster|holidays? in|at the beach|my garden|plum cake)\b
    (?:find|found|finding) your (?:building|office|entrance|address)\b
    my (?:cat|dog|hamster|parrot|puppy|kitten|rabbit|goldfish)s?\b
    do you (?:like|enjoy|watch|play|eat|drink|prefer|have (?:a|any) (?:pets?|hobb\w+|kids|favou?rite)|know (?:any|
        a good|that new))\b(?! \w*(?:work|here|about|to work))
    (?:restaurant|bakery|café|cafe|pub|cocktails?|cinema|concert|holiday|vacation|wedding|
        birthday)s?\b.{0,30}\b(?:round the corner|near here|nearby|last night|tonight|tomorrow|next week|
        on (?:saturday|sunday))\b
    (?:netflix|tiktok|horoscope|star sign|zodiac|video games?|playstation|lottery)\b
    my favou?rite (?:movie|film|show|song|band|colou?r|food|singer|team|dish|game|season)\b
"""
WORK = r"""
    (?:customers?|patients?|clients?|guests?|shifts?|teams?|colleagues?|boss|manager|projects?|pupils|students|work|
        job|shop|store|ward|site|passengers|residents|kitchen|menu|orders?|delivery|sales)\b
"""

# Where a sentence changes sides: either side may say something that the other does not.
TURNS = r"""
    ,? (?:but|however|though|although|except that)\b,?\s
    , yet\s
    ;\s
    \s[-–—]\s
"""

# What begins like this asks something, if the sentence ends with a question mark.
ASKING = r"""
    (?:<start>)(?:what|how|when|where|who|which|why)(?:'s|'re)?(?: \w+){0,4}? (?:is|are|do|does|did|will|would|can|
        could|should|was|were|has|have|reads?|decides?)\b
    (?:<start>)(?:what|how|who|where|when)(?:'s|'re|'ll| about| many| much)\b
    (?:<start>)(?:do|does|did|is|are|can|could|will|would|may|should|has|have|am) (?:you|i|we|it|there|the|this|that|
        they|your|my|any|an?|he|she|someone|somebody|people|staff)\b
    (?:<start>)(?:is|are|does|will|can) \w+ (?:\w+ ){0,4}?(?:paid|included|possible|allowed|provided|required|offered|
        available|negotiable|expected)\b
    ^(?:and |so |but )?(?:the|your|any|an?|which|what)\b.{0,60}$
"""
# The same without a question mark.
ASKING_UNMARKED = r"""
    ^(?:what|how|when|where|who|which|why)(?: (?:much|many|long|often|big|kind of \w+|sort of \w+|\w+s))? (?:is|are|
        do|does|did|will|would|can|could|should) (?:you|i|we|it|there|the|this|that|they|your|my)\b
    ^(?:do|does|can|could|will|would|are|is|am) (?:you|there|i|we|they|the (?:job|pay|salary|company))\b
    ^(?:does|can|could|will|would|is) (?:it|this|that)\b
"""

# What says nothing, whatever was asked.
EMPTY = r"""
    (?:yes|yeah|yep|yup|no|nope|nah|ok|okay|sure|right|well|hmm+|um+|uh+|er+|oh|ah|so|like|hello|hi|hey|thanks?|true|
        maybe|perhaps|probably|honestly|frankly|definitely|absolutely|certainly|exactly|nothing|whatever|fine|great|
        good|sorry|alright|anyway|basically|actually|obviously|naturally|always|sometimes)\b
    (?:not much|nothing|not a lot) (?:else )?to (?:say|add)\b
    (?:of course|thank you(?: very much| so much)?|you know|i mean|i guess|i think so|i suppose|to be honest|
        let me (?:think|see)|give me a (?:moment|second|minute)|one moment|good (?:morning|afternoon|evening|
        question)|nice to meet you)\b
    (?:that's|that is|what)? ?an? (?:very |really )?(?:good|great|difficult|tough|hard|tricky|interesting|nice) question
    it (?:all |really )?depends(?: on (?:the )?\w+)?
    (?:i'm|i am) not (?:really |quite )?sure
    i (?:really )?(?:don't|do not|dont) (?:really )?know(?: (?:what to say|how to answer(?: that)?|that|
        much about (?:that|it)))?
    (?:no idea|no problem|not really|not much|same as (?:before|above)|as i (?:said|mentioned)|all good|not bad|
        very well|pretty well)\b
    i (?:did|do|try|tried|gave|give|always do) (?:it )?(?:very |really |quite )?(?:well|fine|good|great|my best|
        it all|okay|it)\b
    (?:it|that|everything|this)(?:'s| is| was| went)(?: \w+)? (?:fine|good|ok|okay|great|well|important|hard|
        difficult|easy|interesting|nice|true|normal|correct|smoothly)\b
    (?:very|really|quite|so|most|extremely) (?:important|good|much|well|difficult|hard|easy)\b
    i (?:can|could) do (?:that|it|this)
    i have (?:a lot of |much |some |lots of |plenty of |good )?experience(?: (?:with|in|of) (?:that|it|this))?
    i(?:'m| am) (?:very |really |quite |pretty )?(?:good|great) (?:at|with) (?:it|that|this|people)
    i (?:agree|like it|love it|enjoy it|like (?:that|people|my job|working with people))\b
"""
