//! How judgements are told: a file for each format. They tell; what is right or wrong has been decided.

mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod tally;

use std::io::{self, Write};

use super::judged::Judged;
use crate::args::CheckFormat;

pub(super) use tally::Tally;

/// What a format makes of judgements.
pub(super) trait Reporter: Sync {
    /// What is written of a judgement, if that depends on nothing else: judgements are put into words on all cores.
    fn text(&self, judged: &Judged) -> String;

    /// Takes a judgement and its text, in the order of the input.
    ///
    /// # Errors
    ///
    /// The output cannot be written.
    fn take(&mut self, judged: &Judged, text: &str, out: &mut dyn Write) -> io::Result<()>;

    /// Tells what could not be read, an entry or, without a place, a file. People are told of it elsewhere.
    ///
    /// # Errors
    ///
    /// The output cannot be written.
    fn unreadable(&mut self, place: Option<&str>, reason: &str, out: &mut dyn Write) -> io::Result<()>;

    /// Tells what only the end shows.
    ///
    /// # Errors
    ///
    /// The output cannot be written.
    fn finish(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()>;
}

/// What could not be read, and where.
fn told(place: Option<&str>, reason: &str) -> String {
    place.map_or_else(|| reason.to_owned(), |place| format!("{place}: {reason}"))
}

/// The reporter of a format.
pub(super) fn reporter(format: CheckFormat, is_quiet: bool) -> Box<dyn Reporter> {
    match format {
        CheckFormat::Human => Box::new(human::Human { is_quiet }),
        CheckFormat::Json => Box::new(json::Json),
        CheckFormat::Junit => Box::new(junit::Junit::default()),
        CheckFormat::Sarif => Box::new(sarif::Sarif::default()),
        CheckFormat::Github => Box::new(github::Github),
    }
}
