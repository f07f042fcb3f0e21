"""English: sentences, patterns, stance, citations and readability of a document that has been parsed."""
