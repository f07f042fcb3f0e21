//! Words and their counts, as textstat takes them: `healthlint.prose.tokens`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use rustc_hash::FxHashMap;

use crate::hyphens::Hyphens;

/// So many words have their syllables kept.
const MEMO: usize = 500_000;

/// Reads words; what it must ask of Python it asks once.
#[pyclass(frozen)]
pub struct Tokenizer {
    /// What is kept of a character beyond ASCII: itself, a blank or nothing.
    keep: Py<PyAny>,
    kept: Mutex<FxHashMap<char, Kept>>,
    syllables: Arc<Syllables>,
    /// The words of the shortest sentence.
    shortest: usize,
}

/// The syllables of words.
struct Syllables {
    count: Py<PyAny>,
    known: Mutex<FxHashMap<Box<[u8]>, u32>>,
    /// Syllables of a long word.
    long: u32,
}

/// What becomes of a character.
#[derive(Clone, Copy)]
enum Kept {
    Word,
    Blank,
    Nothing,
}

#[pymethods]
impl Tokenizer {
    /// Takes `tokens.kept`, what counts syllables, the fewest words of a sentence and the fewest syllables of a long word.
    #[new]
    fn new(kept: Py<PyAny>, syllables: Py<PyAny>, limits: (usize, u32)) -> Self {
        let (shortest, long) = limits;
        let syllables = Arc::new(Syllables { count: syllables, known: Mutex::default(), long });
        Self { keep: kept, kept: Mutex::default(), syllables, shortest }
    }

    /// As of `tokens.read`.
    fn read(
        &self,
        py: Python<'_>,
        text: &str,
        starts: Vec<usize>,
        ends: Vec<usize>,
        firsts: Vec<usize>,
    ) -> PyResult<Tokens> {
        let mut reading = Reading::new(self.shortest, text.len());
        let mut offsets = Offsets::new(text);
        let mut lasts = firsts.iter().skip(1).peekable();
        for (index, (&start, &end)) in starts.iter().zip(&ends).enumerate() {
            let (start, end) = (offsets.byte(start), offsets.byte(end));
            self.read_sentence(py, text.get(start..end).unwrap_or_default(), &mut reading)?;
            while lasts.next_if(|&&last| last == index + 1).is_some() {
                reading.stop();
            }
            reading.end();
        }
        if lasts.next().is_some() {
            return Err(PyValueError::new_err("a block without a sentence"));
        }
        Ok(reading.done(Arc::clone(&self.syllables)))
    }
}

impl Tokenizer {
    fn read_sentence(&self, py: Python<'_>, sentence: &str, reading: &mut Reading) -> PyResult<()> {
        for (offset, character) in sentence.char_indices() {
            match character {
                'a'..='z' | '0'..='9' | '_' => reading.letter(character as u8),
                'A'..='Z' => reading.letter(character.to_ascii_lowercase() as u8),
                '.' | '!' | '?' => reading.stop(),
                '\'' if is_contraction(&sentence[offset + 1..]) => reading.apostrophe(),
                ' ' | '\t'..='\r' | '\x1c'..='\x1f' => reading.blank(),
                '\0'..='\x7f' => {}
                _ => match self.kept(py, character)? {
                    Kept::Word => reading.character(character),
                    Kept::Blank => reading.blank(),
                    Kept::Nothing => {}
                },
            }
        }
        Ok(())
    }

    fn kept(&self, py: Python<'_>, character: char) -> PyResult<Kept> {
        if let Some(&kept) = lock(&self.kept).get(&character) {
            return Ok(kept);
        }
        let said: String = self.keep.call1(py, (character,))?.extract(py)?;
        let kept = match said.chars().next() {
            None => Kept::Nothing,
            Some(' ') => Kept::Blank,
            Some(_) => Kept::Word,
        };
        lock(&self.kept).insert(character, kept);
        Ok(kept)
    }
}

/// True when an apostrophe before this is part of a word.
fn is_contraction(after: &str) -> bool {
    after.starts_with(['t', 's', 'd']) || ["ve", "ll", "re"].iter().any(|ending| after.starts_with(ending))
}

/// The bytes of characters of a text, asked for in order.
struct Offsets<'a> {
    text: &'a str,
    is_ascii: bool,
    character: usize,
    byte: usize,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii(), character: 0, byte: 0 }
    }

    fn byte(&mut self, character: usize) -> usize {
        if self.is_ascii {
            return character.min(self.text.len());
        }
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let between = rest.chars().take(character - self.character);
        self.byte += between.map(char::len_utf8).sum::<usize>();
        self.character = character;
        self.byte
    }
}

