"""Frequent words of other languages in Latin letters that are not English words."""

_BY_LANGUAGE = {
    "Spanish": """
        los las una unos unas que qué cómo cuál cuáles por para del usted ustedes puede podría está esta este esto muy
        más pero cuando donde dónde fue sobre entre desde hasta también porque gracias
    """,
    "Portuguese": """
        uma umas você vocês seu sua não pode poderia qual quais foi das dos ao pelo pela isso mais obrigado
    """,
    "French": """
        est et dans avec vous votre vos nous une qui quel quelle quels quelles avez pouvez pourriez c'est merci être
        était cette ces aux leur parce
    """,
    "Italian": """
        gli della dello dei delle nel nella che è sono suo può potrebbe quale quali hai grazie perché
    """,
    "German": """
        der das und ist sie ihr ihre ihren ihnen ich wie welche welcher welches können könnten haben hatten für auf nach
        über eine einen einer einem ein nicht auch wenn wir danke bitte würden zu zum zur
    """,
    "Dutch": """
        het een uw wat welke kunt heeft aan bij niet ook wij hoe voor
    """,
    "Indonesian": """
        apa apakah yang anda bagaimana bisa bisakah dengan untuk dari dalam itu adalah tidak terima kasih
    """,
    "Vietnamese": """
        bạn là của và có trong được không một những với gì như thế nào chị
    """,
    "Polish": """
        jak czy jest się pani proszę że nie są
    """,
    "Turkish": """
        ve bir bu nasıl için misiniz mısınız musunuz
    """,
    "Swedish and Norwegian": """
        och är på hur vad jag att det ett hvordan hva kunne
    """,
}
ELSEWHERE = frozenset(" ".join(_BY_LANGUAGE.values()).split())
