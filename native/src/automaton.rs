//! Regular expressions that are looked for word by word: `healthlint.prose.patterns`, `first` and its neighbours.
//!
//! A match begins where a word may begin. So the automaton knows only matches that begin where it is started, and is
//! started there: it has few states, and nearly always stops at once. One that looks for matches everywhere has states
//! for all that might have begun, and to make them takes longer than to read the text.

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, ClassBytes, Hir, HirKind};

use crate::pieces::{Reader, Writer};
use crate::{dialect, programs};

/// Bytes for the states of one pattern.
const MEMORY: usize = 64 << 20;
/// A text may be read so many times, and so many bytes beside, before it is left to a search that reads it once.
const TIMES: usize = 32;
const BESIDE: usize = 1 << 12;

/// Bytes of a pattern that is large.
const LARGE: usize = 1_000;

/// A pattern, ready to be searched for.
pub struct Automaton {
    /// As it is written here.
    pattern: String,
    /// Finds what `exact` finds, and more, and is made sooner. Where even this finds nothing, as is mostly so, `exact`
    /// is not needed.
    gate: Option<Machine>,
    /// Made when first needed, where there is a gate.
    exact: Option<Machine>,
}

impl Automaton {
    /// Takes a pattern of RE2, as `patterns.encode` writes it.
    ///
    /// # Errors
    ///
    /// One that cannot be told to be the same here.
    pub fn new(pattern: &[u8]) -> Result<Self, String> {
        let pattern = dialect::translated(pattern)?;
        let (mut gate, mut exact) = (None, None);
        match dialect::small(&pattern) {
            Some((small, true)) => exact = Some(Machine::new(&small, Case::Small)?),
            Some((small, false)) if pattern.len() > LARGE => gate = Some(Machine::new(&small, Case::Small)?),
            _ => exact = Some(Machine::new(&pattern, Case::Any)?),
        }
        Ok(Self { pattern, gate, exact })
    }

    /// What takes long to make, for the next run. None where it is not known how to write it.
    pub fn written(&self) -> Option<Vec<u8>> {
        let mut pieces = Writer::default();
        pieces.bytes(self.pattern.as_bytes());
        pieces.bytes(&[u8::from(self.gate.is_some()), u8::from(self.exact.is_some())]);
        for machine in [&self.gate, &self.exact].into_iter().flatten() {
            machine.write(&mut pieces)?;
        }
        Some(pieces.0)
    }

    /// What was written. None for anything else.
    pub fn read(data: &[u8]) -> Option<Self> {
        let mut pieces = Reader(data);
        let pattern = String::from_utf8(pieces.bytes()?.to_vec()).ok()?;
        let mut gate = None;
        let mut exact = None;
        let &[has_gate, has_exact] = pieces.bytes()? else { return None };
        for (place, is_there) in [(&mut gate, has_gate), (&mut exact, has_exact)] {
            if is_there != 0 {
                *place = Some(Machine::read(&mut pieces)?);
            }
        }
        pieces.0.is_empty().then_some(Self { pattern, gate, exact })
    }

    /// The longest match that begins leftmost, at or after a place.
    ///
    /// # Errors
    ///
    /// The text would be read too many times.
    pub fn first(&mut self, data: &[u8], start: usize, end: usize) -> Result<Option<(usize, usize)>, TooFar> {
        match self.pass(data, start, end)? {
            Some(from) => self.exact()?.search(data, start, end).first(from),
            None => Ok(None),
        }
    }

    /// The leftmost longest matches at or after a place, none overlapping. Fails as `first` does.
    pub fn all(&mut self, data: &[u8], start: usize, end: usize) -> Result<Vec<(usize, usize)>, TooFar> {
        match self.pass(data, start, end)? {
            Some(from) => self.exact()?.search(data, start, end).all(from),
            None => Ok(Vec::new()),
        }
    }

    /// Where the longest match ends that begins at a place, and begins and ends where words do. Fails as `first` does.
    pub fn whole(&mut self, data: &[u8], start: usize, end: usize) -> Result<Option<usize>, TooFar> {
        if let Some(gate) = &mut self.gate {
            if gate.search(data, start, end).whole(start)?.is_none() {
                return Ok(None);
            }
        }
        self.exact()?.search(data, start, end).whole(start)
    }

