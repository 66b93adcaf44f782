//! `lint`: everything that is found in documents, for people, for machines, or as annotations of a GitHub workflow.

use std::path::Path;
use std::sync::Arc;

use fineprint_openapi::Formats;
use fineprint_openapi::diagnostic::{Diagnostic, Diagnostics, Severity, Style, printable};
use fineprint_openapi::source::SourceFile;

use crate::args::{LintArguments, LintFormat};
use crate::github::{Annotation, Level};
use crate::output::{BAD, DOUBTFUL, Failure, GOOD, HEADING, Outcome, Output, count, write_json};
use crate::workspace::Workspace;

/// Reports the mistakes in the documents.
///
/// # Errors
///
/// A file cannot be read; the others have been reported then.
pub fn run(
    workspace: &Workspace,
    arguments: &LintArguments,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Fine;
    let mut unreadable = None;
    for spec in &arguments.specs {
        let file = workspace.document(spec);
        let found = match findings(workspace, arguments, spec, file) {
            Ok(found) => found,
            Err(failure) => {
                if let Some(earlier) = unreadable.replace(failure) {
                    earlier.tell(output)?;
                }
                continue;
            }
        };
        show(&workspace.shown_argument(spec), &found, arguments, output)?;
        let counts = Counts::of(&found);
        if counts.errors > 0 || (arguments.deny_warnings && counts.warnings > 0) {
            outcome = Outcome::Found;
        }
    }
    unreadable.map_or(Ok(outcome), Err)
}

/// What is found in a text, whether or not it can be used. What is no text is a finding, too.
fn findings(
    workspace: &Workspace,
    arguments: &LintArguments,
    spec: &Path,
    file: Result<Arc<SourceFile>, Failure>,
) -> Result<Diagnostics, Failure> {
    let path = (spec != Path::new("-")).then(|| workspace.argument(spec));
    match file {
        Ok(file) => {
            Ok(match arguments.reading.document(workspace, path.as_deref(), &file, Formats::Assert) {
                Ok((_, found)) | Err(found) => found,
            })
        }
        Err(Failure::Documents(found)) => Ok(found),
        Err(failure) => Err(failure),
    }
}

fn show(
    name: &str,
    found: &Diagnostics,
    arguments: &LintArguments,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    match arguments.format {
        LintFormat::Human => {
            let is_shown = |it: &&Diagnostic| arguments.notes || it.severity != Severity::Note;
            let shown: Diagnostics = found.iter().filter(is_shown).cloned().collect();
            if !shown.is_empty() {
                writeln!(output.out, "{}", shown.render(Style::Coloured))?;
            }
            if !output.quiet {
                let hidden = if shown.len() < found.len() { " (--notes shows them)" } else { "" };
                let (name, counts) = (printable(name), Counts::of(found).sentence());
                writeln!(output.out, "{HEADING}{name}{HEADING:#}: {counts}{hidden}")?;
            }
        }
        LintFormat::Json => {
            for diagnostic in found {
                write_json(diagnostic, output)?;
            }
        }
        LintFormat::Github => {
            for diagnostic in found {
                writeln!(output.out, "{}", annotation(diagnostic))?;
            }
        }
    }
    Ok(())
}

/// How many findings there are of each severity.
#[derive(Default)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Counts {
    fn of(found: &Diagnostics) -> Self {
        let mut counts = Self::default();
        for diagnostic in found {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    fn sentence(&self) -> String {
        let parts = [
            (self.errors, BAD, "error", "errors"),
            (self.warnings, DOUBTFUL, "warning", "warnings"),
            (self.notes, GOOD, "note", "notes"),
        ];
        let some: Vec<String> = parts
            .into_iter()
            .filter(|(number, ..)| *number > 0)
            .map(|(number, style, one, many)| format!("{style}{}{style:#}", count(number, one, many)))
            .collect();
        if some.is_empty() { format!("{GOOD}nothing found{GOOD:#}") } else { some.join(", ") }
    }
}

/// A finding as an annotation.
fn annotation(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Notice,
    };
    let place = diagnostic.primary.as_ref().map(|label| {
        let position = label.position();
        (label.file.name(), position.line, position.column)
    });
    let lines: Vec<&str> =
        [Some(&*diagnostic.message), diagnostic.help.as_deref()].into_iter().flatten().collect();
    let title = diagnostic.code.to_string();
    Annotation { level, place, title: &title, lines: &lines }.to_string()
}
