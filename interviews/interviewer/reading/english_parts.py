"""English patterns that tell what an account of a case contains, in the form of english.py."""

WORDS = {
    # What follows is told as the next event.
    "next": r"(?<=^)|(?<=, )|(?<=and )|(?<=but )|(?<=so )|(?<=until )|(?<=then )|(?<=that )",
    "then": (
        r"(?:(?:then|also|just|first|had|have|already|once|even|only|still|myself|finally|actually|quickly|always|"
        r"usually|\w{2,16}ly|did|'ve|'d) ){0,3}"
    ),
    # Said of something done, at one time or over and over: not worked as, was, had, knew.
    "did": (
        r"(?!(?:worked (?:as|at|in|for|with|on)|needed|wanted|liked|loved|hated|believed|lived|used to|learned|learnt|"
        r"studied|graduated|qualified|enjoyed|preferred|cared|seemed|looked (?:like|forward)|tired|based|joined|bed|"
        r"red|need|feed|speed|indeed|embed|exceed|hundred|interested|excited|motivated|supposed|scared|worried|"
        r"involved|started (?:as|at|in|my|out)|moved (?:here|to)|agreed to differ)\b)(?:[a-z]{2,20}(?<!e)ed|told|took|"
        r"gave|made|found|went|came|wrote|rewrote|built|rebuilt|ran|led|spoke|bought|brought|taught|sent|kept|got|did|"
        r"redid|began|chose|drew|drove|held|met|paid|rang|sold|threw|left|stood|sat|caught|spent|showed|shown|fought|"
        r"broke|hid|hung|laid|lent|lost|rode|sang|shook|shot|slept|spun|stuck|swept|swore|tore|woke|won|wore|withdrew|"
        r"undid|understood|overcame|dealt|dug|fed|fell|flew|froze|grew|bent|bound|saw|heard|became|ground|blew|clung|"
        r"crept|fled|flung|foresaw|leapt|leant|lit|mistook|overheard|oversaw|sought|sped|sprang|stole|struck|strove|"
        r"strung|swam|swung|trod|undertook|upheld|wound|wove|wrung|underwent|bore|dove|spilt|agreed|freed)"
    ),
    # Present and past alike: the rest of the answer tells.
    "either": r"put|set|cut|shut|read|hit|split|spread|let|reset|quit|bet",
    "we": (
        r"we|our (?:\w+ )?(?:team|department|crew|shift|group|ward|unit|class|office|branch|school|kitchen)|my (?:team|"
        r"crew)"
    ),
    "somebody": (
        r"(?:an?|the|one|my|our|two|three|some|another|this|that) (?:\w+ ){0,3}?(?:customer|patient|client|guest|"
        r"passenger|man|woman|lady|boy|girl|son|daughter|mother|father|parent|student|pupil|colleague|boss|manager|"
        r"supervisor|driver|supplier|resident|child|kid|guy|lads?|user|machine|oven|server|bakery|office|company|"
        r"doctor|teacher|family|visitor|tenant|landlord|neighbou?r|candidate|employee|applicant|apprentice|trainee|"
        r"intern|couple)s?"
    ),
    "unit": r"percent|per cent|%|points?|euros?|dollars|pounds|hours?|minutes?|days?|weeks?|ms|seconds?|times|k\b",
    "number": (
        r"\d[\d.,]{0,12}|half|a third|a quarter|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
        r"thirty"
    ),
    "month": (
        r"january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
        r"thursday|friday|saturday|sunday|christmas|easter|black friday"
    ),
}

