"""Fitting: judges of whether a wrong answer fits a question, one for each sort of answer."""
