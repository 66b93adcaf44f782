//! Operands of keywords that are one of a few words.

/// Where a date or a point in time must lie (the terms of Jakarta Bean Validation). A date is compared with today in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Temporal {
    /// Before now.
    Past,
    /// Before now, or now.
    PastOrPresent,
    /// After now.
    Future,
    /// After now, or now.
    FutureOrPresent,
}

impl Temporal {
    const ALL: [Self; 4] = [Self::Past, Self::PastOrPresent, Self::Future, Self::FutureOrPresent];

    /// The value of `x-temporal` that says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::PastOrPresent => "past-or-present",
            Self::Future => "future",
            Self::FutureOrPresent => "future-or-present",
        }
    }

    /// What `x-temporal: name` says.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|temporal| temporal.name() == name)
    }
}

/// `contentEncoding`, those that can be told from other text (RFC 4648).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentEncoding {
    /// `base16`
    Base16,
    /// `base32`
    Base32,
    /// `base64`
    Base64,
    /// `base64url`
    Base64Url,
}

impl ContentEncoding {
    const ALL: [Self; 4] = [Self::Base16, Self::Base32, Self::Base64, Self::Base64Url];

    /// The value of `contentEncoding` that says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base16 => "base16",
            Self::Base32 => "base32",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
        }
    }

    /// What `contentEncoding: name` says.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }
}
