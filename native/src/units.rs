//! Characters with what Python says of them, so that both cores know the same of each.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A character and its kind.
#[derive(Clone, Copy)]
pub struct Unit(u32);

const KIND: u32 = 24;

impl Unit {
    fn new(character: char, kind: u8) -> Self {
        Self(u32::from(character) | u32::from(kind) << KIND)
    }

    /// The character.
    pub fn character(self) -> char {
        char::from_u32(self.0 & 0xFF_FFFF).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// True when it is this character.
    pub fn is(self, character: char) -> bool {
        self.0 & 0xFF_FFFF == u32::from(character)
    }

    /// True when it is one of these.
    pub fn is_of(self, characters: &[char]) -> bool {
        characters.contains(&self.character())
    }

    fn has(self, bit: u8) -> bool {
        self.0 >> KIND & u32::from(bit) != 0
    }

    /// As `str.isspace`, and `\s`.
    pub fn is_space(self) -> bool {
        self.has(1)
    }

    /// As `str.isalnum`.
    pub fn is_alnum(self) -> bool {
        self.has(2)
    }

    /// As `str.isalpha`.
    pub fn is_alpha(self) -> bool {
        self.has(4)
    }

    /// As `str.islower`.
    pub fn is_lower(self) -> bool {
        self.has(8)
    }

    /// As `str.isupper`.
    pub fn is_upper(self) -> bool {
        self.has(16)
    }

    /// As `str.isdecimal`, and `\d`.
    pub fn is_decimal(self) -> bool {
        self.has(32)
    }

    /// As `str.isdigit`.
    pub fn is_digit(self) -> bool {
        self.has(64)
    }

    /// As `\w`.
    pub fn is_word(self) -> bool {
        self.is_alnum() || self.is('_')
    }

    /// True for a small letter from a to z.
    pub fn is_small(self) -> bool {
        (u32::from('a')..=u32::from('z')).contains(&(self.0 & 0xFF_FFFF))
    }

    /// True for a capital from A to Z.
    pub fn is_capital(self) -> bool {
        (u32::from('A')..=u32::from('Z')).contains(&(self.0 & 0xFF_FFFF))
    }
}

/// What was asked of Python, once for each character.
#[derive(Default)]
pub struct Kinds(Mutex<Known>);

#[derive(Default)]
struct Known {
    ascii: Vec<Unit>,
    others: FxHashMap<char, Unit>,
}

impl Kinds {
    /// A text with the kinds of its characters, as `told` tells them.
    pub fn units(&self, py: Python<'_>, told: &Py<PyAny>, text: &str) -> PyResult<Vec<Unit>> {
        let ask = |character: char| -> PyResult<Unit> {
            Ok(Unit::new(character, told.call1(py, (character,))?.extract(py)?))
        };
        // Python may let other threads run while it is asked, and they shall not wait for what is held here.
        if self.known().ascii.is_empty() {
            let ascii = ('\0'..='\x7F').map(ask).collect::<PyResult<_>>()?;
            self.known().ascii = ascii;
        }
        let unknown = self.known().unknown(text);
        let found = unknown.into_iter().map(ask).collect::<PyResult<Vec<_>>>()?;
        let mut known = self.known();
        known.others.extend(found.into_iter().map(|unit| (unit.character(), unit)));
        Ok(known.units(text))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// The characters of a text of which nothing is known.
    fn unknown(&self, text: &str) -> FxHashSet<char> {
        if text.is_ascii() {
            return FxHashSet::default();
        }
        text.chars().filter(|character| !character.is_ascii() && !self.others.contains_key(character)).collect()
    }

    fn units(&self, text: &str) -> Vec<Unit> {
        if text.is_ascii() {
            return text.bytes().map(|byte| self.ascii[usize::from(byte)]).collect();
        }
        let unit = |character: char| match self.ascii.get(character as usize) {
            Some(&unit) => unit,
            None => self.others.get(&character).copied().unwrap_or_else(|| Unit::new(character, 0)),
        };
        text.chars().map(unit).collect()
    }
}
