"""Walks through every state of the candidates' pages, for what must hold in each of them."""
