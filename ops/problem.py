class Problem(Exception):
    """What the person at the terminal has to put right: one clear line for each thing, the cure in it."""
