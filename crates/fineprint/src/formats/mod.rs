//! The values of the keyword `format` that can be checked, one file per family.
//!
//! They are those of JSON Schema 2020-12 (Validation, section 7.3) and of the OpenAPI format registry, and
//! three that neither has: `iso-3166-1-alpha-2`, `iso-4217` and `e164`. Each check is the grammar of the
//! standard that it names, in one pass, without allocating. No check looks anything up outside of this crate.
//!
//! Not here: the grammar of `regex` (patterns have a module of their own), and what has a name but no grammar
//! ([`is_annotation`]).
//!
//! To add a format: a variant of [`Format`], a row in the table at the same place, and its check.

pub(crate) mod base64;
mod classes;
pub mod date_time;
mod duration;
mod e164;
mod email;
mod hostname;
mod http_date;
mod idna;
mod ip;
mod iso_3166;
mod iso_4217;
mod json_pointer;
mod language;
mod media;
mod number;
mod structured_fields;
mod table;
#[cfg(test)]
mod tests;
mod uri;
mod uri_template;
mod uuid;

#[cfg(feature = "patterns")]
pub(crate) use classes::ByteClasses;
use table::{Numbers, Row, TABLE};

use crate::pattern::{Match, is_ecma_262};

/// A format that can be checked. In the comments, the value of the keyword and where its meaning is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date`: RFC 3339, section 5.6, `full-date`.
    Date,
    /// `date-time`: RFC 3339, section 5.6.
    DateTime,
    /// `date-time-local`: RFC 3339, section 5.6, without the offset.
    DateTimeLocal,
    /// `time`: RFC 3339, section 5.6, `full-time`.
    Time,
    /// `time-local`: RFC 3339, section 5.6, `partial-time`.
    TimeLocal,
    /// `duration`: RFC 3339, appendix A.
    Duration,
    /// `http-date`: RFC 9110, section 5.6.7, with the obsolete forms.
    HttpDate,
    /// `imf-fixdate`: RFC 9110, section 5.6.7, the preferred form only.
    ImfFixdate,
    /// `email`: RFC 5321, section 4.1.2, `Mailbox`.
    Email,
    /// `idn-email`: RFC 6531, section 3.3.
    IdnEmail,
    /// `hostname`: RFC 1123, section 2.1.
    Hostname,
    /// `idn-hostname`: RFC 5890, section 2.3.2.3, without Unicode's normalization.
    IdnHostname,
    /// `ipv4`: RFC 2673, section 3.2.
    Ipv4,
    /// `ipv4-cidr`: RFC 4632, section 3.1.
    Ipv4Cidr,
    /// `ipv6`: RFC 4291, section 2.2.
    Ipv6,
    /// `ipv6-cidr`: RFC 4291, section 2.3.
    Ipv6Cidr,
    /// `uri`: RFC 3986, section 3.
    Uri,
    /// `uri-reference`: RFC 3986, section 4.1.
    UriReference,
    /// `iri`: RFC 3987, section 2.2.
    Iri,
    /// `iri-reference`: RFC 3987, section 2.2.
    IriReference,
    /// `uri-template`: RFC 6570, section 2.
    UriTemplate,
    /// `uuid`: RFC 4122, section 3.
    Uuid,
    /// `json-pointer`: RFC 6901, section 3.
    JsonPointer,
    /// `relative-json-pointer`: draft-bhutton-relative-json-pointer-00, section 3.
    RelativeJsonPointer,
    /// `regex`: ECMA-262, section 22.2.1. It is checked with the cargo feature `patterns` only; a check without it calls the string
    /// *unchecked*.
    Regex,
    /// `byte`: RFC 4648, section 4.
    Byte,
    /// `base64url`: RFC 4648, section 5.
    Base64Url,
    /// `char`: OpenAPI format registry; here, one Unicode scalar value.
    Char,
    /// `language`: RFC 5646, section 2.1.
    Language,
    /// `media-range`: RFC 9110, section 12.5.1.
    MediaRange,
    /// `sf-string`: RFC 8941, section 3.3.3.
    SfString,
    /// `sf-token`: RFC 8941, section 3.3.4.
    SfToken,
    /// `sf-binary`: RFC 8941, section 3.3.5.
    SfBinary,
    /// `sf-boolean`: RFC 8941, section 3.3.6.
    SfBoolean,
    /// `iso-3166-1-alpha-2`: ISO 3166-1.
    Iso3166Alpha2,
    /// `iso-4217`: ISO 4217, alphabetic.
    Iso4217,
    /// `e164`: ITU-T E.164, section 6.
    E164,
    /// `int8`: OpenAPI format registry.
    Int8,
    /// `int16`: OpenAPI format registry.
    Int16,
    /// `int32`: OpenAPI 3.0.3, section 4.4.
    Int32,
    /// `int64`: OpenAPI 3.0.3, section 4.4; in a string (OpenAPI format registry), an `int` of RFC 8259, section 6, with or
    /// without a minus.
    Int64,
    /// `uint8`: OpenAPI format registry.
    Uint8,
    /// `uint16`: OpenAPI format registry.
    Uint16,
    /// `uint32`: OpenAPI format registry.
    Uint32,
    /// `uint64`: OpenAPI format registry; in a string, an `int` of RFC 8259, section 6.
    Uint64,
    /// `double-int`: OpenAPI format registry.
    DoubleInt,
    /// `sf-integer`: RFC 8941, section 3.3.1.
    SfInteger,
    /// `float`: OpenAPI 3.0.3, section 4.4.
    Float,
    /// `double`: OpenAPI 3.0.3, section 4.4.
    Double,
    /// `decimal`: OpenAPI format registry; in a string, a `number` of RFC 8259, section 6, of any size.
    Decimal,
    /// `decimal128`: OpenAPI format registry; in a string, a `number` of RFC 8259, section 6, below 10 to the power of
    /// 6145, or `NaN`, `INF` or `-INF`.
    Decimal128,
    /// `sf-decimal`: RFC 8941, section 3.3.2.
    SfDecimal,
}

