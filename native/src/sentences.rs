//! Where sentences end: `healthlint.prose.sentences`, `Splitter`, which says why.

use std::ops::Range;

use pyo3::prelude::*;
use rustc_hash::FxHashSet;

use crate::units::{Kinds, Unit};

const STOPS: &[char] = &['.', '!', '?', '…', '。'];
const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', ')', ']', '*', '_'];
const OPENERS: &[char] = &['"', '\'', '“', '‘', '«', '(', '[', '*', '_', '¿', '¡', '\u{FFFC}'];
const BREAKS: &[char] = &['(', '[', '"', '“', '/', '—', '–'];
const SUPERSCRIPTS: &[char] = &['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// Letters of a word before a full stop, with the space before them, that tell it from an abbreviation.
const WHOLE_WORD: usize = 4;
const LONGEST: usize = 20_000;
const LONGEST_WORD: usize = 40;

/// Splits text by the abbreviations of a language.
#[pyclass(frozen)]
pub struct Splitter {
    kind: Py<PyAny>,
    known: Py<PyAny>,
    words: Words,
    kinds: Kinds,
}

/// The words that the rules know.
struct Words {
    goes_on: FxHashSet<String>,
    may_end: FxHashSet<String>,
    starters: FxHashSet<String>,
    lettered: FxHashSet<String>,
    doubtful: FxHashSet<String>,
    casual: FxHashSet<String>,
    domains: FxHashSet<String>,
}

/// The starts and the ends of sentences, the first sentence of each stretch and one more, and the stretches that have yet
/// to be parted further.
type Bounds = (Vec<usize>, Vec<usize>, Vec<usize>, Vec<usize>);

#[pymethods]
impl Splitter {
    /// Takes what tells the kind of a character, and whether a word is known; and the words of `Splitter` in Python: those
    /// that go on, may end, start, are lettered, are doubtful, casual, and end addresses.
    #[new]
    fn new(kind: Py<PyAny>, known: Py<PyAny>, words: [FxHashSet<String>; 7]) -> Self {
        let [goes_on, may_end, starters, lettered, doubtful, casual, domains] = words;
        let words = Words { goes_on, may_end, starters, lettered, doubtful, casual, domains };
        Self { kind, known, words, kinds: Kinds::default() }
    }

    /// As `sentences.Splitter.bounds`, but that long stretches, and those that count their items, are only named.
    fn bounds(&self, py: Python<'_>, text: &str, stretches: Vec<(usize, usize)>) -> PyResult<Bounds> {
        let units = self.kinds.units(py, &self.kind, text)?;
        let known = |word: &str| self.known.call1(py, (word,))?.is_truthy(py);
        let text = Text { units: &units, words: &self.words, known: &known };
        let (mut starts, mut ends, mut firsts, mut others) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (index, (start, end)) in stretches.into_iter().enumerate() {
            firsts.push(starts.len());
            let end = end.min(units.len());
            let begin = text.skip_space(start.min(end), end);
            text.split(begin, end, |from, to| {
                starts.push(from);
                ends.push(to);
            })?;
            if end - start.min(end) > LONGEST || text.counts(begin, end) {
                others.push(index);
            }
        }
        firsts.push(starts.len());
        Ok((starts, ends, firsts, others))
    }
}

/// A stop, and what may come of it.
enum Stop {
    /// Where the spaces after it end.
    Clear(usize),
    /// Where what belongs to it ends.
    Doubtful(usize),
}

struct Text<'t> {
    units: &'t [Unit],
    words: &'t Words,
    known: &'t dyn Fn(&str) -> PyResult<bool>,
}

