"""A document with the English in it: what rule kinds ask, worked out when first asked for, then kept."""

from __future__ import annotations

from healthlint.core.document import Document
from healthlint.prose.english import English


class Reader:
    """Answers ``core.reading.Reading`` for one document."""

    def __init__(self, document: Document, english: English) -> None:
        self.document = document
        self.english = english
