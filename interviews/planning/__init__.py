"""What the form of a position works out before anything is saved."""
