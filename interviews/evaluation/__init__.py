"""How an interview is evaluated: the rubric, what was said as evidence for it, ratings, and how far raters agree.

Pure but for the model that `assessor` is handed: it knows neither tables nor pages.
"""
