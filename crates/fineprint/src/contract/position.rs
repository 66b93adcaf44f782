//! Where each keyword stands in the document's files.
//!
//! Kept apart from the schemas, so that a line added to a document moves numbers here and nothing else.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Hold, Keyword, List, Text};

/// The positions of everything below one pointer, such as a component or an operation.
#[derive(Debug, PartialEq)]
pub struct PositionTable {
    /// The pointer that the table's entries are relative to.
    pub root: Text,
    /// The file, relative to the workspace's root.
    pub file: Text,
    /// In the order of their pointers.
    pub entries: List<Positioned>,
}

/// The position of one item and of its keywords.
#[derive(Debug, PartialEq)]
pub struct Positioned {
    /// The pointer, relative to the table's root: `/properties/name`.
    pub pointer: Text,
    /// Where the item stands.
    pub at: Position,
    /// Where its keywords stand.
    pub keywords: List<(Keyword, Position)>,
}

/// A line and a column, both counted from one; columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// That line and that column.
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

/// A place in a document: `spec/organizations.yaml:88:11`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// The file, relative to the workspace's root.
    pub file: String,
    /// The place in it.
    pub position: Position,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.position.line, self.position.column)
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The place of a keyword of the item at `pointer`; of the item itself, where the keyword has no place of its own.
pub(super) fn find(
    tables: &[Hold<PositionTable>],
    pointer: &str,
    keyword: Option<Keyword>,
) -> Option<Source> {
    // Not simply the last root before the pointer: `…/Pet-2` lies between `…/Pet` and `…/Pet/properties`.
    let ends = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
    let (table, below) = ends.filter_map(|end| pointer.split_at_checked(end)).find_map(|(root, below)| {
        let index = tables.binary_search_by(|table| (*table.root).cmp(root)).ok()?;
        Some((tables.get(index)?, below))
    })?;
    let index = table.entries.binary_search_by(|entry| (*entry.pointer).cmp(below)).ok()?;
    let entry = table.entries.get(index)?;
    let own = entry.keywords.iter().find(|(name, _)| Some(*name) == keyword).map(|(_, position)| *position);
    Some(Source { file: table.file.to_string(), position: own.unwrap_or(entry.at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(root: &str, line: u32) -> PositionTable {
        let entry = |(number, pointer): (u32, &str)| Positioned {
            pointer: pointer.into(),
            at: Position::new(line + number, 1),
            keywords: vec![(Keyword::Type, Position::new(line + number, 9))].into(),
        };
        let entries: Vec<Positioned> = (0..).zip(["", "/properties/a"]).map(entry).collect();
        PositionTable { root: root.into(), file: "a.yaml".into(), entries: entries.into() }
    }

    #[test]
    fn roots_that_begin_alike_are_told_apart() {
        let tables =
            [table("#/c/Pet", 10), table("#/c/Pet-2", 20), table("#/c/Pet.b", 30), table("#/c/Pets", 40)]
                .map(Hold::from);
        for (pointer, keyword, expected) in [
            ("#/c/Pet", None, Some("a.yaml:10:1")),
            ("#/c/Pet/properties/a", None, Some("a.yaml:11:1")),
            ("#/c/Pet/properties/a", Some(Keyword::Type), Some("a.yaml:11:9")),
            ("#/c/Pet/properties/a", Some(Keyword::Enum), Some("a.yaml:11:1")),
            ("#/c/Pet-2/properties/a", None, Some("a.yaml:21:1")),
            ("#/c/Pet.b", None, Some("a.yaml:30:1")),
            ("#/c/Pets", None, Some("a.yaml:40:1")),
            ("#/c/Pet/properties/b", None, None),
            ("#/c/Petty", None, None),
            ("#/c", None, None),
            ("", None, None),
        ] {
            let found = find(&tables, pointer, keyword).map(|source| source.to_string());
            assert_eq!(found.as_deref(), expected, "{pointer}");
        }
    }
}
