//! What is wrong, with its operands: limits and sizes, never the payload's values. How it reads is in [`sentence`](super::sentence), which
//! keyword it is of in `about`.

mod about;

use super::Allowed;
use crate::contract::{ContentEncoding, Decimal, Style, Temporal, Type, TypeSet};

/// What a violation says, with everything that its sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The payload is not JSON, or cannot be read.
    Json {
        /// In what way.
        fault: JsonFault,
        /// The line, from one.
        line: usize,
        /// The column, from one, in characters.
        column: usize,
    },
    /// The payload has more bytes than the check's limit.
    Size {
        /// The limit, in bytes.
        limit: usize,
        /// The payload's size, in bytes.
        actual: usize,
    },
    /// The payload is nested more deeply than the check's limit.
    Depth {
        /// The limit, in levels of arrays and objects.
        limit: usize,
    },
    /// The key stands twice in its object.
    DuplicateKey,
    /// The key is one that a JSON library keeps for itself.
    ReservedKey,
    /// No path of the contract matches.
    Path,
    /// The path has other methods.
    Method {
        /// Those that it has.
        allowed: Vec<String>,
    },
    /// The operation has no such response.
    Status {
        /// The status.
        status: u16,
        /// The keys of `responses`.
        documented: Vec<String>,
    },
    /// None of the alternatives of `security` is met.
    Security {
        /// The alternatives, each with the names of its schemes.
        alternatives: Vec<String>,
    },
    /// The body has another media type, or does not say which.
    ContentType {
        /// The media types and ranges that the contract has.
        allowed: Vec<String>,
        /// Whether the message states one.
        is_stated: bool,
    },
    /// There is a body where there must be none.
    Body,
    /// `required` of a request body: there is none.
    RequiredBody,
    /// `required` of a parameter or header: it is not there.
    RequiredParameter {
        /// Its name.
        parameter: String,
    },
    /// Strict mode: the contract does not mention the parameter.
    UndocumentedParameter {
        /// Its name, cut if it is long.
        parameter: String,
    },
    /// The parameter is not written in its style.
    Style {
        /// The style.
        style: Style,
    },
    /// The body is not a form of its media type.
    Form {
        /// In what way.
        fault: FormFault,
    },
    /// The schema `false`: nothing may stand here.
    False,
    /// `type`
    Type {
        /// What is admitted.
        expected: TypeSet,
        /// What was found.
        actual: Type,
    },
    /// `enum`
    Enum {
        /// The contract's values.
        allowed: Allowed,
    },
    /// `const`
    Const {
        /// The contract's value, cut if it is long.
        value: String,
    },
    /// `minLength`, in Unicode scalar values.
    MinLength {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxLength`, in Unicode scalar values.
    MaxLength {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `pattern`
    Pattern {
        /// The contract's pattern.
        pattern: String,
    },
    /// `format`
    Format {
        /// The format's name.
        format: String,
        /// The format in words, where it is one of ours.
        meaning: Option<&'static str>,
    },
    /// `contentEncoding`
    ContentEncoding {
        /// The encoding.
        encoding: ContentEncoding,
    },
    /// `x-temporal`
    Temporal {
        /// Where the date must lie.
        expected: Temporal,
    },
    /// `minimum`
    Minimum {
        /// The limit.
        limit: Decimal,
    },
    /// `exclusiveMinimum`
    ExclusiveMinimum {
        /// The limit.
        limit: Decimal,
    },
    /// `maximum`
    Maximum {
        /// The limit.
        limit: Decimal,
    },
    /// `exclusiveMaximum`
    ExclusiveMaximum {
        /// The limit.
        limit: Decimal,
    },
    /// `multipleOf`
    MultipleOf {
        /// The divisor.
        divisor: Decimal,
    },
    /// `items: false` beside `prefixItems`: there are items behind the prefix.
    Items {
        /// The length of the prefix.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `contains`: no item meets the schema, and `minContains` does not say how many should.
    Contains,
    /// `minContains`
    MinContains {
        /// The limit.
        limit: u64,
        /// How many items meet the schema of `contains`.
        actual: u64,
    },
    /// `maxContains`
    MaxContains {
        /// The limit.
        limit: u64,
        /// How many items meet the schema of `contains`.
        actual: u64,
    },
    /// `unevaluatedItems`: no keyword speaks of the item.
    UnevaluatedItems,
    /// `minItems`
    MinItems {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxItems`
    MaxItems {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `uniqueItems`
    UniqueItems {
        /// The index of an item.
        first: usize,
        /// The index of a later item that is equal to it.
        second: usize,
    },
    /// `required`
    Required {
        /// The missing property.
        property: String,
    },
    /// `additionalProperties`: the property is not one of those that are allowed.
    AdditionalProperties {
        /// The property, cut if it is long.
        property: String,
    },
    /// `unevaluatedProperties`: no keyword speaks of the property.
    UnevaluatedProperties {
        /// The property, cut if it is long.
        property: String,
    },
    /// `propertyNames`
    PropertyNames {
        /// The property, cut if it is long.
        property: String,
        /// What is wrong with its name, or the first thing of several.
        problem: String,
    },
    /// `dependentRequired`
    DependentRequired {
        /// The missing property.
        property: String,
        /// The property that is there, and requires it.
        because: String,
    },
    /// `minProperties`
    MinProperties {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `maxProperties`
    MaxProperties {
        /// The limit.
        limit: u64,
        /// The payload's count.
        actual: u64,
    },
    /// `readOnly`: the property stands in a request.
    ReadOnly,
    /// `writeOnly`: the property stands in a response.
    WriteOnly,
    /// Strict mode: the contract does not mention the property.
    Undocumented {
        /// The property, cut if it is long.
        property: String,
    },
    /// `anyOf`: no branch is met.
    AnyOf {
        /// How many branches there are.
        branches: usize,
        /// The pointer of the branch that comes closest; its own violations are reported beside this one.
        closest: String,
    },
    /// `oneOf`: no branch is met.
    OneOfNone {
        /// How many branches there are.
        branches: usize,
        /// The pointer of the branch that comes closest; its own violations are reported beside this one.
        closest: String,
    },
    /// `oneOf`: more than one branch is met.
    OneOfSeveral {
        /// The pointers of the branches that are met.
        matching: Vec<String>,
    },
    /// `not`: the schema that must not be met is met.
    Not,
    /// `discriminator`: the property that names the branch is missing, or names none.
    Discriminator {
        /// The property.
        property: String,
        /// The names of the branches.
        allowed: Allowed,
    },
    /// The contract is met, but the Rust type that was asked for cannot hold the value.
    Model,
    /// The Rust value cannot be written as JSON.
    Unwritable,
}

/// In what way a payload is not JSON, or cannot be read though by the grammar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JsonFault {
    /// It is not UTF-8 (RFC 8259, section 8.1).
    NotUtf8,
    /// It begins with a byte order mark (RFC 8259, section 8.1).
    ByteOrderMark,
    /// It ends before its value is complete.
    Incomplete,
    /// Something else stands where a value must.
    Value,
    /// Something like `true`, `false` or `null`, but written in another way.
    Keyword,
    /// Something else than a string stands where a key must.
    Key,
    /// There is no colon behind a key.
    Colon,
    /// There is neither a comma behind an item or a member, nor the end of what it belongs to.
    Comma,
    /// There is a comma, and then neither an item nor a member.
    TrailingComma,
    /// It goes on behind its value.
    TrailingCharacters,
    /// A number is written in another way than RFC 8259, section 6 has it.
    Number,
    /// A comment, as other languages have them, stands between the tokens.
    Comment,
    /// A number that is too large to be read.
    OutOfRange,
    /// A control character in a string is not escaped (section 7).
    ControlCharacter,
    /// An escape in a string is none that section 7 has.
    Escape,
    /// An escape is one half of a surrogate pair, and the other one is missing.
    Surrogate,
    /// It is nested more deeply than the reader goes. Mostly that is told as a violation of the limit of depth.
    TooDeep,
}

/// In what way a body is not a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormFault {
    /// The media type has no usable `boundary` (RFC 2046, section 5.1.1).
    Boundary,
    /// A part has no end, or there is no end of all parts.
    Incomplete,
    /// A part has no name (RFC 7578, section 4.2).
    Name,
    /// There are too many parts.
    TooMany,
}
