//! Where the passes over a document put what they find.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, suggest};
use crate::files::Files;
use crate::source::Span;

/// How many findings of one severity are listed: enough for a person, and a bound for a hostile document.
const LISTED: usize = 2_000;

/// How many names are compared with misspelt ones: the comparison takes time in the product of the lengths.
const COMPARED: usize = 200_000;

/// What was found so far.
pub(super) struct Report<'a> {
    files: &'a Files<'a>,
    found: Diagnostics,
    errors: usize,
    others: usize,
    compared: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(files: &'a Files<'a>) -> Self {
        Self { files, found: Diagnostics::new(), errors: 0, others: 0, compared: 0 }
    }

    /// The files that the document is spread over.
    pub(super) fn files(&self) -> &'a Files<'a> {
        self.files
    }

    fn at(&self, diagnostic: Diagnostic, span: Span, label: &str) -> Diagnostic {
        match self.files.locate(span) {
            Some((file, span)) => diagnostic.at(file, span, label),
            None => diagnostic,
        }
    }

    /// Adds a place that explains a finding.
    pub(super) fn also(&self, diagnostic: Diagnostic, span: Span, text: impl Into<String>) -> Diagnostic {
        match self.files.locate(span) {
            Some((file, span)) => diagnostic.also(file, span, text),
            None => diagnostic,
        }
    }

    /// An error at a place of the file, not yet reported.
    pub(super) fn error(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        label: &str,
    ) -> Diagnostic {
        self.at(Diagnostic::error(code, message), span, label)
    }

    /// A warning at a place of the file, not yet reported.
    pub(super) fn warning(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        label: &str,
    ) -> Diagnostic {
        self.at(Diagnostic::warning(code, message), span, label)
    }

    /// A note at a place of the file, not yet reported.
    pub(super) fn note(&self, code: Code, span: Span, message: impl Into<String>, label: &str) -> Diagnostic {
        self.at(Diagnostic::note(code, message), span, label)
    }

    /// The candidate that `wrong` is most likely a misspelling of.
    pub(super) fn suggest<'s>(
        &mut self,
        wrong: &str,
        candidates: impl Iterator<Item = &'s str>,
    ) -> Option<&'s str> {
        let left = COMPARED.saturating_sub(self.compared);
        let compared = &mut self.compared;
        suggest(wrong, candidates.take(left).inspect(|_| *compared += 1))
    }

    /// Reports, with the candidate that `wrong` is most likely a misspelling of.
    pub(super) fn push_with_suggestion<'s>(
        &mut self,
        diagnostic: Diagnostic,
        wrong: &str,
        candidates: impl Iterator<Item = &'s str>,
    ) {
        let near = self.suggest(wrong, candidates);
        self.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }

    /// Reports.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let count = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning | Severity::Note => &mut self.others,
        };
        *count += 1;
        if *count <= LISTED {
            self.found.push(diagnostic);
        }
    }

    /// Reports, if there is something to report.
    pub(super) fn push_all(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether an error was reported at a place within that one.
    pub(super) fn has_error_within(&self, span: Span) -> bool {
        let Some((file, span)) = self.files.locate(span) else { return false };
        self.found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).any(|diagnostic| {
            diagnostic.primary.as_ref().is_some_and(|label| {
                label.file == *file && span.start <= label.span.start && label.span.end <= span.end
            })
        })
    }

    /// Whether an error was reported.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Everything, in the order of the document; what an alias of YAML repeats, once.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        let unlisted = self.errors.saturating_sub(LISTED) + self.others.saturating_sub(LISTED);
        let mut last = None;
        let mut repeated =
            |diagnostic: &Diagnostic| last.replace(diagnostic.clone()).as_ref() == Some(diagnostic);
        let mut found: Diagnostics =
            self.found.sorted().into_iter().filter(|diagnostic| !repeated(diagnostic)).collect();
        found.extend(Diagnostic::unlisted(unlisted));
        found
    }
}
