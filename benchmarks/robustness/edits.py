"""Many small edits of posts, each read again: are all places exact, and does nothing break down?

    python benchmarks/robustness/edits.py [--corpus FOLDER] [--edits 1000000] [--seed 1] [--minutes 30]

Posts are cut into excerpts of a few paragraphs, so that a million of them can be read. Each edit changes an excerpt,
already changed by up to a dozen edits before: characters are put in, taken out, doubled or swapped, and pieces of
markup and hostile characters are put in. After each edit the excerpt is parsed, every word, block, link and comment is
compared with the place that it claims, and every so many edits all rules lint it, too. What fails is made small and
written to a folder; nothing of the corpus goes anywhere else.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "fuzz"), str(ROOT / "tests" / "markdown")]

from contract import assert_exact  # noqa: E402 - of the tests, so that one contract is held
from pieces import MARKDOWN  # noqa: E402

import healthlint  # noqa: E402
from healthlint.core.document import OPAQUE  # noqa: E402
from healthlint.core.report import Diagnostic  # noqa: E402
from healthlint.core.rule import Scope  # noqa: E402
from healthlint.core.source import Source  # noqa: E402
from healthlint.core.span import LineIndex  # noqa: E402
from healthlint.engine.pipeline import Pipeline  # noqa: E402
from healthlint.markdown import parse, wxr  # noqa: E402

EXCERPT = 500
"""Characters of an excerpt, to the end of its paragraph."""
CHAIN = 12
"""Edits of an excerpt, one on top of the other."""
ENDINGS = (".md", ".md", ".md", ".md", ".mdx", ".html", ".txt", ".xml")
EXPORT = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n<item><title>{}</title>\n'
    "<content:encoded>{}</content:encoded></item></channel></rss>"
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_PARAGRAPHS = re.compile(r"(?<=\n)(?=\r?\n)")


def posts(folder: Path) -> Iterator[str]:
    """The texts of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".mdx", ".markdown", ".txt", ".html") and path.is_file():
            yield path.read_bytes().decode("utf-8-sig", "surrogateescape")


def excerpts(text: str) -> Iterator[str]:
    """Paragraphs that stand together, and the front matter with those that follow."""
    kept = ""
    for paragraph in _PARAGRAPHS.split(text):
        kept += paragraph
        if len(kept) >= EXCERPT:
            yield kept[: 3 * EXCERPT]
            kept = ""
    if kept.strip():
        yield kept


def edited(text: str, chance: random.Random) -> str:
    """The text after one edit."""
    at = chance.randrange(len(text) + 1)
    width = min(chance.choice((1, 1, 1, 2, 3, 8, 40)), len(text) - at)
    kind = chance.randrange(8)
    if kind == 0:
        return text[:at] + text[at + width :]
    if kind == 1:
        return text[: at + width] + text[at : at + width] + text[at + width :]
    if kind == 2:
        return text[:at] + text[at : at + width][::-1] + text[at + width :]
    if kind == 3:
        other = chance.randrange(len(text) + 1)
        return text[:at] + text[other : other + width] + text[at:]
    if kind == 4:
        return text[:at] + chance.choice(MARKDOWN) + text[at + width :]
    return text[:at] + chance.choice(MARKDOWN) + text[at:]


def sources(text: str, ending: str) -> list[Source]:
    """What is read: the text as a post, or as the content of an export."""
    if ending != ".xml":
        return [Source(f"post{ending}", text)]
    inside = text.replace("&", "&amp;").replace("<", "&lt;") if "]]>" in text else f"<![CDATA[{text}]]>"
    return list(wxr.posts(Source("site.xml", EXPORT.format("Tea &amp; you", inside))))


def hold(text: str, ending: str, pipeline: Pipeline | None) -> int:
    """Reads a text, and with a pipeline lints it: how many diagnostics were compared. Raises AssertionError."""
    compared = 0
    for source in sources(text, ending):
        assert_exact(parse(source))
        if pipeline is None:
            continue
        result = pipeline.check(source)
        assert not [problem for problem in result.problems if "broke down" in problem.message], result.problems
        lines = LineIndex(source.text, *(source.part or ()))
        for found in (*result.diagnostics, *(one.diagnostic for one in result.suppressed)):
            _compare(found, source.text, lines)
            compared += 1
    return compared


