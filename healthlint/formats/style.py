"""Terminal colours, or none: the only place that knows escape codes."""

from __future__ import annotations

from healthlint.core.record import record
from healthlint.core.rule import Severity

BOLD, DIM, UNDERLINE = "1", "2", "4"
RED, GREEN, YELLOW, BLUE, CYAN = "31", "32", "33", "34", "36"

_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}


@record
class Style:
    """How text is dressed: with the colours of a terminal, or plain."""

    colour: bool = False

    def paint(self, text: str, *codes: str) -> str:
        """The text in the given colours and weights."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self.paint(text, BOLD)

    def dim(self, text: str) -> str:
        """What frames the rest."""
        return self.paint(text, DIM)

    def gutter(self, text: str) -> str:
        """Line numbers, bars and arrows."""
        return self.paint(text, BOLD, BLUE)

    def severity(self, severity: Severity, text: str) -> str:
        """Text in the colour of a severity."""
        return self.paint(text, BOLD, _COLOURS[severity])
