//! The states of an automaton as bytes, and back: to read them takes a tenth of the time that it takes to make them of a
//! pattern.

use regex_automata::nfa::thompson::{Builder, NFA, SparseTransitions, State, Transition};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

/// Single bytes one after another, each of which leads to the next state. Most states are such.
const BYTES: u8 = 0;
const RANGE: u8 = 1;
const SPARSE: u8 = 2;
const LOOK: u8 = 3;
const UNION: u8 = 4;
const FAIL: u8 = 5;
const MATCH: u8 = 6;

/// The states of an automaton of one pattern. None for one with states of kinds that patterns here have not.
pub fn written(nfa: &NFA) -> Option<Vec<u8>> {
    let states = nfa.states();
    let mut out = Vec::with_capacity(2 * states.len());
    number(&mut out, states.len());
    number(&mut out, nfa.start_anchored().as_usize());
    let mut at = 0;
    while let Some(state) = states.get(at) {
        let run = states[at..].iter().zip(at + 1..).map_while(|(state, next)| byte_to(state, next));
        let run: Vec<u8> = run.collect();
        if !run.is_empty() {
            out.push(BYTES);
            number(&mut out, run.len());
            out.extend(&run);
            at += run.len();
            continue;
        }
        match state {
            State::ByteRange { trans } => {
                out.push(RANGE);
                transition(&mut out, at, *trans);
            }
            State::Sparse(SparseTransitions { transitions }) => {
                out.push(SPARSE);
                number(&mut out, transitions.len());
                for &one in transitions {
                    transition(&mut out, at, one);
                }
            }
            State::Look { look, next } => {
                out.push(LOOK);
                number(&mut out, look.as_repr() as usize);
                target(&mut out, at, *next);
            }
            State::Union { alternates } => union(&mut out, at, alternates),
            State::BinaryUnion { alt1, alt2 } => union(&mut out, at, &[*alt1, *alt2]),
            State::Fail => out.push(FAIL),
            State::Match { .. } => out.push(MATCH),
            State::Dense(_) | State::Capture { .. } => return None,
        }
        at += 1;
    }
    Some(out)
}

/// What was written. None for anything else.
pub fn read(data: &[u8]) -> Option<NFA> {
    let mut data = data;
    let size = count(&mut data)?;
    // A state takes a byte at least: what is broken must not ask for more memory than it takes itself.
    if size > data.len() {
        return None;
    }
    let start = count(&mut data).filter(|&start| start < size)?;
    let mut builder = Builder::new();
    builder.set_utf8(false);
    builder.start_pattern().ok()?;
    let mut at = 0;
    while at < size {
        let step = Step { at, size };
        match byte(&mut data)? {
            BYTES => {
                let (run, rest) = count(&mut data).and_then(|length| data.split_at_checked(length))?;
                data = rest;
                for &byte in run {
                    at += 1;
                    builder.add_range(Transition { start: byte, end: byte, next: state(at, size)? }).ok()?;
                }
                continue;
            }
            RANGE => builder.add_range(step.transition(&mut data)?).ok()?,
            SPARSE => {
                let length = count(&mut data)?;
                builder.add_sparse(step.all(&mut data, length, Step::transition)?).ok()?
            }
            LOOK => {
                let look = Look::from_repr(count(&mut data)?.try_into().ok()?)?;
                builder.add_look(step.target(&mut data)?, look).ok()?
            }
            UNION => {
                let length = count(&mut data)?;
                // Of one, it would be another name for a state, even for itself.
                let next = Some(step.all(&mut data, length, Step::target)?).filter(|next| next.len() > 1)?;
                builder.add_union(next).ok()?
            }
            FAIL => builder.add_fail().ok()?,
            MATCH => builder.add_match().ok()?,
            _ => return None,
        };
        at += 1;
    }
    let start = state(start, size)?;
    builder.finish_pattern(start).ok()?;
    if data.is_empty() { builder.build(start, start).ok() } else { None }
}

