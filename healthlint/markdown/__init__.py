"""Markdown, MDX, HTML, plain text and exports of WordPress in, ``Document`` out.

The only place that knows the Markdown parser.
"""

from healthlint.markdown.directives import Action, Directive, directives, in_comment_form
from healthlint.markdown.parse import parse

__all__ = ["Action", "Directive", "directives", "in_comment_form", "parse"]
