"""The interviewer: which question comes next, and how the model is asked for it. No I/O but the model's, no Django."""
