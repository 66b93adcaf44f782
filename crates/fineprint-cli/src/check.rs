//! `check`: JSON is judged by one schema of a document. How it is judged is the runtime's business.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use fineprint::check::{Checker, Options};
use fineprint::contract::Contract;
use fineprint::report::{Report, Verdict};
use fineprint_openapi::diagnostic::{Diagnostic, Diagnostics, Severity, Style, printable};
use fineprint_openapi::source::SourceFile;
use serde::Serialize;
use serde::de::IgnoredAny;

use crate::args::{CheckArguments, Format};
use crate::at;
use crate::output::{
    BAD, DOUBTFUL, Failure, GOOD, HEADING, Outcome, Output, count, printable_lines, write_json,
};
use crate::reading::FormatMode;
use crate::workspace::Workspace;

/// Judges the instances.
///
/// # Errors
///
/// The document has errors or no such schema, or a file cannot be read; the other files have been judged then.
pub fn run(
    workspace: &Workspace,
    arguments: &CheckArguments,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let (contract, file) = load(workspace, arguments, output)?;
    let mut options = Options::new().strict(arguments.strict).show_values(arguments.show_values);
    if let Some(limit) = arguments.max_violations {
        options = options.max_violations(limit.get());
    }
    let checker = at::checker(&contract, &file, arguments.at.as_deref().unwrap_or("#"))?.with(&options);
    let mut session = Session { checker, format: arguments.format, tally: Tally::default(), output };
    let mut unreadable = None;
    for file in &arguments.instances {
        match session.file(workspace, file) {
            Ok(()) => {}
            Err(failure @ Failure::File { .. }) => {
                if let Some(earlier) = unreadable.replace(failure) {
                    earlier.tell(session.output)?;
                }
            }
            Err(failure) => return Err(failure),
        }
    }
    let Session { tally, output, .. } = session;
    if arguments.format == Format::Human && !output.quiet {
        writeln!(output.out, "{}", tally.sentence())?;
    }
    if let Some(failure) = unreadable {
        return Err(failure);
    }
    // A pipe that broke before the first line must not pass for a check.
    if tally.all() == 0 {
        return Err(Failure::Unfit("there was no instance to check".to_owned()));
    }
    Ok(tally.outcome())
}

/// A document that has errors is no yardstick: then nothing is judged.
fn load(
    workspace: &Workspace,
    arguments: &CheckArguments,
    output: &mut Output<'_>,
) -> Result<(Contract, Arc<SourceFile>), Failure> {
    let CheckArguments { spec, schema, dialect, formats, reading, .. } = arguments;
    let Some(yardstick) = schema.as_ref().or(spec.as_ref()) else {
        return Err(Failure::Unfit("there is no document to check by".to_owned()));
    };
    let path = workspace.argument(yardstick);
    let read = workspace.read(&path).and_then(|file| {
        let formats = |by_default: FormatMode| formats.unwrap_or(by_default).into();
        let read = if schema.is_some() {
            reading.schema(workspace, &path, &file, *dialect, formats(FormatMode::Annotate))
        } else {
            reading.document(workspace, Some(&path), &file, formats(FormatMode::Assert))
        };
        Ok((read?, file))
    });
    match read {
        Ok(((document, found), file)) => {
            let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
            let warnings: Diagnostics = found.iter().filter(is_warning).cloned().collect();
            if !output.quiet && !warnings.is_empty() {
                // `lint` tells them of a document, and takes no bare schema.
                if schema.is_some() {
                    writeln!(output.error()?, "{}", warnings.render(Style::Coloured))?;
                } else {
                    let (name, number) = (workspace.shown(&path), warnings.iter().count());
                    let warnings = count(number, "warning", "warnings");
                    writeln!(output.error()?, "{name} has {warnings}: run `fineprint lint {name}`")?;
                }
            }
            Ok((fineprint_openapi::compile(&document), file))
        }
        Err(failure @ Failure::Documents(_)) => {
            failure.tell(output)?;
            let name = workspace.shown(&path);
            Err(Failure::Unfit(format!("{name} has errors, so that nothing was checked")))
        }
        Err(failure) => Err(failure),
    }
}

/// One call's work.
struct Session<'a, 'o> {
    checker: Checker<'a>,
    format: Format,
    tally: Tally,
    output: &'a mut Output<'o>,
}

/// One line of the output for machines.
#[derive(Serialize)]
struct Line<'a> {
    entry: usize,
    instance: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

impl Session<'_, '_> {
    /// Judges what is in a file, or on standard input.
    fn file(&mut self, workspace: &Workspace, argument: &Path) -> Result<(), Failure> {
        let from_standard_input = argument == Path::new("-");
        let path = workspace.argument(argument);
        let name = if from_standard_input { "standard input".to_owned() } else { workspace.shown(&path) };
        let reading = |error| Failure::reading(Path::new(&name), error);
        let mut input: Box<dyn BufRead> = if from_standard_input {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(&path).map_err(reading)?))
        };
        match Layout::of(argument) {
            Layout::Lines => self.lines(&name, input),
            layout @ (Layout::Whole | Layout::Either) => {
                let mut text = Vec::new();
                input.read_to_end(&mut text).map_err(reading)?;
                if layout == Layout::Whole || serde_json::from_slice::<IgnoredAny>(&text).is_ok() {
                    self.instance(&name, &text)
                } else {
                    self.lines(&name, &*text)
                }
            }
        }
    }

    fn lines(&mut self, name: &str, mut input: impl BufRead) -> Result<(), Failure> {
        let mut line = Vec::new();
        for number in 1_usize.. {
            line.clear();
            let read = input.read_until(b'\n', &mut line);
            if read.map_err(|error| Failure::reading(Path::new(name), error))? == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                self.instance(&format!("{name}:{number}"), &line)?;
            }
        }
        Ok(())
    }

    fn instance(&mut self, name: &str, json: &[u8]) -> Result<(), Failure> {
        let report = self.checker.check_slice(json);
        match self.format {
            Format::Json => {
                let line = Line { entry: self.tally.all(), instance: name, report: &report };
                write_json(&line, self.output)?;
            }
            Format::Human => {
                if !report.is_valid() {
                    let report = printable_lines(&report.to_string());
                    writeln!(self.output.out, "{HEADING}{}{HEADING:#}: {report}", printable(name))?;
                }
            }
        }
        self.tally.add(report.verdict());
        Ok(())
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

/// How many instances came to each verdict.
#[derive(Default)]
struct Tally {
    valid: usize,
    invalid: usize,
    unchecked: usize,
}

impl Tally {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid => self.invalid += 1,
            Verdict::Unchecked => self.unchecked += 1,
        }
    }

    fn all(&self) -> usize {
        self.valid + self.invalid + self.unchecked
    }

    fn outcome(&self) -> Outcome {
        if self.valid == self.all() { Outcome::Fine } else { Outcome::Found }
    }

    fn sentence(&self) -> String {
        let verdicts = [
            (self.valid, GOOD, "valid"),
            (self.invalid, BAD, "invalid"),
            (self.unchecked, DOUBTFUL, "unchecked"),
        ];
        let parts: Vec<String> = verdicts
            .into_iter()
            .filter(|(number, ..)| *number > 0)
            .map(|(number, style, verdict)| format!("{style}{number} {verdict}{style:#}"))
            .collect();
        let all = count(self.all(), "instance", "instances");
        if parts.is_empty() { all } else { format!("{all}: {}", parts.join(", ")) }
    }
}
