//! From a key of the payload to the entry that speaks of it: a perfect hash, made once when the contract is built.
//!
//! Keys come from the payload, so the time must not depend on how they were chosen: one hash, one comparison.

use super::{Hold, List, Member};

/// How the entry of a key is found.
#[derive(Debug, PartialEq)]
pub enum Lookup {
    /// Few entries: compare them one after the other.
    Scan,
    /// A two-level perfect hash ("hash, displace and compress"): the first level picks a displacement, the second a slot.
    Hashed {
        /// Told to the hash function; differs from zero only where two keys would have the same hash.
        seed: u8,
        /// One number for each bucket; their count is a power of two.
        displacements: List<u16>,
        /// Entry number plus one, or zero for a free slot; their count is a power of two.
        slots: List<u16>,
    },
}

/// Up to this many entries are compared one by one: lengths decide most comparisons.
const SCAN_UP_TO: usize = 4;

/// Seeds and displacements that are tried before the builder makes do with a scan.
const SEEDS: u8 = 16;
const DISPLACEMENTS: u16 = 4096;

impl Lookup {
    /// The table for these names, which must differ from each other.
    pub fn build(names: &[&str]) -> Self {
        if names.len() <= SCAN_UP_TO || names.len() >= usize::from(u16::MAX) {
            return Self::Scan;
        }
        (0..SEEDS).find_map(|seed| build_hashed(names, seed)).unwrap_or(Self::Scan)
    }

    /// The number of the entry with that name.
    #[inline]
    pub(crate) fn find(&self, entries: &[Member], key: &str) -> Option<usize> {
        match self {
            Self::Scan => entries.iter().position(|entry| is_same(&entry.name, key)),
            Self::Hashed { seed, displacements, slots } => {
                let hash = Hash::of(key.as_bytes(), *seed);
                let displacement = *displacements.get(hash.bucket(displacements.len()))?;
                let slot = *slots.get(hash.slot(displacement, slots.len()))?;
                let index = usize::from(slot).checked_sub(1)?;
                entries.get(index).is_some_and(|entry| is_same(&entry.name, key)).then_some(index)
            }
        }
    }
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
    #[inline]
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

/// Whether two keys are equal. Most have few bytes, for which two words that overlap are quicker to compare than any loop.
#[inline]
pub(super) fn is_same(name: &str, key: &str) -> bool {
    let (name, key) = (name.as_bytes(), key.as_bytes());
    if name.len() != key.len() {
        return false;
    }
    match key.len() {
        0 => true,
        1..=3 => name == key,
        4..=7 => ends::<4>(name) == ends(key),
        8..=16 => ends::<8>(name) == ends(key),
        _ => name == key,
    }
}

/// The first and the last bytes of a key.
#[inline]
fn ends<const N: usize>(key: &[u8]) -> (Option<&[u8; N]>, Option<&[u8; N]>) {
    (key.first_chunk(), key.last_chunk())
}

/// The way to the entries, for [`Members`](super::Members) that are made at run time.
pub fn index(entries: &[Member]) -> Lookup {
    Lookup::build(&entries.iter().map(|entry| &*entry.name).collect::<Vec<_>>())
}

impl Lookup {
    /// A table in generated source.
    pub const fn frozen(seed: u8, displacements: &'static [u16], slots: &'static [u16]) -> Self {
        Self::Hashed { seed, displacements: Hold::Frozen(displacements), slots: Hold::Frozen(slots) }
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