    /// Where the first match could begin, if there could be one.
    fn pass(&mut self, data: &[u8], start: usize, end: usize) -> Result<Option<usize>, TooFar> {
        match &mut self.gate {
            Some(gate) => Ok(gate.search(data, start, end).first(start)?.map(|(begin, _)| begin)),
            None => Ok(Some(start)),
        }
    }

    fn exact(&mut self) -> Result<&mut Machine, TooFar> {
        match &mut self.exact {
            Some(exact) => Ok(exact),
            // It was read once already, if not as exactly: there is no reason to fail.
            empty => Ok(empty.insert(Machine::new(&self.pattern, Case::Any).map_err(|_| TooFar)?)),
        }
    }
}

/// How letters of a text are read.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    /// As they are; a pattern takes any case, but where it says otherwise.
    Any,
    /// As small letters. Such a pattern has no other: to take both cases of each makes it take longer to make.
    Small,
}

struct Machine {
    dfa: DFA,
    case: Case,
    /// By byte, whether it is one of those of which a match holds one, and few texts do.
    rare: Option<Box<[bool; 256]>>,
    firsts: Firsts,
    /// The states that were met.
    cache: Cache,
}

impl Machine {
    fn new(pattern: &str, case: Case) -> Result<Self, String> {
        // As RE2 reads Latin-1: a byte is a character, and what is said of letters is said of those of ASCII.
        let config = syntax::Config::new().unicode(false).utf8(false).nest_limit(1_000);
        let hir = syntax::parse_with(pattern, &config.case_insensitive(case == Case::Any))
            .map_err(|error| error.to_string())?;
        let nfa = NFA::compiler()
            .configure(NFA::config().utf8(false).which_captures(WhichCaptures::None))
            .build_from_hir(&hir)
            .map_err(|error| error.to_string())?;
        let rare = rare(&hir).map(|class| {
            let among =
                |byte: usize| class.ranges().iter().any(|own| (own.start()..=own.end()).contains(&(byte as u8)));
            Box::new(std::array::from_fn(among))
        });
        Self::of(nfa, case, rare)
    }

    fn of(nfa: NFA, case: Case, rare: Option<Box<[bool; 256]>>) -> Result<Self, String> {
        let config = DFA::config()
            .match_kind(MatchKind::All) // where it is started, until no match can be longer
            .cache_capacity(MEMORY)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(None);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())?;
        let cache = dfa.create_cache();
        Ok(Self { dfa, case, rare, firsts: Firsts::default(), cache })
    }

    fn write(&self, pieces: &mut Writer) -> Option<()> {
        pieces.bytes(&[u8::from(self.case == Case::Small)]);
        pieces.bytes(&self.rare.iter().flat_map(|rare| rare.map(u8::from)).collect::<Vec<u8>>());
        pieces.bytes(&programs::written(self.dfa.get_nfa())?);
        Some(())
    }

    /// The next one that was written. None for anything else.
    fn read(pieces: &mut Reader<'_>) -> Option<Self> {
        let case = match pieces.bytes()? {
            [0] => Case::Any,
            [1] => Case::Small,
            _ => return None,
        };
        let rare = match pieces.bytes()? {
            [] => None,
            rare => Some(Box::new(<[u8; 256]>::try_from(rare).ok()?.map(|byte| byte != 0))),
        };
        Self::of(programs::read(pieces.bytes()?)?, case, rare).ok()
    }

    /// Begins to search a part of a text.
    fn search<'s>(&'s mut self, data: &'s [u8], start: usize, end: usize) -> Search<'s> {
        let end = end.min(data.len());
        let left = TIMES * end.saturating_sub(start) + BESIDE;
        let Self { dfa, case, rare, firsts, cache } = self;
        let part = &data[start.min(end)..end];
        let is_empty = rare.as_ref().is_some_and(|rare| !part.iter().any(|&byte| rare[usize::from(byte)]));
        let end = if is_empty { start } else { end };
        Search { dfa, case: *case, firsts, cache, data, end, left }
    }
}

/// How matches begin, as far as it was met; by whether a letter stands before. No pattern asks for more.
struct Firsts {
    /// By the first byte, whether a match may begin with it.
    known: [[Option<bool>; 2]; 256],
    /// The state, and how often the cache had been cleared when it was made.
    starts: [Option<(LazyStateID, usize)>; 2],
}

