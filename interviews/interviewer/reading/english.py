"""English patterns for reading an answer, one a line, for text in lower case with single spaces."""

WORDS = {
    "then": r"(?:(?:then|also|just|first|immediately|quickly|personally|always|\w{2,20}ly) ){0,2}",
    "did": (
        r"\w{2,20}ed|told|took|gave|made|found|went|came|wrote|built|ran|led|spoke|bought|brought|taught|set|put|cut|"
        r"sent|kept|got|did|began|chose|drew|drove|held|met|paid|read|rang|sold|split"
    ),
}

MANNERS = {
    "skips": r"""
        (?:please |let's |can we |i'd like to )?(?:skip|pass\b)
        next (?:question|one)\b
    """,
    "wants_rephrasing": r"""
        what do you mean
        (?:re-?phrase|say that again|repeat the question)
        i (?:don't|do not|didn't) understand
    """,
    "no_example": r"""
        i(?:'ve| have) never\b
        nothing comes to mind
        (?:can't|cannot) think of
        i (?:don't|do not) have (?:an|any) (?:example|experience)
    """,
    "asks_back": r"""
        (?:what|how|when|who|is|are|do|does|will|can|could|may)\b[^?]{1,200}\?
    """,
    "off_topic": r"""
        (?:ignore|forget) (?:all |your |the |previous )
        (?:write|tell me|sing) (?:me )?an? (?:poem|joke|song|story)
        the weather
    """,
    "abuse": r"""
        (?:fuck|shit|idiots?|stupid|moron|asshole)\b
    """,
}

PARTS = {
    "case": r"""
        (?:i|we) <then>(?:<did>)\b
    """,
    "situation": r"""
        (?:last|ago|when (?:i|we|the)|there was|in (?:19|20)\d\d|at (?:the|my|our))\b
    """,
    "own": r"""
        i <then>(?:<did>)\b
    """,
    "why": r"""
        (?:because|so that|in order to|the reason|otherwise)\b
    """,
    "obstacle": r"""
        (?:difficult\w*|hard(?:est)?|problems?|unfortunately|refused|failed|broke|complain\w*|angry|wrong|conflict)\b
    """,
    "result": r"""
        (?:in the end|as a result|finally|since then|ended up|by half|thanked|feedback|\d+ ?(?:%|percent))
    """,
}
