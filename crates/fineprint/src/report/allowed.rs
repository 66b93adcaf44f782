//! The values that a contract allows, as reports name them.

use std::fmt;

use super::pointer::shown;

/// What the contract allows, as far as anyone would read on: the first twenty values, and how many there are beside them.
///
/// A list of thousands is not repeated in each of thousands of violations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The first values, each cut if it is long.
    pub first: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl<S: ToString> FromIterator<S> for Allowed {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        const SHOWN: usize = 20;
        let mut values = values.into_iter();
        let first = values.by_ref().take(SHOWN).map(|value| shown(&value.to_string())).collect();
        Self { first, more: values.count() }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first.join(", "))?;
        if self.more > 0 { write!(f, " and {} more", self.more) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_and_long_values_are_cut() {
        let many: Allowed = (0..50_000).collect();
        assert_eq!((many.first.len(), many.more), (20, 49_980));
        assert!(many.to_string().ends_with("18, 19 and 49980 more"));
        let few: Allowed = ["a".repeat(1_000), "b".to_owned()].iter().collect();
        assert_eq!(few.to_string(), format!("{}…, b", "a".repeat(128)));
    }
}