/// Words while they are read.
struct Reading {
    bytes: Vec<u8>,
    /// By word, where it ends.
    ends: Vec<u32>,
    counts: Vec<u32>,
    letters: usize,
    pieces: usize,
    shortest: usize,
    /// How many words there were when the sentence began.
    before: usize,
    /// How many words there are since the last stop.
    since_stop: usize,
    /// The last character of the stretch since the stop belongs to a word there.
    within: bool,
}

impl Reading {
    fn new(shortest: usize, size: usize) -> Self {
        let bytes = Vec::with_capacity(size);
        let (ends, counts) = (Vec::new(), Vec::new());
        Self { bytes, ends, counts, letters: 0, pieces: 0, shortest, before: 0, since_stop: 0, within: false }
    }

    fn letter(&mut self, byte: u8) {
        self.bytes.push(byte);
        self.counted();
    }

    fn character(&mut self, character: char) {
        self.bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        self.counted();
    }

    fn counted(&mut self) {
        self.letters += 1;
        self.since_stop += usize::from(!self.within);
        self.within = true;
    }

    fn apostrophe(&mut self) {
        self.bytes.push(b'\'');
    }

    fn blank(&mut self) {
        if self.bytes.len() > self.ends.last().map_or(0, |&end| end as usize) {
            self.ends.push(self.bytes.len() as u32);
        }
        self.within = false;
    }

    fn stop(&mut self) {
        self.pieces += usize::from(self.since_stop >= self.shortest);
        self.since_stop = 0;
        self.within = false;
    }

    /// Ends a sentence.
    fn end(&mut self) {
        self.blank();
        self.counts.push((self.ends.len() - self.before) as u32);
        self.before = self.ends.len();
    }

    fn done(mut self, syllables: Arc<Syllables>) -> Tokens {
        self.stop();
        let Self { bytes, ends, counts, letters, pieces, .. } = self;
        Tokens { bytes, ends, counts, letters, pieces, syllables }
    }
}

/// The words of some sentences.
#[pyclass(frozen)]
pub struct Tokens {
    bytes: Vec<u8>,
    /// By word, where it ends.
    ends: Vec<u32>,
    /// By sentence, how many words there are.
    #[pyo3(get)]
    counts: Vec<u32>,
    letters: usize,
    pieces: usize,
    syllables: Arc<Syllables>,
}

#[pymethods]
impl Tokens {
    /// By sentence, the words.
    fn words<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut words = self.each();
        let sentence = |&count: &u32| {
            PyList::new(py, words.by_ref().take(count as usize).map(|word| PyBytes::new(py, word)).collect::<Vec<_>>())
        };
        PyList::new(py, self.counts.iter().map(sentence).collect::<PyResult<Vec<_>>>()?)
    }

    /// By sentence, the syllables of its words.
    fn syllables(&self, py: Python<'_>) -> PyResult<Vec<u32>> {
        let all = self.syllables.of(py, self.each())?;
        let mut rest = &all[..];
        let sentence = |&count: &u32| {
            let (own, others) = rest.split_at(count as usize);
            rest = others;
            own.iter().sum()
        };
        Ok(self.counts.iter().map(sentence).collect())
    }

    /// Words of three or more syllables.
    fn polysyllables(&self, py: Python<'_>) -> PyResult<usize> {
        let all = self.syllables.of(py, self.each())?;
        Ok(all.iter().filter(|&&count| count >= self.syllables.long).count())
    }

    /// Letters, digits and underscores.
    fn letters(&self) -> usize {
        self.letters
    }

    /// Stretches between stops that have the words of a sentence.
    fn pieces(&self) -> usize {
        self.pieces
    }
}

impl Tokens {
    fn each(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.bytes[start as usize..end as usize])
    }
}

impl Syllables {
    /// Of words, in their order.
    fn of<'a>(&self, py: Python<'_>, words: impl Iterator<Item = &'a [u8]>) -> PyResult<Vec<u32>> {
        let mut counts = Vec::new();
        let mut known = lock(&self.known);
        for word in words {
            if let Some(&count) = known.get(word) {
                counts.push(count);
                continue;
            }
            // Python may let other threads run, and they shall not wait for what is held here.
            drop(known);
            let count = self.count.call1(py, (PyBytes::new(py, word),))?.extract(py)?;
            known = lock(&self.known);
            if known.len() >= MEMO {
                known.clear();
            }
            known.insert(word.into(), count);
            counts.push(count);
        }
        Ok(counts)
    }
}

/// What a lock guards. It holds no halves: a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `syllables.hyphenated`, with the patterns that it takes.
#[pyclass(frozen)]
pub struct Hyphenation {
    hyphens: Hyphens,
}

#[pymethods]
impl Hyphenation {
    /// Takes patterns as they are written, one on each line.
    #[new]
    fn new(written: &str) -> Self {
        Self { hyphens: Hyphens::new(written) }
    }

    /// One more than the places where a word would be broken.
    fn syllables(&self, word: &str) -> usize {
        self.hyphens.syllables(word)
    }
}
