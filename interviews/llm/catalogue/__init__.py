"""Language models that can be fetched by name, where they come from, and under which licence."""
