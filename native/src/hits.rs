//! What could match in a text, and what does: `healthlint.prose.scan.Hits` and `healthlint.prose.prefilter.Candidates`.

use std::collections::VecDeque;
use std::ops::Range;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyList, PySet};

use crate::matcher::{Matcher, together};
use crate::scan::Scan;

/// By group that is counted: the fewest and the most matches, and how many different literals there are.
pub type Totals = (Vec<u32>, Vec<u32>, Vec<u32>);
type Found = (u32, u32, u32);

/// By member, what looks for it, made when it is first asked for; None where only Python does.
pub struct Matchers(Vec<PyOnceLock<Option<Py<Matcher>>>>);

impl Matchers {
    /// So many.
    pub fn new(members: usize) -> Self {
        Self((0..members).map(|_| PyOnceLock::new()).collect())
    }

    fn get<'s, 'py>(&'s self, member: u32, made: &Bound<'py, PyAny>) -> PyResult<Option<&'s Bound<'py, Matcher>>> {
        let py = made.py();
        let found = self.0[member as usize].get_or_try_init(py, || PyResult::Ok(made.call1((member,))?.extract()?))?;
        Ok(found.as_ref().map(|matcher| matcher.bind(py)))
    }
}

/// What could match in a text.
#[pyclass(frozen)]
pub struct Hits {
    scan: Py<Scan>,
    text: Py<PyBytes>,
    /// The starts and ends of the stretches.
    stretches: (Vec<usize>, Vec<usize>),
    /// Groups, stretches and members, sorted.
    found: Vec<Found>,
    /// The groups, in order, and where each stands in `found`.
    groups: Vec<(u32, Range<usize>)>,
    counts: Totals,
}

impl Hits {
    /// Takes what was looked for, where, and what was found, sorted.
    pub fn new(
        scan: Py<Scan>,
        text: Py<PyBytes>,
        stretches: (Vec<usize>, Vec<usize>),
        found: Vec<Found>,
        counts: Totals,
    ) -> Self {
        Self { scan, text, stretches, groups: ranges(&found), found, counts }
    }

    fn range(&self, group: u32) -> Range<usize> {
        match self.groups.binary_search_by_key(&group, |&(group, _)| group) {
            Ok(index) => self.groups[index].1.clone(),
            Err(_) => 0..0,
        }
    }

    /// The candidates of a group in each stretch.
    fn steps(&self, group: u32) -> VecDeque<Step> {
        let mut start = self.range(group).start;
        let here = |candidates: &[Found]| {
            let range = start..start + candidates.len();
            start = range.end;
            let index = candidates[0].1;
            Step { index, part: self.stretch(index), candidates: range }
        };
        self.found[self.range(group)].chunk_by(|one, other| one.1 == other.1).map(here).collect()
    }

    fn stretch(&self, index: u32) -> (usize, usize) {
        (self.stretches.0[index as usize], self.stretches.1[index as usize])
    }
}

