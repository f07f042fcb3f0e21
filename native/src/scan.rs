//! Where patterns could match, told by their literals: `healthlint.prose.scan`.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFrozenSet, PyString};

use crate::grams::Literals;
use crate::hits::{Hits, Matchers, Totals};
use crate::normal::Normal;
use crate::pieces::{Reader, Writer};
use crate::rows::Rows;

/// The literals of many pattern groups, ready to be looked for together.
#[pyclass(frozen)]
pub struct Scan {
    normal: Normal,
    literals: Literals,
    /// By literal, the parts that it is of.
    parts: Rows,
    /// By part, the members of which it is the first.
    led: Rows,
    /// By member, its parts.
    needs: Rows,
    /// By member, its group.
    groups: Vec<u32>,
    /// By literal, the groups that are counted, each as twice its number, plus one where the literal is a match by
    /// itself.
    counted: Rows,
    /// How many groups are counted.
    counts: usize,
    matchers: Matchers,
}

#[pymethods]
impl Scan {
    /// As of the class in Python, with what `literals.normal` works by: its table, and the marks.
    #[new]
    fn new(
        parts: Vec<Bound<'_, PyFrozenSet>>,
        members: Vec<(u32, Vec<u32>)>,
        counted: Vec<Bound<'_, PyDict>>,
        table: &[u8],
        marks: &[u8],
    ) -> PyResult<Self> {
        let normal = normal(table, marks)?;
        let mut numbers = Numbers::default();
        let mut by_literal = Vec::new();
        for (part, strings) in (0..).zip(&parts) {
            for string in strings.iter() {
                by_literal.push((numbers.of(&string)?, part));
            }
        }
        let mut counting = Vec::new();
        for (group, strings) in (0..).zip(&counted) {
            for (string, is_match) in strings.iter() {
                counting.push((numbers.of(&string)?, 2 * group + u32::from(is_match.extract::<bool>()?)));
            }
        }
        let mut led = Vec::new();
        let mut needs = Vec::new();
        for (member, (_, needed)) in (0..).zip(&members) {
            if needed.iter().any(|&part| part as usize >= parts.len()) {
                return Err(PyValueError::new_err("a member needs a part that there is not"));
            }
            led.extend(needed.first().map(|&first| (first, member)));
            needs.extend(needed.iter().map(|&part| (member, part)));
        }
        let literals = numbers.known.len();
        Ok(Self {
            normal,
            literals: Literals::new(&numbers.in_order()),
            parts: Rows::new(literals, &by_literal),
            led: Rows::new(parts.len(), &led),
            needs: Rows::new(members.len(), &needs),
            groups: members.iter().map(|&(group, _)| group).collect(),
            counted: Rows::new(literals, &counting),
            counts: counted.len(),
            matchers: Matchers::new(members.len()),
        })
    }

    /// As `written` gave it, with what `literals.normal` works by. Raises `ValueError` for what is nothing such.
    #[staticmethod]
    fn read(data: &[u8], table: &[u8], marks: &[u8]) -> PyResult<Self> {
        Self::of_pieces(data, normal(table, marks)?).ok_or_else(|| PyValueError::new_err("no tables of literals"))
    }

    /// What takes long to find out, for the next run.
    fn written<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let mut pieces = Writer::default();
        pieces.numbers(&[self.led.len() as u32]);
        // Not as a number: what is broken must not ask for more memory than it takes itself.
        pieces.bytes(&vec![0; self.counts]);
        pieces.numbers(&self.groups);
        self.literals.write(&mut pieces);
        for rows in [&self.parts, &self.led, &self.needs, &self.counted] {
            rows.write(&mut pieces);
        }
        PyBytes::new(py, &pieces.0)
    }

    /// What could match in folded text, in stretches of it that no match crosses: where they start, and where they end.
    fn find(own: Bound<'_, Self>, text: Bound<'_, PyBytes>, starts: Vec<usize>, ends: Vec<usize>) -> Hits {
        let (found, counts) = own.get().candidates(text.as_bytes(), &starts, &ends);
        Hits::new(own.unbind(), text.unbind(), (starts, ends), found, counts)
    }
}

