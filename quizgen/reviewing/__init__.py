"""The review of generated wrong options, by a person or by a language model."""
