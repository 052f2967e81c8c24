"""What the company owes the people it interviews: their data is kept no longer than promised, shown to them, and
deleted everywhere. `traces.py` lists where it is.
"""
