//! The dialects of JSON Schema: which keywords there are, and what they mean.
//!
//! OpenAPI has two: 3.0 has its own, 3.1 adds a few keywords to that of 2020-12.

use std::fmt;
use std::str::FromStr;

/// A dialect of JSON Schema.
///
/// ```
/// use fineprint_openapi::Dialect;
///
/// assert_eq!("7".parse(), Ok(Dialect::Draft7));
/// assert_eq!(Dialect::from_uri("http://json-schema.org/draft-07/schema#"), Some(Dialect::Draft7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft201909,
    /// Draft 2020-12.
    Draft202012,
    /// The Schema Object of OpenAPI 3.0.
    OpenApi30,
    /// The Schema Object of OpenAPI 3.1 and 3.2.
    OpenApi31,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Draft4,
        Self::Draft6,
        Self::Draft7,
        Self::Draft201909,
        Self::Draft202012,
        Self::OpenApi30,
        Self::OpenApi31,
    ];

    /// The name, as the command line takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft4 => "4",
            Self::Draft6 => "6",
            Self::Draft7 => "7",
            Self::Draft201909 => "2019-09",
            Self::Draft202012 => "2020-12",
            Self::OpenApi30 => "oas-3.0",
            Self::OpenApi31 => "oas-3.1",
        }
    }

    /// The dialect that a `$schema` or a `jsonSchemaDialect` names.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
        Some(match uri {
            "json-schema.org/draft-04/schema" => Self::Draft4,
            "json-schema.org/draft-06/schema" => Self::Draft6,
            "json-schema.org/draft-07/schema" => Self::Draft7,
            "json-schema.org/draft/2019-09/schema" => Self::Draft201909,
            "json-schema.org/draft/2020-12/schema" => Self::Draft202012,
            _ => {
                let version = uri.strip_prefix("spec.openapis.org/oas/3.")?;
                version.starts_with(['1', '2']).then_some(Self::OpenApi31)?
            }
        })
    }

    /// Whether nothing that stands beside `$ref` counts.
    pub(crate) const fn reference_stands_alone(self) -> bool {
        match self {
            Self::Draft4 | Self::Draft6 | Self::Draft7 | Self::OpenApi30 => true,
            Self::Draft201909 | Self::Draft202012 | Self::OpenApi31 => false,
        }
    }

    /// Whether `true` and `false` are schemas.
    pub(crate) const fn has_boolean_schemas(self) -> bool {
        match self {
            Self::Draft4 | Self::OpenApi30 => false,
            Self::Draft6 | Self::Draft7 | Self::Draft201909 | Self::Draft202012 | Self::OpenApi31 => true,
        }
    }

    /// The keyword by which a schema says what it is called.
    pub(crate) const fn id_keyword(self) -> Option<&'static str> {
        match self {
            Self::Draft4 => Some("id"),
            Self::OpenApi30 => None,
            Self::Draft6 | Self::Draft7 | Self::Draft201909 | Self::Draft202012 | Self::OpenApi31 => {
                Some("$id")
            }
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("it is one of {names}")
        })
    }
}

/// A set of dialects: those that have a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialects(u8);

impl Dialects {
    pub(crate) const ALL: Self = Self(u8::MAX);
    pub(crate) const OPENAPI: Self = Self::of(&[Dialect::OpenApi30, Dialect::OpenApi31]);
    pub(crate) const OPENAPI_31: Self = Self::of(&[Dialect::OpenApi31]);
    pub(crate) const UNTIL_7: Self = Self::of(&[Dialect::Draft4, Dialect::Draft6, Dialect::Draft7]);
    pub(crate) const UNTIL_2019_09: Self = Self(Self::UNTIL_7.0 | Dialect::Draft201909.bit());
    pub(crate) const FROM_2020_12: Self = Self::of(&[Dialect::Draft202012, Dialect::OpenApi31]);
    pub(crate) const FROM_2019_09: Self = Self(Self::FROM_2020_12.0 | Dialect::Draft201909.bit());
    pub(crate) const ONLY_2019_09: Self = Self::of(&[Dialect::Draft201909]);
    pub(crate) const FROM_7: Self = Self(Self::FROM_2019_09.0 | Dialect::Draft7.bit());
    pub(crate) const FROM_6: Self = Self(Self::FROM_7.0 | Dialect::Draft6.bit());

    const fn of(dialects: &[Dialect]) -> Self {
        let (mut set, mut rest) = (0, dialects);
        while let [first, others @ ..] = rest {
            set |= first.bit();
            rest = others;
        }
        Self(set)
    }

    pub(crate) const fn has(self, dialect: Dialect) -> bool {
        self.0 & dialect.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_named() {
        for (uri, expected) in [
            ("https://json-schema.org/draft/2020-12/schema", Some(Dialect::Draft202012)),
            ("http://json-schema.org/draft-04/schema#", Some(Dialect::Draft4)),
            ("https://json-schema.org/draft-07/schema", Some(Dialect::Draft7)),
            ("https://spec.openapis.org/oas/3.1/dialect/base", Some(Dialect::OpenApi31)),
            ("https://spec.openapis.org/oas/3.1/dialect/2024-11-10", Some(Dialect::OpenApi31)),
            ("https://json-schema.org/draft/2020-12/meta/core", None),
            ("http://json-schema.org/schema#", None),
            ("2020-12", None),
        ] {
            assert_eq!(Dialect::from_uri(uri), expected, "{uri}");
        }
        for dialect in Dialect::ALL {
            assert_eq!(dialect.name().parse(), Ok(dialect));
        }
        assert!("2020".parse::<Dialect>().is_err());
    }
}
