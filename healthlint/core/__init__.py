"""The nouns of healthlint: frozen values that every other part passes around. Standard library only."""
