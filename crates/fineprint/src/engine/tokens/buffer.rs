//! Reading a part of the payload into memory, for constraints that must look at it more than once.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::keys::Looks;
use super::super::number::Number;
use super::super::object::is_reserved;
use super::super::run::Run;
use super::super::tape::{Entry, Extent, Tape, TapeNode};
use super::key::{Key, KeySeed};

/// What the keys of an object on a tape look like, to find those that stand twice.
#[derive(Default)]
pub(crate) struct KeyLooks<'de> {
    looks: Looks,
    count: usize,
    /// All keys, once there are many.
    many: Option<HashSet<Cow<'de, str>>>,
}

impl<'de> KeyLooks<'de> {
    /// Whether the object whose entry is at `start` has that key already.
    #[inline]
    #[allow(clippy::ptr_arg, reason = "what is borrowed stays borrowed")]
    pub(crate) fn has(&mut self, key: &Cow<'de, str>, tape: &[Entry<'de>], start: usize) -> bool {
        self.count += 1;
        if self.looks.is_new(key) && self.many.is_none() {
            return false;
        }
        let before = || TapeNode::new(tape.get(start..).unwrap_or_default()).keys();
        if self.count <= FEW_KEYS {
            return before().any(|earlier| earlier == key);
        }
        let many = self.many.get_or_insert_with(|| before().cloned().collect());
        !many.insert(key.clone())
    }
}

/// Room for so many entries is made at first: enough for most, and one page of memory.
const FIRST_ENTRIES: usize = 128;

/// So many keys are compared one by one, those that look alike.
const FEW_KEYS: usize = 32;

/// A tape that is being written.
pub(crate) struct Buffer<'de> {
    pub(crate) tape: Tape<'de>,
    /// Whether a rule for text is broken, which no document states: a key stands twice or is reserved, or something lies too
    /// deep. The walker that records everything will find it.
    pub(crate) is_irregular: bool,
    /// Whether there are numbers with a fraction or an exponent that to the contract may be integers.
    pub(crate) has_doubles: bool,
    /// How many bytes it may take.
    limit: usize,
    /// How many its unescaped strings take.
    unescaped: usize,
}

impl<'de> Buffer<'de> {
    /// A tape without an end.
    pub(crate) const fn new() -> Self {
        Self::with_limit(usize::MAX)
    }

    /// A tape that takes so many bytes at most.
    pub(crate) const fn with_limit(limit: usize) -> Self {
        Self { tape: Vec::new(), is_irregular: false, has_doubles: false, limit, unescaped: 0 }
    }

    /// Adds an entry, and says whether there was room for it.
    #[inline]
    pub(crate) fn add(&mut self, entry: Entry<'de>) -> bool {
        if let Entry::String(Cow::Owned(text)) = &entry {
            self.unescaped += text.len();
        }
        if self.tape.capacity() == 0 {
            self.tape.reserve(FIRST_ENTRIES);
        }
        self.tape.push(entry);
        let bytes = self.tape.len().saturating_mul(size_of::<Entry<'_>>()).saturating_add(self.unescaped);
        bytes <= self.limit
    }

    /// Adds an entry, if there is room for it.
    #[inline]
    fn push<E: Error>(&mut self, entry: Entry<'de>) -> Result<(), E> {
        if self.add(entry) { Ok(()) } else { Err(E::custom("too large to be kept")) }
    }

    /// Completes an array or object, whose entry was written first.
    #[inline]
    pub(crate) fn close(&mut self, start: usize, extent: fn(Extent) -> Entry<'de>, count: usize) {
        let entries = self.tape.len() - start;
        if let Some(entry) = self.tape.get_mut(start) {
            *entry = extent(Extent { count, entries });
        }
    }

    /// Makes room for another value.
    pub(crate) fn clear(&mut self) {
        self.tape.clear();
        (self.is_irregular, self.has_doubles, self.unescaped) = (false, false, 0);
    }
}

/// Writes one value, which lies within so many arrays and objects, onto a tape.
///
/// Keys that stand twice are kept, and of an array or object that lies too deep the bare brackets: that is recorded later.
pub(crate) struct Writer<'a, 'c, 'de> {
    pub(crate) buffer: &'a mut Buffer<'de>,
    pub(crate) run: &'a Run<'c>,
    pub(crate) depth: usize,
}

impl<'de> Writer<'_, '_, 'de> {
    #[inline]
    fn write<E: Error>(self, entry: Entry<'de>) -> Result<(), E> {
        self.buffer.push(entry)
    }
}

impl<'de> DeserializeSeed<'de> for Writer<'_, '_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writer<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.write(Entry::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.write(Entry::Boolean(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.write(Entry::Number(Number::Unsigned(value).into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.write(Entry::Number(Number::Signed(value).into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.buffer.has_doubles = true;
        self.write(Entry::Number(Number::Double(value).into()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.write(Entry::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.write(Entry::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { buffer, run, depth } = self;
        let start = buffer.tape.len();
        buffer.push(Entry::Array(Extent::default()))?;
        let mut count = 0;
        if depth >= run.options.max_depth {
            buffer.is_irregular = true;
            while items.next_element::<IgnoredAny>()?.is_some() {}
        } else {
            while items.next_element_seed(Writer { buffer: &mut *buffer, run, depth: depth + 1 })?.is_some() {
                count += 1;
            }
        }
        buffer.close(start, Entry::Array, count);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { buffer, run, depth } = self;
        let start = buffer.tape.len();
        buffer.push(Entry::Object(Extent::default()))?;
        let mut keys = KeyLooks::default();
        let mut count = 0;
        loop {
            let mut key = Key::None;
            if members.next_key_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut key })?.is_none() {
                break;
            }
            if key.is_number(run) {
                let mut text = Key::None;
                members.next_value_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut text })?;
                let text = text.into_text().into_owned();
                let number = Number::of_text(&text)?.into();
                buffer.tape.truncate(start);
                buffer.has_doubles = true;
                return buffer.push(Entry::WrittenNumber(Box::new((number, text))));
            }
            if depth >= run.options.max_depth {
                buffer.is_irregular = true;
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let key = key.into_text();
            buffer.is_irregular |= is_reserved(&key) || keys.has(&key, &buffer.tape, start);
            buffer.push(Entry::String(key))?;
            members.next_value_seed(Writer { buffer: &mut *buffer, run, depth: depth + 1 })?;
            count += 1;
        }
        buffer.close(start, Entry::Object, count);
        Ok(())
    }
}
