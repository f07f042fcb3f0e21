//! Many literals looked for in one text: all occurrences, overlapping ones too.
//!
//! Each literal is known by one of its runs of eight bytes (of four when it is short), the one that is in fewest other
//! literals, so that most places of a text are passed over by looks into small tables (after Wu and Manber 1994, "A fast
//! algorithm for multi-pattern searching"). The automaton of Aho and Corasick (1975) does the same with twice the misses of
//! the branches, and takes four times as long to make, for which every run over one post would wait.

use crate::pieces::{self, Reader, Writer};

/// So many bytes after a text make every place of it the beginning of a window.
const PADDING: usize = WINDOW;
/// Bytes that are looked at together.
const WINDOW: usize = 8;
/// Bytes of the longer runs, and words of the table of those that there are.
const LONG: usize = 8;
const LONG_WORDS: usize = 1 << 15;
/// The same of the shorter runs. What is shorter than these is looked for by its first two bytes.
const SHORT: usize = 4;
const SHORT_WORDS: usize = 1 << 13;

/// Literals, numbered in the order in which they were given.
pub struct Literals {
    strings: Strings,
    long: Runs<LONG, LONG_WORDS>,
    short: Runs<SHORT, SHORT_WORDS>,
    tiny: Tiny,
}

impl Literals {
    /// Takes literals, none of them empty or with a zero byte.
    pub fn new(literals: &[&str]) -> Self {
        let strings = Strings::new(literals);
        let long = Runs::new(&strings, &strings.of(LONG..usize::MAX));
        let short = Runs::new(&strings, &strings.of(SHORT..LONG));
        let tiny = Tiny::new(&strings, strings.of(0..SHORT));
        Self { strings, long, short, tiny }
    }

    /// Adds what takes long to find out to what the next run reads.
    pub fn write(&self, pieces: &mut Writer) {
        pieces.bytes(&self.strings.bytes);
        pieces.numbers(&self.strings.starts);
        self.long.write(pieces);
        self.short.write(pieces);
    }

