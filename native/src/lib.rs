//! The compiled core of healthlint. Each class here stands in for one in Python, which is the reference and says what
//! it does; see `README.md`.

mod automaton;
mod dialect;
mod events;
mod grams;
mod hits;
mod hyphens;
mod matcher;
mod normal;
mod pieces;
mod programs;
mod rows;
mod scan;
mod sentences;
mod standing;
mod tokens;
mod units;

use pyo3::prelude::*;

/// The module that `healthlint/prose/compiled.py` imports, and nobody else.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::events::{Events, events};
    #[pymodule_export]
    use crate::hits::{Hits, Matches};
    #[pymodule_export]
    use crate::matcher::{Matcher, find_each};
    #[pymodule_export]
    use crate::scan::Scan;
    #[pymodule_export]
    use crate::sentences::Splitter;
    #[pymodule_export]
    use crate::standing::standing;
    #[pymodule_export]
    use crate::tokens::{Hyphenation, Tokenizer, Tokens};

    /// Changes with what Python calls and how. One that it does not know is not used.
    #[pymodule_export]
    const INTERFACE: u32 = 10;

    /// The digest of the sources that this was made from, by `hatch_build.py`.
    #[pymodule_export]
    const SOURCE: &str = match option_env!("HEALTHLINT_NATIVE_SOURCE") {
        Some(digest) => digest,
        None => "",
    };
}
