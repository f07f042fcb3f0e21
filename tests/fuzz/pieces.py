# ruff: noqa: RUF005, SIM905 - one long line of pieces is easier to read than a hundred short ones
"""What posts and rule files are made of, for generators: each piece begins, ends or breaks something."""

from __future__ import annotations

ENDINGS = (".md", ".mdx", ".txt", ".html", ".markdown")

MARKDOWN = tuple(
    "\n|\n\n| |\t|  \n|\\\n|\r\n|\r|\n\n\n|- |* |1. |10) |> |    |# |## |\n===\n|\n---\n|***|**|*|_|__|~~|`|``|```\n|~~~\n|"
    "[|](|]|)|![|][|[^1]|\n[^1]: |\n[a]: |[a]|<|>|</|/>|&amp;|&#8203;|&nbsp;|&#|&;|\\|\\*|!|(|:|;|,|. |? |! |…|—|“|”|‘|’|\"|'|"
    "https://example.org/a_b|www.example.com|<https://example.org>|[[tea]]|[[tea|{{< note >}}|{{< /note >}}|{% if a %}|"
    "{% endif %}|{{ a }}|{{|}}|{%|%}|{: .a}|{#a}|{a}|{|}|{/* a */}|:::note\n|:::\n|<div>|</div>|<div\n\n|<p>|</p>|<ul>|<li>|</ul>|"
    "<table>|<tr>|<td>|</td>|</table>|<h2>|</h2>|<br>|<b>|</b>|<sup>|1</sup>|<a href='x'>|</a>|<img alt='tea cures' src=a>|"
    "<script>|</script>|<style>|</style>|<pre>|</pre>|<code>|</code>|<!-- |-->|<!-- healthlint-disable claims -->|"
    "<!-- healthlint-enable -->|<!-- healthlint-disable-next-line claims/cure -- why -->|<blockquote>|</blockquote>|<Card>|"
    "</Card>|<Card/>|<Card a={b}>|import A from 'a'\n|export const a = {\n|---\n|+++\n|title: Tea cures\n|title: 'It''s'\n|"
    'description: >\n  tea\n  cures\n|faq:\n  - a: b\n|lang: es\n|key: [|key: {a: |!x |&a |*a |<div lang="es">|'
    'title = "Tea"\n|{"title": "Tea"}\n|tea|cures diabetes|cure|no |not |is there |may |About 40% of people|12 in 100|'
    "Studies show |(Doe, 2019)|et al.|[1]|doi:10.1000/1|PMID: 123|5 mg|$5-$10|Dr. |e.g. |a.m. |no side effects|committed suicide|"
    "addicts|References|Sources:|é|e\u0301|ü|naïve|\u200b|\u200d|\xad|\u2060|\ufeff|\xa0|\u202e|\u200e|\ud800|\0|\x1b[31m|\x7f|с|ο|茶|"
    "𝐜|🙂|👩‍⚕️|²|¹|½|\ufffc|\ufffd|\ue01a|⸘|•|◦|–|: |a\n: b\n|- [ ] |- [x] ".split("|")
) + ("|", "| a | b |\n|---|---|\n| c | d |\n")
"""Parted by bars here, which the last two have in them."""

YAML = tuple(
    "\n~  ~    ~- ~: ~:\n~message: ~why: ~do: ~severity: ~error~level: ~strict~sources: ~find: ~pattern: ~patterns: ~except: ~"
    "examples: ~invalid: ~valid: ~where: ~when: ~[~]~{~}~, ~'~\"~|~>~|-\n~#~&a ~*a~!x ~!!python/object:os.system ~---\n~...\n~? ~"
    "<<: ~%YAML 1.2\n~yes~null~1:30~0x1f~.inf~\\x~\\u0041~«~»~(a+)+$~[a-z]{0,200}~(?=a)~\\1~\t~\r\n~\u2028~\ufeff~\0~é~🙂~a".split(
        "~"
    )
)
CONFIGURATION = tuple(
    "\n~  ~- ~: ~select: ~ignore: ~severity: ~options: ~excludes: ~site: ~provides: ~hosts: ~packs: ~extend: ~per-file: ~files: ~"
    "rules: ~suppressions: ~max-file-size: ~5 MB~claims~claims/cure~ALL~[~]~{~}~, ~'~\"~*~**/~!~../~/etc~true~2026.1~error~\t~a~#".split(
        "~"
    )
)
