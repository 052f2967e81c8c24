"""How people rate what was said: the rubric, and how far raters agree. Pure: it knows neither tables nor pages."""
