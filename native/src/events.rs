//! What the Markdown parser finds: `healthlint.markdown.parser`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use rustc_hash::FxHashMap;

/// What is read beside `CommonMark`, as of `parser.OPTIONS`.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// The events of a text, as `parser.events` gives them. `special` has the characters that are not read as they stand.
///
/// Raises `OverflowError` for a text of 4 GB.
#[pyfunction]
pub fn events(text: &str, special: &str) -> PyResult<Events> {
    if u32::try_from(text.len()).is_err() {
        return Err(PyOverflowError::new_err("too long"));
    }
    let offsets = Offsets::new(text);
    let special: Vec<char> = special.chars().collect();
    let is_special = |place: &Range<usize>| {
        let words = &text[place.clone()];
        !special.is_empty() && !words.is_ascii() && words.contains(&special[..])
    };
    let mut found: Vec<Found> = Vec::new();
    let mut was_text = false;
    for (event, place) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let is_text = matches!(event, Event::Text(_));
        if let Some((mut name, detail)) = read(event, text, &place) {
            if name == "text" && is_special(&place) {
                name = "special";
            }
            let (start, end) = (offsets.character(place.start), offsets.character(place.end));
            match &mut found[..] {
                // The parser parts text where a mark might have been.
                [.., last] if was_text && is_words(name) && is_words(last.name) && last.end == start => {
                    last.end = end;
                    if name == "special" {
                        last.name = name;
                    }
                }
                [.., block, words] if words.name == "text" && plain(block.name, name).is_some() => {
                    block.name = plain(block.name, name).unwrap_or(name);
                    (block.start, block.end) = (words.start, words.end);
                    found.pop();
                }
                _ => found.push(Found { name, start, end, detail }),
            }
        }
        was_text = is_text;
    }
    Ok(Events { names: FxHashMap::default(), found: found.into_iter() })
}

/// Gives events one by one: name, start, end and detail.
#[pyclass]
pub struct Events {
    names: FxHashMap<&'static str, Py<PyString>>,
    found: std::vec::IntoIter<Found>,
}

#[pymethods]
impl Events {
    fn __iter__(own: PyRef<'_, Self>) -> PyRef<'_, Self> {
        own
    }

    fn __next__(&mut self, py: Python<'_>) -> Option<(Py<PyString>, u32, u32, Detail)> {
        let Found { name, start, end, detail } = self.found.next()?;
        let name = self.names.entry(name).or_insert_with(|| PyString::intern(py, name).unbind());
        Some((name.clone_ref(py), start, end, detail))
    }
}

struct Found {
    name: &'static str,
    start: u32,
    end: u32,
    detail: Detail,
}

/// What else is to be told of an event.
#[derive(IntoPyObject)]
pub enum Detail {
    #[pyo3(transparent)]
    Flag(Option<bool>),
    #[pyo3(transparent)]
    Number(u64),
    #[pyo3(transparent)]
    Words(String),
    Image(String, String),
    Link(bool, String, String),
}

const NOTHING: Detail = Detail::Flag(None);

fn is_words(name: &str) -> bool {
    name == "text" || name == "special"
}

/// What a block is called that begins and ends with these events and has nothing but words in it.
fn plain(name: &str, end: &str) -> Option<&'static str> {
    Some(match (name, end) {
        ("paragraph", "/paragraph") => "plain-paragraph",
        ("heading", "/heading") => "plain-heading",
        ("item", "/item") => "plain-item",
        _ => return None,
    })
}

