"""A model's evidence about an interview, made by a worker beside the questions, if people who have rated ask for it."""
