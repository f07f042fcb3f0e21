//! Where words may be broken: `healthlint.prose.syllables.hyphenated`.

use rustc_hash::FxHashMap;

/// Letters that stay together at the ends of a word.
const MARGIN: usize = 2;

/// Patterns of hyphenation (Liang 1983).
pub struct Hyphens {
    /// By their letters, the points between them, before the first and after the last; odd ones break a word.
    patterns: FxHashMap<Box<str>, Box<[u8]>>,
    /// Letters of the longest.
    longest: usize,
}

impl Hyphens {
    /// Takes patterns as they are written, one on each line: letters, with digits for the points.
    pub fn new(written: &str) -> Self {
        let patterns: FxHashMap<_, _> = written.lines().map(parsed).collect();
        let longest = patterns.values().map(|points| points.len() - 1).max().unwrap_or(0);
        Self { patterns, longest }
    }

    /// One more than the places where a word may be broken.
    pub fn syllables(&self, word: &str) -> usize {
        let dotted = format!(".{word}.");
        let places: Vec<usize> = dotted.char_indices().map(|(place, _)| place).chain([dotted.len()]).collect();
        let length = places.len() - 1;
        let mut points = vec![0; length + 1];
        for start in 0..length - 1 {
            for end in start + 1..=(start + self.longest).min(length) {
                if let Some(own) = self.patterns.get(&dotted[places[start]..places[end]]) {
                    for (point, &own) in points[start..].iter_mut().zip(own) {
                        *point = own.max(*point);
                    }
                }
            }
        }
        let letters = length - 2;
        let last = letters.max(MARGIN + 1);
        1 + points[(MARGIN + 1).min(last)..last.min(points.len())].iter().filter(|&&point| point % 2 == 1).count()
    }
}

/// The letters of a pattern, and the points around them.
fn parsed(written: &str) -> (Box<str>, Box<[u8]>) {
    let mut letters = String::new();
    let mut points = vec![0];
    for character in written.chars() {
        if let (Some(digit), Some(point)) = (character.to_digit(10), points.last_mut()) {
            *point = (*point).max(digit as u8);
        } else {
            letters.push(character);
            points.push(0);
        }
    }
    (letters.into(), points.into())
}

#[cfg(test)]
mod tests {
    use super::Hyphens;

    #[test]
    fn odd_points_break_words() {
        let hyphens = Hyphens::new("hy3ph\nhe2n\nhena4\nhen5at\n1na\nn2at\n1tio\n2io");
        assert_eq!(hyphens.syllables("hyphenation"), 3); // hy-phen-ation
        assert_eq!(hyphens.syllables("hen"), 1);
        assert_eq!(hyphens.syllables(""), 1);
        assert_eq!(hyphens.syllables("né"), 1);
    }
}
