class Problem(Exception):
    """Raised for something that the user has to fix. The message has one line per item, which says how."""
