//! The names of everything that can be violated: the keywords of the schema language, and the few rules of our own.
//!
//! Names only. What a keyword demands is a [`Constraint`](super::Constraint), what went wrong a
//! [`Kind`](crate::report::Kind).

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! keywords {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a violation is a violation of.
        ///
        /// The names are those of JSON Schema and OpenAPI where these have one; `json`, `duplicate-key`, `reserved-key`,
        /// `undocumented`, `model`, `depth`, `size`, `path`, `method`, `status`, `security`, `content-type`, `body`, `style` and
        /// `form` are rules of Fineprint, of HTTP and of OpenAPI that have no keyword.
        ///
        /// ```
        /// use fineprint::contract::Keyword;
        ///
        /// assert_eq!(Keyword::MaxLength.name(), "maxLength");
        /// assert_eq!(Keyword::from_name("maxLength"), Some(Keyword::MaxLength));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Keyword { $($(#[$doc])* $variant,)* }

        impl Keyword {
            /// Every keyword, in the order in which reports list them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The keyword as documents and reports write it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The keyword of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

keywords! {
    /// The payload is not JSON (RFC 8259).
    Json = "json",
    /// The payload is larger than the limit that the check was given.
    Size = "size",
    /// The payload is nested more deeply than the limit that the check was given.
    Depth = "depth",
    /// A key stands twice in one object (RFC 8259, section 4: names should be unique).
    DuplicateKey = "duplicate-key",
    /// A key that a JSON library keeps for itself and that would smuggle unchecked JSON past the check.
    ReservedKey = "reserved-key",
    /// The schema `false`: nothing may stand here.
    False = "false",
    /// No path of the contract matches the request's.
    Path = "path",
    /// The path has no operation of the request's method.
    Method = "method",
    /// The operation has no response of that status.
    Status = "status",
    /// The request has none of the credentials that the operation asks for.
    Security = "security",
    /// The body's media type is not one of those that the operation has.
    ContentType = "content-type",
    /// There is a body where there must be none.
    Body = "body",
    /// A parameter is not written in its style.
    Style = "style",
    /// A body is not the form that its media type says.
    Form = "form",
    /// `type`
    Type = "type",
    /// `nullable` (OpenAPI 3.0), only as a place in the document: it forbids nothing.
    Nullable = "nullable",
    /// `enum`
    Enum = "enum",
    /// `const`
    Const = "const",
    /// `minLength`
    MinLength = "minLength",
    /// `maxLength`
    MaxLength = "maxLength",
    /// `pattern`
    Pattern = "pattern",
    /// `format`
    Format = "format",
    /// `contentEncoding`
    ContentEncoding = "contentEncoding",
    /// `x-temporal`: where a date must lie, seen from now.
    Temporal = "x-temporal",
    /// `minimum`
    Minimum = "minimum",
    /// `exclusiveMinimum`
    ExclusiveMinimum = "exclusiveMinimum",
    /// `maximum`
    Maximum = "maximum",
    /// `exclusiveMaximum`
    ExclusiveMaximum = "exclusiveMaximum",
    /// `multipleOf`
    MultipleOf = "multipleOf",
    /// `items`
    Items = "items",
    /// `prefixItems`
    PrefixItems = "prefixItems",
    /// `contains`
    Contains = "contains",
    /// `minContains`
    MinContains = "minContains",
    /// `maxContains`
    MaxContains = "maxContains",
    /// `unevaluatedItems`
    UnevaluatedItems = "unevaluatedItems",
    /// `minItems`
    MinItems = "minItems",
    /// `maxItems`
    MaxItems = "maxItems",
    /// `uniqueItems`
    UniqueItems = "uniqueItems",
    /// `required`
    Required = "required",
    /// `properties`
    Properties = "properties",
    /// `patternProperties`
    PatternProperties = "patternProperties",
    /// `additionalProperties`
    AdditionalProperties = "additionalProperties",
    /// `propertyNames`
    PropertyNames = "propertyNames",
    /// `dependentRequired`, and `dependencies` with a list of names
    DependentRequired = "dependentRequired",
    /// `dependentSchemas`, and `dependencies` with a schema
    DependentSchemas = "dependentSchemas",
    /// `unevaluatedProperties`
    UnevaluatedProperties = "unevaluatedProperties",
    /// `minProperties`
    MinProperties = "minProperties",
    /// `maxProperties`
    MaxProperties = "maxProperties",
    /// `readOnly`: not to be sent in a request.
    ReadOnly = "readOnly",
    /// `writeOnly`: not to be sent in a response.
    WriteOnly = "writeOnly",
    /// A property that the contract does not mention, in strict mode.
    Undocumented = "undocumented",
    /// `$ref`
    Ref = "$ref",
    /// `$dynamicRef`
    DynamicRef = "$dynamicRef",
    /// `allOf`
    AllOf = "allOf",
    /// `anyOf`
    AnyOf = "anyOf",
    /// `oneOf`
    OneOf = "oneOf",
    /// `not`
    Not = "not",
    /// `if`
    If = "if",
    /// `then`
    Then = "then",
    /// `else`
    Else = "else",
    /// `discriminator`
    Discriminator = "discriminator",
    /// The contract is met, but the Rust type cannot hold the value.
    Model = "model",
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Keyword {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
