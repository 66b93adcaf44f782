//! Where the commands write to, and how they end. What they write is their own business.

use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use fineprint_openapi::diagnostic::{self, Diagnostic, Diagnostics, Severity, is_treacherous, printable};
use serde::Serialize;

use crate::args::{Color, Manner};
use crate::progress::Progress;

/// Added, or in order.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Removed, or wrong.
pub const BAD: Style = AnsiColor::Red.on_default();
/// Changed, or doubtful.
pub const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
/// Where something is.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// What a line is about.
pub const HEADING: Style = Style::new().bold();

/// The two streams of a command.
///
/// Commands always write colours: a stream that must not have them drops them (`anstream`).
pub struct Output<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// What went wrong; reached by [`Output::error`].
    err: &'a mut dyn Write,
    /// Whether summaries are left out.
    pub quiet: bool,
    /// Whether the streams are the process's own, so that a line on the terminal is in nobody's way.
    is_process: bool,
}

impl<'a> Output<'a> {
    /// Writes to these streams.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, quiet: bool) -> Self {
        Self { out, err, quiet, is_process: false }
    }

    /// The stream for what went wrong. What was written to the other one comes first on a terminal that shows both.
    ///
    /// # Errors
    ///
    /// The other stream cannot be written.
    pub fn error(&mut self) -> io::Result<&mut dyn Write> {
        self.out.flush()?;
        Ok(&mut *self.err)
    }

    /// A line about the work that is going on, for those who watch. Nothing may be written while it is there.
    pub fn progress(&self) -> Progress {
        Progress::new(self.is_process && !self.quiet)
    }

    /// Lets everything be seen that was written.
    ///
    /// # Errors
    ///
    /// A stream cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.error()?.flush()
    }
}

/// Runs a command on the process's own streams, and turns how it ended into the exit status.
pub fn on_terminal(
    manner: Manner,
    command: impl FnOnce(&mut Output<'_>) -> Result<Outcome, Failure>,
) -> ExitCode {
    let choice = match manner.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), choice));
    // Not locked: the line about the work that is going on is drawn by a thread of its own, which would wait for ever.
    let mut err = BufWriter::new(AutoStream::new(io::stderr(), choice));
    let mut output = Output::new(&mut out, &mut err, manner.quiet);
    output.is_process = true;
    let ended = command(&mut output).and_then(|outcome| {
        output.flush()?;
        Ok(outcome)
    });
    match ended {
        Ok(outcome) => outcome.status().into(),
        Err(failure) => {
            // Nobody is left to be told that standard error is gone.
            failure.tell(&mut output).and_then(|()| output.err.flush()).ok();
            failure.status().into()
        }
    }
}

/// How a command that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All is well.
    Fine,
    /// Something differs, is invalid, or has errors.
    Found,
}

impl Outcome {
    /// The exit status that tells it.
    pub fn status(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Found => 1,
        }
    }
}

/// Why a command came to no end of its own.
#[derive(Debug)]
pub enum Failure {
    /// A document or the configuration has errors.
    Documents(Diagnostics),
    /// The configuration names files that are not there: told where it does so.
    Missing(Diagnostics),
    /// Something is not as the command needs it.
    Unfit(String),
    /// A file could not be read or written.
    File {
        /// What was tried: `cannot read spec/organizations.yaml`.
        attempt: String,
        /// Why it did not work.
        source: io::Error,
    },
    /// The command's own output could not be written.
    Output(io::Error),
}

impl Failure {
    /// A file could not be read.
    pub fn reading(path: &Path, source: io::Error) -> Self {
        Self::File { attempt: format!("cannot read {}", path.display()), source }
    }

    /// A file could not be written or removed.
    pub fn writing(path: &Path, source: io::Error) -> Self {
        Self::File { attempt: format!("cannot write {}", path.display()), source }
    }

    /// The exit status that tells it.
    pub fn status(&self) -> u8 {
        match self {
            Self::Documents(_) => 1,
            Self::Missing(_) | Self::Unfit(_) | Self::File { .. } => 2,
            // What the shell shows of a program that a closed pipe has ended.
            Self::Output(_) if self.is_broken_pipe() => 141,
            Self::Output(_) => 2,
        }
    }