def _compare(found: Diagnostic, text: str, lines: LineIndex) -> None:
    """The place of a diagnostic holds its words: they begin and end with it, and all their letters stand in it."""
    start, end = lines.offset(*found.start), lines.offset(*found.end)
    assert 0 <= start <= end <= len(text)
    assert (lines.position(start), lines.position(end)) == (found.start, found.end)
    if found.scope is Scope.DOCUMENT:
        return
    stands = text[start:end]
    read = unescape(unescape(_ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), stands)))
    # Where entities are none, in plain text or code, they are read as they stand.
    assert _is_in(found.words, read) or _is_in(found.words, stands), f"{found.rule}: {found.words!r} is {stands!r}"
    if found.words and stands[:1] not in ("&", "\\", "") and found.words[0].isalnum():
        assert stands[0] == found.words[0], f"{found.rule}: {found.words!r} begins as {stands!r}"
    if found.words and stands[-1:] not in (";", "") and found.words[-1].isalnum() and OPAQUE not in found.words:
        assert stands[-1] == found.words[-1] or "\\" in stands[-6:], f"{found.rule}: {found.words!r} ends as {stands!r}"


def _is_in(words: str, read: str) -> bool:
    letters = iter(read)
    return all(letter in letters for letter in words if letter.isalnum())


def small(text: str, fails: Callable[[str], bool]) -> str:
    """A shorter text that fails, too."""
    width = len(text) // 2
    while width:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + width :]
            if fails(shorter):
                text = shorter
            else:
                at += width
        width //= 2
    return text


def main() -> int:
    """Runs until the edits or the minutes are used up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", help="a folder with posts; repeatable")
    parser.add_argument("--edits", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--lint-every", type=int, default=20, help="edits after which all rules run")
    parser.add_argument("--failures", type=Path, default=Path("failures"), help="where what fails is written")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - repeatable, not secret
    folders = chosen.corpus or [ROOT / "examples" / "posts"]
    pool = [excerpt for folder in folders for text in posts(folder) for excerpt in excerpts(text)]
    pipeline = Pipeline(healthlint.load_rules(select=["ALL"]))
    print(f"{len(pool):,} excerpts of {', '.join(folder.name for folder in folders)}, seed {chosen.seed}", flush=True)
    done = linted = compared = 0
    failures: Counter[str] = Counter()
    begin = time.monotonic()
    while done < chosen.edits and time.monotonic() - begin < 60 * chosen.minutes:
        text, ending = chance.choice(pool), chance.choice(ENDINGS)
        for _ in range(CHAIN):
            text = edited(text, chance)
            done += 1
            lints = done % chosen.lint_every == 0
            linted += lints
            try:
                compared += hold(text, ending, pipeline if lints else None)
            except Exception as error:
                kind = f"{type(error).__name__}{ending}: {str(error).splitlines()[0][:60] if str(error) else ''}"
                failures[kind] += 1
                if failures[kind] == 1:
                    _keep(chosen.failures, len(failures), text, ending, pipeline if lints else None)
                break
            if done % 50_000 == 0:
                print(f"{done:,} edits, {linted:,} linted, {failures.total()} failed", flush=True)
    seconds = time.monotonic() - begin
    print(
        f"{done:,} edits in {seconds:.0f} s; {linted:,} of them linted by all rules, {compared:,} diagnostics compared"
    )
    print(f"{failures.total()} failures")
    for kind, times in failures.most_common():
        print(f"  {times} times {kind}")
    return int(failures.total() > 0)


def _keep(folder: Path, number: int, text: str, ending: str, pipeline: Pipeline | None) -> None:
    def fails(shorter: str) -> bool:
        try:
            hold(shorter, ending, pipeline)
        except Exception:
            return True
        return False

    folder.mkdir(parents=True, exist_ok=True)
    short = small(text, fails)
    (folder / f"{number}{ending}").write_bytes(short.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    sys.exit(main())
