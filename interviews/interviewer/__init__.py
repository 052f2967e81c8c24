"""The interviewer: what to ask next, how to ask a model for it, and whether its words may be shown.

Pure except for the model that it is given: no Django, no I/O of its own.
"""
