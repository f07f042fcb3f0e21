"""What a YAML parser complains about, in the words of someone who writes posts."""

from __future__ import annotations

from healthlint.core.tuples import NamedTuple

DEEPEST = 40
"""How many lists and mappings may stand inside one another."""

_INDENT = "indent with spaces, the same number for all keys of one mapping"


class Complaint(NamedTuple):
    """A syntax error, put plainly."""

    offset: int
    """Where to look, in the text."""
    message: str
    hint: str = ""


def explain(text: str, problem: str, context: str, at: int, since: int) -> Complaint:
    """Puts an error of the parser into plain words.

    Both parsers of PyYAML are understood; they word the same errors a little differently.

    Args:
        text: The YAML.
        problem: What the parser says is wrong.
        context: What it was reading.
        at: Where it stopped.
        since: Where it began to read what is in ``context``.
    """
    if "nesting depth" in problem:
        # libyaml has a limit of its own (1,000 brackets) and looks that far ahead before it tells of the first one.
        return Complaint(at, f"nested deeper than {DEEPEST} levels")
    quoted = "quoted scalar" in context or "-quoted scalar" in context
    if quoted:
        return _in_quotes(problem, at, since)
    if "tab character" in problem or text[at : at + 1] == "\t":
        return Complaint(at, "a tab where YAML wants spaces", "indent with spaces, never with tabs")
    if "mapping values are not allowed" in problem:
        return _second_colon(text, at)
    if "an alias" in context or "an anchor" in context:
        return Complaint(since, f"a value that begins with '{text[since : since + 1]}'", "put the value in quotes")
    if "cannot start any token" in problem:
        return Complaint(at, f"a value cannot begin with '{text[at : at + 1]}'", "put the value in quotes")
    if "could not find expected ':'" in problem:
        return Complaint(since, "this line has no 'key: value'", "write a colon and a space after the key")
    if "flow sequence" in context:
        return Complaint(since, "a list in [ ] is not closed, or a comma is missing", "close it with ]")
    if "flow mapping" in context:
        return Complaint(since, "a mapping in { } is not closed, or a comma is missing", "close it with }")
    if "block scalar" in context:
        return Complaint(at, "text on the same line as | or >", "begin the text on the next line, indented")
    if "entries are not allowed" in problem:
        return Complaint(at, "a list item on the line of its key", "begin each '- item' on a line of its own")
    return _out_of_place(text, problem, context, at)


def _in_quotes(problem: str, at: int, since: int) -> Complaint:
    if "escape" in problem or "hex" in problem or "Unicode" in problem:
        hint = "in double quotes a backslash begins an escape: use single quotes, or write \\\\"
        return Complaint(at, "an unknown escape in double quotes", hint)
    return Complaint(
        since, "a quotation mark that is never closed", "close it, or double it where it is meant ('it''s')"
    )


def _second_colon(text: str, at: int) -> Complaint:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if ": " in line or line.rstrip().endswith(("'", '"')):
        return Complaint(at, "a second ': ' in one line", "put a value that has ': ' in it in quotes")
    return Complaint(at, "a key that is indented further than the lines above allow", _INDENT)


def _out_of_place(text: str, problem: str, context: str, at: int) -> Complaint:
    before = text[:at].rstrip(" ")[-1:]
    if before in ("'", '"'):
        return Complaint(at, "text after the closing quotation mark", "put the whole value in one pair of quotes")
    found = text[at : at + 1]
    if found in ("]", "}"):
        return Complaint(at, f"a '{found}' that closes nothing", "remove it, or put the value in quotes")
    if "block collection" in context:
        return Complaint(at, "this line is not part of the list above", "begin it with '- ', or check its indentation")
    if "block mapping" in context:
        if found == "-":
            return Complaint(at, "a list item among the keys of a mapping", "put the list under a key of its own")
        return Complaint(at, "this line does not fit the mapping above it", _INDENT)
    if "mapping keys are not allowed" in problem:
        return Complaint(at, "a value cannot begin with '? '", "put the value in quotes")
    return Complaint(at, "this is not YAML", f"the parser says: {problem}")
