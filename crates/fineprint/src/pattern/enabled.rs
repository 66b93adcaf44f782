//! [`Pattern`]: the source of a pattern and its compiled form, which is made on first use.

use std::{borrow::Cow, fmt, sync::OnceLock};

use super::{
    Match, PatternError, backtrack, linear, linear::Linear, parser, parser::Parsed, program,
    program::Program, runs, runs::Runs,
};

/// A regular expression, as the keyword `pattern` and the names in `patternProperties` use it.
///
/// The standard is ECMA-262. Of what it lacks, that is taken which other engines give one plain meaning, and
/// [`borrowed`](Self::borrowed) tells of it: `\A`, `\z` and `\Z` (start and end of the text), `\p{Alnum}` and its like
/// (ASCII), names of properties in other spellings (`\p{letter}`), the flags `i` and `s` (`(?i)`, `(?i:…)`) and
/// `[…&&[…]]`.
///
/// It is not anchored: it matches when it matches somewhere in the text (JSON Schema validation, section
/// 6.3.3).
///
/// ```
/// use fineprint::pattern::{Match, Pattern};
///
/// static COUNTRY: Pattern = Pattern::frozen("^[A-Z]{2}$");
/// assert_eq!(COUNTRY.find_in("CH"), Match::Yes);
/// assert_eq!(COUNTRY.find_in("CHE"), Match::No);
///
/// let error = Pattern::new("^[z-a]$").unwrap_err();
/// assert_eq!(error.offset(), 2);
/// ```
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Result<Engine, PatternError>>,
}

/// The engine that runs a pattern.
#[derive(Debug)]
pub(super) enum Engine {
    /// Sets of characters behind each other.
    Runs(Runs),
    /// Time linear in the text.
    Linear(Linear),
    /// Look-around, back-references and repetitions too large to unroll: time bounded by a step limit.
    Backtrack(Program),
}

impl Pattern {
    /// A pattern of a frozen contract. The generator has seen that it is one.
    pub const fn frozen(source: &'static str) -> Self {
        Self { source: Cow::Borrowed(source), compiled: OnceLock::new() }
    }

    /// A pattern of a contract that is being built. It is read at once, and compiled on first use.
    ///
    /// # Errors
    ///
    /// When `source` is no regular expression of ECMA-262, not even with what is [borrowed](Self::borrowed), or exceeds the
    /// limits on length and nesting.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        parser::parse(source)?;
        Ok(Self { source: Cow::Owned(source.to_owned()), compiled: OnceLock::new() })
    }

    /// The pattern as the contract states it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the pattern matches somewhere in `text`.
    pub fn find_in(&self, text: &str) -> Match {
        match self.engine() {
            Ok(Engine::Runs(runs)) if runs.are_in(text) => Match::Yes,
            Ok(Engine::Runs(_)) => Match::No,
            Ok(Engine::Linear(linear)) => linear.find_in(text),
            Ok(Engine::Backtrack(program)) => backtrack::find_in(program, text),
            Err(_) => Match::GaveUp,
        }
    }

    /// The first notation in the pattern that ECMA-262 lacks and that was taken as other engines mean it. The pattern is read anew
    /// for it.
    ///
    /// ```
    /// use fineprint::pattern::{Match, Pattern};
    ///
    /// assert_eq!(Pattern::new("^[a-z]+$").unwrap().borrowed(), None);
    ///
    /// let pattern = Pattern::new(r"(?i)^[a-z]+\z").unwrap();
    /// assert_eq!(pattern.borrowed(), Some("(?i)"));
    /// assert_eq!(pattern.find_in("Ada"), Match::Yes);
    /// ```
    pub fn borrowed(&self) -> Option<&str> {
        self.source.get(parser::parse(&self.source).ok()?.borrowed?)
    }

    pub(super) fn engine(&self) -> &Result<Engine, PatternError> {
        self.compiled.get_or_init(|| compile(&self.source))
    }
}

fn compile(source: &str) -> Result<Engine, PatternError> {
    let Parsed { node, .. } = parser::parse(source)?;
    let runs = runs::compile(&node).map(Engine::Runs);
    let linear = || linear::compile(&node).map(Engine::Linear);
    Ok(runs.or_else(linear).unwrap_or_else(|| Engine::Backtrack(program::compile(&node))))
}

/// Whether a text is a regular expression of ECMA-262, with nothing borrowed.
pub(crate) fn is_ecma_262(text: &str) -> Match {
    match parser::parse_ecma_262(text) {
        Ok(_) => Match::Yes,
        Err(error) if error.is_unsupported() => Match::GaveUp,
        Err(_) => Match::No,
    }
}

/// Two patterns are equal when their sources are: whether one has been used yet is nobody's business.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
