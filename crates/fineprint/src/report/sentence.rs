//! The sentences that reports show. They name what the contract states and sizes of the payload, never its values.

use std::fmt::{self, Display};

use super::{FormFault, JsonFault, Kind};
use crate::contract::Temporal;

impl Display for Kind {
    /// The sentence that a report shows.
    #[allow(clippy::too_many_lines, reason = "a line or two for each kind")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { fault, line, column } => write!(f, "{fault} (line {line}, column {column})"),
            Self::Size { limit, actual } => write!(f, "{actual} bytes, at most {limit} are read"),
            Self::Depth { limit } => {
                write!(f, "nested more deeply than {limit} levels; what lies below was not checked")
            }
            Self::DuplicateKey => f.write_str("the key stands more than once in its object"),
            Self::ReservedKey => f.write_str("the key is reserved by a JSON library and refused as data"),
            Self::Path => f.write_str("the contract has no such path"),
            Self::Method { allowed } => write!(f, "the path has no such method, but {}", listed(allowed)),
            Self::Status { status, documented } if documented.is_empty() => {
                write!(f, "the contract has no response of status {status}, nor of any other")
            }
            Self::Status { status, documented } => {
                write!(f, "the contract has no response of status {status}, but of {}", listed(documented))
            }
            Self::Security { alternatives } => {
                write!(f, "the credentials are missing or malformed: {}", alternatives.join(", or "))
            }
            Self::ContentType { allowed, is_stated: true } => {
                write!(f, "the media type is not {}", listed(allowed))
            }
            Self::ContentType { allowed, is_stated: false } => {
                write!(f, "there is no Content-Type, {} expected", listed(allowed))
            }
            Self::Body => f.write_str("there is a body where none is allowed"),
            Self::RequiredBody => f.write_str("there is no body, and one is required"),
            Self::RequiredParameter { parameter } => write!(f, "the required {parameter} is missing"),
            Self::UndocumentedParameter { parameter } => {
                write!(f, "the contract does not mention {parameter}")
            }
            Self::Style { style } => write!(f, "not written in the style {}", style.name()),
            Self::Form { fault } => fault.fmt(f),
            Self::False => f.write_str("nothing may stand here"),
            Self::Type { expected, actual } => write!(f, "{actual} found, {expected} expected"),
            Self::Enum { allowed } => write!(f, "not one of the allowed values {allowed}"),
            Self::Const { value } => write!(f, "not the only allowed value {value}"),
            Self::MinLength { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "character", "characters"))
            }
            Self::MaxLength { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "character", "characters"))
            }
            Self::Pattern { pattern } => write!(f, "does not match the pattern {pattern}"),
            Self::Format { format, meaning: Some(meaning) } => write!(f, "not {meaning} (format {format})"),
            Self::Format { format, meaning: None } => write!(f, "not of the format {format}"),
            Self::ContentEncoding { encoding } => write!(f, "not encoded in {} (RFC 4648)", encoding.name()),
            Self::Temporal { expected } => f.write_str(match expected {
                Temporal::Past => "not in the past",
                Temporal::PastOrPresent => "in the future",
                Temporal::Future => "not in the future",
                Temporal::FutureOrPresent => "in the past",
            }),
            Self::Minimum { limit } => write!(f, "less than {limit}, the smallest value allowed"),
            Self::ExclusiveMinimum { limit } => write!(f, "not greater than {limit}"),
            Self::Maximum { limit } => write!(f, "greater than {limit}, the largest value allowed"),
            Self::ExclusiveMaximum { limit } => write!(f, "not less than {limit}"),
            Self::MultipleOf { divisor } => write!(f, "not a multiple of {divisor}"),
            Self::Items { limit, actual } => {
                write!(f, "{}, no more than the first {limit} allowed", counted(*actual, "item", "items"))
            }
            Self::Contains => f.write_str("no item meets the schema that at least one must meet"),
            Self::MinContains { limit, actual } => {
                let met = counted(*actual, "item meets", "items meet");
                write!(f, "{met} the schema of contains, at least {limit} required")
            }
            Self::MaxContains { limit, actual } => {
                let met = counted(*actual, "item meets", "items meet");
                write!(f, "{met} the schema of contains, at most {limit} allowed")
            }
            Self::UnevaluatedItems => f.write_str("the item is not allowed here"),
            Self::MinItems { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "item", "items"))
            }
            Self::MaxItems { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "item", "items"))
            }
            Self::UniqueItems { first, second } => write!(f, "items {first} and {second} are equal"),
            Self::Required { property } => write!(f, "the required property {property} is missing"),
            Self::AdditionalProperties { property } | Self::UnevaluatedProperties { property } => {
                write!(f, "the property {property} is not allowed here")
            }
            Self::PropertyNames { property, problem } => {
                write!(f, "the name of the property {property} is not allowed: {problem}")
            }
            Self::DependentRequired { property, because } => {
                write!(f, "the property {property} is missing, which {because} requires")
            }
            Self::MinProperties { limit, actual } => {
                write!(f, "{}, at least {limit} required", counted(*actual, "property", "properties"))
            }
            Self::MaxProperties { limit, actual } => {
                write!(f, "{}, at most {limit} allowed", counted(*actual, "property", "properties"))
            }
            Self::ReadOnly => f.write_str("read-only: must not be sent in a request"),
            Self::WriteOnly => f.write_str("write-only: must not be sent in a response"),
            Self::Undocumented { property } => {
                write!(f, "the contract does not mention the property {property}")
            }
            Self::AnyOf { branches, closest } => {
                write!(f, "meets none of the {branches} alternatives; {closest} comes closest")
            }
            Self::OneOfNone { branches, closest } => {
                write!(
                    f,
                    "meets none of the {branches} alternatives, exactly one is required; {closest} comes closest"
                )
            }
            Self::OneOfSeveral { matching } => {
                write!(
                    f,
                    "meets {} alternatives, exactly one is required: {}",
                    matching.len(),
                    matching.join(", ")
                )
            }
            Self::Not => f.write_str("meets the schema that it must not meet"),
            Self::Discriminator { property, allowed } => {
                write!(f, "the property {property} must name the alternative: one of {allowed}")
            }
            Self::Unwritable => f.write_str("cannot be written as JSON"),
            Self::Model => {
                f.write_str("meets the contract, but the type that it is read into cannot hold it")
            }
        }
    }
}

