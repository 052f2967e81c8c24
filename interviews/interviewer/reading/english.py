"""English patterns that tell how a candidate reacts to a question.

One pattern per line, for one clause in lower case with single spaces and without its final mark. A line that is
indented further continues the one before. Each pattern matches at the beginning of a word, with `(?<=^)` only at the
beginning of the clause; <may> stands for that entry of WORDS.
"""

WORDS = {
    "may": (
        r"(?:(?:ok|okay|sorry|well|so|um|hmm|no|yes|honestly|maybe|perhaps|then|just|please|"
        r"if possible),? ){0,3}(?:(?:can|could|may|shall|should) (?:we|i)(?: just| please| maybe)? |let's |let us |"
        r"i want to |i'll |i will |(?:i'd|i would) (?:like|prefer|want) to |(?:i'd|i would) (?:rather|prefer to) |"
        r"(?:do|would) you mind if (?:we|i) |is it (?:ok|okay|possible|all ?right) (?:if (?:we|i)|to) )?(?:just |"
        r"please ){0,2}"
    ),
    "request": (
        r"(?:please|now|just|then|and|so|but|sorry|well|system|assistant|user|can you|could you|would you|will you|"
        r"you must|you should|can we|could we|i want you to|i'd like you to|maybe|perhaps|kindly|possibly|ok),? "
    ),
    "not": (
        r"(?:don't|do not|dont|didn't|did not|can't|cannot|can not)(?: quite| really| fully| actually| currently| yet)?"
    ),
    "done": (
        r"\w{2,20}ed|been|had|done|led|taught|seen|met|dealt|run|written|built|sold|given|taken|held|made|come across|"
        r"got|worked|gone|driven|spoken|used"
    ),
    "example": r"examples?|experiences?|cases?|situations?|stor(?:y|ies)|instances?|occasions?|incidents?",
    "company": (
        r"salary|pay|wages?|bonus|benefits?|holidays?|vacation|hours|shifts?|overtime|contract|team|company|job|role|"
        r"position|process|results?|next steps?|start date|onboarding|training|manager|office|location|remote|"
        r"probation|pension|insurance|interview|decision|feedback"
    ),
    "text": (
        r"poems?|haikus?|jokes?|songs?|story|essay|rap|limerick|recipes?|riddle|script|tweet|novel|python|code|"
        r"function|fairy tale|sonnet|lyrics|letter to santa"
    ),
    "insult": (
        r"idiots?|morons?|stupid|dumb|useless|pathetic|bastards?|assholes?|arseholes?|bitch(?:es)?|dickheads?|wankers?|"
        r"piece of (?:shit|junk|crap|garbage|trash)|loser|clown|worthless|garbage|trash|jerk|twat|cunt|imbecile"
    ),
}

