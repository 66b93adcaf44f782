//! From a key of the payload to the entry that speaks of it: a perfect hash, made once when the contract is built.
//!
//! Keys come from the payload, so the time must not depend on how they were chosen: one hash, one comparison.

use std::collections::BTreeSet;

use super::{Hold, List, Member};
use crate::same::is_same;

/// How the entry of a key is found.
#[derive(Debug, PartialEq)]
pub enum Lookup {
    /// Few entries: compare them one after the other.
    Scan,
    /// Names that their lengths and ends tell from each other, multiplied so that each has a slot of its own.
    Direct {
        /// Which number they are multiplied with.
        seed: u16,
        /// Entry number plus one, or zero for a free slot; their count is a power of two.
        slots: List<u16>,
    },
    /// Any names: a two-level perfect hash ("hash, displace and compress"). The first level picks a displacement, the second a
    /// slot.
    Hashed {
        /// Told to the hash function; differs from zero only where two keys would have the same hash.
        seed: u8,
        /// One number for each bucket; their count is a power of two.
        displacements: List<u16>,
        /// As above.
        slots: List<u16>,
    },
}

/// Up to this many entries are compared one by one: lengths decide most comparisons.
const SCAN_UP_TO: usize = 4;

/// So many names are tried to be told apart by so many seeds, with at most so many slots for each: for more it would hardly work.
const DIRECT_UP_TO: usize = 64;
const DIRECT_SEEDS: u16 = 2000;
const SLOTS_EACH: usize = 8;

/// Seeds and displacements that are tried before the builder makes do with a scan.
const SEEDS: u8 = 16;
const DISPLACEMENTS: u16 = 4096;

impl Lookup {
    /// The table for these names, which must differ from each other.
    pub fn build(names: &[&str]) -> Self {
        if names.len() <= SCAN_UP_TO || names.len() >= usize::from(u16::MAX) {
            return Self::Scan;
        }
        let hashed = || (0..SEEDS).find_map(|seed| build_hashed(names, seed));
        build_direct(names).or_else(hashed).unwrap_or(Self::Scan)
    }

    /// The number of the entry with that name.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "it is a call to the table in use")]
    pub(crate) fn find(&self, entries: &[Member], key: &str) -> Option<usize> {
        match self {
            Self::Scan => scan(entries, key),
            Self::Direct { .. } => self.find_direct(entries, key),
            Self::Hashed { .. } => self.find_hashed(entries, key),
        }
    }

    // By calls, each of which has no more to keep than it needs itself.

    #[inline(never)]
    fn find_direct(&self, entries: &[Member], key: &str) -> Option<usize> {
        let Self::Direct { seed, slots } = self else { return None };
        let slot = *slots.get(slot(ends_of(key.as_bytes()), *seed, slots.len()))?;
        named(entries, usize::from(slot).checked_sub(1)?, key)
    }

    #[inline(never)]
    fn find_hashed(&self, entries: &[Member], key: &str) -> Option<usize> {
        let Self::Hashed { seed, displacements, slots } = self else { return None };
        let hash = Hash::of(key.as_bytes(), *seed);
        let displacement = *displacements.get(hash.bucket(displacements.len()))?;
        let slot = *slots.get(hash.slot(displacement, slots.len()))?;
        named(entries, usize::from(slot).checked_sub(1)?, key)
    }
}

#[inline(never)]
fn scan(entries: &[Member], key: &str) -> Option<usize> {
    entries.iter().position(|entry| is_same(entry.name.as_bytes(), key.as_bytes()))
}

/// The number of the entry, if it has that name.
#[inline]
fn named(entries: &[Member], index: usize, key: &str) -> Option<usize> {
    let name = &*entries.get(index)?.name;
    match key.len() {
        length if length != name.len() => None,
        4..=16 => is_same(name.as_bytes(), key.as_bytes()).then_some(index),
        _ => named_at_length(name, index, key),
    }
}

/// The last call of whoever makes it, which therefore need not keep anything for it.
#[inline(never)]
fn named_at_length(name: &str, index: usize, key: &str) -> Option<usize> {
    (name == key).then_some(index)
}

