//! Mappings: entries in the order of the document, found by key in logarithmic time.

use super::{Node, Span};

/// The keys and values of an object, in the order of the document; no key stands twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    entries: Vec<Entry>,
    /// Indexes into `entries`, ordered by key.
    by_key: Box<[usize]>,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key; of a scalar that is no string, the text as written.
    pub key: String,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Mapping {
    /// Orders the entries by key. Of a key's entries the first that is not merged stays, else the first.
    ///
    /// Handed back is each key that the mapping itself has twice, with the places of the first and the other.
    pub(super) fn new(mut candidates: Vec<Candidate>) -> (Self, Vec<Duplicate>) {
        let (winners, duplicates) = winners(&candidates);
        if winners.len() < candidates.len() {
            let mut stays = vec![false; candidates.len()];
            for &index in &winners {
                if let Some(stays) = stays.get_mut(index) {
                    *stays = true;
                }
            }
            let mut stays = stays.into_iter();
            candidates.retain(|_| stays.next().unwrap_or_default());
            return (Self::new(candidates).0, duplicates);
        }
        let entries = candidates.into_iter().map(|candidate| candidate.entry).collect();
        (Self { entries, by_key: winners.into() }, duplicates)
    }

    /// The entries in the order of the document.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key, which knows where the key stands.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let found = self
            .by_key
            .binary_search_by(|&index| {
                self.entries.get(index).map(|entry| entry.key.as_str()).cmp(&Some(key))
            })
            .ok()?;
        self.entries.get(*self.by_key.get(found)?)
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The entries in the order of the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// Moves every place by so many bytes.
    pub(super) fn shift(&mut self, by: usize) {
        for entry in &mut self.entries {
            entry.key_span.shift(by);
            entry.value.shift(by);
        }
    }

    /// The keys in the order of the document.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|entry| entry.key.as_str())
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// An entry that may have to give way to another with the same key.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) entry: Entry,
    /// Whether it came through a merge key, so that the mapping's own keys win over it.
    pub(super) merged: bool,
}

/// A key, where it stood first, and where again.
type Duplicate = (String, Span, Span);

/// The indexes of the entries that stay, ordered by key, and the keys that should stand only once.
fn winners(candidates: &[Candidate]) -> (Vec<usize>, Vec<Duplicate>) {
    let mut ranked: Vec<(usize, &Candidate)> = candidates.iter().enumerate().collect();
    ranked.sort_by(|(_, left), (_, right)| {
        // The sort is stable: what ranks alike stays in the order of the document.
        left.entry.key.cmp(&right.entry.key).then(left.merged.cmp(&right.merged))
    });
    let mut duplicates = Vec::new();
    let mut winners = Vec::with_capacity(ranked.len());
    for same_key in ranked.chunk_by(|(_, left), (_, right)| left.entry.key == right.entry.key) {
        let Some(((index, first), others)) = same_key.split_first() else { continue };
        winners.push(*index);
        let own = others.iter().map(|(_, other)| other).filter(|other| !other.merged);
        duplicates
            .extend(own.map(|other| (first.entry.key.clone(), first.entry.key_span, other.entry.key_span)));
    }
    (winners, duplicates)
}
