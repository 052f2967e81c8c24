"""Words that decide what a full stop after or before them means."""

# These come before a name or an example, so no sentence ends after them. Titles need a capital: "5 ms." is a time.
TITLES = frozenset(
    "mr mrs ms mx messrs mmes dr drs prof rev hon gen col lt capt cpt sgt cmdr maj adm gov sen rep pres supt fr mt ft"
    " insp det".split()
)
NEVER_LAST = frozenset("e.g eg i.e ie cf vs viz approx incl esp".split())

# A number may belong to them: "No. 5" is one thing, "I said no. Then" is two sentences.
BEFORE_A_NUMBER = frozenset(
    "no nos p pp fig figs vol vols ch chap sec sect art eq ver v ed ca c tel ext para pt rev ref q item yr"
    " wk mo".split()
)

# These may end a sentence but often do not: the next word decides.
MAY_BE_LAST = frozenset(
    "etc inc ltd co corp llc plc gmbh bros dept univ assn assoc est govt jr sr esq ave blvd rd st hwy al ph.d min max"
    " avg hr hrs mins sec secs misc ref orig intl mgmt mgr asst vol fig figs ver eds cont abbr dist vols sect a.k.a"
    " tel ext temp".split()
)
DATES = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
# After these, a capital letter begins a sentence, unless the word is a day, a month or a time zone.
OFTEN_LAST = frozenset(["etc"])
CLOCK = frozenset("a.m p.m am pm".split())
PARTS_OF_A_DAY = frozenset("morning noon afternoon evening night midnight".split())
ZONE_WORDS = ("time", "standard", "daylight")
OF_A_TIME = DATES | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december est edt cst cdt mst mdt pst pdt gmt utc kst jst bst cet cest et pt ct"
    " ist sgt hkt aest aedt akst hst eastern central mountain pacific atlantic greenwich".split()
)

# Units whose full stop does not end the sentence before a small letter: 5 ft. tall.
UNITS = frozenset(
    "min mins sec secs hr hrs yr yrs mo mos wk wks ft in lb lbs oz mi yd yds gal pt pts qt qts tbsp tsp sq cu".split()
)

# A single letter after these is a grade or a name of its own, not somebody's initial.
LETTERED = frozenset(
    "answer appendix block building category cell chapter choice class column exhibit form gate gen generation grade"
    " group hall hepatitis influenza language letter level line model option part phase plan point question room round"
    " route row schedule section series set side site stage step team terminal tier type unit variant version vertex"
    " vitamin zone".split()
)
# No initial comes before these.
RANKS = frozenset("professor president director chairman doctor mayor senator governor dr mr mrs ms prof".split())
# Those that are no Korean word of their own.
SURNAMES = frozenset("김박최강윤장임권황송홍류유문배백허남심노곽성차민양손")

# A sentence begins with these, a name does not.
STARTERS = frozenset(
    "a about after all also although an and any are as at before both but can could did do does during each even"
    " every finally first for from given had has have he her here his how however i i'd i'll i'm i've if in instead is"
    " it it's its last later let let's many maybe my next no not now of on once or our over perhaps please second she"
    " should since so some take tell thank thanks that that's the their then there there's these they this those thus"
    " to under until was we we'll we're we've well were what what's when where which while who whose why will with"
    " would yes yet you you'll you're you've your describe explain walk imagine suppose consider think talk give say"
    " share go ok okay great good right sure"
    # people and things of which many are spoken at work
    " users customers clients people engineers developers managers teams companies employees colleagues students"
    " candidates partners investors reviewers testers designers operators everyone everybody someone somebody nobody"
    " everything something nothing anyone sales revenue profit prices orders results things"
    # what joins sentences
    " because although though unless whenever wherever whatever whether meanwhile afterwards today tomorrow yesterday"
    " recently unfortunately fortunately eventually suddenly overall besides otherwise nevertheless moreover"
    " furthermore therefore hence soon often sometimes usually never always again currently within without through"
    " among between despite like unlike according based compared most several few both none neither either another"
    " others such only just even still yet"
    # requests
    " compare discuss define list name pick choose select show help try use start begin stop continue add note remember"
    " check call open look listen wait keep make put assume outline summarize elaborate clarify estimate design build"
    " implement repeat rephrase reflect focus move turn".split()
)

