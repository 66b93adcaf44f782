//! What the models crate consists of, decided and named, but not yet Rust text.

use std::borrow::Cow;

use fineprint::contract::{Decimal, Literal};
use indexmap::IndexSet;

/// The number of a model in [`Models::models`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ModelId(pub(super) usize);

/// All models. The first ones are the document's named schemas, in their order; inline ones follow.
#[derive(Debug)]
pub(super) struct Models<'d> {
    pub(super) models: Vec<Model<'d>>,
    /// What groups the operations: their first tags, or the first parts of their paths.
    pub(super) groups: IndexSet<&'d str>,
}

impl<'d> Models<'d> {
    pub(super) fn get(&self, id: ModelId) -> Option<&Model<'d>> {
        self.models.get(id.0)
    }
}

/// A Rust item.
#[derive(Debug)]
pub(super) struct Model<'d> {
    pub(super) name: String,
    pub(super) pointer: &'d str,
    pub(super) home: Home,
    pub(super) docs: Docs<'d>,
    pub(super) deprecated: bool,
    pub(super) kind: Kind<'d>,
}

/// The file that an item stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// That of a component: with it stand the types of its inline parts.
    Component(ModelId),
    /// That of the operations, or of this group of them where they are many.
    Operations(usize),
}

/// What is said of an item or field.
#[derive(Clone, Debug, Default)]
pub(super) struct Docs<'d> {
    /// The author's words.
    pub(super) description: Option<&'d str>,
    /// Ours: limits, defaults, and what the type leaves out; a sentence each.
    pub(super) notes: Vec<String>,
}

/// The kinds of items.
#[derive(Debug)]
pub(super) enum Kind<'d> {
    Struct(Struct<'d>),
    Enum(Enumeration<'d>),
    Union(Union),
    /// A type alias; an `Option` of the type if null is admitted.
    Alias {
        ty: Type,
        nullable: bool,
    },
    /// An alias that refers to itself, which Rust wants a struct for.
    Newtype {
        ty: Type,
        boxed: bool,
    },
    /// A type from elsewhere stands in for it: no item.
    Foreign(syn::Type),
}

/// An object with known properties.
#[derive(Debug)]
pub(super) struct Struct<'d> {
    pub(super) fields: Vec<Field<'d>>,
    pub(super) unknown: Unknown,
}

/// What becomes of properties that the document does not list.
#[derive(Debug)]
pub(super) enum Unknown {
    /// They pass and are forgotten.
    Dropped,
    /// `additionalProperties: false` or `unevaluatedProperties: false`
    Refused,
    /// `additionalProperties` or `unevaluatedProperties` with a schema, or `patternProperties`: a map in a field of that
    /// name.
    Kept { field: String, ty: Type },
}

/// A property.
#[derive(Debug)]
pub(super) struct Field<'d> {
    pub(super) wire: Cow<'d, str>,
    pub(super) name: String,
    pub(super) docs: Docs<'d>,
    pub(super) deprecated: bool,
    pub(super) ty: Type,
    pub(super) boxed: bool,
    pub(super) presence: Presence,
    pub(super) default: Option<&'d Literal>,
    /// Keywords that the published JSON Schema carries besides those of the type.
    pub(super) keywords: Vec<(&'static str, Operand<'d>)>,
}

/// Whether a property may be absent, and whether it may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    RequiredNullable,
    Optional,
    OptionalNullable,
}

impl Presence {
    pub(super) fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    pub(super) fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::OptionalNullable => false,
        }
    }
}

/// The operand of a keyword in a published JSON Schema.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'d> {
    Text(&'d str),
    Number(Decimal),
    Flag,
    Value(&'d Literal),
    Values(Vec<&'d Literal>),
}

/// A string `enum`.
#[derive(Debug)]
pub(super) struct Enumeration<'d> {
    pub(super) values: Vec<Value<'d>>,
    /// Whether values that are not listed are read, too, into a variant of their own.
    pub(super) is_open: bool,
}

/// A member of a string `enum`.
#[derive(Debug)]
pub(super) struct Value<'d> {
    pub(super) wire: &'d str,
    pub(super) name: String,
    /// The author's words, where the value stands in a branch of its own.
    pub(super) description: Option<&'d str>,
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub(super) struct Union {
    pub(super) variants: Vec<Variant>,
    /// The discriminating property; each variant then has its values of it.
    pub(super) tag: Option<String>,
}

/// A branch of a union.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) boxed: bool,
    pub(super) tags: Vec<String>,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    /// `()`, which is null in JSON.
    Null,
    Boolean,
    /// A whole number; `format` is what the document says of it.
    Integer {
        rust: Integer,
        format: bool,
    },
    /// `f64`, also for `float`: the text of an `f32` read as one and written back differs from what other parties read.
    Number {
        format: bool,
    },
    String,
    /// `BinaryBody`: a body that is no JSON and no text.
    Bytes,
    Uuid,
    Date,
    DateTime,
    /// `serde_json::Map`
    Object,
    /// `serde_json::Value`
    Any,
    Nullable(Box<Type>),
    List(Box<Type>),
    /// Items by place, of which there are as many as the document says.
    Tuple(Vec<Type>),
    Map(Box<Type>),
    Model(ModelId),
    Foreign(syn::Type),
}

impl Type {
    /// The type, or an `Option` of it. A `serde_json::Value` holds null itself, and null is null.
    pub(super) fn nullable(self, nullable: bool) -> Self {
        if nullable && !self.holds_null() { Self::Nullable(Box::new(self)) } else { self }
    }

    /// Whether null is a value of the type itself.
    pub(super) fn holds_null(&self) -> bool {
        matches!(self, Self::Any | Self::Null | Self::Nullable(_))
    }

    /// Whether both are the same type in Rust, whatever the document says of their format.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Integer { rust: left, .. }, Self::Integer { rust: right, .. }) => left == right,
            (Self::Number { .. }, Self::Number { .. }) => true,
            (left, right) => left == right,
        }
    }
}

/// The whole-number types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Integer {
    /// The type that a `format` of the OpenAPI registry names.
    pub(super) fn from_format(format: &str) -> Option<Self> {
        Some(match format {
            "int8" => Self::I8,
            "int16" => Self::I16,
            "int32" => Self::I32,
            "int64" => Self::I64,
            "uint8" => Self::U8,
            "uint16" => Self::U16,
            "uint32" => Self::U32,
            "uint64" => Self::U64,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }
}
