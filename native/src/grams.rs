//! Many literals looked for in one text: all occurrences, overlapping ones too.
//!
//! Each literal is known by one of its runs of eight bytes (of fewer when it is short), the one that is in fewest other
//! literals, so that most places of a text are passed over by one look into a small table (after Wu and Manber 1994, "A
//! fast algorithm for multi-pattern searching"). The automaton of Aho and Corasick (1975) is not faster on short texts,
//! and takes ten times as long to make, for which every run over one post would wait.

/// How wide the runs are by which literals are known: the widest that is no longer than the literal.
const WIDTHS: [usize; 5] = [8, 4, 3, 2, 1];
/// So many bytes after a text make every place of it the beginning of a run.
const PADDING: usize = 8;

/// Literals, numbered in the order in which they were given.
pub struct Literals {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    /// One for each width that there are literals for.
    tables: Vec<Table>,
}

impl Literals {
    /// Takes literals, none of them empty or with a zero byte.
    pub fn new(literals: &[&str]) -> Self {
        let (mut bytes, mut starts) = (Vec::new(), vec![0]);
        for literal in literals {
            bytes.extend_from_slice(literal.as_bytes());
            starts.push(bytes.len() as u32);
        }
        bytes.extend_from_slice(&[0; PADDING]);
        let mut found = Self { bytes, starts, tables: Vec::new() };
        found.tables = WIDTHS.iter().filter_map(|&width| found.table(width)).collect();
        found
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Calls `hit` with the number of a literal for each place of a text at which it stands.
    ///
    /// The text is padded while it is searched, and left as it was.
    pub fn find(&self, text: &mut Vec<u8>, mut hit: impl FnMut(u32)) {
        let end = text.len();
        text.resize(end + PADDING, 0);
        for table in &self.tables {
            let present: &[u64] = &table.present;
            for (place, run) in text.windows(PADDING).take(end).enumerate() {
                let run = number(run) & table.mask;
                let bit = top(run, table.present_bits);
                if present[bit >> 6] >> (bit & 63) & 1 == 0 {
                    continue;
                }
                for entry in table.entries(run) {
                    let own = self.get(entry.literal);
                    // What hangs over the end of the text is no literal: they have no zeros.
                    let start = place.checked_sub(entry.offset as usize);
                    if start.is_some_and(|start| text[start..].starts_with(own)) {
                        hit(entry.literal);
                    }
                }
            }
        }
        text.truncate(end);
    }

    fn get(&self, literal: u32) -> &[u8] {
        let literal = literal as usize;
        &self.bytes[self.starts[literal] as usize..self.starts[literal + 1] as usize]
    }

    /// The literals that are known by runs of a width, if there are any.
    fn table(&self, width: usize) -> Option<Table> {
        let wider = WIDTHS.iter().copied().filter(|&other| other > width).min().unwrap_or(usize::MAX);
        let own: Vec<u32> = (0..).take(self.len()).filter(|&it| (width..wider).contains(&self.get(it).len())).collect();
        if own.is_empty() {
            return None;
        }
        let mask = u64::MAX >> (64 - 8 * width);
        let mut frequency = vec![0u32; 1 << FREQUENCY_BITS];
        // Where the literals have one run each, there is nothing to choose.
        let counted = if own.iter().any(|&literal| self.get(literal).len() > width) { self.len() } else { 0 };
        for literal in 0..counted as u32 {
            for (_, run) in self.runs(literal, width) {
                frequency[top(run & mask, FREQUENCY_BITS)] += 1;
            }
        }
        let entry = |literal| {
            let rarest = self.runs(literal, width).min_by_key(|&(_, run)| frequency[top(run & mask, FREQUENCY_BITS)]);
            let (offset, run) = rarest?;
            Some(Entry { run: run & mask, literal, offset })
        };
        Some(Table::new(mask, own.into_iter().filter_map(entry).collect()))
    }

    /// The runs of a literal by their offsets; what is more than the width is of others.
    fn runs(&self, literal: u32, width: usize) -> impl Iterator<Item = (u32, u64)> {
        let start = self.starts[literal as usize] as usize;
        let places = (self.get(literal).len() + 1).saturating_sub(width);
        (0..).take(places).map(move |offset| (offset, number(&self.bytes[start + offset as usize..])))
    }
}

/// Of the numbers by which runs are counted while the rarest are chosen.
const FREQUENCY_BITS: u32 = 16;

/// The literals that are known by runs of one width.
struct Table {
    /// The bits of a window that belong to the run.
    mask: u64,
    /// By the first bits of a mixed run, whether there is such a one: few are.
    present: Vec<u64>,
    present_bits: u32,
    /// By fewer of them, the index of the first entry; and one more.
    slots: Vec<u32>,
    slot_bits: u32,
    entries: Vec<Entry>,
}

/// A run by which a literal is known.
#[derive(Clone, Copy)]
struct Entry {
    run: u64,
    literal: u32,
    /// Where in the literal the run begins.
    offset: u32,
}

impl Table {
    fn new(mask: u64, mut entries: Vec<Entry>) -> Self {
        let slot_bits = entries.len().ilog2() + 2;
        let present_bits = (slot_bits + 4).min(18);
        let mut present = vec![0; (1 << present_bits >> 6).max(1)];
        let mut slots = vec![0; (1 << slot_bits) + 1];
        for entry in &entries {
            let bit = top(entry.run, present_bits);
            present[bit >> 6] |= 1 << (bit & 63);
            slots[top(entry.run, slot_bits) + 1] += 1;
        }
        for index in 0..1 << slot_bits {
            slots[index + 1] += slots[index];
        }
        entries.sort_by_key(|entry| top(entry.run, slot_bits));
        Self { mask, present, present_bits, slots, slot_bits, entries }
    }

    /// The entries of a run.
    fn entries(&self, run: u64) -> impl Iterator<Item = &Entry> {
        let slot = top(run, self.slot_bits);
        let found = self.slots[slot] as usize..self.slots[slot + 1] as usize;
        self.entries[found].iter().filter(move |entry| entry.run == run)
    }
}

/// Eight bytes as a number.
fn number(run: &[u8]) -> u64 {
    run.first_chunk().map_or(0, |&run| u64::from_le_bytes(run))
}

/// The first bits of a run when its bits are mixed, by multiplication with the golden ratio.
fn top(run: u64, bits: u32) -> usize {
    (run.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
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
    }
}
