//! Instances: JSON by itself, held to one schema. Each is read whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use fineprint::check::Checker;
use serde::de::IgnoredAny;

use super::judged::{Findings, Judged, Place, Spot, Subject};
use super::report::{Reporter, Tally, reporter};
use crate::args::CheckArguments;
use crate::output::{Failure, Outcome, Output};
use crate::workspace::Workspace;

/// Judges the instances in all files.
///
/// # Errors
///
/// A file cannot be read; the other files have been judged then.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &CheckArguments,
    checker: Checker<'_>,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let reporter = reporter(arguments.format, output.quiet);
    let mut session = Session { checker, reporter, tally: Tally::default(), output };
    let mut unreadable = None;
    for file in &arguments.inputs {
        match session.file(workspace, file) {
            Ok(()) => {}
            Err(failure @ Failure::File { .. }) => {
                session.reporter.unreadable(None, &failure.to_string(), session.output.out)?;
                if let Some(earlier) = unreadable.replace(failure) {
                    earlier.tell(session.output)?;
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    let Session { mut reporter, tally, output, .. } = session;
    reporter.finish(&tally, output.out)?;
    if let Some(failure) = unreadable {
        return Err(failure);
    }
    // A pipe that broke before the first line must not pass for a check.
    if tally.judged == 0 {
        return Err(Failure::Unfit("there was no instance to check".to_owned()));
    }
    Ok(if tally.is_fine() { Outcome::Fine } else { Outcome::Found })
}

/// One call's work.
struct Session<'a, 'o> {
    checker: Checker<'a>,
    reporter: Box<dyn Reporter>,
    tally: Tally,
    output: &'a mut Output<'o>,
}

impl Session<'_, '_> {
    /// Judges what is in a file, or on standard input.
    fn file(&mut self, workspace: &Workspace, argument: &Path) -> Result<(), Failure> {
        let name: Arc<str> = workspace.shown_argument(argument).into();
        let reading = |error| Failure::reading(Path::new(&*name), error);
        let mut input: Box<dyn BufRead> = if argument == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(workspace.argument(argument)).map_err(reading)?))
        };
        match Layout::of(argument) {
            Layout::Lines => self.lines(&name, input),
            layout @ (Layout::Whole | Layout::Either) => {
                let mut text = Vec::new();
                input.read_to_end(&mut text).map_err(reading)?;
                if layout == Layout::Whole || serde_json::from_slice::<IgnoredAny>(&text).is_ok() {
                    self.instance(&name, Spot::Whole, &text)
                } else {
                    self.lines(&name, &*text)
                }
            }
        }
    }

    fn lines(&mut self, name: &Arc<str>, mut input: impl BufRead) -> Result<(), Failure> {
        let mut line = Vec::new();
        for number in 1_usize.. {
            line.clear();
            let read = input.read_until(b'\n', &mut line);
            if read.map_err(|error| Failure::reading(Path::new(&**name), error))? == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                self.instance(name, Spot::Line(number), &line)?;
            }
        }
        Ok(())
    }

    fn instance(&mut self, file: &Arc<str>, spot: Spot, json: &[u8]) -> Result<(), Failure> {
        let findings = Findings::of(self.checker.check_slice(json));
        let place = Place { file: file.clone(), spot };
        let judged = Judged { entry: self.tally.judged, place, subject: Subject::Instance, findings };
        self.tally.add(&judged);
        let text = self.reporter.text(&judged);
        Ok(self.reporter.take(&judged, &text, self.output.out)?)
    }
}

/// How the instances lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// The file is one.
    Whole,
    /// Each line is one.
    Lines,
    /// The file is one if it is JSON, else each line.
    Either,
}

impl Layout {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Self::Whole,
            Some("ndjson" | "jsonl") => Self::Lines,
            Some(_) | None => Self::Either,
        }
    }
}
