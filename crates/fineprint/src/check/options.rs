//! What a caller can set for a check. The contract itself stays as it is.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::contract::Schema;
use crate::engine::shortcut::{FREE_LEVELS, Shortcut};
use crate::report::Verdict;

/// Settings of a check.
///
/// ```
/// use fineprint::check::{Clock, Options};
///
/// let options = Options::new()
///     .strict(true)
///     .max_violations(20)
///     .clock(Clock::Fixed { unix_seconds: 1_700_000_000 })
///     .format("sku", |text| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other, and private")]
pub struct Options {
    pub(crate) strict: bool,
    pub(crate) strict_nullable: bool,
    pub(crate) show_values: bool,
    pub(crate) admit_unchecked: bool,
    pub(crate) clock: Clock,
    pub(crate) max_violations: usize,
    pub(crate) max_depth: usize,
    pub(crate) max_bytes: usize,
    pub(crate) formats: Vec<OwnFormat>,
    #[cfg(feature = "http")]
    pub(crate) readers: Vec<OwnReader>,
    #[cfg(feature = "http")]
    pub(crate) base_path: Option<&'static str>,
    #[cfg(feature = "http")]
    pub(crate) bodies_are_decoded: bool,
}

/// A reader of bodies that the caller has: the media type or range, and what makes a value of a body.
#[cfg(feature = "http")]
pub(crate) type OwnReader = (&'static str, fn(&[u8]) -> Option<serde_json::Value>);

/// A format that the caller knows: its name, and whether a string meets it.
pub(crate) type OwnFormat = (&'static str, fn(&str) -> bool);

/// What *now* is, for `x-temporal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Always the same moment, for tests and for traffic that was recorded.
    Fixed {
        /// Seconds since 1970-01-01T00:00:00Z.
        unix_seconds: i64,
    },
}

impl Clock {
    /// Seconds and nanoseconds since 1970-01-01T00:00:00Z.
    pub(crate) fn now(self) -> (i64, u32) {
        match self {
            Self::Fixed { unix_seconds } => (unix_seconds, 0),
            Self::System => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos()),
                Err(before) => (-i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX), 0),
            },
        }
    }
}

/// The largest depth that can be asked for: what `serde_json` reads, less the level on which it gives up.
const DEPTH_LIMIT: usize = 126;

impl Options {
    /// The settings of a check that was given none.
    pub(crate) const DEFAULT: Self = Self {
        strict: false,
        strict_nullable: false,
        show_values: false,
        admit_unchecked: false,
        clock: Clock::System,
        max_violations: 1_000,
        max_depth: 100,
        max_bytes: 64 * 1024 * 1024,
        formats: Vec::new(),
        #[cfg(feature = "http")]
        readers: Vec::new(),
        #[cfg(feature = "http")]
        base_path: None,
        #[cfg(feature = "http")]
        bodies_are_decoded: false,
    };

    /// The defaults: not strict, the system's clock, at most 1,000 violations, 100 levels and 64 MiB.
    pub const fn new() -> Self {
        Self::DEFAULT
    }

    /// Whether properties that the contract does not mention are violations, even where it allows them. Off by default.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Whether OpenAPI 3.0's `nullable: true` is read to the letter of 3.0.3: it then admits null only beside a `type`, and
    /// only if no other keyword, such as an `enum` without null, refuses it. Off by default: null is admitted wherever
    /// `nullable: true` stands, which is what authors mean by it.
    #[must_use]
    pub const fn strict_nullable(mut self, strict: bool) -> Self {
        self.strict_nullable = strict;
        self
    }

    /// Whether [`Violation::message`](crate::report::Violation::message) repeats the value that was found, cut to 64
    /// characters. Off by default, since payloads hold what logs should not.
    #[must_use]
    pub const fn show_values(mut self, show: bool) -> Self {
        self.show_values = show;
        self
    }

    /// Whether `decode` and `encode` accept a payload that could not be checked entirely. Off by default.
    #[must_use]
    pub const fn admit_unchecked(mut self, admit: bool) -> Self {
        self.admit_unchecked = admit;
        self
    }

    /// Whether a payload or message with that verdict is to be accepted: if it is valid, or if it could not be checked entirely and
    /// that is [admitted](Self::admit_unchecked).
    pub const fn accepts(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Valid => true,
            Verdict::Invalid => false,
            Verdict::Unchecked => self.admit_unchecked,
        }
    }

    /// The shortcut of a schema, if it says the same with these settings as the tables do.
    pub(crate) const fn shortcut(&self, schema: &Schema) -> Option<Shortcut> {
        let goes_by_tables =
            self.strict || self.strict_nullable || !self.formats.is_empty() || self.max_depth < FREE_LEVELS;
        if goes_by_tables { None } else { schema.shortcut() }
    }

    /// What *now* is. By default the system's clock.
    #[must_use]
    pub const fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How many violations a report lists, at least one. By default 1,000.
    #[must_use]
    pub const fn max_violations(mut self, limit: usize) -> Self {
        self.max_violations = if limit == 0 { 1 } else { limit };
        self
    }

    /// How many violations a report lists.
    pub const fn violation_limit(&self) -> usize {
        self.max_violations
    }

    /// How many levels of arrays and objects are read: 126 at most, by default 100. With [fewer than 64](crate::shortcut::FREE_LEVELS),
    /// parsed values are checked without the functions of generated crates, which is slower.
    #[must_use]
    pub const fn max_depth(mut self, limit: usize) -> Self {
        self.max_depth = if limit > DEPTH_LIMIT { DEPTH_LIMIT } else { limit };
        self
    }

    /// How many bytes are read. By default 64 MiB.
    #[must_use]
    pub const fn max_bytes(mut self, limit: usize) -> Self {
        self.max_bytes = limit;
        self
    }

    /// How many bytes are read.
    pub const fn byte_limit(&self) -> usize {
        self.max_bytes
    }

    /// What a format means, of those that Fineprint does not know or of those that it does. It is asked about strings only.
    #[must_use]
    pub fn format(mut self, name: &'static str, check: fn(&str) -> bool) -> Self {
        self.formats.push((name, check));
        self
    }

    /// What makes a value of a body of that media type or range, such as `application/cbor`; nothing where it cannot be read.
    /// Without a reader, such bodies are *unchecked*. It comes before the readers that Fineprint has.
    #[cfg(feature = "http")]
    #[must_use]
    pub fn reader(mut self, range: &'static str, read: fn(&[u8]) -> Option<serde_json::Value>) -> Self {
        self.readers.push((range, read));
        self
    }

    /// The path below which the API is served, in place of those of the servers' URLs: for services behind a proxy that takes a
    /// part of the path away. The empty path takes nothing away.
    #[cfg(feature = "http")]
    #[must_use]
    pub const fn base_path(mut self, path: &'static str) -> Self {
        self.base_path = Some(path);
        self
    }

    /// Whether bodies come as a recorder keeps them: the content coding is undone and text is in UTF-8, whatever the header fields
    /// say of how it was sent. Off by default: a body is what its header fields say.
    #[cfg(feature = "http")]
    #[must_use]
    pub const fn bodies_are_decoded(mut self, are_decoded: bool) -> Self {
        self.bodies_are_decoded = are_decoded;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
