//! What people have to say about a goal that is missed, or met in a way that wants words: `benches/remarks.md`, a section for each
//! goal, headed by its name.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use fineprint_cli::output::Failure;

/// The remarks, by the name of the goal.
pub(super) type Remarks = BTreeMap<String, String>;

/// Reads the file; without one, nobody has anything to say.
pub(super) fn read(path: &Path) -> Result<Remarks, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(sections(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Remarks::new()),
        Err(error) => Err(Failure::reading(path, error)),
    }
}

fn sections(text: &str) -> Remarks {
    let mut remarks = Remarks::new();
    for section in text.split("\n## ").skip(1) {
        let (name, words) = section.split_once('\n').unwrap_or((section, ""));
        if !words.trim().is_empty() {
            remarks.insert(name.trim().to_owned(), words.trim().to_owned());
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_of_the_goal_that_heads_it() {
        let remarks = sections("# Remarks\n\nnot one\n\n## a\n\none\ntwo\n\n## b\n\n## c\nthree\n");
        let found: Vec<_> = remarks.iter().map(|(name, words)| (&**name, &**words)).collect();
        assert_eq!(found, [("a", "one\ntwo"), ("c", "three")]);
    }
}