# Before an ellipsis, these mean that the speaker hesitates and goes on.
FILLERS = frozenset(
    "well so um uh hm hmm er ah oh eh and but or because then like the a an to of if i you we that just maybe"
    " perhaps".split()
)
# Names that end in a mark, and Korean words for what goes by them.
MARKED_NAMES = frozenset("yahoo! jeopardy! joomla! yum! kahoot! wham! e! ahoy! guess?".split())
PRODUCTS_KO = ("메일", "재팬", "뉴스", "파이낸스", "코리아", "검색", "본사", "퀴즈")

# A dot after these may continue a name: Node.js, main.py, example.com.
STEMS = frozenset(
    "node next vue nuxt react express socket three chart ember backbone d3 p5 asp main index app setup config conf"
    " readme package settings server client test docker example google github gitlab naver kakao data script style"
    " system math console module window document self this file requirements compose".split()
)
# After a Korean word and a dot, these are the ending of a file or host name.
SUFFIXES = frozenset(
    "pdf doc docx hwp hwpx ppt pptx xls xlsx txt md csv tsv json yaml yml xml html css js ts py java jpg jpeg png gif"
    " svg zip tar gz mp3 mp4 wav exe com net org kr io".split()
)

# Opening and closing marks of quotations.
QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))
# Words whose first letters are left out: their apostrophe opens no quotation.
ELISIONS = frozenset(
    "em twas twere twill tis til till cause cuz coz bout round n neath tween gainst kay sup fraid nother nuff scuse"
    " fess cept course cos yall s re ve ll d m t".split()
)

# After a quotation, these continue the sentence.
QUOTATIVES = tuple(
    "라고 라는 라며 라면서 라니 라던 라든 라기 라긴 라곤 라 란 이라 이라고 이라는 이라며 하고 하며 하면서 하는 하던"
    " 하셨 했 고 며 는 은 을 를 와 과 의 에 로 도 만 입니다 였 물었 물으 묻 말했 말씀하 말하 답했 대답 외쳤"
    " 고민 자문 반문 되물 되묻 등".split()
)

# After quoted answers, these offer them for a choice or compare them.
CHOOSING = tuple("또는 혹은 아니면 중 중에 중엔 가운데 사이에 둘 같은 같이 처럼 이나 정도".split())
# These quote without quotation marks, after the ending of a sentence or after a noun, and no sentence begins with them.
QUOTING_SENTENCES = tuple("라고 라는 라며 라면서 라던 라곤".split())
QUOTING_NOUNS = tuple("이라고 이라는 이라며".split())
# These do so if they are attached to the mark.
PARTICLES = tuple("라니 라든 란 는 은 을 를 와 과 의 에 로".split())

# Too short to be left alone: no clause is cut off before a sentence's rest that is one of these.
STUBS = tuple(
    "please too right everyone everybody sir madam again etc yes no ok okay folks friend indeed"
    " 왜요 왜죠 왜 네 예 무엇인가요 무엇이었나요 무엇인지요 뭔가요 뭐였나요 어때요 맞죠 맞나요 알겠죠".split()
)

# The last syllables of sentence endings.
ENDINGS = frozenset("다요죠까네군오음함임됨라지냐걸")
ENDINGS_BEFORE_ELLIPSIS = frozenset("다요죠까네군")
STRONG_ENDINGS = frozenset("다요죠까오")
NUMBERED_KO = ("질문", "문제", "문항", "단계")
LABELS_KO = "가나다라마바사아자차카타파하"
LABELS_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