    /// Tells people what is wrong, unless nobody is left to be told.
    ///
    /// # Errors
    ///
    /// Standard error cannot be written.
    pub fn tell(&self, output: &mut Output<'_>) -> io::Result<()> {
        // Where standard output is what failed, that is about to be told.
        output.out.flush().ok();
        match self {
            Self::Documents(diagnostics) | Self::Missing(diagnostics) => {
                // Errors are what stopped the command; the rest is for `lint` to tell.
                let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
                    diagnostics.iter().partition(|it| it.severity == Severity::Error);
                let told = errors.iter().copied().cloned().collect::<Diagnostics>();
                write!(output.err, "{}", told.render(diagnostic::Style::Coloured))?;
                let warnings = others.iter().filter(|it| it.severity == Severity::Warning).count();
                if warnings > 0 {
                    let warnings = count(warnings, "warning", "warnings");
                    let errors = count(errors.len(), "error", "errors");
                    writeln!(output.err, "\n{errors}; `fineprint lint` tells the {warnings}, too")?;
                }
                Ok(())
            }
            Self::Output(_) if self.is_broken_pipe() => Ok(()),
            Self::Unfit(_) | Self::File { .. } | Self::Output(_) => {
                writeln!(output.err, "{BAD}error{BAD:#}: {}", printable_lines(&self.to_string()))
            }
        }
    }

    /// Whether the reader of the output is gone, as with `| head`: then nobody is left to be told.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documents(diagnostics) | Self::Missing(diagnostics) => diagnostics.fmt(f),
            Self::Unfit(message) => f.write_str(message),
            Self::File { attempt, source } => write!(f, "{attempt}: {source}"),
            Self::Output(source) => write!(f, "cannot write the output: {source}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Documents(diagnostics) | Self::Missing(diagnostics) => Some(diagnostics),
            Self::Unfit(_) => None,
            Self::File { source, .. } | Self::Output(source) => Some(source),
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Documents(diagnostics)
    }
}

/// Every other error of this kind is put into [`Failure::File`] where it arises.
impl From<io::Error> for Failure {
    fn from(source: io::Error) -> Self {
        Self::Output(source)
    }
}

/// A number with its noun.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Text with lines of our own that may quote what somebody else wrote.
pub fn printable_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// One object on a line of its own, for machines, written.
///
/// # Errors
///
/// Standard output cannot be written.
pub fn write_json(value: &impl Serialize, output: &mut Output<'_>) -> Result<(), Failure> {
    output.out.write_all(json_line(value)?.as_bytes())?;
    Ok(())
}

/// One object on a line of its own, for machines. Where people see the line, it is no more treacherous than other output:
/// JSON means the same with escapes.
///
/// # Errors
///
/// It is no JSON.
pub fn json_line(value: &impl Serialize) -> io::Result<String> {
    let mut json = serde_json::to_string(value)?;
    if json.contains(is_treacherous) {
        let mut escaped = String::with_capacity(json.len());
        for character in json.chars() {
            if is_treacherous(character) {
                // None of them is beyond the Basic Multilingual Plane, and none but those in strings is written.
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            } else {
                escaped.push(character);
            }
        }
        json = escaped;
    }
    json.push('\n');
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_same_with_escapes() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let value = serde_json::json!({"a\u{202e}": "\u{9b}\u{1b}[2J\n\t\u{7f}\u{feff}é"});
        write_json(&value, &mut Output::new(&mut out, &mut err, false)).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(!line.trim_end().contains(is_treacherous), "{line}");
        assert!(line.contains('é'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
    }

    #[test]
    fn every_end_has_its_status() {
        let broken_pipe = Failure::Output(io::ErrorKind::BrokenPipe.into());
        for (failure, status) in [
            (Failure::Documents(Diagnostics::new()), 1),
            (Failure::Missing(Diagnostics::new()), 2),
            (Failure::Unfit("x".to_owned()), 2),
            (Failure::reading(Path::new("x"), io::ErrorKind::NotFound.into()), 2),
            (Failure::Output(io::ErrorKind::StorageFull.into()), 2),
            (broken_pipe, 141),
        ] {
            assert_eq!(failure.status(), status, "{failure:?}");
        }
    }
}
