//! HAR files, as streams: the entries are cut out by brackets and quotes, and none is looked into. So a file can be larger than
//! the memory, and its entries be read on all cores; an entry that is none spoils no other.
//!
//! What lies around the entries (`log`, `creator`, `pages`, …) is passed over in the same way, and nobody needs it.

use std::fmt;
use std::io::{self, BufRead};

/// What is wrong with a file.
#[derive(Debug)]
pub(super) enum Fault {
    /// It cannot be read.
    Io(io::Error),
    /// It ends in the middle.
    Cut,
    /// There is no `log` with `entries`.
    NoEntries,
    /// Something else stands where this should.
    Expected(&'static str),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Cut => f.write_str("it ends in the middle"),
            Self::NoEntries => f.write_str("it has no `log` with `entries`"),
            Self::Expected(what) => write!(f, "it has something else where {what} should be"),
        }
    }
}

/// How much of a key is kept: more than the longest that is looked for.
const LONGEST_KEY: usize = 16;

/// What is done with each member of an object, whose key is given as it is written.
type Member<'f, R, E> = &'f mut dyn FnMut(&mut Cutter<R>, &[u8]) -> Result<(), E>;

/// Reads a HAR file.
pub(super) struct Cutter<R> {
    input: R,
}

impl<R: BufRead> Cutter<R> {
    /// A file that begins there.
    pub(super) fn new(input: R) -> Self {
        Self { input }
    }

    /// Goes to each entry, which is to be taken by [`value`](Self::value).
    ///
    /// # Errors
    ///
    /// The file is no HAR file, or ends too early; or what `entry` says.
    pub(super) fn entries<E: From<Fault>>(
        &mut self,
        mut entry: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut has_entries = false;
        self.members(&mut |cutter, key| {
            if key != b"\"log\"" {
                return Ok(cutter.skip()?);
            }
            cutter.members(&mut |cutter, key| {
                if key != b"\"entries\"" {
                    return Ok(cutter.skip()?);
                }
                has_entries = true;
                cutter.elements(&mut entry)
            })
        })?;
        if !has_entries {
            return Err(Fault::NoEntries.into());
        }
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(Fault::Expected("the end").into()),
        }
    }

    /// Goes to each member of an object.
    fn members<E: From<Fault>>(&mut self, member: Member<'_, R, E>) -> Result<(), E> {
        self.expect(b'{', "an object")?;
        let mut key = Vec::new();
        let mut is_first = true;
        while self.goes_on(b'}', is_first)? {
            is_first = false;
            key.clear();
            if self.peek()? != Some(b'"') {
                return Err(Fault::Expected("a key").into());
            }
            // Of a key that is longer than those that are looked for, the start is enough to tell it from them.
            self.value(&mut |part| {
                let room = LONGEST_KEY.saturating_sub(key.len());
                key.extend(part.iter().take(room));
            })?;
            self.expect(b':', "a colon")?;
            member(self, &key)?;
        }
        Ok(())
    }

    /// Goes to each element of an array.
    fn elements<E: From<Fault>>(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.expect(b'[', "an array")?;
        let mut is_first = true;
        while self.goes_on(b']', is_first)? {
            is_first = false;
            element(self)?;
        }
        Ok(())
    }

    /// Whether another value follows, and not the end of the array or object.
    fn goes_on(&mut self, end: u8, is_first: bool) -> Result<bool, Fault> {
        if self.peek()? == Some(end) {
            self.input.consume(1);
            return Ok(false);
        }
        if !is_first {
            self.expect(b',', "a comma")?;
        }
        Ok(true)
    }

    fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), Fault> {
        match self.peek()? {
            Some(found) if found == byte => {
                self.input.consume(1);
                Ok(())
            }
            Some(_) => Err(Fault::Expected(what)),
            None => Err(Fault::Cut),
        }
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let chunk = self.input.fill_buf()?;
            let spaces = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (next, is_end) = (chunk.get(spaces).copied(), chunk.is_empty());
            self.input.consume(spaces);
            if next.is_some() || is_end {
                return Ok(next);
            }
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.value(&mut |_| {})
    }

    /// Hands over the next value, in parts as they come.
    ///
    /// # Errors
    ///
    /// There is none, or the file ends within it.
    pub(super) fn value(&mut self, part: &mut dyn FnMut(&[u8])) -> Result<(), Fault> {
        if matches!(self.peek()?, Some(b',' | b':' | b']' | b'}')) {
            return Err(Fault::Expected("a value"));
        }
        let mut extent = Extent::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Err(Fault::Cut);
            }
            let end = extent.end(chunk);
            let used = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            part(used);
            let used = used.len();
            self.input.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Finds the end of a value in chunks.
