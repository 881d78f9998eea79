"""Languages: the words that quizgen prints, and how a language is written."""