#[pymethods]
impl Hits {
    /// The groups with members that could match.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PySet>> {
        PySet::new(py, self.groups.iter().map(|&(group, _)| group))
    }

    /// By the index of a stretch, the members of a group that could match there.
    fn places<'py>(&self, py: Python<'py>, group: u32) -> PyResult<Bound<'py, PyDict>> {
        let places = PyDict::new(py);
        for here in self.found[self.range(group)].chunk_by(|one, other| one.1 == other.1) {
            places.set_item(here[0].1, PyList::new(py, here.iter().map(|&(_, _, member)| member))?)?;
        }
        Ok(places)
    }

    /// By group that is counted: the fewest and the most matches, and how many different literals there are.
    fn counts(&self) -> Totals {
        self.counts.clone()
    }

    /// The matches of a group in each stretch. `made` makes what looks for a member.
    fn matches(own: Bound<'_, Self>, group: u32, made: Py<PyAny>) -> Matches {
        let steps = own.get().steps(group);
        Matches::new(own.unbind(), made, steps)
    }

    /// The same, in blocks of which no other stretch has letters.
    ///
    /// `firsts` has the first stretch of each block, and one more for the end.
    fn filling(own: Bound<'_, Self>, group: u32, made: Py<PyAny>, firsts: Vec<u32>) -> Matches {
        let hits = own.get();
        let mut steps = hits.steps(group);
        let wanted: Vec<u32> = steps.iter().map(|step| step.index).collect();
        let text = hits.text.as_bytes(own.py());
        steps.retain(|step| {
            let block = block(&firsts, step.index);
            let mut others = (firsts[block]..firsts[block + 1]).filter(|other| wanted.binary_search(other).is_err());
            others.all(|other| {
                let (start, end) = hits.stretch(other);
                !text.get(start..end).unwrap_or_default().iter().any(u8::is_ascii_alphabetic)
            })
        });
        Matches::new(own.unbind(), made, steps)
    }

    /// The matches of a group in each block with a stretch where it could match; `blocks` has their starts and ends.
    fn everywhere(
        own: Bound<'_, Self>,
        group: u32,
        made: Py<PyAny>,
        firsts: Vec<u32>,
        blocks: &Bound<'_, PyList>,
    ) -> PyResult<Matches> {
        let mut steps: VecDeque<Step> = VecDeque::new();
        for Step { index, candidates, .. } in own.get().steps(group) {
            let block = block(&firsts, index);
            match steps.back_mut() {
                Some(last) if last.index as usize == block => last.candidates.end = candidates.end,
                _ => {
                    steps.push_back(Step { index: block as u32, part: blocks.get_item(block)?.extract()?, candidates });
                }
            }
        }
        Ok(Matches::new(own.unbind(), made, steps))
    }

    /// True when a stretch begins with a match of a group; `openings` has where those that count start and end. None where
    /// only Python can tell.
    fn opens(&self, group: u32, made: &Bound<'_, PyAny>, openings: &Bound<'_, PyDict>) -> PyResult<Option<bool>> {
        let py = made.py();
        let text = self.text.as_bytes(py);
        for &(_, stretch, member) in &self.found[self.range(group)] {
            let Some(opening) = openings.get_item(stretch)? else { continue };
            let (start, end) = opening.extract()?;
            let Some(matcher) = self.scan.get().matchers().get(member, made)? else { return Ok(None) };
            match matcher.get().whole(text, start, end) {
                Ok(None) => {}
                Ok(Some(_)) => return Ok(Some(true)),
                Err(_) => return Ok(None),
            }
        }
        Ok(Some(false))
    }
}

/// Candidates that are searched for together.
struct Step {
    /// Of the stretch or block, which is told with the matches.
    index: u32,
    /// Where that starts and ends.
    part: (usize, usize),
    /// Where they stand in `Hits.found`.
    candidates: Range<usize>,
}

/// Gives the matches of a group one by one, and looks for them as far as they are asked for.
#[pyclass]
pub struct Matches {
    hits: Py<Hits>,
    made: Py<PyAny>,
    steps: VecDeque<Step>,
    waiting: VecDeque<(usize, usize, u32)>,
}

impl Matches {
    fn new(hits: Py<Hits>, made: Py<PyAny>, steps: VecDeque<Step>) -> Self {
        Self { hits, made, steps, waiting: VecDeque::new() }
    }

    /// Looks for matches in the next step. False where only Python can.
    fn search(&mut self, py: Python<'_>, step: &Step) -> PyResult<bool> {
        let hits = self.hits.get();
        let mut members: Vec<u32> = hits.found[step.candidates.clone()].iter().map(|own| own.2).collect();
        members.sort_unstable();
        members.dedup();
        let mut matchers = Vec::with_capacity(members.len());
        for member in members {
            let Some(matcher) = hits.scan.get().matchers().get(member, self.made.bind(py))? else { return Ok(false) };
            matchers.push(matcher.get());
        }
        let waiting = &mut self.waiting;
        let told = |begin, last| waiting.push_back((begin, last, step.index));
        Ok(together(hits.text.as_bytes(py), step.part, &matchers, told).is_ok())
    }
}

#[pymethods]
impl Matches {
    fn __iter__(own: PyRef<'_, Self>) -> PyRef<'_, Self> {
        own
    }

    /// Start, end and index; zeros and the index where only Python can tell.
    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<(usize, usize, u32)>> {
        while self.waiting.is_empty() {
            let Some(step) = self.steps.pop_front() else { return Ok(None) };
            if !self.search(py, &step)? {
                self.waiting.clear();
                return Ok(Some((0, 0, step.index)));
            }
        }
        Ok(self.waiting.pop_front())
    }
}

/// The block of a stretch.
fn block(firsts: &[u32], stretch: u32) -> usize {
    firsts.partition_point(|&first| first <= stretch).saturating_sub(1).min(firsts.len().saturating_sub(2))
}

/// The groups of sorted hits, and where each stands.
fn ranges(found: &[Found]) -> Vec<(u32, Range<usize>)> {
    let mut start = 0;
    let group = |own: &[Found]| {
        let range = start..start + own.len();
        start = range.end;
        (own[0].0, range)
    };
    found.chunk_by(|one, other| one.0 == other.0).map(group).collect()
}