    /// The literals, as they were written.
    pub fn read(pieces: &mut Reader<'_>) -> Option<Self> {
        let strings = Strings::read(pieces)?;
        let long = Runs::read(&strings, pieces)?;
        let short = Runs::read(&strings, pieces)?;
        let tiny = Tiny::new(&strings, strings.of(0..SHORT));
        Some(Self { strings, long, short, tiny })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// Calls `hit` with the number of a literal for each place of a text at which it stands.
    ///
    /// The text is padded while it is searched, and left as it was.
    pub fn find(&self, text: &mut Vec<u8>, mut hit: impl FnMut(u32)) {
        let end = text.len();
        text.resize(end + PADDING, 0);
        for (place, window) in text.windows(PADDING).take(end).enumerate() {
            let window = number(window);
            if self.long.may_hold(window) {
                self.check(text, place, self.long.of(window), &mut hit);
            }
            if self.short.may_hold(window) {
                self.check(text, place, self.short.of(window), &mut hit);
            }
            if self.tiny.may_hold(window) {
                self.tiny.of(window).for_each(&mut hit);
            }
        }
        text.truncate(end);
    }

    /// Calls `hit` for the literals that stand at a place. Apart from the loop, which is many times more frequent.
    #[inline(never)]
    fn check(&self, text: &[u8], place: usize, (run, entries): (u64, &[Entry]), hit: &mut impl FnMut(u32)) {
        for entry in entries.iter().filter(|entry| entry.run == run) {
            let start = place.checked_sub(entry.offset.into());
            if start.is_some_and(|start| self.stands(entry, &text[start..])) {
                hit(entry.literal);
            }
        }
    }

    /// True when the text begins with a literal. What hangs over its end is none: they have no zeros.
    fn stands(&self, entry: &Entry, text: &[u8]) -> bool {
        let length = match entry.length {
            u16::MAX => self.strings.get(entry.literal).len(),
            length => length.into(),
        };
        if number(text) & mask(length) != entry.head || length <= WINDOW {
            return number(text) & mask(length) == entry.head;
        }
        let Some(found) = text.get(..length) else { return false };
        number(&found[length - WINDOW..]) == entry.tail
            && (length <= 2 * WINDOW || found == self.strings.get(entry.literal))
    }
}

/// Strings in one piece of memory.
struct Strings {
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Strings {
    fn new(strings: &[&str]) -> Self {
        let (mut bytes, mut starts) = (Vec::new(), vec![0]);
        for string in strings {
            bytes.extend_from_slice(string.as_bytes());
            starts.push(bytes.len() as u32);
        }
        bytes.extend_from_slice(&[0; PADDING]);
        Self { bytes, starts }
    }

    /// As they were written: none empty, and zeros after the last.
    fn read(pieces: &mut Reader<'_>) -> Option<Self> {
        let (bytes, starts) = (pieces.bytes()?.to_vec(), pieces.numbers()?);
        let (literals, padding) = bytes.split_last_chunk::<PADDING>()?;
        let fits = pieces::parts(&starts, literals.len()) && starts.is_sorted_by(|one, next| one < next);
        (fits && *padding == [0; PADDING]).then_some(Self { bytes, starts })
    }

    /// The numbers of those of some lengths.
    fn of(&self, lengths: std::ops::Range<usize>) -> Vec<u32> {
        (0..self.len() as u32).filter(|&index| lengths.contains(&self.get(index).len())).collect()
    }

    fn get(&self, index: u32) -> &[u8] {
        let index = index as usize;
        &self.bytes[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

/// The literals that are known by runs of one width.
struct Runs<const WIDTH: usize, const WORDS: usize> {
    /// By the first bits of a mixed run, whether there is such a one: few are.
    present: Box<[u64; WORDS]>,
    /// By some of them, the index of the first entry; and one more.
    slots: Vec<u32>,
    slot_bits: u32,
    entries: Vec<Entry>,
}

/// A run by which a literal is known.
#[derive(Clone, Copy)]
struct Entry {
    /// Mixed.
    run: u64,
    literal: u32,
    /// Where in the literal the run begins.
    offset: u16,
    /// Of the literal; the largest number for all that are as long or longer.
    length: u16,
    /// The first window of the literal, zeros after a shorter one, and the last window of a longer one: few literals
    /// have to be looked up to be compared.
    head: u64,
    tail: u64,
}

impl Entry {
    fn new(run: u64, literal: u32, offset: u16, strings: &Strings) -> Self {
        let string = strings.get(literal);
        let head = number(&strings.bytes[strings.starts[literal as usize] as usize..]) & mask(string.len());
        let tail = number(&string[string.len().saturating_sub(WINDOW)..]);
        Self { run, literal, offset, length: string.len().try_into().unwrap_or(u16::MAX), head, tail }
    }
}

impl<const WIDTH: usize, const WORDS: usize> Runs<WIDTH, WORDS> {
    const FREQUENCY_BITS: u32 = 16;

    fn new(strings: &Strings, literals: &[u32]) -> Self {
        let mut frequency = vec![0u32; 1 << Self::FREQUENCY_BITS];
        for run in (0..).take(strings.len()).flat_map(|literal| Self::runs(strings, literal)) {
            frequency[(run >> (64 - Self::FREQUENCY_BITS)) as usize] += 1;
        }
        let mut entries = Vec::with_capacity(literals.len());
        for &literal in literals {
            let runs = (0..=u16::MAX).zip(Self::runs(strings, literal));
            let rarest = runs.min_by_key(|&(_, run)| frequency[(run >> (64 - Self::FREQUENCY_BITS)) as usize]);
            entries.extend(rarest.map(|(offset, run)| Entry::new(run, literal, offset, strings)));
        }
        entries.sort_unstable_by_key(|entry| entry.run);
        Self::of_sorted(entries)
    }

    /// Adds to what the next run reads which literals there are, in order, and by which of their runs they are known.
    fn write(&self, pieces: &mut Writer) {
        let numbers = |what: fn(&Entry) -> u32| self.entries.iter().map(what).collect::<Vec<u32>>();
        pieces.numbers(&numbers(|entry| entry.literal));
        pieces.numbers(&numbers(|entry| entry.offset.into()));
    }

    fn read(strings: &Strings, pieces: &mut Reader<'_>) -> Option<Self> {
        let (literals, offsets) = (pieces.numbers()?, pieces.numbers()?);
        let mut entries = Vec::with_capacity(literals.len());
        for (&literal, &offset) in literals.iter().zip(&offsets) {
            if literal as usize >= strings.len() || offset as usize + WIDTH > strings.get(literal).len() {
                return None;
            }
            let place = strings.starts[literal as usize] + offset;
            let run = Self::mixed(number(&strings.bytes[place as usize..]));
            entries.push(Entry::new(run, literal, offset.try_into().ok()?, strings));
        }
        let fits = literals.len() == offsets.len() && entries.is_sorted_by_key(|entry| entry.run);
        fits.then(|| Self::of_sorted(entries))
    }

    fn of_sorted(entries: Vec<Entry>) -> Self {
        let mut found = Self {
            present: Box::new([0; WORDS]),
            slots: Vec::new(),
            slot_bits: entries.len().max(1).ilog2() + 1,
            entries,
        };
        let mut slot = 0;
        for (index, entry) in found.entries.iter().enumerate() {
            let (word, bit) = Self::place(entry.run);
            found.present[word] |= 1 << bit;
            while slot <= entry.run >> (64 - found.slot_bits) {
                found.slots.push(index as u32);
                slot += 1;
            }
        }
        found.slots.resize((1 << found.slot_bits) + 1, found.entries.len() as u32);
        found
    }

    /// The runs of a string, mixed.
    fn runs(strings: &Strings, index: u32) -> impl Iterator<Item = u64> {
        let start = strings.starts[index as usize] as usize;
        let places = (strings.get(index).len() + 1).saturating_sub(WIDTH);
        (start..start + places).map(|place| Self::mixed(number(&strings.bytes[place..])))
    }

    /// The bits of the run with which a window begins, mixed by multiplication with the golden ratio.
    fn mixed(window: u64) -> u64 {
        (window & (u64::MAX >> (64 - 8 * WIDTH))).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn place(run: u64) -> (usize, u64) {
        let bit = run >> (64 - 6 - WORDS.ilog2());
        ((bit >> 6) as usize, bit & 63)
    }

    /// False when no literal is known by the run with which a window begins.
    fn may_hold(&self, window: u64) -> bool {
        let (word, bit) = Self::place(Self::mixed(window));
        self.present[word] >> bit & 1 == 1
    }

    /// That run, and what may be known by it.
    fn of(&self, window: u64) -> (u64, &[Entry]) {
        let run = Self::mixed(window);
        let slot = (run >> (64 - self.slot_bits)) as usize;
        (run, &self.entries[self.slots[slot] as usize..self.slots[slot + 1] as usize])
    }
}

/// The literals that are shorter than any run.
struct Tiny {
    /// By two bytes, whether such a literal may begin with them.
    present: Box<[u64; 1 << 10]>,
    /// By their first byte, the literals, each as the bits of a window that it is, those that count, and its number.
    literals: Vec<Vec<(u64, u64, u32)>>,
}

impl Tiny {
    fn new(strings: &Strings, literals: Vec<u32>) -> Self {
        let mut found = Self { present: Box::new([0; 1 << 10]), literals: vec![Vec::new(); 256] };
        for literal in literals {
            let own = strings.get(literal);
            let seconds = own.get(1).map_or(0..=u8::MAX, |&second| second..=second);
            for second in seconds {
                let (word, bit) = Self::place(u64::from_le_bytes([own[0], second, 0, 0, 0, 0, 0, 0]));
                found.present[word] |= 1 << bit;
            }
            let bits = own.iter().rev().fold(0, |bits, &byte| bits << 8 | u64::from(byte));
            found.literals[usize::from(own[0])].push((bits, (1 << (8 * own.len())) - 1, literal));
        }
        found
    }

    fn place(window: u64) -> (usize, u64) {
        ((window >> 6 & 0x3FF) as usize, window & 63)
    }

    fn may_hold(&self, window: u64) -> bool {
        let (word, bit) = Self::place(window);
        self.present[word] >> bit & 1 == 1
    }

    /// The literals with which a window begins.
    fn of(&self, window: u64) -> impl Iterator<Item = u32> {
        let known = &self.literals[(window & 0xFF) as usize];
        known.iter().filter(move |(bits, mask, _)| window & mask == *bits).map(|&(_, _, literal)| literal)
    }
}

/// The bits of so many first bytes of a window.
fn mask(bytes: usize) -> u64 {
    if bytes < WINDOW { (1 << (8 * bytes)) - 1 } else { u64::MAX }
}

/// Eight bytes as a number, the first of them lowest.
fn number(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |&bytes| u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::Literals;

    fn found(literals: &[&str], text: &str) -> Vec<u32> {
        let mut hits = Vec::new();
        Literals::new(literals).find(&mut text.as_bytes().to_vec(), |hit| hits.push(hit));
        hits.sort_unstable();
        hits
    }

    #[test]
    fn every_place_counts_and_overlaps_do() {
        assert_eq!(found(&["a", "aa", "aaa", "aaaa", "aaaaa"], "aaaaa"), [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4]);
    }

    #[test]
    fn ends_of_the_text_are_no_literals() {
        assert_eq!(found(&[" cures ", "cures "], " cures"), [] as [u32; 0]);
        assert_eq!(found(&["the cures ", "cures "], "cures "), [1]);
        assert_eq!(found(&["cures"], ""), [] as [u32; 0]);
    }

    #[test]
    fn equal_runs_are_told_apart() {
        assert_eq!(found(&["miracle cure", "miracle cream"], "a miracle cream"), [1]);
        let long = ["no miracle cures of any kind", "no miracle cares of any kind"];
        assert_eq!(found(&long, "no miracle cares of any kind"), [1]);
        assert_eq!(found(&long, "no miracle cares of any kin"), [] as [u32; 0]);
    }
}
