"""Fitting: whether a wrong answer fits a question: a judge for each sort of answer, and rules."""
