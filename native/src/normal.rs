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
        found.push(b' ');
        let mut apart = true;
        for &byte in text {
            let plain = self.table[usize::from(byte)];
            let mark = self.mark[usize::from(byte)];
            if (plain == b' ' || mark) && !apart {
                found.push(b' ');
                apart = true;
            }
            if plain != b' ' {
                found.push(plain);
                apart = false;
            }
            if mark {
                found.push(b' ');
                apart = true;
            }
        }
        if !apart {
            found.push(b' ');
        }
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