# What is usual, or only imagined: no case.
USUAL = r"""
    (?:usually|normally|generally|typically|mostly|in general|as a rule|tends? to)\b
    (?<!that )i(?:'d| would| will|'ll) (?!(?:already|just|never|been|had)\b)(?!(?:<did>)\b)
"""
# The same, unless the sentence tells what somebody did.
OFTEN = r"""
    (?:always|often|sometimes|every time|whenever|each time)\b
    (?:every|each|before each|after each) (?:day|shift|week|month|morning|evening|night|time|lunch|service|customer|
        patient|single)\b
    if (?:i|you|a|an|the|anything|something|someone|somebody|it)\b(?! (?:had|was|were|could))
"""
# The speaker's own deeds.
OWN = r"""
    i(?:'ve|'d)? <then>(?:<did>)\b
    i (?:was|had) [^,]{1,60}, (?:and |then )?(?:<did>)\b
    i had to (?!wait|be|have)\w+
    i had (?:him|her|them|everyone|everybody|the \w+|my \w+|his \w+) \w+
    (?:i was|i'm|i am) (?:responsible for|in charge of|the one who|able to)\b
    my (?:job|part|role|task|responsibility) (?:was|in (?:it|that|this) was) to\b
    (?<=^)(?:so |then |and |also |once |first |finally |, ){0,2}(?:<did>)\b(?! (?:on|by|for|of|as)\b)
    (?<=^)(?:so |then |and )?(?:put|set|cut|shut) (?:it|them|the|a|my)\b
"""
OWN_IF_PAST = r"""
    i(?:'ve|'d)? <then>(?:<either>)\b
"""
# Signs that the answer tells of the past.
PAST = r"""
    (?:was|were|had|did|last|ago|wanted|needed|tried|worked|lived|used to)\b
    (?:<did>)\b
"""
# What the team did.
TOGETHER = r"""
    (?:<we>) <then>(?:<did>|had|were)\b
    (?:<we>) <then>(?:<either>)\b.{1,80}?\b(?:<did>|was|were)\b
"""
# What others did, or what happened.
OTHERS = r"""
    (?:(?<=^)once|once (?:i|we|when|an?|the)|i once|one (?:day|time|night|evening|morning|of my)|there was)\b
    (?:<somebody>)(?: who)? <then>(?:<did>|was|were|had|wanted)\b
"""
# What comes of it.
NEXT = r"""
    (?:<next>)(?:they|he|she|it|everyone|everybody|nobody|no one|the [a-z-]+(?: [a-z-]+)?|my [a-z-]+|that)(?:'ve|'s|
        'd)? <then>(?:<did>|(?:was|were|had|has|have|is|are|can|could|takes?|comes?|knows?)(?! \w+ing))\b
    (?:<next>)(?:by|within|after|in|from|since|now|today|later|at|two|three|four|five|six|a few|
        \d+) (?:[a-z0-9'.-]+ ){0,4}?(?:we|they|he|she|it|the [a-z-]+|all|everyone|nobody) (?:<then>)(?:<did>|was|were|
        had|has|have|is|are|could)\b
"""

# Taken out before an obstacle is looked for: there was none.
SMOOTH = r"""
    (?:nobody|no one|never|without|no|not a single|zero|not one|hardly any|few)(?: \w+)? (?:complain\w*|hurt|injur\w+|
        problems?|issues?|mistakes?|errors?|accidents?|incidents?|delays?|trouble|late|missing|corrections?|trips?|
        damage)\b
    (?:in trouble|no worries|no problem|not bad)\b
"""

# What a question may ask for: whatever answers it is that part, in whatever words.
ASKED = {
    "situation": r"""
        (?<=^)(?:and |so |ok, )?(?:when|where) (?:was|were|did) (?:that|this|it)\b
        (?:when and where|where and when|at stake|the circumstances|what was the (?:situation|background|context))\b
    """,
    "why": r"""
        why (?:did|do|was|were|that|this|you|not|choose|exactly)\b
        (?:what was|what were|for what|which) (?:your |the )?reasons?\b
        what made you\b
    """,
    "obstacle": r"""
        (?:hardest|most difficult|trickiest|toughest) (?:part|thing|for you|about|when|of)\b
        (?:did not|didn't) go (?:as planned|well|according to)\b
        (?:went wrong|got in (?:the|your) way)\b
        what (?:was|made it|made that) (?:so )?(?:hard|difficult|tricky)\b
    """,
    "result": r"""
        (?:turn|turned|come|came|become|became) (?:out|of (?:it|that|this))\b
        how did (?:it|that|this|the \w+)(?: all)? (?:end|go)\b
        (?:the (?:result|outcome)s?|how (?:could|did) you (?:tell|know|notice|measure)|what changed)\b
    """,
}

