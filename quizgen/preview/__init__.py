"""A page that shows a deck as you write it: cards, questions, problems and paper."""