/// The byte of a state that only leads from one state to the next.
fn byte_to(state: &State, next: usize) -> Option<u8> {
    match state {
        State::ByteRange { trans } if trans.start == trans.end && trans.next.as_usize() == next => Some(trans.start),
        _ => None,
    }
}

fn union(out: &mut Vec<u8>, at: usize, states: &[StateID]) {
    out.push(UNION);
    number(out, states.len());
    for &next in states {
        target(out, at, next);
    }
}

fn transition(out: &mut Vec<u8>, at: usize, own: Transition) {
    out.extend([own.start, own.end]);
    target(out, at, own.next);
}

/// Writes a state by how far it is from another one: most are near.
fn target(out: &mut Vec<u8>, at: usize, next: StateID) {
    let next = next.as_usize();
    number(out, if next >= at { 2 * (next - at) } else { 2 * (at - next) - 1 });
}

/// Writes a number, seven bits a byte, the lowest first.
fn number(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn byte(data: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = data.split_first()?;
    *data = rest;
    Some(first)
}

fn count(data: &mut &[u8]) -> Option<usize> {
    let mut found = 0;
    for shift in (0..32).step_by(7) {
        let next = byte(data)?;
        found |= usize::from(next & 0x7F) << shift;
        if next <= 0x7F {
            return Some(found);
        }
    }
    None
}

fn state(number: usize, size: usize) -> Option<StateID> {
    (number < size).then(|| StateID::new(number).ok())?
}

/// Reads one of so many states.
#[derive(Clone, Copy)]
struct Step {
    at: usize,
    size: usize,
}

impl Step {
    fn target(self, data: &mut &[u8]) -> Option<StateID> {
        let far = count(data)?;
        let next = if far % 2 == 0 { self.at + far / 2 } else { self.at.checked_sub(far / 2 + 1)? };
        state(next, self.size)
    }

    fn transition(self, data: &mut &[u8]) -> Option<Transition> {
        let own = Transition { start: byte(data)?, end: byte(data)?, next: self.target(data)? };
        (own.start <= own.end).then_some(own)
    }

    fn all<T>(self, data: &mut &[u8], length: usize, one: fn(Self, &mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
        (0..length).map(|_| one(self, data)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use regex_automata::nfa::thompson::{NFA, WhichCaptures};

    fn nfa(pattern: &str) -> NFA {
        let config = NFA::config().utf8(false).which_captures(WhichCaptures::None);
        let syntax = regex_automata::util::syntax::Config::new().unicode(false).utf8(false);
        NFA::compiler().configure(config).syntax(syntax).build(pattern).unwrap()
    }

    const PATTERNS: [&str; 4] = [
        "cures?( all| every)? pains?",
        r"(?i)\bno [a-z]{2,5}(ill|ness)*\B|[^a-c]+\b|x",
        r"(a|b|c|dd)(\x00|[\x80-\xFF])*?",
        r"((a*)*b|(?:|c)){0,3}",
    ];

    #[test]
    fn what_was_written_is_the_same() {
        for pattern in PATTERNS {
            let own = nfa(pattern);
            let other = read(&written(&own).unwrap()).unwrap();
            assert_eq!(own.states(), other.states(), "{pattern}");
            assert_eq!(own.start_anchored(), other.start_anchored());
            assert_eq!(format!("{:?}", own.byte_classes()), format!("{:?}", other.byte_classes()));
        }
    }

    #[test]
    fn what_is_broken_is_none_or_another_automaton() {
        for pattern in PATTERNS {
            let data = written(&nfa(pattern)).unwrap();
            for place in 0..data.len() {
                assert!(read(&data[..place]).is_none(), "{pattern} to {place}");
                for bit in 0..8 {
                    let mut broken = data.clone();
                    broken[place] ^= 1 << bit;
                    let _ = read(&broken);
                }
            }
        }
    }
}
