//! Patterns that are searched for together, as Python asks for them: `healthlint.prose.patterns`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::automaton::{Automaton, TooFar};

/// A group of patterns.
#[pyclass(frozen)]
pub struct Matcher {
    automaton: Mutex<Automaton>,
}

#[pymethods]
impl Matcher {
    /// Takes a pattern of RE2, as `patterns.encode` writes it.
    ///
    /// Raises `ValueError` for one that cannot be told to be the same here.
    #[new]
    fn new(pattern: &[u8]) -> PyResult<Self> {
        let automaton = Automaton::new(pattern).map_err(PyValueError::new_err)?;
        Ok(Self { automaton: Mutex::new(automaton) })
    }

    /// As `written` gave it. Raises `ValueError` for anything else.
    #[staticmethod]
    fn read(data: &[u8]) -> PyResult<Self> {
        let automaton = Automaton::read(data).ok_or_else(|| PyValueError::new_err("no matcher"))?;
        Ok(Self { automaton: Mutex::new(automaton) })
    }

    /// What takes long to make, for the next run; None where it cannot be written.
    fn written<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.locked().written().map(|data| PyBytes::new(py, &data))
    }

    /// As `patterns.first`. Raises `OverflowError` when the text would be read too many times.
    fn first(&self, data: &[u8], start: usize, end: usize) -> PyResult<Option<(usize, usize)>> {
        self.locked().first(data, start, end).map_err(far)
    }

    /// As `patterns.find`. Raises as `first` does.
    fn find(&self, data: &[u8], start: usize, end: usize) -> PyResult<Vec<(usize, usize)>> {
        self.locked().all(data, start, end).map_err(far)
    }

    /// As `patterns.shorten`. Raises as `first` does.
    fn shorten(&self, data: &[u8], start: usize, end: usize) -> PyResult<i64> {
        let found = self.whole(data, start, end).map_err(far)?;
        Ok(found.and_then(|end| i64::try_from(end).ok()).unwrap_or(-1))
    }

    /// As `patterns.begins`. Raises as `first` does.
    fn begins(&self, data: &[u8], stretches: Vec<(usize, usize)>) -> PyResult<bool> {
        let mut automaton = self.locked();
        for (start, end) in stretches {
            if automaton.whole(data, start, end).map_err(far)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// As `patterns.find_each`: the matches in stretches of a text, each with the index of its stretch. Raises as
/// `Matcher.first` does.
#[pyfunction]
pub fn find_each(
    data: &[u8],
    stretches: Vec<(usize, usize, Vec<PyRef<'_, Matcher>>)>,
) -> PyResult<Vec<(usize, usize, usize)>> {
    let mut found = Vec::new();
    for (index, (start, end, matchers)) in stretches.iter().enumerate() {
        let matchers: Vec<&Matcher> = matchers.iter().map(|matcher| &**matcher).collect();
        together(data, (*start, *end), &matchers, |begin, last| found.push((begin, last, index))).map_err(far)?;
    }
    Ok(found)
}

/// Calls `told` with the leftmost longest matches of any of some matchers in a stretch of a text, none overlapping.
///
/// # Errors
///
/// The text would be read too many times.
pub fn together(
    data: &[u8],
    (start, end): (usize, usize),
    matchers: &[&Matcher],
    mut told: impl FnMut(usize, usize),
) -> Result<(), TooFar> {
    if let [matcher] = matchers {
        let own = matcher.locked().all(data, start, end)?;
        for (begin, last) in own {
            told(begin, last);
        }
        return Ok(());
    }
    let first = |matcher: &Matcher, from| matcher.locked().first(data, from, end);
    let mut next = matchers.iter().map(|matcher| first(matcher, start)).collect::<Result<Vec<_>, _>>()?;
    while let Some(begin) = next.iter().flatten().map(|own| own.0).min() {
        let last = next.iter().flatten().filter(|own| own.0 == begin).map(|own| own.1).max().unwrap_or(begin);
        told(begin, last);
        for (own, matcher) in next.iter_mut().zip(matchers) {
            if own.is_some_and(|(begin, _)| begin < last) {
                *own = first(matcher, last)?;
            }
        }
    }
    Ok(())
}

impl Matcher {
    /// Where the longest match ends that begins at a place. Fails as `together` does.
    ///
    /// # Errors
    ///
    /// The text would be read too many times.
    pub fn whole(&self, data: &[u8], start: usize, end: usize) -> Result<Option<usize>, TooFar> {
        self.locked().whole(data, start, end)
    }

    fn locked(&self) -> MutexGuard<'_, Automaton> {
        self.automaton.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn far(_: TooFar) -> PyErr {
    PyOverflowError::new_err("the text would be read too many times")
}
