//! Patterns of RE2 in the words of this crate's engine, which reads some of them otherwise.

/// The white space of RE2: no vertical tab.
const SPACE: &str = r"\t\n\f\r ";
/// Letters after a backslash that mean the same to both. Nothing asks for the ends of a text.
const SAME: &str = "bBdDfnrtvwW";

/// A pattern of RE2 over Latin-1, as it is written here.
///
/// # Errors
///
/// What is written in a way that may mean something else.
pub fn translated(pattern: &[u8]) -> Result<String, String> {
    let pattern = ascii(pattern)?;
    let mut rest = pattern.as_str();
    let mut found = String::with_capacity(rest.len());
    let mut in_class = false;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '\\' => escape(rest, in_class, &mut found)?,
            '[' if in_class => literal_in_class(rest, &mut found)?,
            '[' => {
                in_class = true;
                class(rest, &mut found)
            }
            ']' if in_class => {
                in_class = false;
                copied(rest, 1, &mut found)
            }
            '&' | '~' if in_class => escaped(character, &mut found),
            '-' if in_class && rest.starts_with("--") => return Err("'--' in a class".to_owned()),
            '{' if !in_class && !is_count(rest) => escaped(character, &mut found),
            _ => copied(rest, 1, &mut found),
        };
        rest = &rest[length..];
    }
    Ok(found)
}

/// A pattern in ASCII, with the numbers of the signs of Latin-1 in it: a pound sign is `\xA3`.
fn ascii(pattern: &[u8]) -> Result<String, String> {
    let mut found = String::with_capacity(pattern.len());
    let mut before = 0;
    for &byte in pattern {
        if byte.is_ascii() {
            found.push(byte.into());
        } else if is_sign(byte) && before != b'\\' {
            found.extend([r"\x", &format!("{byte:02X}")]);
        } else {
            return Err("letters beyond ASCII".to_owned());
        }
        before = byte;
    }
    Ok(found)
}

/// True for the signs of Latin-1 beyond ASCII, but for those that some take for letters, which have cases.
fn is_sign(byte: u8) -> bool {
    (0xA1..=0xBF).contains(&byte) && !matches!(byte, 0xAA | 0xB5 | 0xBA)
}

/// A pattern, as `translated` writes it, for texts in small letters: without capitals, and all cases alike.
///
/// True beside it where the pattern finds the same, false where it finds more: some of it was to be taken as it is. None
/// for what may find less.
pub fn small(pattern: &str) -> Option<(String, bool)> {
    let mut found = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut is_same = true;
    let mut in_class = false;
    while let Some(character) = rest.chars().next() {
        let mut length = 1;
        match character {
            '\\' if rest.starts_with("\\x") => {
                length = 4;
                // It may begin a range, and be a capital.
                let is_sign = u8::from_str_radix(&rest[2..4], 16).is_ok_and(is_sign);
                let in_range = found.ends_with('-') || rest[4..].starts_with('-');
                if (in_class && (!is_sign || in_range)) || rest[2..4].starts_with(['4', '5']) {
                    return None;
                }
                found.push_str(&rest[..length]);
            }
            '\\' => {
                length = 2;
                found.push_str(&rest[..length]);
            }
            '(' if !in_class && rest.starts_with("(?-i:") => {
                length = 5;
                is_same = false;
                found.push_str("(?:");
            }
            '(' if !in_class && rest.starts_with("(?") && !rest.starts_with("(?:") => return None,
            '[' if in_class => return None,
            '[' | ']' => {
                in_class = character == '[';
                found.push(character);
            }
            '-' if in_class && !is_plain(&pattern[..pattern.len() - rest.len()], rest) => return None,
            _ => found.push(character.to_ascii_lowercase()),
        }
        rest = &rest[length..];
    }
    Some((found, is_same))
}

/// True for a hyphen that stands for itself, or between two digits, small letters or capitals.
fn is_plain(before: &str, rest: &str) -> bool {
    let (Some(low), Some(high)) = (before.chars().last(), rest.chars().nth(1)) else { return false };
    let both = |is: fn(&char) -> bool| is(&low) && is(&high);
    matches!(low, '[' | '^')
        || high == ']'
        || both(char::is_ascii_digit)
        || both(char::is_ascii_lowercase)
        || both(char::is_ascii_uppercase)
}

/// Writes what a pattern begins with, so many bytes.
fn copied(rest: &str, length: usize, found: &mut String) -> usize {
    found.push_str(&rest[..length]);
    length
}

