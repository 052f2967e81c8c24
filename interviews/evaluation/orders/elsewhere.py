"""Patterns of orders in French, Spanish, German, Russian, Japanese and Chinese, in markup, and in disguised letters."""

DIRECT = (
    r"\b(?:ignore[zr]|ignora(?:r|d)?|oublie[zr]?|olvid[ae]n?|vergiss|ignorier[et]n?)\b.*"
    r"(?:consigne|instruc|anweisung|regel|regla|indicaci|istruzion|précédent)",
    r"\b(?:donnez|accordez|mettez|attribuez|d[ae]me|denme|otorgue|gib|bewerten sie|califique)\b.*"
    r"\b(?:la meilleure|note maximale|points?|5|10|máxim\w+|mejor|puntuaci\w+|punkte?|höchst\w*|beste\w*|"
    r"maximal\w*)\b",
    r"\b(?:ponme|p[oó]ngame|dadme|donnez-moi|gib mir|geben sie mir)\b",
    r"(?:指示|指令|命令|規則|规则|提示|プロンプト|以上の|上記の|上述|之前).*(?:無視|忽略|忘|無效|无效)|"
    r"忽略.*(?:指令|指示|内容|規則|规则)",
    r"(?:満点|满分|滿分|最高(?:点|分|評価|评价)|合格|录用|採用).*(?:ください|下さい|给|給|请|請|しろ|せよ|打)|"
    r"(?:请|請|给我|給我).*(?:满分|滿分|最高分|高分|录用)",
    r"(?:игнорир|забуд|не обращай).*(?:инструкц|правил|указан|выше)|(?:поставь|оцени|дай).*(?:балл|оценк|максим)",
    # Fields of JSON and elements of XML that give a rating or a role.
    r"[{\"'“<\[][^{}]{0,80}?(?:\b(?:score|rating|verdict|grade|decision|hire|level)|점수|판정|평점|등급|"
    r"평가)[\"'”]? ?[:=]",
    r"<!--|</?(?:system|instructions?|assessment|candidate\w*|answers?|rating|score|evaluation|"
    r"prompt)\b[^<>]{0,80}>?",
    r"#{2,} ?(?:instructions?|response|system|prompt)\b",
    # Figures in place of letters (1gn0r3 sc0r3), letters apart (g r a d e), and code for letters.
    r"(?:\b[a-z]*[0134578]+[a-z]+[0134578]*[a-z]*\b\W*(?:\b[a-z0-9]\b\W*)?){3,}",
    r"(?:\b[a-z] +){8,}|(?:[ㄱ-ㅎㅏ-ㅣ] *){5,}",
)
