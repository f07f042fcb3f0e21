//! Which strings stand in a text: `healthlint.prose.compiled`, `standing`.

use memchr::memmem;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// Those of some strings that stand in a text, in their order.
#[pyfunction]
pub fn standing<'py>(text: &str, strings: &Bound<'py, PyTuple>) -> PyResult<Vec<Bound<'py, PyString>>> {
    let mut found = Vec::new();
    for string in strings.iter() {
        let string = string.cast_into::<PyString>()?;
        if memmem::find(text.as_bytes(), string.to_str()?.as_bytes()).is_some() {
            found.push(string);
        }
    }
    Ok(found)
}
