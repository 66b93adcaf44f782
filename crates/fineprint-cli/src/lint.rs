//! `lint`: everything that is found in documents, for people, for machines, or as annotations of a GitHub workflow.

use std::path::Path;
use std::sync::Arc;

use fineprint_openapi::Formats;
use fineprint_openapi::diagnostic::{Diagnostic, Diagnostics, Severity, Style, printable};
use fineprint_openapi::source::SourceFile;

use crate::args::{LintArguments, LintFormat};
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

/// A workflow command (GitHub, *Workflow commands*, "Setting an error message").
fn annotation(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = diagnostic.primary.as_ref().map(|label| {
        let position = label.position();
        let file = escape_property(label.file.name());
        format!("file={file},line={},col={},", position.line, position.column)
    });
    let place = place.unwrap_or_default();
    let help = diagnostic.help.as_ref().map(|help| format!("%0A{}", escape_data(help)));
    let message = escape_data(&diagnostic.message) + &help.unwrap_or_default();
    format!("::{command} {place}title={}::{message}", diagnostic.code)
}

/// Line breaks are control characters, too, and so need no escape of their own.
fn escape_data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use fineprint_openapi::diagnostic::Code;
    use fineprint_openapi::source::Span;

    use super::*;

    #[test]
    fn annotations_are_one_line_and_keep_their_fields_apart() {
        let file = Arc::new(SourceFile::new("spec/a,b:c.yaml", "a: 1\n"));
        let diagnostic =
            Diagnostic::warning(Code::Syntax, "100 % wrong\n::stop\u{202e}").at(&file, Span::new(3, 4), "");
        assert_eq!(
            annotation(&diagnostic.help("mend it")),
            "::warning file=spec/a%2Cb%3Ac.yaml,line=1,col=4,title=syntax::100 %25 wrong\\u{a}::stop\\u{202e}%0Amend it"
        );
        let nowhere = Diagnostic::error(Code::Unreadable, "gone");
        assert_eq!(annotation(&nowhere), "::error title=unreadable::gone");
    }
}
