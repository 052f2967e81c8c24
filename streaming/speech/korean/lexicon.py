"""Words whose pronunciation cannot be told from their letters, marked as `marks.py` explains, by article."""

# Article 15: a word that begins with a vowel follows within a compound.
JOINED = """
겉|옷 윗|옷 헛|웃음 젖|어미 첫|아이 첫|아들 첫|월급 첫|업무 맛|없 멋|없 값|없 값|어치 값|있 넋|없 몇|월 윗|어른 꽃|위 밭|아래 늪|앞 첫|인상
"""

# Article 16: the names of letters, as they are before a vowel. (The spelling on the left, what is said on the right.)
LETTERS = {
    "디귿": "디긋",
    "지읒": "지읏",
    "치읓": "치읏",
    "키읔": "키윽",
    "티읕": "티읏",
    "피읖": "피읍",
    "히읗": "히읏",
}

# Article 20, exceptions.
UNASSIMILATED = """
의견-란 임진-란 생산-량 결'단-력 공'권-력 동원-령 상견-례 횡단-로 이원-론 입원-료 구근-류
"""

# Article 26: Sino-Korean ㄹ before ㄷ, ㅅ, ㅈ.
SINO_KOREAN = """
갈'등 발'동 절'도 말'살 불'소 일'시 갈'증 물'질 발'전 몰'상식 불'세출
"""

# Article 28: compounds without a written ㅅ.
COMPOUNDS = """
문'고리 눈'동자 신'바람 산'새 손'재주 길'가 물'동이 발'바닥 굴'속 술'잔 바람'결 그믐'달 아침'밥 잠'자리 강'가 초승'달 등'불 창'살 강'줄기
"""

# Article 29: ㄴ is inserted.
INSERTED = """
솜+이불 홑+이불 막+일 삯+일 맨+입 꽃+잎 내복+약 한+여름 남존+여비 신+여성 색+연필 직행+열차 늑막+염 콩+엿 담+요 눈+요기 영업+용
식용+유 백분+율 밤+윷 들+일 솔+잎 설+익 물+약 불+여우 서울+역 물+엿 휘발+유
"""