impl Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By the grammar these are JSON.
        let is_json = matches!(self, Self::OutOfRange | Self::Surrogate | Self::TooDeep);
        f.write_str(if is_json { "cannot be read: " } else { "not JSON: " })?;
        f.write_str(match self {
            Self::NotUtf8 => "the text is not UTF-8",
            Self::ByteOrderMark => "the text must not begin with a byte order mark",
            Self::Incomplete => "the text ends before its value is complete",
            Self::Value => {
                "a value is expected here: an object, an array, a string in double quotes, a number, true, false or null"
            }
            Self::Keyword => "true, false and null are the only words that stand without quotes",
            Self::Key => "a key in double quotes is expected here",
            Self::Colon => "a colon is expected here, behind the key",
            Self::Comma => "a comma or the end of the array or object is expected here",
            Self::TrailingComma => "a comma must not be the last thing in an array or object",
            Self::TrailingCharacters => "nothing more is expected behind the value",
            Self::Number => {
                "a number begins with a digit, or a minus and a digit; no digit follows a zero in front, and one must follow a point or an exponent"
            }
            Self::Comment => "there are no comments in JSON",
            Self::OutOfRange => "the number is too large",
            Self::ControlCharacter => {
                "a line break, tab or other control character in a string must be escaped, or the string before it has no end"
            }
            Self::Escape => r#"an escape is \", \\, \/, \b, \f, \n, \r, \t, or \u with four hexadecimal digits"#,
            Self::Surrogate => "the escape is one half of a surrogate pair, and the other one is missing",
            Self::TooDeep => "it is nested too deeply",
        })
    }
}

impl Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Boundary => "not multipart: the media type has no valid boundary",
            Self::Incomplete => "not multipart: the body ends before its last boundary",
            Self::Name => "a part of the form has no name",
            Self::TooMany => "the form has too many parts",
        })
    }
}

/// `a, b or c`
fn listed(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
