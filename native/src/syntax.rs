//! Patterns parsed. A large part that stands in many of them, such as a lexicon of conditions, is parsed once.

use std::cell::RefCell;
use std::ops::Range;

use regex_automata::util::syntax;
use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};
use rustc_hash::FxHashMap;

/// Bytes of a part that is worth keeping.
const LARGE: usize = 3_000;
/// Such parts that are kept. All that there are take 20 MB more than these.
const MOST: usize = 20;
/// How the place of a part is called while the rest is parsed.
const PLACE: &str = "part";

thread_local! {
    /// By the pattern and whether it takes any case.
    static KEPT: RefCell<FxHashMap<(String, bool), Hir>> = RefCell::default();
}

/// A pattern of this crate's engine, parsed.
///
/// # Errors
///
/// One that it does not know.
pub fn parsed(pattern: &str, any_case: bool) -> Result<Hir, String> {
    let parts = parts(pattern);
    if parts.is_empty() {
        return plainly(pattern, any_case);
    }
    let mut outline = String::new();
    let mut inner = Vec::new();
    let mut done = 0;
    for part in parts {
        outline.push_str(&pattern[done..part.start]);
        outline.push_str(&["(?P<", PLACE, &inner.len().to_string(), ">x)"].concat());
        done = part.end;
        inner.push(kept(&pattern[part], any_case)?);
    }
    outline.push_str(&pattern[done..]);
    Ok(filled(plainly(&outline, any_case)?, &inner))
}

fn plainly(pattern: &str, any_case: bool) -> Result<Hir, String> {
    // As RE2 reads Latin-1: a byte is a character, and what is said of letters is said of those of ASCII.
    let config = syntax::Config::new().unicode(false).utf8(false).case_insensitive(any_case).nest_limit(1_000);
    syntax::parse_with(pattern, &config).map_err(|error| error.to_string())
}

fn kept(part: &str, any_case: bool) -> Result<Hir, String> {
    let key = (part.to_owned(), any_case);
    if let Some(hir) = KEPT.with_borrow(|kept| kept.get(&key).cloned()) {
        return Ok(hir);
    }
    let hir = parsed(part, any_case)?;
    KEPT.with_borrow_mut(|kept| {
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, hir.clone());
    });
    Ok(hir)
}

/// A pattern with its parts in their places.
fn filled(hir: Hir, parts: &[Hir]) -> Hir {
    let all = |hirs: Vec<Hir>| hirs.into_iter().map(|hir| filled(hir, parts)).collect();
    match hir.into_kind() {
        HirKind::Capture(Capture { name: Some(name), .. }) if place(&name, parts).is_some() => {
            place(&name, parts).cloned().unwrap_or_else(Hir::fail)
        }
        HirKind::Capture(group) => Hir::capture(Capture { sub: Box::new(filled(*group.sub, parts)), ..group }),
        HirKind::Repetition(own) => Hir::repetition(Repetition { sub: Box::new(filled(*own.sub, parts)), ..own }),
        HirKind::Concat(hirs) => Hir::concat(all(hirs)),
        HirKind::Alternation(hirs) => Hir::alternation(all(hirs)),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
    }
}

fn place<'p>(name: &str, parts: &'p [Hir]) -> Option<&'p Hir> {
    parts.get(name.strip_prefix(PLACE)?.parse::<usize>().ok()?)
}

/// The large groups of a pattern, outermost first but not the whole; those in which capitals are capitals are left out,
/// and so is all of a pattern that says more of how it is read.
fn parts(pattern: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // The groups that are open: where they begin, and whether they take any case.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = pattern.as_bytes().get(at) {
        let rest = &pattern[at..];
        match byte {
            b'\\' => at += 1,
            b'[' => at += class(rest),
            b'(' => {
                let exact = rest.starts_with("(?-i:");
                if rest.starts_with("(?") && !exact && !rest.starts_with("(?:") {
                    return Vec::new();
                }
                open.push((at, !exact && open.last().is_none_or(|around| around.1)));
            }
            b')' => {
                let Some((start, any_case)) = open.pop() else { return Vec::new() };
                let is_whole = start == 0 && at + 1 == pattern.len();
                if any_case && at - start >= LARGE && !is_whole {
                    found.retain(|inner| inner.end < start);
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The length of a class up to its closing bracket, as `dialect::translated` writes it.
fn class(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b']' {
        at += match bytes[at] {
            b'\\' => 2,
            b'[' if rest[at..].starts_with("[:") => rest[at..].find(":]").map_or(1, |end| end + 2),
            _ => 1,
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{parsed, parts, plainly};

    fn large() -> String {
        ["(", &(0..500).map(|number| format!("word{number}")).collect::<Vec<_>>().join("|"), ")"].concat()
    }

    #[test]
    fn large_groups_are_parts() {
        let large = large();
        let found =
            |pattern: &str| parts(pattern).iter().map(|part| pattern[part.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(found(&format!("(?:no {large}?|x)")), std::slice::from_ref(&large));
        assert_eq!(found(&format!("a[)(]{large} (?:(b|{large}) )c")), [large.clone(), format!("(?:(b|{large}) )")]);
        assert_eq!(found(&large), [] as [&str; 0]);
        assert_eq!(found(&format!("(?-i:no {large})")), [] as [&str; 0]);
        assert_eq!(found(&format!("(?i)no {large}")), [] as [&str; 0]);
        assert_eq!(found(r"\((short)[[:alpha:])]"), [] as [&str; 0]);
    }

    #[test]
    fn with_and_without_parts_it_is_the_same() {
        let large = large();
        for pattern in [format!("(no|any) {large}{{0,2}}s?"), format!("a|(?:{large} |b{large})+c")] {
            for any_case in [false, true] {
                let (one, other) = (parsed(&pattern, any_case).unwrap(), plainly(&pattern, any_case).unwrap());
                let same = |hir: &regex_syntax::hir::Hir| {
                    let own = hir.properties();
                    (own.minimum_len(), own.maximum_len(), own.is_literal(), own.look_set())
                };
                assert_eq!(same(&one), same(&other));
            }
        }
    }
}