MANNERS = {
    "skips": r"""
        (?<=^)(?:<may>)(?:skip|pass)(?: (?:on|over))?(?: (?:this|that|it|the|question|part|one|please|for now|here|
            now|topic|also|too|again|i think|thanks|thank you|first)){0,5}(?=$|,|\?| (?:because|as|since|if|and|so)\b)
        (?<=^)(?:<may>)(?:(?:go|move|jump|proceed) (?:on |ahead |straight )?to|take|have|ask|get|
            do) (?:the )?next (?:question|one|topic)\b
        (?<=^)(?:<may>)(?:move|go) on(?= please|, please|$|\?| to (?:the next|another|something))
        (?:the )?next (?:question|one|topic)(?: please|, please| then)?$
        (?:i'd|i would) (?:rather|prefer) (?:not\b|to not\b|to skip|to pass)
        (?:i'll|let me|i'd like to|i want to|we) (?:skip|pass) (?:on )?(?:this|that|it)\b
        (?:prefer|choose|wish) not to (?:answer|say|talk|discuss|go into)
        i <not> (?:want|wish|feel like|care) (?:to )?(?:answer|talk|answering|talking|discuss)
        no comment$
        none of (?:your|ur) (?:business|concern)\b
        (?<=^)(?:but |well |like |as |sorry )?,?i(?:'ve| have| think i)? (?:already |just ){1,2}(?:told|said|
            answered|explained|mentioned|covered|described|gone over)(?: (?:you|it|that|this|all|everything|so|
            earlier|before|about)){0,4}$
        i(?:'d like to| want to| would like to|'m going to) (?:stop|end|quit|leave|finish|abort)(?: (?:the|
            this|my|here|now|interview|session|please|it|thanks)){0,4}$
        (?:come|get|go) back to (?:this|that|it)(?: one| question)?(?: later| at the end)?$
        (?:leave|put) (?:this|that|it)(?: one| question)? (?:out|aside|for later|blank|at that|there)\b
        i(?:'ll| will|'m| am)? (?:not|won't|refuse to|will not|decline to) (?:be )?(?:answer|answering|comment|say|
            discuss|get into|go into|talk about)\b
        (?:i )?(?:won't|refuse to|decline to) (?:answer|comment|say|discuss|get into|go into|talk about)\b
        not (?:answering|going to answer|comfortable|allowed to|willing to)\b(?: (?:answering|talking|discussing|
            sharing|with|to|say|answer|discuss|talk|share)\b|$)
        (?:another|a different|some other|an easier) (?:question|one|topic)\b
        (?:ask|try) (?:me )?(?:something|anything) else
        i <not> (?:feel comfortable|talk about (?:that|this|it)|discuss (?:that|this|it)|share (?:that|this))
        (?:nothing to say|no answer)(?: (?:to|about|on|for) .{1,30})?$
        (?<=^)next(?: please|, please)?$
    """,
    "wants_rephrasing": r"""
        what (?:exactly )?(?:do|did) you mean\b
        (?:do you|did you|you) mean\b
        what (?:does|do|did) (?:that|this|it|the question)(?: even| really)? mean
        what is meant\b
        (?:re-?phrase|reword|re-?formulate)\b
        (?:say|ask|put|word|explain|phrase) (?:that|it|this|the question|your question)(?: \w+){0,3}? (?:again|
            differently|way|words|once more)\b
        (?:say|come|ask) again$
        (?<=^)(?:<request>){1,4}(?:repeat|clarify|explain|be (?:more|a bit more|a little more) (?:specific|precise|
            concrete))\b
        repeat the question
        i <not> (?:get|understand|follow) (?:the|your|this|that) question
        i <not> (?:get|understand|follow|see) (?:what (?:you|the question)|you)\b
        i <not> (?:get|understand|follow)(?: (?:that|it|this))?(?=$|,)
        (?:not sure|unclear|no idea|don't know|unsure) what (?:you|the question|exactly|that)\b
        (?:not sure|don't think) i (?:understand|understood|follow|get)\b
        what (?:exactly )?(?:do|would|did) you (?:want|like|expect)(?: me)? to\b
        what (?:exactly )?(?:are|were) you (?:asking|looking|after)
        (?:what )?(?:kind|sort|type) of \w+ (?:do|would|are|should|is) (?:you (?:want|mean|like|expect|look\w*|
            have in mind|need|after|ask\w*)|i (?:give|tell|describe|talk)|it you)\b
        (?<=^)(?:i beg your )?pardon(?: me)?$
        (?<=^)(?:(?:sorry|what|huh|excuse me|eh),? ?){1,3}\?$
        which \w+\?$
        the question (?:is|seems|was)(?: \w+)? (?:unclear|vague|confusing|ambiguous)
        (?:what(?:'s| is| was)|remind me of) (?:the|your) (?:question|last question)\b
        (?<=^)(?:sorry |um |well |hm+ )?,?(?:i'm|i am) (?:a bit |a little |totally )?(?:lost|confused|not following|
            not with you)\b
        (?:how|what) do you mean
        in what (?:sense|way|context|respect)\b
        (?<=^)(?:like what|such as|for example|for instance|meaning|meaning what|say what|explain|elaborate|
            please explain|please elaborate|what question|specifically)\??$
        (?:once more|one more time|slower)(?: please|, please)?\??$
        in (?:simpler|easier|plain|clearer|other|different) (?:words|terms|english|language)(?: please|, please)?\?$
        (?<=^)(?:<request>){1,4}(?:give|tell|offer|provide)(?: me)? (?:\w+ ){0,4}?(?:context|example|hint|detail|
            idea of what|more about what|more specific)
        (?<=^)(?:<request>){1,4}(?:elaborate|make (?:it|that|this|the question) (?:simpler|clearer|easier|shorter)|
            narrow)\b
        (?:that|this|it|the question|your question)(?:'s| is| was| sounds) (?:too|so|very|rather|pretty|
            a bit) (?:vague|broad|general|abstract|unclear|confusing)\b
        (?:do you want|would you like|should i|shall i|am i supposed to|do i)(?: me)?(?: to)? (?:hear|talk|tell|
            describe|focus|pick|give|explain|answer|an example|a )\b
        (?:are you asking|are we talking|is (?:this|that|it) about|you're asking)\b
        i (?:can't|cannot|can not|couldn't|could not|didn't|did not) hear (?:you|it|that|the question|anything|
            well|properly)\b
        (?:the |your )?(?:sound|audio|voice) (?:is|was|keeps|cut)(?: \w+)? (?:off|out|gone|broken|cutting|
            silent|muted)\b
        (?:didn't|did not|couldn't) (?:quite |really )?(?:catch|hear|get|follow)(?: (?:that|it|you|the question|
            the last part))?(?=$|,|\?)
        (?:what|how)(?:'s| is| does| has)? (?:this|that|it) (?:got |have )?to do with\b
        why (?:are|do|would) you ask
        what (?:you're|you are|exactly you're|you) (?:after|asking|getting at|looking for|want|mean)\b
        (?:put|say|ask|phrase|word|explain|state)(?: \w+){1,3} (?:simply|simpler|clearly|clearer|plainly|slowly|
            differently|otherwise|precisely|specifically)\b
    """,
    "abuse": r"""
        (?<!call )(?<!calls )(?<!called )(?<!calling )(?:you|u|ur|you're)(?: (?:are|guys|people|all|just|such|an?|
            the|fucking|complete|total|absolute|stupid|
            useless|bloody|damn|little|so|bunch|lot|pack|of)){0,6} (?:<insult>)\b
        f[*#@$]{2,4}k?\b|s[*#@$]{2,3}t\b|f[*#@$]{2,4}(?=\W|$)
        (?:fuck|screw|damn|curse|sod) (?:you|this|off|that|yourself|it all)\b
        (?:go fuck|go to hell|piss off|bugger off|eat shit|drop dead|get stuffed|kiss my ass)\b
        (?<=^)(?:oh |just |ok |please )?(?:shut up|shut your|get lost)\b
        (?:stupid|dumb|idiotic|fucking|damn|shitty|crappy) (?:\w+ )?(?:robots?|bots?|machine|ai|questions?|computer|
            program|interview)\b
        (?:dumbest|stupidest) (?:thing|question|interview)
        (?:this|it|that)(?:'s| is)(?: all| such| total| complete| a load of| just){0,4} (?:bullshit|shit|crap|garbage|
            bollocks)\b
        (?<=^)(?:what )?(?:an? |you )?(?:\w+ )?(?:<insult>)$
        (?<=^)(?:bullshit|shit|crap|bollocks|fuck|wtf)\b
        (?:dim-?wit\w*|nitwit|half-?wit\w*|tin (?:can|box|head)|bucket of bolts|brainless|brain-?dead|braindead|
            dipshit|dumbass|dumb-?ass|shithead|scumbag)\b
        (?:i hate|hate) (?:you|this (?:bot|robot|thing|machine|stupid|shit))\b
        (?:you|this|it|that) (?:all )?sucks?\b
        (?:pathetic|useless|worthless|stupid|dumb|lousy) (?:piece|excuse|pile|program|software|tool|thing)\b
        (?:dumber|stupider|more stupid) than\b
        (?<=^)(?:just )?(?:go away|drop dead|bite me|leave me alone)\b
        (?:you're|you are|this is|what) an? (?:complete |total |bad |fucking )?(?:joke|disgrace|waste of)\b
        (?:you|you're|you are)(?: (?:an?|just|such|nothing but|\w+)){0,3} (?:toaster|calculator|tin can|scrap heap|
            chatterbox|parrot|pocket calculator|pile of \w+|bucket of \w+)\b
        (?<=^)(?:what|this is|that's|that is)? ?(?:an? |utter |complete |total |pure ){0,2}(?:load|pile|heap|
            bunch) of (?:rubbish|nonsense|crap|garbage|bull\w*|junk|tosh)\b
        (?<=^)(?:what |utter |complete |total |pure |this is |that's ){0,2}(?:rubbish|nonsense|bull|tosh|drivel|
            waste of time)\b
        (?:who|which|why)\b(?: \w+){0,6}? (?:pa(?:id|ys?)|b(?:ought|uys?)|ma(?:de|kes?)|buil[dt]s?|wr(?:ote|ites?)|
            programmed|designed|invented|sold|needs?|uses?|wastes?|wasted|spends?|spent|
            approved)(?: \w+){0,3}? (?:this|
            that|such|these)(?: an?)?(?: \w+| piece of| heap of| pile of)? (?:garbage|trash|
            junk|crap|rubbish|shit|scrap|nonsense)\b
        (?:what|which)(?: kind of| sort of)?(?: an?)? (?:idiots?|morons?|bastards?|clowns?|imbeciles?|fools?|
            losers?)\b
        how (?:stupid|dumb|useless|dense|thick|pathetic|brainless) (?:are|can|is|must|do|could)\b
        are (?:you|u) (?:really |just |completely |totally |even |actually |that |so |a bit ){0,2}(?:deaf|blind|dense|
            thick|insane|crazy|nuts|retarded|senile|drunk|an? (?:joke|parody|prank))(?=\?|$| or )
        (?:do|did|have) you (?:even |actually |ever |really ){0,2}(?:have |got |own )?(?:an? |any |
            half a )?(?:brains?|
            shame|manners)(?=\?|$| at all)
        (?:is|was) (?:this|that|it) (?:(?:really |even |actually |all )*an? joke|(?:supposed to be|meant to be|
            some kind of|some sort of) (?:an? )?(?:jokes?|questions?|interview|intelligen\w+))(?=\?|$)
        who the (?:hell|fuck|heck|devil)\b
        what the (?:hell|fuck|heck) (?:is (?:this|that|wrong|your)|are you|do you)\b
        what(?:'s| is) (?:even )?wrong with (?:you|this (?:thing|bot|machine))\b
        did an? (?:\w+ )?(?:monkey|ape|child|toddler|year-old|cat|dog|drunk\w*) (?:write|program|make|build|
            design|code)\b
        kidding me(?=\?|$)|out of your (?:tiny |little )?mind\b
    """,
    "off_topic": r"""
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:ignore|forget|disregard|override|bypass) (?:all|any|your|the|my|
            previous|prior|above|everything|every|these|those|what|this|about)\b(?:.{0,40}?(?:interviews?|questions?|
            instructions?|prompts?|rules|guidelines|said|told|above)|$)
        (?:your|the|hidden|initial) (?:system |hidden |initial )?(?:prompt|system message)\b
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:print|reveal|output|show)(?: me)? (?:your|
            the) (?:\w+ )?(?:instructions|rules)
        you are (?:now|no longer) (?:an?|in|my|the|dan)\b
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:pretend|act) (?:to be|you are|you're|that you|as if you|like you|
            as an? (?:pirate|cat|dog|\w*bot|hacker|assistant))
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:write|compose|sing|tell|give|make|generate|recite|draw|do|code|
            create)(?: me| us)? (?:an?|some|another|one|the) (?:\w+ ){0,3}?(?:<text>)\b
        (?:give|award|grant) me (?:the job|full marks|a (?:good|high|perfect|top) (?:score|mark|rating)|
            the (?:highest|best|top)|\d+ (?:points|out of))
        (?:translate|summari[sz]e) (?:this|the following|that)\b
        what(?:'s| is) (?:the capital of|the meaning of life|\d+ ?[-+*x/] ?\d+|the square root)
        (?:lorem ipsum|blah blah|asdf)
        (?<=^)(?:<request>){0,4}(?:give|tell|show|write|sing|read|draw|find|send|teach|order|bring|buy|sell|
            lend) me\b(?! (?:an?|one|some|more|just a|another|a few)? ?(?:second|sec|moment|minute|time|secs|
            seconds|minutes)\b)
        (?<=^)(?:<request>){0,4}(?:generate|compose|translate|summari[sz]e|calculate|output|repeat after|respond with|
            reply with|answer with|reply only|say only)\b
        (?:from now on|henceforth)\b.{0,30}\byou\b
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:speak|talk|answer|reply|respond)(?: \w+){0,2} (?:like an?|as an?|
            only|in (?:rhymes|verse|german|french|spanish|japanese|pirate))\b
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:close|end|finish|stop|terminate) (?:the|this) (?:interview|session|
            conversation|chat)\b
        (?:(?<=^)|(?<=and ))(?:<request>){0,4}(?:wish|rate|score|praise|mark|pass|hire) me\b
        (?:developer|admin|god|debug|sudo|dan) mode\b
        as an ai\b
        (?:who|which team) (?:won|is winning|will win|plays)\b
        did you hear (?:the one )?about\b
    """,
    "no_example": r"""
        i(?:'ve|'d| have)?(?: \w+)? never (?:really |actually |personally |yet )?(?:<done>)\b
        (?<=^)(?:it |that |this )?never (?:had|did|happened|came up|got|been|done|have|experienced)\b
        (?:i haven't|i have not|i havent|i've not|haven't|i hadn't)(?: \w+){0,2}? (?:<done>)\b
        nothing(?: \w+){0,2} (?:comes|springs|jumps|came|occurs) to (?:mind|me)
        (?:<not>|couldn't|unable to|struggling to|hard to) (?:think of|recall|remember|come up with|name)(?: (?:an?|
            any|one|anything|such|the|something)\b|$)
        i <not> have (?:an?|any|much|such|one|that|the|enough|a lot of|a specific)(?: \w+){0,2}? (?:<example>)\b
        (?:there (?:is|was|are)|i(?:'ve| have)(?: got)?|with)(?: really| actually)? no (?:\w+ )?(?:<example>)\b
        (?<=^)(?:none|not applicable|n/a|no (?:\w+ )?(?:<example>))\b
        (?:has|have|had)(?:n't| not| never)(?: \w+)? (?:happened|come up|occurred|arisen)
        (?:didn't|did not) (?:happen|come up|have (?:that|such|this))\b
        (?<=^)(?:well |so |no |hm+ |um |honestly |sorry )?,?(?:not|none|nothing|nobody)(?: \w+)? (?:that|which) (?:i|
            comes|springs|stands|would|really)\b
        (?:drawing|draw|drew) a blank\b|my mind(?:'s| is| has gone| went) (?:gone )?blank
        (?:can't|cannot|couldn't) say (?:that )?i(?:'ve| have|'d| had| ever)?\b
        i <not> (?:think|believe) i(?:'ve| have)(?: ever)? \w+
        (?:that|this)(?:'s| is)(?: not|n't) (?:something|anything) (?:that )?i(?:'ve| have|'d| do| did| deal)
        (?:little|zero|no|limited|lack(?:ing)?(?: the)?|without any)(?: \w+){0,2} (?:experience|examples?)\b
        i (?:wasn't|was not|haven't been|have not been) (?:in (?:a|the|that) (?:position|situation)|involved|
            allowed)\b
        (?<=^)(?:no |well |sorry )?,?(?:not (?:yet|so far|really|once|ever|that i know|in my)|never ever|never)\b
        i(?:'m| am)? (?:just|still|only)? ?(?:new to|starting out|fresh out of|a beginner|at the beginning of)\b
        (?:doesn't|does not|didn't|did not) apply\b
        i <not> (?:have|know of|got) (?:one|any|anything|something)(?: (?:like|of|for|to|that|in)\b.{0,40})?$
        (?:nothing|not much|not a lot) (?:worth|to (?:report|tell|mention))\b
        (?:i have|i've|i had) yet to\b
        nothing (?:of|like) (?:that|this|the)\b
        (?:nothing|not much|little)(?: \w+){0,4} to (?:offer|share|contribute|add|tell|report)\b
        (?:never|not) (?:really )?(?:crossed|came across|come across|ran into|run into|encountered|experienced|
            faced)\b
    """,
    "asks_back": r"""
        i(?:'d| would) (?:like|love) to (?:know|ask|hear)
        i(?:'m| am| was) (?:wondering|curious)
        (?:may|can|could) i ask\b
        (?:tell|give|show) me (?:\w+ ){0,3}?(?:about|on|regarding|information) (?:\w+ ){0,3}?(?:<company>)\b
        more about (?:the|your) (?:\w+ )?(?:<company>)\b
    """,
}