impl Default for Firsts {
    fn default() -> Self {
        Self { known: [[None; 2]; 256], starts: [None; 2] }
    }
}

/// A text would be read too many times.
#[derive(Debug)]
pub struct TooFar;

/// One search through a text.
struct Search<'s> {
    dfa: &'s DFA,
    case: Case,
    firsts: &'s mut Firsts,
    cache: &'s mut Cache,
    data: &'s [u8],
    end: usize,
    /// Bytes that may yet be read.
    left: usize,
}

impl Search<'_> {
    /// The longest match that begins leftmost, at or after a place.
    fn first(&mut self, from: usize) -> Result<Option<(usize, usize)>, TooFar> {
        let mut after_letter = self.is_after_letter(from);
        for begin in from..self.end {
            let byte = self.data[begin];
            let is_letter = is_letter(byte);
            if !(after_letter && is_letter)
                && self.firsts.known[usize::from(byte)][usize::from(after_letter)] != Some(false)
            {
                if let Some(last) = self.longest(begin)? {
                    return Ok(Some((begin, last)));
                }
            }
            after_letter = is_letter;
        }
        Ok(None)
    }

    /// The leftmost longest matches at or after a place, none overlapping.
    fn all(&mut self, from: usize) -> Result<Vec<(usize, usize)>, TooFar> {
        let mut found = Vec::new();
        let mut position = from;
        while let Some(one) = self.first(position)? {
            found.push(one);
            position = one.1;
        }
        Ok(found)
    }

    /// Where the longest match ends that begins at a place, and begins and ends where words do.
    fn whole(&mut self, begin: usize) -> Result<Option<usize>, TooFar> {
        if begin >= self.end || self.is_inside(begin) { Ok(None) } else { self.longest(begin) }
    }

    /// The same for a place where a word may begin.
    fn longest(&mut self, begin: usize) -> Result<Option<usize>, TooFar> {
        let mut state = self.start(begin)?;
        let mut last = None;
        // A match is told one byte late.
        for place in begin..self.end {
            state = self.dfa.next_state(self.cache, state, self.read(self.data[place])).map_err(|_| TooFar)?;
            if place == begin {
                self.meet(begin, !state.is_dead());
            }
            if state.is_tagged() {
                if state.is_match() {
                    if place > begin && !self.is_inside(place) {
                        last = Some(place);
                    }
                } else if state.is_dead() {
                    return self.spent(place - begin, last);
                }
            }
        }
        state = match self.data.get(self.end) {
            Some(&byte) => self.dfa.next_state(self.cache, state, self.read(byte)),
            None => self.dfa.next_eoi_state(self.cache, state),
        }
        .map_err(|_| TooFar)?;
        if state.is_match() && !self.is_inside(self.end) {
            last = Some(self.end);
        }
        self.spent(self.end - begin, last)
    }

    /// The state in which a match begins at a place.
    fn start(&mut self, begin: usize) -> Result<LazyStateID, TooFar> {
        let after_letter = usize::from(self.is_after_letter(begin));
        let clears = self.cache.clear_count();
        if let Some((state, _)) = self.firsts.starts[after_letter].filter(|&(_, at)| at == clears) {
            return Ok(state);
        }
        let input = Input::new(self.data).span(begin..self.end).anchored(Anchored::Yes);
        // Nothing is asked for that is refused, and the memory is made anew as often as need be.
        let state = self.dfa.start_state_forward(self.cache, &input).map_err(|_| TooFar)?;
        self.firsts.starts[after_letter] = Some((state, self.cache.clear_count()));
        Ok(state)
    }

    /// Keeps whether a match may begin with the byte at a place.
    fn meet(&mut self, place: usize, may_begin: bool) {
        let after_letter = usize::from(self.is_after_letter(place));
        self.firsts.known[usize::from(self.data[place])][after_letter] = Some(may_begin);
    }

    fn read(&self, byte: u8) -> u8 {
        if self.case == Case::Small { byte.to_ascii_lowercase() } else { byte }
    }

    /// The answer, when what it took to find it was there to take.
    fn spent(&mut self, bytes: usize, answer: Option<usize>) -> Result<Option<usize>, TooFar> {
        self.left = self.left.checked_sub(bytes).ok_or(TooFar)?;
        Ok(answer)
    }

    fn is_after_letter(&self, place: usize) -> bool {
        place > 0 && self.data.get(place - 1).copied().is_some_and(is_letter)
    }

    /// True for a place between two letters of a word.
    fn is_inside(&self, place: usize) -> bool {
        self.is_after_letter(place) && self.data.get(place).copied().is_some_and(is_letter)
    }
}