fn escaped(character: char, found: &mut String) -> usize {
    found.push('\\');
    found.push(character);
    1
}

/// Writes the beginning of a class, with the bracket that stands for itself there.
fn class(rest: &str, found: &mut String) -> usize {
    let start = if rest.starts_with("[^") { "[^" } else { "[" };
    found.push_str(start);
    if rest[start.len()..].starts_with(']') {
        found.push_str(r"\]");
        return start.len() + 1;
    }
    start.len()
}

/// Writes an opening bracket inside a class: itself, or the name of a class.
fn literal_in_class(rest: &str, found: &mut String) -> Result<usize, String> {
    if rest.starts_with("[:") {
        let length = rest.find(":]").ok_or("a class without an end")? + 2;
        return Ok(copied(rest, length, found));
    }
    Ok(escaped('[', found))
}

fn escape(rest: &str, in_class: bool, found: &mut String) -> Result<usize, String> {
    let Some(character) = rest.chars().nth(1) else { return Err("a backslash at the end".to_owned()) };
    match character {
        's' if in_class => found.push_str(SPACE),
        's' => found.extend(["[", SPACE, "]"]),
        'S' => found.extend(["[^", SPACE, "]"]),
        'x' => return hexadecimal(rest, found),
        '<' | '>' => found.push(character),
        _ if SAME.contains(character) || character.is_ascii_punctuation() => found.push_str(&rest[..2]),
        _ => return Err(format!("'\\{character}'")),
    }
    Ok(2)
}

/// Writes a character by its number, of ASCII or a sign: others have cases.
fn hexadecimal(rest: &str, found: &mut String) -> Result<usize, String> {
    let digits = rest.get(2..4).ok_or("'\\x' without digits")?;
    match u8::from_str_radix(digits, 16) {
        Ok(code) if code.is_ascii() || is_sign(code) => Ok(copied(rest, 4, found)),
        _ => Err(format!("'\\x{digits}'")),
    }
}

/// True for the count of a repetition; any other brace is a character.
fn is_count(rest: &str) -> bool {
    let Some((count, _)) = rest[1..].split_once('}') else { return false };
    let (low, high) = count.split_once(',').unwrap_or((count, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !low.is_empty() && is_number(low) && is_number(high)
}

#[cfg(test)]
mod tests {
    use super::{small, translated};

    #[test]
    fn what_takes_any_case_takes_small_letters() {
        assert_eq!(small("MS [A-C-]\\W\\B[^a-zE]").unwrap(), ("ms [a-c-]\\W\\B[^a-ze]".to_owned(), true));
        assert_eq!(small("(?-i:MS|(?:a)) care").unwrap(), ("(?:ms|(?:a)) care".to_owned(), false));
        for pattern in ["(?i)a", "[\\x00-\\x08]", "\\x41", "[!-~]", "[[:upper:]]", "[+-Z]", "[A-z]"] {
            assert_eq!(small(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_means_something_else_is_rewritten() {
        for (pattern, expected) in [
            ("cures?(?:\\s+)all", "cures?(?:[\\t\\n\\f\\r ]+)all"),
            ("[^.\\s;]{0,60}", "[^.\\t\\n\\f\\r ;]{0,60}"),
            ("[]a[&]", "[\\]a\\[\\&]"),
            ("[[:alpha:]]{,3}", "[[:alpha:]]\\{,3}"),
            ("\\<b\\>{2}", "<b>{2}"),
            ("(?-i:[A-Z])\\b\\.", "(?-i:[A-Z])\\b\\."),
            ("\\xA3?5", "\\xA3?5"),
        ] {
            assert_eq!(translated(pattern.as_bytes()).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn signs_are_written_by_their_numbers() {
        assert_eq!(translated(b"[$\xA3]\xB0{2}").as_deref(), Ok("[$\\xA3]\\xB0{2}"));
        assert_eq!(small("[$\\xA3]A"), Some(("[$\\xA3]a".to_owned(), true)));
        for pattern in [&b"\xE9"[..], b"\xB5g", b"\\\xA3", b"2\xD73"] {
            assert!(translated(pattern).is_err(), "{pattern:?}");
        }
        for pattern in ["[\\xA3-\\xA5]", "[!-\\xA3]"] {
            assert_eq!(small(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for pattern in ["\\pL", "\\Qa.b\\E", "\\Aa", "caf\u{e9}", "\\xE9", "[a--z]", "\\C"] {
            assert!(translated(pattern.as_bytes()).is_err(), "{pattern}");
        }
    }
}
