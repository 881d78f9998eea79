"""What is asked: questions from facts, their options, and the choice of a paper."""
