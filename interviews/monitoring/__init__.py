"""How a company's decisions and ratings turn out by group, and how they change over time. Shows nobody by name.

Only interviews that are decided count, so that nobody learns here what others gave before they rate themselves.
"""