/// Names of the OpenAPI format registry that tell something of a value, but nothing that could be checked.
const ANNOTATIONS: &[&str] = &["binary", "commonmark", "html", "password", "unixtime"];

/// Whether `name` is a format that is known and carries no checkable meaning (OpenAPI format registry).
///
/// ```
/// use fineprint::formats::{Format, is_annotation};
/// assert!(is_annotation("password") && Format::from_name("password").is_none());
/// assert!(!is_annotation("date"));
/// assert!(!is_annotation("no-such-format"));
/// ```
pub fn is_annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name)
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] = &{
        let mut all = [Self::Date; TABLE.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = TABLE[at].format;
            at += 1;
        }
        all
    };

    /// The format that a value of the keyword `format` names (JSON Schema 2020-12, Validation, section 7).
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert_eq!(Format::from_name("date-time"), Some(Format::DateTime));
    /// assert_eq!(Format::from_name("Date"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.format)
    }

    /// The value of the keyword `format` (JSON Schema 2020-12, Validation, section 7).
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Completes the sentence "is not …" for people.
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert_eq!(Format::Ipv4.describe(), "an IPv4 address such as 192.0.2.1");
    /// ```
    pub const fn describe(self) -> &'static str {
        self.row().description
    }

    /// Whether the format says anything about strings (JSON Schema 2020-12, Validation, section 7.1).
    pub const fn applies_to_strings(self) -> bool {
        self.row().strings.is_some()
    }

    /// Whether the format says anything about numbers (JSON Schema 2020-12, Validation, section 7.1).
    pub const fn applies_to_numbers(self) -> bool {
        self.row().numbers.is_some()
    }

    /// The least and the greatest of the integers that the format admits, if it bounds integers.
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert_eq!(Format::Int8.integer_range(), Some((-128, 127)));
    /// assert_eq!(Format::Double.integer_range(), None);
    /// ```
    pub const fn integer_range(self) -> Option<(i128, i128)> {
        match self.row().numbers {
            Some(Numbers::Integers { min, max }) => Some((min, max)),
            Some(Numbers::Those(_)) | None => None,
        }
    }

    /// Whether a string meets the format; every string meets one that says nothing about strings (JSON Schema
    /// 2020-12, Validation, section 7.1).
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert!(Format::Uuid.check_str("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
    /// assert!(!Format::Uuid.check_str("f81d4fae"));
    /// assert!(Format::Int32.check_str("f81d4fae"));
    /// // Some formats speak of numbers in strings, too.
    /// assert!(Format::Decimal.check_str("0.10") && !Format::Decimal.check_str("f81d4fae"));
    /// ```
    ///
    /// A string of which nobody knows whether it is a `regex` does not meet the format: any, without the cargo feature
    /// `patterns`, and with it one that is beyond the limits of patterns.
    pub fn check_str(self, text: &str) -> bool {
        self.row().strings.is_none_or(|check| check(text))
    }

    /// The same, where what nobody knows is told from what is wrong.
    pub(crate) fn match_str(self, text: &str) -> Match {
        if self == Self::Regex {
            return is_ecma_262(text);
        }
        if self.check_str(text) { Match::Yes } else { Match::No }
    }

    /// Whether an integer meets the format; every integer meets one that says nothing about numbers.
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert!(Format::Uint8.check_i128(255));
    /// assert!(!Format::Uint8.check_i128(256));
    /// ```
    #[allow(
        clippy::cast_precision_loss,
        reason = "the bounds of the formats of numbers are far from where rounding tells"
    )]
    pub fn check_i128(self, integer: i128) -> bool {
        match self.row().numbers {
            None => true,
            Some(Numbers::Integers { min, max }) => min <= integer && integer <= max,
            Some(Numbers::Those(check)) => check(integer as f64),
        }
    }

    /// Whether a number meets the format; every number meets one that says nothing about numbers. A number
    /// without a fraction is an integer (JSON Schema 2020-12, Validation, section 6.1.1).
    ///
    /// ```
    /// use fineprint::formats::Format;
    /// assert!(Format::Int32.check_f64(1.0));
    /// assert!(!Format::Int32.check_f64(1.5));
    /// assert!(!Format::Float.check_f64(1e39));
    /// ```
    pub fn check_f64(self, number: f64) -> bool {
        match self.row().numbers {
            None => true,
            Some(Numbers::Integers { min, max }) => number::is_integer_within(number, min, max),
            Some(Numbers::Those(check)) => check(number),
        }
    }

    #[allow(clippy::indexing_slicing, reason = "the table has a row for each variant")]
    const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

/// The format `regex`.
fn is_regex(text: &str) -> bool {
    is_ecma_262(text) == Match::Yes
}

/// The format `char`.
fn is_char(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some() && chars.next().is_none()
}