#[derive(Default)]
struct Extent {
    depth: usize,
    is_in_string: bool,
    /// Whether the chunk before ended with the backslash of an escape.
    is_escaped: bool,
}

impl Extent {
    /// Where the value ends, if it does in this chunk.
    fn end(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.is_in_string {
                if self.is_escaped && at < chunk.len() {
                    self.is_escaped = false;
                    at += 1;
                }
                let found = at + memchr::memchr2(b'"', b'\\', chunk.get(at..)?)?;
                at = found + 1;
                if chunk.get(found) == Some(&b'\\') {
                    self.is_escaped = true;
                    continue;
                }
                self.is_in_string = false;
                if self.depth == 0 {
                    return Some(at);
                }
            }
            let rest = chunk.get(at..)?;
            let is_scalar = self.depth == 0;
            let found = rest.iter().position(|byte| match byte {
                b'"' | b'{' | b'[' | b'}' | b']' => true,
                b',' | b' ' | b'\t' | b'\r' | b'\n' => is_scalar,
                _ => false,
            })?;
            at += found + 1;
            match rest.get(found)? {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => self.depth += 1,
                // Of a number, a boolean or null, which ends where something else begins.
                _ if is_scalar => return Some(at - 1),
                _ => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The entries of a file that comes in chunks of that size, and how it ends.
    fn cut(text: &str, chunk: usize) -> (Vec<String>, Result<(), String>) {
        let mut entries = Vec::new();
        let input = BufReader::with_capacity(chunk, text.as_bytes());
        let ended = Cutter::new(input).entries::<Fault>(|cutter| {
            let mut entry = Vec::new();
            cutter.value(&mut |part| entry.extend_from_slice(part))?;
            entries.push(String::from_utf8(entry).unwrap());
            Ok(())
        });
        (entries, ended.map_err(|fault| fault.to_string()))
    }

    #[test]
    fn entries_are_cut_out_however_the_chunks_fall() {
        for (text, entries) in [
            (r#"{"log": {"entries": []}}"#, &[][..]),
            (
                r#" {"log":{"version":"1.2","pages":[{"id":"]}"}],"entries":[{"a":1}, {"b":[{}]}]}}"#,
                &[r#"{"a":1}"#, r#"{"b":[{}]}"#],
            ),
            (
                r#"{"log": {"entries": [{"a":"\"}\\"},"x\\\"",12, null,[]], "n": -1.5e3}, "more": true}"#,
                &[r#"{"a":"\"}\\"}"#, r#""x\\\"""#, "12", "null", "[]"],
            ),
            ("{\"log\":\n{\"entries\":\n[\n{\"a\"\n:\n1}\n]\n}\n}\n", &["{\"a\"\n:\n1}"]),
            (r#"{"log": {"entries": [1]}, "log": {"entries": [2]}}"#, &["1", "2"]),
        ] {
            for chunk in 1..=text.len() {
                let (found, ended) = cut(text, chunk);
                assert_eq!(ended, Ok(()), "{text} in chunks of {chunk}");
                assert_eq!(found, entries, "{text} in chunks of {chunk}");
            }
        }
    }

    #[test]
    fn what_is_no_har_file_is_told_and_keeps_what_was_read() {
        for (text, entries, fault) in [
            ("", 0, "it ends in the middle"),
            ("[]", 0, "it has something else where an object should be"),
            ("{}", 0, "it has no `log` with `entries`"),
            (r#"{"log": {}}"#, 0, "it has no `log` with `entries`"),
            (r#"{"log": []}"#, 0, "it has something else where an object should be"),
            (r#"{"log": {"entries": 1}}"#, 0, "it has something else where an array should be"),
            (r#"{"log": {1: 2, "entries": []}}"#, 0, "it has something else where a key should be"),
            (r#"{["log"]: {"entries": []}}"#, 0, "it has something else where a key should be"),
            (r#"{"log": {"entries, or a key as long": [1]}}"#, 0, "it has no `log` with `entries`"),
            (r#"{"log" {"entries": []}}"#, 0, "it has something else where a colon should be"),
            (r#"{"log": {"entries": [{} {}]}}"#, 1, "it has something else where a comma should be"),
            (r#"{"log": {"entries": [{},]}}"#, 1, "it has something else where a value should be"),
            (r#"{"log": {"entries": [{}, {"a": "b"#, 1, "it ends in the middle"),
            (r#"{"log": {"entries": [{}, {}"#, 2, "it ends in the middle"),
            (r#"{"log": {"entries": [{}]}} {"log": 1}"#, 1, "it has something else where the end should be"),
        ] {
            let (found, ended) = cut(text, 7);
            assert_eq!((found.len(), ended), (entries, Err(fault.to_owned())), "{text}");
        }
    }
}