impl Text<'_> {
    /// Calls `told` with the start and the end of each sentence.
    fn split(&self, mut begin: usize, end: usize, mut told: impl FnMut(usize, usize)) -> PyResult<()> {
        let mut place = begin;
        while place + 1 < end {
            let Some(stop) = self.stop(place, end) else {
                place += 1;
                continue;
            };
            let mark = place;
            let (cut, following) = match stop {
                Stop::Clear(after) if !self.is_doubtful(mark + 1) => {
                    place = after;
                    (mark + 1, after)
                }
                stop => {
                    let after = match stop {
                        Stop::Clear(after) => {
                            place = after;
                            mark + 1
                        }
                        Stop::Doubtful(after) => {
                            place = after;
                            after
                        }
                    };
                    if mark < begin || !self.ends(begin, mark, after, end)? {
                        continue;
                    }
                    (self.trim_space(begin, after), self.skip_space(after, end))
                }
            };
            told(begin, cut);
            begin = following;
        }
        if begin < end {
            told(begin, self.trim_space(begin, end));
        }
        Ok(())
    }

    /// What stands at a place, if it is a stop that may end a sentence: `_END`.
    fn stop(&self, place: usize, end: usize) -> Option<Stop> {
        let mark = self.units[place];
        if !(mark.is('\n') || mark.is_of(STOPS)) {
            return None;
        }
        let after = place + 1;
        if mark.is('\n') {
            return Some(Stop::Doubtful(self.run(after, end, |unit| unit.is('\n'))));
        }
        if self.is_whole(place) {
            let next = self.run(after, end, |unit| unit.is(' '));
            let clear = |unit: Unit| {
                unit.is_capital() || unit.is_of(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '–', '—', '-'])
            };
            if next > after && next < end && clear(self.units[next]) {
                return Some(Stop::Clear(next));
            }
        }
        let is_first = place == 0 || !self.units[place - 1].is_of(STOPS);
        if is_first {
            if mark.is('.') {
                let mut apart = after;
                while apart + 1 < end && self.units[apart].is(' ') && self.units[apart + 1].is('.') {
                    apart += 2;
                }
                while apart > after {
                    if let Some(last) = self.closed(apart, end) {
                        return Some(Stop::Doubtful(last));
                    }
                    apart -= 2;
                }
            }
            if let Some(last) = self.closed(self.run(after, end, |unit| unit.is_of(STOPS)), end) {
                return Some(Stop::Doubtful(last));
            }
        }
        self.glued(place, end).map(Stop::Doubtful)
    }

    /// True for the stop of a whole word: `(?<=[a-z]{4}\.| [a-z]{3}\.|[a-z]{3}\)\.|.{4}[!?])`.
    fn is_whole(&self, stop: usize) -> bool {
        let Some(first) = stop.checked_sub(WHOLE_WORD) else { return false };
        let [one, two, three, four] = [0, 1, 2, 3].map(|step| self.units[first + step]);
        if self.units[stop].is('.') {
            let small = two.is_small() && three.is_small();
            small && ((one.is_small() || one.is(' ')) && four.is_small() || one.is_small() && four.is(')'))
        } else {
            self.units[stop].is_of(&['!', '?']) && ![one, two, three, four].iter().any(|unit| unit.is('\n'))
        }
    }

    /// The end of what hangs on a stop, where a space or nothing follows.
    fn closed(&self, from: usize, end: usize) -> Option<usize> {
        let from = self.run(from, end, |unit| unit.is_of(CLOSERS));
        self.smile(from, end).into_iter().chain([from]).find_map(|from| self.noted(from, end))
    }

    /// The end of a smile: `(?: ?[:;=]['’]?-?[()DP](?!\w))`.
    fn smile(&self, from: usize, end: usize) -> Option<usize> {
        let mut place = self.over(from, end, &[' ']);
        place = self.one(place, end, &[':', ';', '='])?;
        place = self.over(place, end, &['\'', '’']);
        place = self.over(place, end, &['-']);
        place = self.one(place, end, &['(', ')', 'D', 'P'])?;
        (place >= end || !self.units[place].is_word()).then_some(place)
    }

    /// The end of the notes that hang on a sentence: `(?: ?_NOTE)*(?=\s|$)`.
    fn noted(&self, from: usize, end: usize) -> Option<usize> {
        let mut ends = vec![from];
        let mut place = from;
        while let Some(next) = self.note(self.over(place, end, &[' ']), end) {
            ends.push(next);
            place = next;
        }
        ends.into_iter().rev().find(|&last| last >= end || self.units[last].is_space())
    }

    fn note(&self, from: usize, end: usize) -> Option<usize> {
        if let Some(place) = self.one(from, end, &['\u{FFFC}']) {
            return Some(place);
        }
        let raised = self.run(from, end, |unit| unit.is_of(SUPERSCRIPTS));
        if raised > from {
            return Some(raised);
        }
        let mut place = self.number(self.one(from, end, &['['])?, end)?;
        while let Some(next) = self.one(place, end, &[',', ';', '-', '–']) {
            // Without a number after it, nothing can close the bracket.
            place = self.number(self.over(next, end, &[' ']), end)?;
        }
        self.one(place, end, &[']'])
    }

    /// The end of one to three digits.
    fn number(&self, from: usize, end: usize) -> Option<usize> {
        let last = self.run(from, end.min(from + 3), Unit::is_decimal);
        (last > from).then_some(last)
    }

    /// The end of a stop after which no space was left: "helps.Most people".
    fn glued(&self, place: usize, end: usize) -> Option<usize> {
        let first = place.checked_sub(3)?;
        if !self.units[first..place].iter().all(|unit| unit.is_small()) || !self.units[place].is_of(&['.', '!', '?']) {
            return None;
        }
        let next = self.run(place + 1, end, |unit| unit.is_of(&['.', '!', '?']));
        let word = self.run(next, end, Unit::is_word);
        let small = self.run(next + 1, end, Unit::is_small);
        let capital = next < end && self.units[next].is_capital() && small >= next + 3;
        let is_i = next + 1 < end && self.units[next].is('I') && self.units[next + 1].is(' ');
        let address = word + 1 < end && self.units[word].is_of(&['.', '@']) && self.units[word + 1].is_word();
        ((capital || is_i) && !address).then_some(next)
    }

    /// True when the word that ends at a stop may be an abbreviation.
    fn is_doubtful(&self, cut: usize) -> bool {
        let first = cut.saturating_sub(WHOLE_WORD + 1);
        self.units[cut - 1].is('.') && self.words.doubtful.contains(&self.string(first..cut))
    }

    fn ends(&self, start: usize, first: usize, stop: usize, end: usize) -> PyResult<bool> {
        let mut after = stop;
        if after + 1 < end && self.units[after].is(' ') && self.units[after + 1].is_alnum() {
            after += 1;
        } else {
            after = self.run(after, end, |unit| unit.is_space() || unit.is_of(OPENERS));
            if after >= end {
                return Ok(true);
            }
        }
        let following = self.units[after];
        let mark = self.units[first];
        if mark.is('\n') {
            let goes_on = first > 0 && self.units[first - 1].is_of(&[',', '-', '–', '—', '&']);
            return Ok(!following.is_lower() && (!goes_on || self.has('\n', first + 1..stop)));
        }
        if following.is_lower() && !self.units.get(after + 1).is_some_and(|unit| unit.is_upper()) {
            return self.ends_without_capital(start, first, stop, after);
        }
        Ok(!mark.is('.') || self.full_stop_ends(start, first, after))
    }

    fn full_stop_ends(&self, start: usize, stop: usize, following: usize) -> bool {
        if self.units.get(stop + 1).is_some_and(|unit| unit.is('.')) {
            return self.units[following - 1].is('.') || self.starts(following);
        }
        let range = self.word_before(start, stop);
        let letters = range.len();
        let word = self.string(range.clone());
        let is_alpha = self.units[following].is_alpha();
        if self.words.goes_on.contains(&word) {
            return ["no", "No", "min", "max", "in"].contains(&&*word) && is_alpha;
        }
        if self.words.may_end.contains(&word) {
            let is_lower = word.contains(char::is_lowercase) && !word.contains(char::is_uppercase);
            return (is_lower && !word.contains('.') && is_alpha) || self.starts(following);
        }
        let before = start..(stop - letters).max(start);
        if self.is_initials(range.clone()) {
            let last = self.trim_space(before.start, before.end);
            let space = self.units[before.start..last].iter().rposition(|unit| unit.is(' '));
            let earlier = self.string(space.map_or(before.start, |space| before.start + space + 1)..last);
            return self.words.lettered.contains(&earlier) || self.starts(following);
        }
        if letters == 0 || letters > 3 || !(letters == 1 || self.units[range].iter().all(|unit| unit.is_digit())) {
            return true;
        }
        self.units[before].iter().any(|unit| unit.is_alnum())
    }

    fn ends_without_capital(&self, start: usize, stop: usize, end: usize, following: usize) -> PyResult<bool> {
        let mark = self.units[end - 1];
        let range = self.word_before(start, if mark.is_of(&['.', '…']) { stop } else { self.trim_space(start, stop) });
        if range.len() < 2 || !mark.is_of(&['.', '!', '?', '…']) || self.units[following - 1].is_of(&['(', '[']) {
            return Ok(false);
        }
        if mark.is_of(&['!', '?']) {
            return Ok(!self.units[range.start].is_upper());
        }
        let word = self.string(range.clone());
        let is_alpha = self.units[range.clone()].iter().all(|unit| unit.is_alpha());
        if end > stop + 1 || !is_alpha || self.words.goes_on.contains(&word) || self.words.may_end.contains(&word) {
            return Ok(false);
        }
        let first = self.first_word(following);
        if self.words.casual.contains(&first) {
            return Ok(true);
        }
        if mark.is('…') || self.words.domains.contains(&first) {
            return Ok(false);
        }
        Ok(self.units[start].is_lower() || (range.len() > WHOLE_WORD && (self.known)(&word)?))
    }

    fn starts(&self, place: usize) -> bool {
        self.words.starters.contains(&self.first_word(place).replace('’', "'"))
    }

    /// The word that begins at a place, `[A-Za-z]+(?:['’][a-z]+)?`; empty when none does.
    fn first_word(&self, place: usize) -> String {
        let all = self.units.len();
        let mut end = self.run(place, all, |unit| unit.is_small() || unit.is_capital());
        if end > place && end < all && self.units[end].is_of(&['\'', '’']) {
            let last = self.run(end + 1, all, Unit::is_small);
            end = if last > end + 1 { last } else { end };
        }
        self.string(place..end)
    }

    /// The word that ends at a place.
    fn word_before(&self, start: usize, end: usize) -> Range<usize> {
        let mut first = start.max(end.saturating_sub(LONGEST_WORD));
        let breaks = |unit: &Unit| unit.is_space() || unit.is_of(BREAKS);
        if let Some(last) = self.units[first.min(end)..end].iter().rposition(breaks) {
            first += last + 1;
        }
        self.run(first, end, |unit| unit.is_of(&['\'', '‘', '-']))..end
    }

    /// True for `(?:[A-Z]\.)*[A-Z]`.
    fn is_initials(&self, range: Range<usize>) -> bool {
        let letters = &self.units[range];
        let fits = |(index, unit): (usize, &Unit)| if index % 2 == 0 { unit.is_capital() } else { unit.is('.') };
        letters.len() % 2 == 1 && letters.iter().enumerate().all(fits)
    }

    /// True when a stretch may begin with the number of an item: `_ENUMERATED`.
    fn counts(&self, begin: usize, end: usize) -> bool {
        let mut place = begin;
        if let Some(next) = self.one(place, end, &['•', '⁃']) {
            place = self.skip_space(next, end);
        }
        let figures =
            self.run(place, end.min(place + 2), |unit| unit.is_of(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']));
        let label = if figures > place { Some(figures) } else { self.one(place, end, &['a']) };
        label.is_some_and(|label| {
            let last = self.run(label, end, |unit| unit.is_of(&['.', ')']));
            last > label && last < end && self.units[last].is_space()
        })
    }

    fn skip_space(&self, start: usize, end: usize) -> usize {
        self.run(start, end, Unit::is_space)
    }

    fn trim_space(&self, start: usize, end: usize) -> usize {
        let rest = &self.units[start.min(end)..end];
        end - rest.iter().rev().take_while(|unit| unit.is_space()).count()
    }

    /// The end of a run of characters.
    fn run(&self, start: usize, end: usize, goes_on: impl Fn(Unit) -> bool) -> usize {
        let rest = self.units.get(start..end).unwrap_or_default();
        start + rest.iter().take_while(|&&unit| goes_on(unit)).count()
    }

    /// The place after one of some characters, if one stands there.
    fn one(&self, place: usize, end: usize, characters: &[char]) -> Option<usize> {
        (place < end && self.units[place].is_of(characters)).then_some(place + 1)
    }

    /// The place after one of some characters, or the same place.
    fn over(&self, place: usize, end: usize, characters: &[char]) -> usize {
        self.one(place, end, characters).unwrap_or(place)
    }

    fn has(&self, character: char, range: Range<usize>) -> bool {
        self.units.get(range).unwrap_or_default().iter().any(|unit| unit.is(character))
    }

    fn string(&self, range: Range<usize>) -> String {
        self.units.get(range).unwrap_or_default().iter().map(|unit| unit.character()).collect()
    }
}