PARTS = {
    "situation": r"""
        (?:valentine|halloween|new year|holiday|week when|years? ago)
        (?:last|ago|during|when|while|once|back (?:in|then|at)|there (?:was|were)|at the time|one (?:day|time|night|
            evening|morning|of))\b
        (?:in|since|from|until) (?:19|20)\d\d\b
        (?:<month>)\b
        (?:in|at|on|for|from|to|into|behind|near|beside|under|between) (?:an?|the|my|our|their|his|her|year|aisle|
            floor|room)\b
        (?:we|they|he|she) (?:had|were|was)\b
        \d+ ?(?:am|pm|o'clock|covers|patients|guests|people|customers)\b
        (?:month-end|night|shift|project|release|audit|season|summer|winter|spring|autumn)\b
    """,
    "why": r"""
        (?:i|we|my|our|me)\b.{1,160}? (?:because|'cause|cos|cuz)\b
        (?<=^)(?:just |mainly |mostly |only |simply |well, |partly )?(?:because|'cause|cos)\b
        since (?!(?:then|\d|last|(?:that|this|the) (?:day|week|month|year|time|beginning|start|incident|move|change)|
            january|february|march|april|may|june|july|august|i (?:was|left|joined|started))\b)(?:it|i|we|he|she|they|
            the|a|an|there|this|that|my|our|you|nobody)\b
        (?<=, )as (?:\w+ ){1,4}(?:was|were|had|is|are)\b
        as (?:i'd|there|it (?:was|would)|half|nobody|most|otherwise)\b
        (?:so that|so (?:they|he|she|nobody|no one|everyone|everybody|it|people) (?:would|could|can|knows?|listens?|
            knew)|in order (?:to|not)|so as to)\b
        to (?:avoid|prevent|make sure|ensure|be sure|protect|be safe)\b
        (?:the|my|main|one|for that|for this|for safety|for) reasons?\b
        (?:that's|that is|which is|that was|which was) (?:exactly )?why\b
        otherwise\b
        i (?:thought|figured|felt|reckoned|believed|decided|wanted|knew|judged|assumed|feared|expected|hoped|
            didn't want|did not want)\b
        (?:would have|would only have|could have|might have) (?:\w+ ){0,2}?(?:been|made|lost|cost|taken|caused|meant|
            only)\b
        (?:it|that) would (?:have|be|only)\b
        (?:i|we) (?:could|might) (?:also )?have \w+
        i'd (?:better|rather)\b
        (?<=, )so (?:i|we)\b
        (?:given that|considering|my (?:thinking|reasoning|idea|logic)|the (?:point|idea|logic|thinking) (?:was|is|
            behind))\b
        (?:rather than|instead of) \w+ing\b
        (?:but )?you (?:can't|cannot) \w+
    """,
    "obstacle": r"""
        (?:difficult\w*|hard(?:est)? (?:part|thing|bit)|(?:was|is|really|very|so|that's|too|it's|pretty|got) (?:hard|
            tough|tight|tricky|short|bad|slow|late|tense)|tough(?:est)?|tricky|challeng\w*|struggl\w*|obstacles?|
            hurdles?)\b
        (?:problem|issue|trouble|error|mistake|fault|bug|outage|incident|accident|cris[ie]s|mess|chaos|delay|shortage|
            gap|conflict|tension|resistance|argument|dispute|complaint|theft|fraud|flood|fire|damage|leak|deadlock|
            backlog|bottleneck|misunderstanding|breakdown|strike|injury|pain)(?:e?s|ed)?\b
        (?:unfortunately|sadly|the trouble|the catch|in vain|for nothing|nobody (?:knew|would|wanted|came|had|
            believed)|no one (?:knew|would|wanted|came|had))\b
        (?:refus\w+|reject\w*|denied|oppos\w+|argu(?:ed|ing)|fail\w*|broke|broken|break(?:s|ing)? down|crash\w*|died|
            dying|dead|collapsed|leak\w*|jam(?:med|ming)|stall\w*|stuck|torn|burnt|burned|spilled|smoking|
            stopped (?:working|like|completely)|went (?:down|wrong|quiet|dead|dark|off|read-only|missing|silent)|
            drift(?:ed|ing)|climb(?:ed|ing)?|loose|crack(?:ed)?|overload\w*|drop(?:ped|ping) out|chafed|corroded|
            blocked|clogged|froze|frozen|packed up|gave out|gave up on|porosity|pinhole|hole|stolen|cheat\w*|lied|
            resigned|cancel\w*|quit on|walked out)\b
        (?:complain\w*|angr\w+|furious|upset|shout\w*|yell\w*|scream\w*|cried|crying|drunk|aggressive|rude|hostile|
            unhappy|annoyed|grumpy|fighting|fought|threw \w+|insult\w*|threat\w*|(?:was|were|is)(?:n't| not) happy|
            frustrat\w+|afraid|scared|nervous|panic\w*|overwhelm\w*|confus\w+|disappoint\w+|mistrust\w*|sceptical|
            skeptical|reluctant|stubborn)\b
        (?:too (?:late|few|many|much|little|slow|expensive|long|short|busy|tired)|late|overdue|missing|lost|losing|
            short of|understaffed|behind schedule|behind|off sick|call-offs?|called in sick|not enough|only (?:one|
            two|three|half|\d+)|alone|without (?:a|any|power|warning)|ran out)\b
        (?:didn't|couldn't|wouldn't|hadn't|wasn't|weren't|did not|could not|would not|was not|were not) (?!(?:have to|
            need|want to risk|even)\b)\w+
        (?:wrong(?:ly)?|worst|worse|bad night|bad|poor|messy|outdated|expired|mislabell?ed|duplicate|incomplete|
            inconsistent|unclear|unsafe|pushback|pushed back|disagree\w*|against it|stress\w*|pressure|scary|at risk|
            risk\w*|danger\w*|injured|bleeding|unconscious|fainted|sick|ill|fell|falling|fallen)\b
        (?:evicted|gone|half of the|kept (?:\w+ing)|twice|three times|six times|again and again|stopped|
            had to (?:wait|redo|start over|limit))\b
        (?:took (?:forever|ages|too long)|cost us)\b
    """,
    "result": r"""
        (?:in the end|eventually|as a result|the results?|results? (?:was|were)|outcome|at the end|ended up|
            ever since|since then|from then on|after that (?:he|she|they|it|we|nobody|no)|that was that|all went|
            went (?:well|fine|smoothly|out on time))\b
        (?:no|nobody|none|not|never) (?:\w+ ){0,4}?since\b
        (?:nobody|no one|no-one|no \w+) (?:was|got|were) (?:hurt|injured|harmed|lost|missed|fired)\b
        (?:everyone|everybody|everything|all \w+)(?: else)? (?:was|got|ate|could|came|worked|went|arrived)\b
        (?:now|today) (?:it|we|they|he|she|every|all|the|takes|everyone)\b
        (?:still|always) (?:comes|come|use|uses|use it|works|say|says|calls?|writes?|works there)\b
        (?:went|dropped|fell|rose|grew|increased|decreased|improved|shrank|came|sank|climbed|reduced|cut|shortened|
            raised|brought|got|jumped|reached)(?: \w+){0,3}? (?:down|up|from|to|by) (?:about |around |almost |nearly |
            over |only |under |below |maybe )?[$€£]?(?:<number>)
        instead of (?:<number>)\b
        (?:doubled|tripled|halved|quadrupled)\b
        (?:by|to|from) (?:about |around |almost |nearly |over )?(?:<number>) ?(?:<unit>)
        (?:thanked|thank-you|praised|compliment\w*|congratulat\w+|apologi[sz]ed|shook my hand|hugged|rated|feedback|
            award\w*|promoted me|told me (?:the|that it|it|later|afterwards)|wrote (?:me|us) a)\b
        (?:refunded|replaced (?:it|them)|solved|resolved|fixed|(?:was|were|got) (?:granted|approved|accepted|settled|
            solved|fixed|saved|repaired|happy|calm|delighted|satisfied|relieved|back)|recovered|calmed down|signed|
            granted|succeeded|passed|won)\b
        (?:finished|done|complete[d]?|delivered|ready|closed|shipped|opened|live|running|back up|
            handed it over)(?: \w+){0,2}? (?:by|on time|in time|before|within|at|on the|the same|early|again|in (?:a|
            one|two|three|ten|half))\b
        (?:on time|in time|within (?:an? |<number> ?)(?:\w+)|by (?:seven|eight|nine|ten|noon|midnight|monday|friday|
            the end))\b
        (?:was|were|went|got|came|back|down|up|done|gone)\b.{0,60}? the (?:same|next) (?:day|afternoon|evening|week|
            morning|night)\b
        (?:we|i) (?:sold|saved|lost|kept|won|got through|made it|managed|reached|met)\b
        (?:they|he|she) (?:kept|stayed|came back|agreed|left|accepted|signed|paid|got|passed|understood|used|calmed|
            liked|loved|asked about|later)\b
        (?:turned out|worked out|paid off|it worked|that worked|worked (?:well|fine)|success\w*)\b
        (?:later|afterwards),? (?:the|he|she|they|it|we|my|an?|everyone|nobody)\b
        after (?:six|two|three|four|a few|some|\d+) (?:days|weeks|months|years|hours)\b
        stopped (?:about|just|in time|before|within)\b
    """,
}