/// True for what words are made of: letters, digits and the underscore.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Control characters of which every match has one, if there are such: a text without them need not be read by words.
fn rare(hir: &Hir) -> Option<ClassBytes> {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().find_map(rare),
        HirKind::Capture(group) => rare(&group.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => rare(&repetition.sub),
        HirKind::Class(Class::Bytes(class)) => {
            let is_control = |byte: u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
            class.ranges().iter().all(|own| (own.start()..=own.end()).all(is_control)).then(|| class.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Automaton;

    fn found(pattern: &str, text: &str) -> Vec<(usize, usize)> {
        within(pattern, text, 0, text.len())
    }

    fn within(pattern: &str, text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
        Automaton::new(pattern.as_bytes()).unwrap().all(text.as_bytes(), start, end).unwrap()
    }

    #[test]
    fn matches_are_leftmost_longest_and_whole_words() {
        assert_eq!(found("cures?|cures all", "Cures, cured, cures all pain"), [(0, 5), (14, 23)]);
        assert_eq!(found("no (known )?risks?", "no known risky no risk"), [(15, 22)]);
        assert_eq!(found("pain|pain [a-z]+", "pain relieved"), [(0, 13)]);
        assert_eq!(found("[a-z]+ing?", "healing"), [(0, 7)]);
    }

    #[test]
    fn case_counts_where_it_is_asked_for() {
        assert_eq!(found("pain|[A-C]+", "PAIN abc"), [(0, 4), (5, 8)]);
        assert_eq!(found("(?-i:MS|als) care", "ms care, MS Care, ALS care"), [(9, 16)]);
        let large = ["(?-i:MS|als) care", &"|never7".repeat(200)].concat();
        assert_eq!(found(&large, "ms care, MS Care, ALS care, NEVER7"), [(9, 16), (28, 34)]);
        assert_eq!(Automaton::new(large.as_bytes()).unwrap().whole(b"a MS CARE", 2, 9).unwrap(), Some(9));
        assert_eq!(Automaton::new(large.as_bytes()).unwrap().whole(b"a ms care", 2, 9).unwrap(), None);
    }

    #[test]
    fn what_was_written_finds_the_same() {
        let large = ["(?-i:MS|als) care", &"|never7".repeat(200)].concat();
        for pattern in ["cures?|cures all", "pain|[A-C]+", "\\w*([\\x00-\\x08]+\\w*)+", &large] {
            let text = b"Cures, cured, cures all PAIN of B, MS care, ms care a\x01z never7";
            let mut own = Automaton::new(pattern.as_bytes()).unwrap();
            let mut other = Automaton::read(&own.written().unwrap()).unwrap();
            assert_eq!(own.all(text, 0, text.len()).unwrap(), other.all(text, 0, text.len()).unwrap(), "{pattern}");
        }
    }

    #[test]
    fn what_is_broken_is_not_read() {
        let data = Automaton::new(b"cures? all").unwrap().written().unwrap();
        for place in 0..data.len() {
            assert!(Automaton::read(&data[..place]).is_none());
        }
        assert!(Automaton::read(&[data, vec![0]].concat()).is_none());
    }

    #[test]
    fn what_holds_control_characters_is_found() {
        let pattern = "\\w*([\\x00-\\x08\\x0E-\\x19]+\\w*)+";
        assert_eq!(found(pattern, "a wo\x01rd"), [(2, 7)]);
        assert_eq!(found(pattern, "a word\n"), []);
    }

    #[test]
    fn what_stands_beyond_the_ends_is_seen() {
        assert_eq!(within("all\\b|[a-z]+", "small pill", 2, 5), []);
        assert_eq!(within("all\\b|[a-z]+", "a small pill", 2, 9), [(2, 7)]);
        assert_eq!(within("pain", "pain", 5, 9), []);
    }

    #[test]
    fn what_would_be_read_again_and_again_is_given_up() {
        let text = "ab ".repeat(10_000);
        let mut automaton = Automaton::new(b"([a-z]+ )*zz").unwrap();
        assert!(automaton.first(text.as_bytes(), 0, text.len()).is_err());
    }
}
