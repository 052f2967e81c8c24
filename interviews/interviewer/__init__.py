"""The interviewer: which question comes next, and how the model is asked for it. Pure, no Django."""