impl Scan {
    /// What looks for each member.
    pub fn matchers(&self) -> &Matchers {
        &self.matchers
    }

    /// The groups, stretches and members that could match, sorted; and what is counted.
    fn candidates(&self, data: &[u8], starts: &[usize], ends: &[usize]) -> (Vec<(u32, u32, u32)>, Totals) {
        let mut counts = Counts::new(self.counts, self.literals.len());
        // By part, the last stretch in which it stands, numbered from 1.
        let mut last = vec![0; self.led.len()];
        let mut standing = Vec::new();
        let mut found = Vec::new();
        let mut text = Vec::new();
        for (stretch, (&start, &end)) in (1..).zip(starts.iter().zip(ends)) {
            let end = end.min(data.len());
            self.normal.write(&data[start.min(end)..end], &mut text);
            self.literals.find(&mut text, |literal| {
                for &part in self.parts.get(literal) {
                    if last[part as usize] != stretch {
                        last[part as usize] = stretch;
                        standing.push(part);
                    }
                }
                counts.add(literal, self.counted.get(literal));
            });
            for part in standing.drain(..) {
                for &member in self.led.get(part) {
                    if self.needs.get(member).iter().all(|&needed| last[needed as usize] == stretch) {
                        found.push((self.groups[member as usize], stretch - 1, member));
                    }
                }
            }
        }
        found.sort_unstable();
        (found, counts.totals)
    }

    fn of_pieces(data: &[u8], normal: Normal) -> Option<Self> {
        let mut pieces = Reader(data);
        let &[parts] = pieces.numbers()?.as_slice() else { return None };
        let (parts, counts) = (parts as usize, pieces.bytes()?.len());
        let groups = pieces.numbers()?;
        let literals = Literals::read(&mut pieces)?;
        let found = Self {
            normal,
            parts: Rows::read(&mut pieces, literals.len(), parts)?,
            led: Rows::read(&mut pieces, parts, groups.len())?,
            needs: Rows::read(&mut pieces, groups.len(), parts)?,
            counted: Rows::read(&mut pieces, literals.len(), 2 * counts)?,
            literals,
            matchers: Matchers::new(groups.len()),
            groups,
            counts,
        };
        pieces.0.is_empty().then_some(found)
    }
}

fn normal(table: &[u8], marks: &[u8]) -> PyResult<Normal> {
    let table = table.try_into().map_err(|_| PyValueError::new_err("the table must have 256 bytes"))?;
    Ok(Normal::new(table, marks))
}

/// Counts the matches of groups by their literals.
struct Counts {
    totals: Totals,
    /// By literal, whether it was counted.
    met: Vec<bool>,
}

impl Counts {
    fn new(groups: usize, literals: usize) -> Self {
        Self { totals: (vec![0; groups], vec![0; groups], vec![0; groups]), met: vec![false; literals] }
    }

    fn add(&mut self, literal: u32, groups: &[u32]) {
        if groups.is_empty() {
            return;
        }
        let (at_least, at_most, different) = &mut self.totals;
        let is_new = !std::mem::replace(&mut self.met[literal as usize], true);
        for &counted in groups {
            let group = (counted / 2) as usize;
            at_least[group] += counted % 2;
            at_most[group] += 1;
            different[group] += u32::from(is_new);
        }
    }
}

/// Numbers strings in the order in which they are met first.
#[derive(Default)]
struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, string: &Bound<'_, PyAny>) -> PyResult<u32> {
        let string = string.cast::<PyString>()?.to_str()?;
        if string.is_empty() || !string.is_ascii() {
            return Err(PyValueError::new_err(format!("no literal: {string:?}")));
        }
        if let Some(&number) = self.known.get(string) {
            return Ok(number);
        }
        let number = self.known.len() as u32;
        self.known.insert(string.to_owned(), number);
        Ok(number)
    }

    fn in_order(&self) -> Vec<&str> {
        let mut strings = vec![""; self.known.len()];
        for (string, &number) in &self.known {
            strings[number as usize] = string;
        }
        strings
    }
}
