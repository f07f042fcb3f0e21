//! Bytes and numbers one after another, and back: what one run made, the next one reads.

/// Writes pieces.
#[derive(Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// Adds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u32).to_le_bytes());
        self.0.extend(bytes);
    }

    /// Adds numbers.
    pub fn numbers(&mut self, numbers: &[u32]) {
        self.0.extend((4 * numbers.len() as u32).to_le_bytes());
        self.0.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
}

/// Reads pieces in the order in which they were written. None where they are not there.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next piece.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (piece, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(piece)
    }

    /// The next piece, of numbers.
    pub fn numbers(&mut self) -> Option<Vec<u32>> {
        let chunks = self.bytes()?.chunks_exact(4);
        let whole = chunks.remainder().is_empty();
        whole.then(|| chunks.map(|bytes| bytes.try_into().map_or(0, u32::from_le_bytes)).collect())
    }
}

/// True for places that part a piece of so many items into rows: from the first to the last, in order.
pub fn parts(starts: &[u32], items: usize) -> bool {
    starts.first() == Some(&0) && starts.last() == Some(&(items as u32)) && starts.is_sorted()
}
