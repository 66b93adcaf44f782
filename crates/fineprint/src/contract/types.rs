//! The JSON types of an instance and the sets of them that the keyword `type` admits.

use std::fmt;
use std::ops::BitOr;

/// The type of a JSON value, as JSON Schema tells types apart (an integer is a number without a fractional part).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number whose fractional part is zero; `1.0` is one.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Type {
    const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// The name that the keyword `type` uses for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ty| ty.name() == name)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of types: what the keyword `type` admits.
///
/// ```
/// use fineprint::contract::{Type, TypeSet};
///
/// let nullable = TypeSet::STRING | TypeSet::NULL;
/// assert!(nullable.admits(Type::Null) && !nullable.admits(Type::Object));
/// assert!(TypeSet::NUMBER.admits(Type::Integer));
/// assert_eq!(nullable.to_string(), "null or string");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeSet(u8);

impl TypeSet {
    /// No type at all.
    pub const NONE: Self = Self(0);
    /// Every type.
    pub const ANY: Self = Self(0b111_1111);
    /// `null`
    pub const NULL: Self = Self::of(Type::Null);
    /// `boolean`
    pub const BOOLEAN: Self = Self::of(Type::Boolean);
    /// `integer`
    pub const INTEGER: Self = Self::of(Type::Integer);
    /// `number`, which every integer is too.
    pub const NUMBER: Self = Self(Self::of(Type::Number).0 | Self::INTEGER.0);
    /// `string`
    pub const STRING: Self = Self::of(Type::String);
    /// `array`
    pub const ARRAY: Self = Self::of(Type::Array);
    /// `object`
    pub const OBJECT: Self = Self::of(Type::Object);

    const fn of(ty: Type) -> Self {
        Self(1 << ty as u8)
    }

    /// Both sets together, also where only constants are allowed.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether an instance of that type is in the set.
    pub const fn admits(self, ty: Type) -> bool {
        self.0 & Self::of(ty).0 != 0
    }

    /// Whether every type is in the set.
    pub const fn is_any(self) -> bool {
        self.0 == Self::ANY.0
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in the set as the keyword `type` writes them, so `integer` is not listed beside `number`.
    pub fn iter(self) -> impl Iterator<Item = Type> {
        let number = self.admits(Type::Number);
        Type::ALL.into_iter().filter(move |ty| self.admits(*ty) && !(number && *ty == Type::Integer))
    }
}

impl BitOr for TypeSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl From<Type> for TypeSet {
    fn from(ty: Type) -> Self {
        if ty == Type::Number { Self::NUMBER } else { Self::of(ty) }
    }
}

impl FromIterator<Type> for TypeSet {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Self {
        types.into_iter().fold(Self::NONE, |set, ty| set | ty.into())
    }
}

impl fmt::Display for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, ty) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" or ")?;
            }
            f.write_str(ty.name())?;
        }
        Ok(())
    }
}
