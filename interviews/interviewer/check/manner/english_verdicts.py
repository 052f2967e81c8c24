"""English patterns of verdicts, promises and decisions, in the form of english.py."""

VERDICTS = r"""
    (?<!if )(?<!once )(?<!when )(?<!suppose )(?<!imagine )(?<!that )(?<!after )(?<!assuming )you(?: are|'re|\
        've been| have been| will be|'ll be) (?:now |already |officially |not |being |definitely |clearly |\
        absolutely |also |a |an |the |our |just |exactly |certainly |very |really |so |well |too |\
        most )*(?:hired|accepted|rejected|shortlisted|appointed|on the team|in the team|part of the team|\
        <good>(?: fit| candidate| match| choice| person)?|qualified|overqualified|unqualified|suitable|\
        unsuitable|suited|fit for|(?:right|exactly|just|precisely|kind of|sort of|type of|very|perfect|\
        ideal) (?:the |fit|person|candidate|choice|who|what|for|someone|one)+|person we|one we|who we|\
        someone we|best (?:candidate|applicant|person)|what we|invited|expected to start|welcome to join|\
        hirable|worth|top|skilled|talented|gifted|competent|incompetent)\b
    (?:you|you've|you have) (?:already |clearly |really |definitely |just |certainly )*(?:passed|failed|\
        advanced|progressed|qualified|moved)(?: on)? (?:in|for|to|into|through|the|this|our|your) (?:the |our |\
        this |next |final |second |first )*(?:interview|assessment|round|stage|screening|selection|phase|\
        shortlist)
    (?:you|you've|you have) (?:already |clearly |really |definitely |just |certainly )*(?:got|have|won|earned|\
        landed|deserve) (?:the|this) (?:job|position|role|offer|promotion)\b
    (?:the|this) (?:job|position|role|offer) is yours|welcome (?:aboard|to (?:the|our) (?:team|company|family))
    congratulations|well done\b
    (?:best|worst|finest|strongest|weakest|greatest|poorest|most \w+) (?:answer|response|reply|interview|\
        candidate|explanation)s? (?:i|we|so far|today|that (?:i|we)|yet|of (?:the|all|today)|in this)\b
    ^\W*(?:i (?:think|believe|feel) (?:that )?|well,? |so |but |and |yes,? |no,? |okay,? |clearly,? )*you \
        (?:\w+ly )?\
        (?:did|made|took|chose) (?:the|an?|exactly the) (?:\w+ )?(?:right|wrong|correct|best|good|bad|great|smart|\
        wise|poor|perfect|proper|serious|big|brave) (?:thing|call|choice|decision|step|move|mistake|course|action|\
        option|way|job)s?\b
    ^\W*(?:i (?:think|believe|feel) (?:that )?|well,? |so |but |and |yes,? |no,? |okay,? |clearly,? )*you \
        (?:should|\
        shouldn't|ought to|ought not to) (?:not )?(?:really )?have \w+
    (?:good|great|nice|excellent|amazing|fantastic|wonderful) (?:job|work)\b(?=[.!,]|$)
    <we>(?:'ll| will| would like to| would love to| want to| are going to|'d like to|\
        'd love to| are happy to| are pleased to| are delighted to| have decided to| shall| can| are ready to|\
        're going to|'re happy to| may| plan to| intend to| promise to| definitely)\
        (?: now| definitely| certainly| soon| gladly| be able to| also| surely| be)? <hire>\b
    <we>(?:'ve| have| are|'re) (?:decided|chosen|selected|hiring you|rejecting you|offering you|impressed|\
        convinced|very impressed|looking forward to (?:working|having|welcoming))\b
    you(?:'ll| will| would| can| may)(?: definitely| certainly| soon| surely| probably| now)? (?:hear (?:from|\
        back)|be (?:hired|contacted|invited|offered|notified|informed|rejected|accepted|paid|a great|a good|\
        an asset|joining)|get (?:the|this|an?) (?:job|offer|position|role|contract|call|email)|receive (?:an?|\
        the|our|my) (?:offer|contract|email|call|letter|result|decision)|start (?:on|next|with us|tomorrow|\
        working|right away|immediately)|join (?:us|our team)|do (?:great|well) (?:here|in this))\b
    (?:that|this|it|which|your answer|your response|your experience|your work|your approach|everything|\
        what you (?:said|did))\
        (?:'s| is| was| sounds| sounded| seems| looks) <very><good>(?: answer| response| one| work| job| choic\
        e| decision| solution| experience| approach| result| achievement| idea)?(?=[.!,;]| -|$)
    (?:an? |such an? |what an? |your |very |really |the )*<good> (?:answer|response|reply|job|candidate)\
        s?\b(?=[.!,;:]| -|$)
    what an? (?:\w+ )?(?:<good>|inspiring|incredible|remarkable|interesting|nice|lovely) \w+[.!,]
    ^\W*(?:excellent|perfect|brilliant|fantastic|wonderful|impressive|outstanding|correct|incorrect|wrong|\
        exactly right|amazing|awesome|bravo|superb|marvelous|well said|nicely done)(?=[.!]|, (?:that|you|thank|\
        i|we|now|so|and|how|what|why|let)|$)
    you (?:did|have done|performed|answered|handled (?:it|that|this)|explained (?:it|that|this)|spoke|scored)\
        (?: \w+)? (?:great|very well|really well|extremely well|perfectly|poorly|badly|excellently|brilliantly|\
        a (?:great|good|fantastic|wonderful|excellent|poor|bad|terrific) job|wonderfully|nicely|well)(?=[.!,]|\
        $)
    (?:your|the) (?:final |overall |total |interview )?(?:score|grade|rating|mark|evaluation|result) (?:is|\
        for this|for that|of|was|will be)\b
    (?:i|we)(?:'d| would|'ll| will| can)? (?:give|rate|score|grade|rank|award) (?:you|your|this|that|it)\b
    (?:score|rating|grade|points|evaluation): ?\d
    \d+(?:\.\d+)? ?(?:/|out of) ?(?:5|10|100)(?: points)?(?=[.!]| for (?:you|your|that|this)|$)
    (?:right|best) (?:answer|response|choice|decision)(?=[.!])
    (?<!when )(?<!if )(?<!where )(?<!that )(?<!what )you (?:(?:do not|don't|have not|haven't) (?:have |got |\
        shown )?|lack |have too little |have no )(?:the |any )?(?:enough |necessary |right |required |\
        sufficient |relevant |much )*(?:experience|skills?|qualifications?|knowledge|degree|potential)\b
    we regret|unfortunately,? (?:you|we|your|i)\b
    (?:i|we)(?:'m| am| are|'re) (?:very |so |really |truly |extremely |deeply )*(?:impressed|disappointed|\
        convinced|satisfied|delighted|amazed|confident (?:that )?you)
    (?:you|your \w+) (?:meet|exceed|lack|fit|match|satisfy|fulfil|fulfill|do not meet|don't meet)s? (?:all |\
        our |the |every )+(?:requirement|criteria|need|expectation|qualification|standard)s?
    (?:i|we) (?:think|believe|feel|know|can tell|can see) (?:that )?you(?:'re| are|'d be| would be| will be|\
        'll be| have what)\b
    (?:your|the) (?:starting )?(?:salary|pay|bonus|contract|first day) (?:will|would|is going to|starts)\b
    (?:hiring|final) decision\b(?= (?:is|has|will|was|has been))|you (?:have|'ve) what it takes|we have a deal
    (?<!did )(?<!do )(?<!could )(?:i|we) (?:can |do |will |hereby )?(?:promise|guarantee|assure you)\b
"""
