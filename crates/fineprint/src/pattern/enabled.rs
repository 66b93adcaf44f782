//! [`Pattern`]: the source of a pattern and its compiled form, which a frozen contract makes on first use.

use std::{borrow::Cow, fmt, sync::OnceLock};

use super::{Match, PatternError, backtrack, linear, linear::Linear, parser, program, program::Program};

/// A regular expression of ECMA-262, as the keyword `pattern` and the names in `patternProperties` use it.
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
    compiled: OnceLock<Result<Compiled, PatternError>>,
}

/// The engine that runs a pattern.
pub(super) enum Compiled {
    /// Time linear in the text.
    Linear(Linear),
    /// Look-around, back-references and repetitions too large to unroll: time bounded by a step limit.
    Backtrack(Program),
}

impl Pattern {
    /// A pattern of a frozen contract. It is compiled on first use; the generator has seen that it compiles.
    pub const fn frozen(source: &'static str) -> Self {
        Self { source: Cow::Borrowed(source), compiled: OnceLock::new() }
    }

    /// A pattern of a contract that is being built, compiled at once.
    ///
    /// # Errors
    ///
    /// When `source` is no regular expression of ECMA-262, or exceeds the limits on length and nesting.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        let compiled = OnceLock::from(Ok(compile(source)?));
        Ok(Self { source: Cow::Owned(source.to_owned()), compiled })
    }

    /// The pattern as the contract states it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the pattern matches somewhere in `text`.
    pub fn find_in(&self, text: &str) -> Match {
        match self.compiled() {
            Ok(Compiled::Linear(linear)) => linear.find_in(text),
            Ok(Compiled::Backtrack(program)) => backtrack::find_in(program, text),
            Err(_) => Match::GaveUp,
        }
    }

    pub(super) fn compiled(&self) -> &Result<Compiled, PatternError> {
        self.compiled.get_or_init(|| compile(&self.source))
    }
}

fn compile(source: &str) -> Result<Compiled, PatternError> {
    let node = parser::parse(source)?;
    Ok(match linear::compile(&node) {
        Some(linear) => Compiled::Linear(linear),
        None => Compiled::Backtrack(program::compile(&node)),
    })
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
