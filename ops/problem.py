class Problem(Exception):
    """Something that the user has to fix: one line for each thing, which says how."""
