"""Markdown, MDX, HTML and plain text in, ``Document`` out. The only place that knows the Markdown parser."""

from healthlint.markdown.directives import Action, Directive, directives
from healthlint.markdown.parse import parse

__all__ = ["Action", "Directive", "directives", "parse"]
