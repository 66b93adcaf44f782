//! Annotations of a GitHub workflow (GitHub, *Workflow commands*, "Setting an error message"): a line each. What they tell is
//! their caller's business.

use std::fmt;

use fineprint_openapi::diagnostic::printable;

/// How loud an annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something is wrong.
    Error,
    /// Something is doubtful.
    Warning,
    /// Something is worth knowing.
    Notice,
}

/// One annotation.
#[derive(Debug, Clone)]
pub struct Annotation<'a> {
    /// How loud it is.
    pub level: Level,
    /// The file, the line and the column, if there is such a place.
    pub place: Option<(&'a str, usize, usize)>,
    /// What is shown above the message.
    pub title: &'a str,
    /// What there is to tell, a line each.
    pub lines: &'a [&'a str],
}

impl fmt::Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.level {
            Level::Error => "::error ",
            Level::Warning => "::warning ",
            Level::Notice => "::notice ",
        })?;
        if let Some((file, line, column)) = self.place {
            write!(f, "file={},line={line},col={column},", property(file))?;
        }
        let lines: Vec<String> = self.lines.iter().copied().map(data).collect();
        write!(f, "title={}::{}", property(self.title), lines.join("%0A"))
    }
}

/// Line breaks are control characters, too, and so need no escape of their own.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_one_line_and_keep_their_fields_apart() {
        let annotation = Annotation {
            level: Level::Warning,
            place: Some(("spec/a,b:c.yaml", 1, 4)),
            title: "syntax",
            lines: &["100 % wrong\n::stop\u{202e}", "mend it"],
        };
        assert_eq!(
            annotation.to_string(),
            "::warning file=spec/a%2Cb%3Ac.yaml,line=1,col=4,title=syntax::100 %25 wrong\\u{a}::stop\\u{202e}%0Amend it"
        );
        let nowhere = Annotation { level: Level::Error, place: None, title: "unreadable", lines: &["gone"] };
        assert_eq!(nowhere.to_string(), "::error title=unreadable::gone");
    }
}
