"""XML, written: whatever stands in a file name or a message, the result can be read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from healthlint.core import later

# XML 1.0, section 2.2: other characters cannot stand in a document, not even escaped.
_ILLEGAL = later.pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEERS = later.pattern("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def element(parent: ET.Element | None, name: str, /, **attributes: str) -> ET.Element:
    """A new element, at the end of its parent if it has one. Characters that XML cannot hold become U+FFFD."""
    clean = {key: legal(value) for key, value in attributes.items()}
    return ET.Element(name, clean) if parent is None else ET.SubElement(parent, name, clean)


def legal(text: str) -> str:
    """The text without characters that no XML document can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def document(root: ET.Element) -> str:
    """The document as text, for UTF-8."""
    ET.indent(root)
    # What could steer a terminal that shows the report is written as a reference, and read as it was.
    text = _STEERS.sub(lambda found: f"&#{ord(found[0])};", ET.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