fn build_direct(names: &[&str]) -> Option<Lookup> {
    let ends: Vec<u64> = names.iter().map(|name| ends_of(name.as_bytes())).collect();
    if names.len() > DIRECT_UP_TO || ends.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return None;
    }
    let mut slot_count = names.len().next_power_of_two();
    while slot_count <= names.len() * SLOTS_EACH {
        // By chance, names fall into slots of their own once in `e` to the power of half their square by the number of slots.
        if names.len() * names.len() <= slot_count * 14
            && let Some(direct) = direct(&ends, slot_count)
        {
            return Some(direct);
        }
        slot_count *= 2;
    }
    None
}

/// The table with so many slots, if with some seed each name has one of its own.
fn direct(ends: &[u64], slot_count: usize) -> Option<Lookup> {
    let mut slots = vec![0_u16; slot_count];
    let seed = (0..DIRECT_SEEDS).find(|seed| {
        slots.fill(0);
        ends.iter().zip(1..).all(|(ends, number)| {
            let free = slots.get_mut(slot(*ends, *seed, slot_count)).filter(|slot| **slot == 0);
            free.map(|slot| *slot = number).is_some()
        })
    })?;
    Some(Lookup::Direct { seed, slots: slots.into() })
}

/// The length of a key, and its first and last four bytes.
#[inline]
fn ends_of(key: &[u8]) -> u64 {
    let (first, last) = match (key.first_chunk(), key.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first), u32::from_le_bytes(*last)),
        _ => (key.iter().fold(0, |bytes, byte| bytes << 8 | u32::from(*byte)), 0),
    };
    (u64::from(last) << 32 | u64::from(first)).wrapping_add((key.len() as u64) << 24)
}

#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than any machine has")]
fn slot(ends: u64, seed: u16, count: usize) -> usize {
    fold(ends, FOLD.wrapping_mul(u64::from(seed) * 2 + 1)) as usize & count.wrapping_sub(1)
}

fn build_hashed(names: &[&str], seed: u8) -> Option<Lookup> {
    let slot_count = (names.len() * 5 / 4).next_power_of_two();
    let bucket_count = names.len().div_ceil(3).next_power_of_two();
    let mut buckets: Vec<Vec<(usize, Hash)>> = vec![Vec::new(); bucket_count];
    for (index, name) in names.iter().enumerate() {
        let hash = Hash::of(name.as_bytes(), seed);
        buckets.get_mut(hash.bucket(bucket_count))?.push((index, hash));
    }
    let mut order: Vec<usize> = (0..bucket_count).collect();
    // The fullest buckets first, while there is room.
    order.sort_by_key(|bucket| std::cmp::Reverse(buckets.get(*bucket).map_or(0, Vec::len)));
    let mut slots = vec![0_u16; slot_count];
    let mut displacements = vec![0_u16; bucket_count];
    for bucket in order {
        let members = buckets.get(bucket)?;
        let displacement = (0..DISPLACEMENTS).find(|displacement| fits(members, *displacement, &slots))?;
        for (index, hash) in members {
            *slots.get_mut(hash.slot(displacement, slot_count))? = u16::try_from(index + 1).ok()?;
        }
        *displacements.get_mut(bucket)? = displacement;
    }
    Some(Lookup::Hashed { seed, displacements: displacements.into(), slots: slots.into() })
}

/// Whether all keys of a bucket fall into free slots, each into its own.
fn fits(members: &[(usize, Hash)], displacement: u16, slots: &[u16]) -> bool {
    let places: Vec<usize> = members.iter().map(|(_, hash)| hash.slot(displacement, slots.len())).collect();
    places.iter().enumerate().all(|(index, place)| {
        slots.get(*place) == Some(&0) && places.iter().skip(index + 1).all(|other| other != place)
    })
}

#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    /// Length, first and last eight bytes decide for keys of up to sixteen bytes; longer ones are read whole.
    #[inline(never)]
    fn of(key: &[u8], seed: u8) -> Self {
        let length = key.len() as u64;
        let start = (length ^ (u64::from(seed) << 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = if let (Some(first), Some(last)) = (key.first_chunk::<8>(), key.last_chunk::<8>()) {
            let mut hash = start;
            if key.len() > 16 {
                for chunk in key.chunks_exact(8) {
                    hash = fold(
                        hash ^ chunk.first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes)),
                        FOLD,
                    );
                }
            }
            fold(u64::from_le_bytes(*first) ^ hash, u64::from_le_bytes(*last) ^ FOLD)
        } else if let (Some(first), Some(last)) = (key.first_chunk::<4>(), key.last_chunk::<4>()) {
            fold(u64::from(u32::from_le_bytes(*first)) ^ start, u64::from(u32::from_le_bytes(*last)) ^ FOLD)
        } else {
            let bytes = key.iter().fold(0_u64, |bytes, byte| (bytes << 8) | u64::from(*byte));
            fold(bytes ^ start, FOLD)
        };
        Self(hash)
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than any machine has")]
    fn bucket(self, count: usize) -> usize {
        (self.0 >> 48) as usize & count.wrapping_sub(1)
    }

    /// Both terms differ from key to key, so that another displacement also moves keys apart.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than any machine has")]
    fn slot(self, displacement: u16, count: usize) -> usize {
        let step = (self.0 >> 24) & 0xFF_FFFF;
        let place = (self.0 & 0xFF_FFFF) + step * u64::from(displacement);
        place as usize & count.wrapping_sub(1)
    }
}

