//! Rows of numbers of different lengths, in one piece of memory.

use crate::pieces::{self, Reader, Writer};

/// By index, a row of numbers.
pub struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    /// Puts pairs of a row and a number into rows, in their order.
    pub fn new(rows: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; rows + 1];
        for &(row, _) in pairs {
            starts[row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut items = vec![0; pairs.len()];
        for &(row, item) in pairs {
            let place = &mut next[row as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        Self { starts, items }
    }

    /// Adds them to what the next run reads.
    pub fn write(&self, pieces: &mut Writer) {
        pieces.numbers(&self.starts);
        pieces.numbers(&self.items);
    }

    /// So many rows of numbers below a bound, as they were written.
    pub fn read(pieces: &mut Reader<'_>, rows: usize, below: usize) -> Option<Self> {
        let (starts, items) = (pieces.numbers()?, pieces.numbers()?);
        let fits = starts.len() == rows + 1
            && pieces::parts(&starts, items.len())
            && items.iter().all(|&item| (item as usize) < below);
        fits.then_some(Self { starts, items })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The numbers of a row.
    pub fn get(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}