/// What an event is called and what else is to be told of it; None where nothing is done about it.
fn read(event: Event<'_>, text: &str, place: &Range<usize>) -> Option<(&'static str, Detail)> {
    Some(match event {
        Event::Text(words) if !words.is_empty() && text.get(place.clone()) == Some(&*words) => ("text", NOTHING),
        Event::Text(words) => ("inexact", Detail::Words(words.into_string())),
        Event::SoftBreak => ("soft-break", NOTHING),
        Event::HardBreak => ("hard-break", NOTHING),
        Event::Rule => ("rule", NOTHING),
        Event::Code(_) => ("code", NOTHING),
        Event::InlineHtml(_) => ("inline-html", NOTHING),
        Event::Html(_) => ("html", NOTHING),
        Event::FootnoteReference(label) => ("footnote-reference", Detail::Words(label.into_string())),
        Event::Start(tag) => start(tag)?,
        Event::End(tag) => (end(tag)?, NOTHING),
        _ => return None,
    })
}

fn start(tag: Tag<'_>) -> Option<(&'static str, Detail)> {
    Some(match tag {
        Tag::Paragraph => ("paragraph", NOTHING),
        Tag::Heading { level, .. } => ("heading", Detail::Number(level as u64)),
        Tag::List(None) => ("list", NOTHING),
        Tag::List(Some(first)) => ("list", Detail::Number(first)),
        Tag::Item => ("item", NOTHING),
        Tag::BlockQuote(_) => ("quote", NOTHING),
        Tag::CodeBlock(kind) => ("code-block", Detail::Flag(Some(matches!(kind, CodeBlockKind::Indented)))),
        Tag::FootnoteDefinition(label) => ("footnote", Detail::Words(label.into_string())),
        Tag::Table(_) => ("table", NOTHING),
        Tag::TableCell => ("cell", NOTHING),
        Tag::DefinitionListTitle => ("term", NOTHING),
        Tag::DefinitionListDefinition => ("definition", NOTHING),
        Tag::HtmlBlock => ("html-block", NOTHING),
        Tag::Strong => ("strong", NOTHING),
        Tag::Link { link_type, dest_url, title, .. } => {
            let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
            ("link", Detail::Link(is_bare, dest_url.into_string(), title.into_string()))
        }
        Tag::Image { dest_url, title, .. } => ("image", Detail::Image(dest_url.into_string(), title.into_string())),
        _ => return None,
    })
}

fn end(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "/paragraph",
        TagEnd::Heading(_) => "/heading",
        TagEnd::List(_) => "/list",
        TagEnd::Item => "/item",
        TagEnd::BlockQuote(_) => "/quote",
        TagEnd::CodeBlock => "/code-block",
        TagEnd::FootnoteDefinition => "/footnote",
        TagEnd::Table => "/table",
        TagEnd::TableCell => "/cell",
        TagEnd::DefinitionListTitle => "/term",
        TagEnd::DefinitionListDefinition => "/definition",
        TagEnd::HtmlBlock => "/html-block",
        TagEnd::Strong => "/strong",
        TagEnd::Link => "/link",
        TagEnd::Image => "/image",
        _ => return None,
    })
}

/// From bytes to characters.
struct Offsets<'t> {
    bytes: &'t [u8],
    /// The characters before each step; empty for ASCII.
    steps: Vec<u32>,
}

impl<'t> Offsets<'t> {
    const STEP: usize = 64;

    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut steps = Vec::new();
        if !text.is_ascii() {
            let mut characters = 0;
            for step in bytes.chunks(Self::STEP) {
                steps.push(characters);
                characters += count(step);
            }
            steps.push(characters);
        }
        Self { bytes, steps }
    }

    fn character(&self, byte: usize) -> u32 {
        if self.steps.is_empty() {
            return byte as u32;
        }
        let step = byte / Self::STEP;
        self.steps[step] + count(&self.bytes[step * Self::STEP..byte])
    }
}

/// The characters that begin in a stretch of bytes.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::Offsets;

    #[test]
    fn offsets_are_of_characters() {
        for text in [String::new(), "a".repeat(200), "aé".repeat(100), "\u{1F600}b".repeat(64)] {
            let offsets = Offsets::new(&text);
            for (character, (byte, _)) in (0..).zip(text.char_indices()) {
                assert_eq!(offsets.character(byte), character);
            }
            assert_eq!(offsets.character(text.len()) as usize, text.chars().count());
        }
    }
}
