"""No tests: exports of WordPress, made of items that a test writes."""

from __future__ import annotations

HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2024-05-01 10:00" -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
\t<title>Harbour Clinic</title>
"""
TAIL = "</channel>\n</rss>\n"


def item(content: str, *, title: str = "Tea", cdata: bool = True, **values: str) -> str:
    """An item.

    Args:
        content: Of ``content:encoded``.
        title: As it stands in the file.
        cdata: The content is put into CDATA.
        values: Other elements, their prefix parted by two underscores: ``wp__status="draft"``.
    """
    lines = [f"\t<item>\n\t\t<title>{title}</title>"]
    lines.append(f"\t\t<content:encoded>{f'<![CDATA[{content}]]>' if cdata else content}</content:encoded>")
    lines += [f"\t\t<{name.replace('__', ':')}>{value}</{name.replace('__', ':')}>" for name, value in values.items()]
    return "\n".join([*lines, "\t</item>\n"])


def export(*items: str) -> str:
    """A whole export."""
    return HEAD + "".join(items) + TAIL
