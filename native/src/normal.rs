//! Text in the form of the literals: `healthlint.prose.literals.normal`.

/// What becomes of each byte of folded text.
pub struct Normal {
    /// The byte that it becomes; a space for all that is in no literal.
    table: [u8; 256],
    /// True for bytes that are a word each.
    mark: [bool; 256],
}

impl Normal {
    /// Takes the tables of Python: the one for `bytes.translate`, and the marks.
    pub fn new(table: [u8; 256], marks: &[u8]) -> Self {
        let mut mark = [false; 256];
        for &byte in marks {
            mark[usize::from(byte)] = true;
        }
        Self { table, mark }
    }

    /// Writes a stretch of text over `found`: one space between words and around them.
    pub fn write(&self, text: &[u8], found: &mut Vec<u8>) {
        found.clear();
        // A mark becomes three bytes, and nothing more.
        found.resize(3 * text.len() + 2, 0);
        found[0] = b' ';
        let mut end = 1;
        let mut apart = true;
        for &byte in text {
            if self.mark[usize::from(byte)] {
                // Marks are few: without them there is nothing here to guess wrong, which takes longer than the work.
                end -= usize::from(apart);
                found[end..end + 3].copy_from_slice(&[b' ', self.table[usize::from(byte)], b' ']);
                end += 3;
                apart = true;
                continue;
            }
            let plain = self.table[usize::from(byte)];
            let is_space = plain == b' ';
            found[end] = plain;
            end += usize::from(!(is_space && apart));
            apart = is_space;
        }
        found[end] = b' ';
        end += usize::from(!apart);
        found.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::Normal;

    #[test]
    fn words_stand_apart() {
        let mut table = [b' '; 256];
        for byte in b'a'..=b'z' {
            table[usize::from(byte)] = byte;
            table[usize::from(byte.to_ascii_uppercase())] = byte;
        }
        table[usize::from(b'%')] = b'%';
        let normal = Normal::new(table, b"%");
        let mut found = Vec::new();
        for (text, expected) in
            [("", " "), (" .\n", " "), ("Tea, black", " tea black "), ("ten%of", " ten % of "), ("%%", " % % ")]
        {
            normal.write(text.as_bytes(), &mut found);
            assert_eq!(found, expected.as_bytes(), "{text:?}");
        }
    }
}