const FOLD: u64 = 0x2D35_8DCC_AA6C_78A5;

/// The halves of the product, folded onto each other.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "each half has 64 bits")]
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right | 1);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The way to the entries, for [`Members`](super::Members) that are made at run time.
pub fn index(entries: &[Member]) -> Lookup {
    Lookup::build(&entries.iter().map(|entry| &*entry.name).collect::<Vec<_>>())
}

impl Lookup {
    /// Tables in generated source.
    pub const fn frozen(seed: u8, displacements: &'static [u16], slots: &'static [u16]) -> Self {
        Self::Hashed { seed, displacements: Hold::Frozen(displacements), slots: Hold::Frozen(slots) }
    }

    /// A table in generated source.
    pub const fn frozen_direct(seed: u16, slots: &'static [u16]) -> Self {
        Self::Direct { seed, slots: Hold::Frozen(slots) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Access, Member};
    use super::*;

    fn members(names: &[String]) -> Vec<Member> {
        let member = |name: &String| Member {
            name: name.as_str().into(),
            required: false,
            access: Access::ReadWrite,
            schema: None,
        };
        names.iter().map(member).collect()
    }

    #[test]
    fn every_name_is_found_and_no_other() {
        for count in [0, 1, 4, 5, 22, 64, 200, 3000] {
            let names: Vec<String> = (0..count).map(|n| format!("property_{}", n * 7919)).collect();
            let entries = members(&names);
            let lookup = index(&entries);
            assert_eq!(matches!(lookup, Lookup::Scan), count <= SCAN_UP_TO, "{count}");
            for (position, name) in names.iter().enumerate() {
                assert_eq!(lookup.find(&entries, name), Some(position));
                assert_eq!(lookup.find(&entries, &format!("{name}x")), None);
            }
            assert_eq!(lookup.find(&entries, ""), None);
        }
    }

    /// Each kind of table finds its names, and nothing that looks like them.
    #[test]
    fn every_kind_of_table() {
        let short = [
            "a",
            "b",
            "ab",
            "abc",
            "",
            "é",
            "éé",
            "abcd",
            "name",
            "first_name",
            "a_name_of_more_than_16_bytes",
        ];
        let alike = ["abcd_x_abcd", "abcd_y_abcd", "abcd_z_abcd", "b", "c"];
        for (names, is_direct) in [(&short[..], true), (&alike[..], false)] {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let entries = members(&names);
            let lookup = index(&entries);
            assert_eq!(matches!(lookup, Lookup::Direct { .. }), is_direct, "{lookup:?}");
            assert_eq!(matches!(lookup, Lookup::Hashed { .. }), !is_direct, "{lookup:?}");
            for (position, name) in names.iter().enumerate() {
                assert_eq!(lookup.find(&entries, name), Some(position), "{name}");
            }
            for other in
                ["abcd_w_abcd", "abXd", "nAme", "first-name", "a_name_of_more_than_17_bytes", "aa", "ac", "ê"]
            {
                assert_eq!(lookup.find(&entries, other), None, "{other}");
            }
        }
    }

    #[test]
    fn names_that_differ_in_one_place_only() {
        let mut names: Vec<String> = ('a'..='z').map(String::from).collect();
        names.extend(('a'..='z').map(|c| format!("a_long_prefix_{c}_and_a_long_suffix")));
        names.extend(('a'..='z').map(|c| format!("é{c}")));
        names.push(String::new());
        let entries = members(&names);
        let lookup = index(&entries);
        for (position, name) in names.iter().enumerate() {
            assert_eq!(lookup.find(&entries, name), Some(position), "{name}");
        }
    }
}
