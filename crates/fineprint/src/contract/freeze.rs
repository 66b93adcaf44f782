//! The vocabulary of generated source, so that a frozen contract reads like the document.
//!
//! For generated code; everything else can use the types directly. Variants stand here under the names of their keywords.
//! Whatever a table refers to is a `static` of its own, and the functions make the rows of these.

pub use super::Access::{ReadOnly, ReadWrite, WriteOnly};
pub use super::Additional::{Allowed, Forbidden};
pub use super::Constraint::{
    AllOf, AnyOf, Const, Contains, ContentEncoding, DependentRequired, DependentSchemas, Enum,
    ExclusiveMaximum, ExclusiveMinimum, Format, If, Items, MaxItems, MaxLength, MaxProperties, Maximum,
    Members as Properties, MinItems, MinLength, MinProperties, Minimum, MultipleOf, NamedFormat, Never, Not,
    Nullable, OneOf, Pattern, PropertyNames, Ref, Temporal, Tuple, Type, UnevaluatedItems,
    UnevaluatedProperties, UniqueItems,
};
pub use super::ContentEncoding as Encoding;
pub use super::Hold::Frozen;
pub use super::Lookup::Scan;
pub use super::ParameterValue::{Content, Styled};
pub use super::Segment::{Fixed, Template};
pub use super::Temporal::{Future, FutureOrPresent, Past, PastOrPresent};
pub use super::{
    Additional, Base, Body, ComponentId, Conditional, Contains as ContainsTable, Contract, Decimal,
    Discriminator, Encoding as PropertyEncoding, Hold, List, Literal, Location, MediaType, Member, Members,
    Operation, OperationId, Parameter, Piece, PositionTable, Response, Route, Schema, SecurityKind,
    SecurityRequirement, SecurityScheme, Status, Style, Text, Tuple as TupleTable, TypeSet, Union,
};
pub use crate::check::{Checker, Direction, Part};
pub use crate::formats::Format as FormatName;
pub use crate::pattern::Pattern as Regex;

use super::{Constraint, Keyword, Lookup, ParameterValue, Position, Positioned};

/// `null`
pub const NULL: TypeSet = TypeSet::NULL;
/// `boolean`
pub const BOOLEAN: TypeSet = TypeSet::BOOLEAN;
/// `integer`
pub const INTEGER: TypeSet = TypeSet::INTEGER;
/// `number`
pub const NUMBER: TypeSet = TypeSet::NUMBER;
/// `string`
pub const STRING: TypeSet = TypeSet::STRING;
/// `array`
pub const ARRAY: TypeSet = TypeSet::ARRAY;
/// `object`
pub const OBJECT: TypeSet = TypeSet::OBJECT;

/// A schema: its pointer and its constraints.
pub const fn schema(pointer: &'static str, constraints: &'static [Constraint]) -> Schema {
    Schema::frozen(pointer, constraints)
}

/// A property that must be there.
pub const fn required(
    name: &'static str,
    pointer: &'static str,
    constraints: &'static [Constraint],
) -> Member {
    let schema = Some(schema(pointer, constraints));
    Member { name: Frozen(name), required: true, access: ReadWrite, schema }
}

/// A property that may be left out.
pub const fn optional(
    name: &'static str,
    pointer: &'static str,
    constraints: &'static [Constraint],
) -> Member {
    let schema = Some(schema(pointer, constraints));
    Member { name: Frozen(name), required: false, access: ReadWrite, schema }
}

/// A key that `required` names and `properties` does not.
pub const fn required_only(name: &'static str) -> Member {
    Member { name: Frozen(name), required: true, access: ReadWrite, schema: None }
}

/// `readOnly`
pub const fn read_only(mut member: Member) -> Member {
    member.access = ReadOnly;
    member
}

/// `writeOnly`
pub const fn write_only(mut member: Member) -> Member {
    member.access = WriteOnly;
    member
}

/// What a schema says of an object's keys.
pub const fn members(entries: &'static [Member], additional: Additional, lookup: Lookup) -> Members {
    Members::frozen(entries, lookup, &[], additional)
}

/// The same, with `patternProperties`.
pub const fn members_and_patterns(
    entries: &'static [Member],
    patterns: &'static [(Hold<Regex>, Schema)],
    additional: Additional,
    lookup: Lookup,
) -> Members {
    Members::frozen(entries, lookup, patterns, additional)
}

/// A string in an `enum`.
pub const fn string(value: &'static str) -> Literal {
    Literal::String(Frozen(value))
}

/// The way from a key to its entry, where lengths and ends tell the keys apart.
pub const fn direct(seed: u16, slots: &'static [u16]) -> Lookup {
    Lookup::frozen_direct(seed, slots)
}

/// The way from a key to its entry, where it takes more than that.
pub const fn hashed(seed: u8, displacements: &'static [u16], slots: &'static [u16]) -> Lookup {
    Lookup::frozen(seed, displacements, slots)
}

/// A parameter, or a header of a response.
pub const fn parameter(
    pointer: &'static str,
    name: &'static str,
    location: Location,
    required: bool,
    value: ParameterValue,
) -> Parameter {
    Parameter { pointer: Frozen(pointer), name: Frozen(name), location, required, value }
}

/// One entry of `content`.
pub const fn media_type(
    pointer: &'static str,
    range: &'static str,
    schema: Option<&'static Schema>,
) -> MediaType {
    form(pointer, range, schema, &[])
}

/// The same of a form, with `encoding`.
pub const fn form(
    pointer: &'static str,
    range: &'static str,
    schema: Option<&'static Schema>,
    encoding: &'static [PropertyEncoding],
) -> MediaType {
    let schema = match schema {
        Some(schema) => Some(Frozen(schema)),
        None => None,
    };
    MediaType { pointer: Frozen(pointer), range: Frozen(range), schema, encoding: Frozen(encoding) }
}

/// The position of an item and of its keywords.
pub const fn at(
    pointer: &'static str,
    line: u32,
    column: u32,
    keywords: &'static [(Keyword, Position)],
) -> Positioned {
    Positioned { pointer: Frozen(pointer), at: Position::new(line, column), keywords: Frozen(keywords) }
}

/// The position of a keyword.
pub const fn on(keyword: Keyword, line: u32, column: u32) -> (Keyword, Position) {
    (keyword, Position::new(line, column))
}
