"""English phrases that speak of the candidate's own affairs, in the form of english.py, by topic."""

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
        (?:until|when) (?:do )?you (?:plan to )?retired?\b(?! (?:the|this|that|an?|old|some|your|our|these|those|it|\
            its|\
            both|all|two|three|\w+s)\b)
        (?:before|until|close to|near) (?:your )?retirement\b(?! of)
        (?:when|year) did you (?:graduate from|finish|leave) (?:high school|college|university|school)
        (?:i am|i'm|you are|you're) \d\d(?: years old)?(?=$|[.,;?])
        (?:are|were|is|be|being|seem|look|feel) (?:you |it )?(?:(?:a bit|a little|too|rather|quite|so|very|still|\
            already|getting|not) )*(?:old|young|elderly|mature|aged) (?:for|to|enough)\b(?= .*\b(?:job|role|\
            position|work|this|learn|start|lead|keep up))
        you (?:\w+ ){0,3}(?:keep up|fit in|compete|cope|work|report) (?:\w+ )?(?:with|to|for|\
            under) (?:\w+ ){0,3}(?:younger than you|half your age|in their (?:twenties|thirties|20s|30s)|(?:much|\
            far|so much) (?:younger|older))
        (?:are|were) you (?:\w+ )?(?:over|under|above|below|past|older than|younger than|nearing|\
            approaching) (?:\d\d|thirty|forty|fifty|sixty|twenty|retirement)\b(?! (?:hours|percent|people|\
            employees|minutes|%))
        an? (?:older|younger) (?:boss|manager|supervisor)\b
        as an? (?:older|younger|elderly|mature|young) (?:person|worker|candidate|employee|man|woman)
        (?:at|given|considering|for|of|despite) your (?:advanced |young |tender )?age\b(?! (?:of|group|range))
        (?:which|what) (?:generation|age group|age range|age bracket|decade) (?:do|are|were|did) you
        you (?:are|'re)? ?(?:too old|too young|over the hill|past your prime|close to retir\w+|\
            near(?:ing)? retir\w+)
        how many (?:more )?years (?:until|before|do you have (?:until|before)) (?:you )?retir
        (?:when|how soon|at what age|do you intend|do you plan|do you want|are you (?:going|planning)) (?:do |are |\
            will |would )?(?:you )?(?:plan |want |intend |expect |going |planning |\
            hope )?(?:to )?retire\b(?! (?:the|this|that|an?|old|some|your|our|these|those|it|them|any|legacy)\b)
        (?:you|your) (?:\w+ )?(?:turn|turned|turning) \d\d\b
        how (?:young|old) (?:do you feel|do you look|would you say you)
        your (?:next |last |\w+tieth )?birthday\b|(?:someone|people|person|anyone) (?:of )?your age\b
        what year (?:is|was) on your (?:diploma|birth)|your zodiac|year you were born
        (?:month|year) of (?:your )?birth
    """,
    "family": r"""
        <your> <kin>\b(?![- ]<thing>)
        <you> (?:or )?(?:married|divorced|widowed|pregnant|expecting a)\b
        are you (?:a )?single\b(?!-| thread)
        <you> an? (?:single )?<parent>\b(?![- ]<thing>)
        (?:you|did) (?:\w+ )?(?:have|having|want|raise|raising) (?:\w+ )?<little>\b(?![- ]<thing>)
        how many <little> (?:do|did|will|would) you
        (?:plan\w*|want|hop\w+|intend\w*|like|think\w*) \w+ (?:have|having|start|starting|raise|\
            raising) <a><little>\b
        (?:plan|planning|start|starting) a family\b
        (?:get|getting|got|be|been|being) (?:married|divorced)\b
        <care> <a>(?:small |young |elderly )?(?:<little>|parents|relatives)
        (?:as|being|becoming|become) an? (?:\w+ )?<parent>\b(?![- ]<thing>)
        (?:live|living) (?:alone|with your (?:parents|family|partner))\b
        who (?:do|are) you liv(?:e|ing) with
        (?:my|your)(?: \w+)? <kinsman>\b
        you (?:\w+ )?(?:pregnant|expecting\b(?=[?.,]| a (?:baby|child)| soon)|married|engaged to|divorced|\
            trying for a)
        (?:if|when|in case|should|will|would|could|are|were|may|might) you (?:\w+ )?(?:become|became|becoming|get|\
            got|be|been) (?:pregnant|married|a (?:mother|father|parent|mom|dad))
        (?:plan|plans|planning|intend|thinking|hoping|want) (?:\w+ ){0,3}(?:pregnan\w+|maternity|bab(?:y|ies)|\
            more (?:kids|children)|settle down|have (?:kids|children)|get married|marry)
        (?:have|having|take|taken|taking|need|use|request(?:ed)?|on|return(?:ed|ing)? from|\
            go on) (?:\w+ )?(?:maternity|paternity|parental) leave\b(?! (?:policy|polic|cover|requests?|system|\
            record|data))
        (?:do|are|would|will|did) you (?:\w+ )?(?:dat(?:e|ing) anyone|seeing (?:anyone|someone)|\
            in a (?:relationship|serious relationship)|single\b(?!-| thread)|have a (?:partner|family|boyfriend|\
            girlfriend|spouse|husband|wife)\b(?! (?:program|in the)))
        (?:your|who) (?:\w+ )?(?:family (?:situation|plans?|planning|status|life|circumstances|responsibilities|\
            obligations|commitments|background)|home life|private life|personal life|love life|childcare|\
            child ?care|child care arrangements?)\b(?! (?:clients?|services?|clinic))
        who (?:watches|looks after|takes care of|picks up|will watch|will look after|would look after) (?:your|\
            the) (?:kids|children|baby|child)
        (?:birth control|contraception|contraceptives?|fertility treatment|biological clock|ivf)\b(?= .*\byou\b|\?)
        (?:does|do|did|would|will|is|has) your (?:partner|family|other half|significant other|better half)\
            \b(?! (?:compan\w+|organi\w+|institut\w+|universit\w+|agenc\w+|team|school|brand|firm|bank|program))
        you (?:\w+ ){0,3}(?:having|have|adopt\w*|raising|expecting|wanting) (?:an? |any |another |more |your |\
            some )+(?:own )?(?:child|children|kids?|baby|babies|family)\b(?! (?:class|process|node|element|\
            component|in (?:the|your)|business|clinic))
        when (?:are you|is your baby|is the baby) due\b
        (?:is|does|will|would|did) your (?:partner|spouse|family|other half) (?:\w+ )?(?:okay|ok|fine|happy|mind|\
            agree|approve|object|support|accept)\w*\b
        (?:are|is) your (?:parents|father|mother|kids|children)\b(?![- ]<thing>)|changing your (?:last|maiden) name
        your maiden name
    """,
    "health": r"""
        <your> (?:<body>|<illness>)\b(?![- ]<measured>)
        (?:do|did|have) you (?:\w+ )?(?:have|had|suffer\w*|live|take|been taking) (?:\w+ ){0,3}(?:<illness>|\
            medication)
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
        (?:any|an?|some|for|your) (?:known |serious )?(?:medical|health|physical|psychological|mental) (?:reasons?|\
            restrictions?|concerns?|limitations?|conditions?|complaints?|problems?)\b(?= .*\b(?:you|your)\b)\
            (?! (?:of|in) (?:the|a|your) (?:patient|client|resident|customer))
        how (?:tall are you|much do you weigh)
        (?:are|have|were) you (?:\w+ ){0,2}(?:vaccinated|hiv[- ]positive|an alcoholic|in recovery|in therapy|\
            on (?:any )?(?:medication|drugs|antidepressants)|chronically|handicapped|depressed|autistic|bipolar|\
            allergic|colou?r ?blind|deaf|blind)\b(?! (?:to|for) )
        (?:do|did|have|are) you (?:\w+ )?(?:see|seen|seeing|visit|consult\w*) (?:a|any|your) (?:doctor|therapist|\
            psychiatrist|psychologist|counsel\w+|physician|specialist)\b(?! (?:about (?:the|a)|for (?:the|a)))
        (?:physical|mental|medical|health|psychological) (?:condition|conditions|issue|issues|problem|problems|\
            limitation|limitations|challenges?|history|disabilit\w+|impairments?) (?:\w+ )?(?:that )?(?:you|\
            we should|would|could|might|prevent|affect|limit|keep)
        your (?:own |current |overall |personal |general |past |mental |physical |emotional )+(?:health|illness\w*|\
            fitness|disabilit\w+|wellbeing|well-being|condition|medications?|medical \w+)\b(?![- ]<measured>)
        (?:do|would|will|might) you (?:\w+ )?(?:need|require|have) (?:any |some |special |a )*(?:accommodations?|\
            disabilit\w+|handicap|sick leave|surgery|prescription|medical|treatment|diagnosis|chronic|illness|\
            allerg\w+)\b
        how (?:often|many times|many days) (?:do|did|have|were|are|will) you (?:\w+ ){0,3}(?:sick|ill|unwell|\
            call(?:ed)? in sick|miss(?:ed)? work|off sick|hospital)
        (?:do|did|have) you (?:ever )?(?:struggle|struggled|suffer|suffered|deal|dealt|battle|\
            battled) (?:\w+ )?(?:depression|anxiety|burnout|addiction|alcohol|an eating|mental|ptsd)
        your (?:addiction|alcohol|drinking|smoking|sobriety|diet|bmi|blood (?:type|pressure))
        you (?:\w+ ){0,2}(?:called|call|calling) in sick\b|you (?:\w+ )?take (?:a )?sick days?\b
        is there anything (?:about|in) your (?:health|medical)
        (?:have|had|did) you (?:\w+ ){0,3}(?:mental|nervous) breakdown\b
        (?:do|did|have) you (?:\w+ )?(?:have|had|got|suffer\w*)? ?(?:\w+ )?(?:back|knee|heart|eye|hearing|vision|\
            sleep|weight|skin|lung|breathing|joint|blood|stomach|neck|shoulder) (?:problems?|troubles?|issues?|\
            pains?|conditions?|disease|pressure)\b
        you (?:\w+ )?(?:lose|losing|gain|gaining|lost|gained) weight\b
        (?:have|had|did|need|needed|undergo\w*) (?:you )?(?:ever )?(?:had |have |needed |undergone )?(?:an? |any |\
            major |recent |serious )*(?:surger(?:y|ies)|operation(?! (?:team|\
            manager|center|centre|research|department|work|experience|role))|operations(?=[?.,]|$)|a stroke|a heart \
            attack|cancer|covid)\
            \b(?! (?:patients?|data))
    """,
    "religion": r"""
        <your> (?:religion|faith|god|congregation|spirituality|spiritual \w+|worship|beliefs|church|mosque|temple|\
            parish|religious \w+|pastor|priest|rabbi|imam)\b(?! (?:clients?|guests?|customers?|tours?|project|\
            restoration|building|hall|roof))
        (?:do|did|are|would|will) you (?:\w+ )?(?:pray|praying|fast|fasting|keep (?:kosher|halal|the sabbath)|\
            observe|observing|celebrate|attend (?:church|mass|services|worship)|go to (?:church|mass|mosque|temple|\
            synagogue)|read the bible|believe in (?:god|jesus|allah|an afterlife|heaven|a higher|any religion))\
            \b(?! (?:any|the|a|an|each|every|how|your|for (?:errors|changes)|that|whether|what|in (?:the|a|your)|\
            during (?:an?|the)))
        what do you believe in(?=[?.]|$)
        (?:which|what) (?:church|mosque|temple|faith|religion|denomination|god|religious \w+)\b
        (?:would|will|does|do|can|could) (?:your |working on )?(?:sundays?|saturdays?|fridays?|the sabbath|\
            religious holidays?) (?:be a problem|conflict|affect|keep you) ?(?:for|with)? ?(?:your (?:faith|\
            religion|beliefs))?
        (?:were|are) you (?:raised|brought up|baptized|baptised|confirmed) (?:in a|as a|catholic|christian|muslim|\
            jewish|religious)?\b(?= .*(?:faith|religio|catholic|christian|muslim|jew|church)|.*(?:faith|religio|\
            catholic|christian|muslim|jew|church))
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
        where (?:is|was|does|are|were) your (?:\w+ ){0,2}(?:name|accent|family|parents|people|ancestors)\b
        (?:what|which) (?:language|languages) (?:do|did) you (?:\w+ )?(?:speak )?(?:at home|with your (?:family|\
            parents)|growing up|grow up)
        (?:are|were) (?:you|your parents) (?:\w+ )?(?:born (?:here|in|abroad|overseas)|immigrants?|foreign|\
            from (?:here|abroad|overseas|another country|korea|china|india|africa|asia|europe|the (?:north|south))|\
            mixed|of (?:\w+ )?(?:descent|origin|heritage)|chinese|japanese|indian|african|mexican|hispanic|latino|\
            arab|european|russian|vietnamese)\b(?! (?:team|office|branch|market|side))
        how long have you (?:lived|been) in (?:this country|the (?:us|uk|states)|korea|america)
        when did you (?:come|move|immigrate|emigrate) to (?:this country|korea|america|the (?:us|uk|states))
        what (?:are you|is your background) ethnically|your (?:racial|ethnic|national|tribal) \w+
        your (?:caste|tribe|race|bloodline|passport|green card)\b(?! condition)
        (?:do|did|does|will|would) you (?:\w+ )?(?:need|have|hold|require) (?:an? |any |your )?(?:valid |work \
            )*(?:visa|\
            residence permit|work permit|green card|citizenship)\b(?! (?:for|from) (?:a|the|your|each) )
    """,
    "union": r"""
        (?:my|your)(?: labou?r| trade| company)? unions?\b(?![- ]<typed>)
        <join> (?:the |an? |any |your )?(?:labou?r |trade |workers' |company )?unions?\b(?![- ]<typed>)
        (?:are|were|been) you (?:\w+ )?(?:in|with) (?:an?|any|the) union\b(?![- ]<typed>)
        (?:been|are you|were you|go|gone|went|going) on strike\b
        you (?:\w+ ){0,2}(?:go|gone|went|been) on strike\b
        (?:support|supported|join|joined|joining|take part in|part in|participate[d]? in|go on|cross|\
            crossed) (?:an?|the|any) (?:\w+ )?(?:strike|picket line|walk-?out)\b(?= .*\?|\?)(?! (?:of|by|\
            at) (?:the|your) (?:workers|staff|employees|crew))
        (?:been|being|are you|were you) an? union member\b
        <you> ?(?:unioni[sz]ed|an? union)\b(?![- ]<typed>)
        (?:do|did|would|are|will|have) you (?:\w+ )?(?:support|favou?r|oppose|like|trust|think|believe|pro-?|\
            anti-?|belong|sympathi[sz]e|agree with|against|pay)\w* (?:\w+ ){0,2}unions?\b(?![- ]<typed>)
        (?:will|would|did|do|have|are) you (?:\w+ ){0,2}(?:join|joining|joined|belong to|left|leave|in) (?:the |a |\
            an |any )?(?:\w+'s?|\w+s'|\w+) unions?\b(?![- ]<typed>)
        (?:your|you) (?:\w+ ){0,3}(?:union (?:member\w*|activit\w+|card|dues|involvement|history|affiliation|\
            background|status)|pro-union|anti-union)
    """,
    "salary": r"""
        (?:your|my) (?:\w+ )?(?:<job>)?(?:'s)? ?(?:current |previous |last |past |former |present |old |annual |\
            monthly |base |starting |gross |final |exact )+(?:salary|salaries|pay|wages?|compensation|income|\
            earnings|paycheck|bonus|package|hourly rate|ctc)\b(?! (?:system|process|data|run|review|scheme|\
            structure|software|team))
        your (?:salary|pay|wages?|income|earnings|paycheck|payslips?|pay stubs?|compensation|remuneration|\
            tax return|bank account|debts?|credit (?:score|history|rating)|mortgage|finances)\b(?! (?:expectation|\
            requirement|range you expect|system|process|data|run|review|scheme|structure|software|team|\
            negotiation work|model))
        how much (?:\w+ )?(?:money )?(?:do|did|does|are|were|have) (?:you|your (?:last|current|previous|\
            former) \w+|they) (?:\w+ ){0,3}<earn>\b(?! (?:the|use|for (?:a|the) (?:customer|client)|available|time|\
            progress))
        your (?:previous|last|current|former|old|present) (?:\w+ )?(?:wages?|salary|pay|income)\b(?! (?:system|\
            process|data|review|scheme|structure|software))
        how much (?:\w+ )?(?:did|does|do|was|is) (?:you |your )?(?:<job>|they|your (?:employer|boss|\
            company)) (?:\w+ )?(?:pay|paid|give|offer)\b
        (?:do|did|does|is|are|were|will|would) (?:they|he|she|your \w+|the \w+|your (?:last|current|previous|\
            former) \w+) (?:\w+ )?(?:pay|paying|paid) you\b
        what (?:\w+ )?(?:do|did|are|were) you (?:\w+ ){0,3}(?:earn|earned|earning|paid|get paid|make (?:a|per|in|\
            at|each)|making (?:a|per|in|at|now|currently|before))\b
        (?:salary|pay|compensation|earnings|wage) (?:history|slip|stub)s?\b(?! (?:of|data|system|records? (?:of|\
            for)))
        (?:salary|pay|income|wage)s? (?:did|do|were|are|have) you (?:\w+ )?(?:earn|have|get|receiv|paid|on|make|\
            draw|ha)
        (?:your|the) (?:\w+ )?(?:hourly|daily|monthly|annual) (?:rate|wage|pay|income|salary) (?:at|in|\
            with) (?:your|the) <job>
        (?:bonus|raise|salary|wage|income) (?:\w+ )?(?:at|in|from) (?:your|the) <job>|what was your bonus
    """,
    "crime": r"""
        ^\W*any (?:\w+ )?(?:convictions?|arrests?|felonies|criminal \w+)\b
        (?:have|had|were|are|did|been|has) you (?:\w+ ){0,3}(?:been |get |gotten |got )?<crime>\b(?! (?:for|\
            with) (?:late|leading|running|the (?:task|project)))(?! to (?:find|lead|build|improve))
        (?:you|you've|you have|you were) (?:\w+ )?(?:been |were |was |got )?(?:arrested|convicted|imprisoned|\
            jailed|incarcerated)\b
        (?:do|did|does) you (?:\w+ )?have (?:an? |any )?(?:criminal|police|arrest|prison|felon\w*|misdemeanou?r|\
            conviction|dui|drunk)\b
        your (?:criminal|police|arrest|prison|conviction|dui|court) (?:\w+)\b
        your (?:arrests?|convictions?|sentence|felony|crimes?)\b(?! (?:in|that|about|as))
        have you (?:ever )?(?:\w+ )?(?:committed|serve[d]? time|spent (?:time|a night) in|broken the law|done time|\
            stolen|shoplifted|used illegal|taken illegal|driven drunk|used drugs|taken drugs)\b
        you (?:\w+ ){0,2}(?:spend|spent|spending) (?:\w+ )?(?:time|nights?|years?|months?) (?:in|behind) (?:jail|\
            prison|custody|bars)
        (?:police|court|judge|authorities|prosecutor) (?:\w+ )?(?:arrest|convict|charge|sentence|fine|investigate|\
            detain)\w* you\b
        what (?:crimes?|offen[cs]es?) (?:have|did) you|(?:ever )?(?:stood|been on) trial\b
    """,
    "military": r"""
        (?:did|have|were|are) you (?:ever )?(?:serve|served|drafted|enlist|enlisted)\
            (?= in the (?:military|army|navy|armed)|\W*$)
        (?:were|are) you (?:ever )?(?:in the (?:military|army|navy)|a veteran)\b
    """,
    "orientation": r"""
        (?:are|were|do you identify as|identify as|you're|you are) (?:you )?(?:\w+ )?<love>\b(?!-)(?! (?:trading|\
            lingual|weekly))
        (?:are|were) you (?:\w+ )?straight(?=[?,.]| or )
        (?:your|my) (?:\w+ )?(?:sexual \w+|sexuality|sexual|gender(?: \w+)?|pronouns|sex life|sex|coming out)\
            \b(?! (?:pay gap|analysis|studies|data|balance|equality))
        (?:do|did|would) you (?:\w+ )?(?:like|love|prefer|date|sleep with|fancy|identify) (?:men|women|guys|girls|\
            boys|as (?:a )?(?:man|woman|male|female|lgbt\w*|part of the lgbt\w*))\b(?!'s)
        are you (?:a )?(?:man|woman|male|female|boy|girl)\b
        same-sex (?:partner|relationship|marriage)s?\b(?= .*you\b|\?)
        (?:part|member) of the (?:lgbt\w*|gay|queer)|came out|come out as|(?:in|out of) the closet
    """,
    "politics": r"""
        (?:who|whom|which \w+|what \w+) (?:did|do|will|would) you (?:\w+ )?(?:vote|voting|plan to vote)\
            \b(?! (?:in the (?:meeting|team)))
        (?:did|do|will|would|have|are) you (?:\w+ ){0,2}(?:vote[d]?|voting) (?:for|in|against|republican|democrat|\
            labou?r|conservative)\b(?! (?:the (?:union|proposal|design|feature|change|motion|meeting)))
        (?:your|my) (?:\w+ )?(?:politic\w*|political \w+|party affiliation|voting \w+|ideology|vote|\
            election choice)\b(?! (?:clients?|campaign work|risk|science|desk|beat|coverage|reporting|analysis))
        (?:are|were|is) you (?:\w+ ){0,2}(?:republican|democrat|liberal|conservative|socialist|communist|\
            libertarian|progressive|left[- ]wing|right[- ]wing|leftist|rightist|feminist|registered to vote|\
            politically|member of (?:a|any|the) (?:political )?party|active in (?:politics|a party))\b(?! (?:in|\
            with|about|when|on) )
        (?:which|what) (?:political )?party (?:do|did|are|would|will) you\b
        (?:join|joined|member of|belong to|support|donate to|donated to) (?:an?|any|the|\
            which) (?:political )?party\b(?!'s| (?:planning|wall|line|room|game))
        (?:think|thought|opinion|feel|feeling|view|views|stance|position|agree|happy|satisfied|\
            believe) (?:\w+ )?(?:about|of|on|with|in) (?:the |our |current |new |last |this )*(?:president|\
            prime minister|government|election\w*|abortion|immigration (?:debate|policy|laws?)|gun (?:control|\
            laws?)|republicans?|democrats?|trump|biden|politic\w+|parliament|congress|ruling party|opposition|\
            death penalty|brexit)\b(?!'s (?:data|form))
        (?:do|did|would|will) you (?:\w+ )?(?:support|favou?r|like|back|campaign for|protest|demonstrate) (?:the |\
            our |a |any )?(?:president|government|<party>|trump|biden|opposition|ruling party|political \w+|\
            abortion|death penalty)\b
        you (?:\w+ ){0,2}(?:supporter|member|fan|follower|opponent|voter|critic) of (?:the |a |any |our |\
            this )?(?:government|president|\w+ party|party|opposition|left|right)\b
        (?:attend|attended|join|joined|taken part in|participate[d]? in) (?:an?|any|the) (?:political )?(?:protest|\
            demonstration|rally|march)\b(?!er)
    """,
}
