//! The closed list of what can be found.

use std::fmt;

/// What kind of mistake a diagnostic is about; scripts may rely on the name of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The file could not be read.
    Unreadable,
    /// A setting of the tools is not one.
    InvalidSetting,
    /// The text is not UTF-8.
    InvalidUtf8,
    /// The text is neither YAML nor JSON.
    Syntax,
    /// The text holds no document.
    EmptyDocument,
    /// The text holds more than one document.
    SeveralDocuments,
    /// The text asks for another version of YAML.
    YamlVersion,
    /// Values nest too deep.
    TooDeep,
    /// A key stands twice in one object.
    DuplicateKey,
    /// A key is an object or an array.
    ComplexKey,
    /// A number has no form in JSON.
    InvalidNumber,
    /// A tag is not one of YAML's core schema.
    UnknownTag,
    /// A value is not what its tag says.
    TagMismatch,
    /// An alias names no anchor before it.
    UnknownAnchor,
    /// An alias stands inside what it names.
    RecursiveAlias,
    /// Aliases blow the document up.
    AliasBudget,
    /// A merge key has something else than objects to merge.
    InvalidMerge,
    /// There are more findings than are listed.
    Unlisted,
    /// The document is of a version that is not read.
    UnsupportedVersion,
    /// A field that the object does not have.
    UnknownField,
    /// A field that belongs to another object.
    MisplacedField,
    /// A keyword of JSON Schema that this version of OpenAPI does not have.
    UnsupportedKeyword,
    /// A field that has to be there is not.
    MissingField,
    /// A value of another type than the one that belongs there.
    WrongType,
    /// A field is there without a value.
    NullValue,
    /// A word that is not one of those that may stand there.
    UnknownWord,
    /// A number beyond what can stand there.
    OutOfRange,
    /// Fields beside `$ref`, which do not count.
    IgnoredSiblings,
    /// A reference leads nowhere.
    UnresolvedReference,
    /// A reference leads out of the document.
    ExternalReference,
    /// A reference leads to an object of another kind, or stands where the specification has none.
    ReferenceKind,
    /// References lead back to where they started.
    ReferenceCycle,
    /// Two schemas call themselves alike.
    DuplicateIdentifier,
    /// Two limits that no value meets.
    ContradictingLimits,
    /// A keyword that says nothing about values of the type.
    InapplicableKeyword,
    /// A pattern is not a regular expression (ECMA-262).
    InvalidPattern,
    /// A format that nobody has defined.
    UnknownFormat,
    /// A format that says nothing about values of the type.
    InapplicableFormat,
    /// `x-temporal` where there is no date, with an unknown word, or misspelt.
    InvalidTemporal,
    /// A default that its own schema refuses.
    InvalidDefault,
    /// A value of `enum` that its own schema refuses.
    InvalidEnumValue,
    /// An example that its own schema refuses.
    InvalidExample,
    /// A value stands twice in `enum`.
    DuplicateEnumValue,
    /// `nullable` beside no `type`.
    UntypedNullable,
    /// `nullable` beside an `enum` without null.
    NullableEnum,
    /// A discriminator and its branches do not fit.
    IdleDiscriminator,
    /// `required` is empty, or names a property twice.
    InvalidRequired,
    /// `required` names a property that `properties` does not.
    UndescribedRequired,
    /// `required` names a property that the schema forbids.
    ImpossibleRequired,
    /// The key of a response is no status.
    InvalidStatus,
    /// A path template that is not well formed.
    InvalidPath,
    /// Two path templates that the same paths match.
    AmbiguousPath,
    /// A path template names a parameter that nobody declares.
    UndeclaredPathParameter,
    /// A path parameter that the path template does not name.
    UnusedPathParameter,
    /// A path parameter that is not `required: true`.
    OptionalPathParameter,
    /// A parameter is declared twice.
    DuplicateParameter,
    /// A header parameter that OpenAPI says is to be ignored.
    IgnoredHeader,
    /// A parameter without exactly one of `schema` and `content`.
    SchemaOrContent,
    /// A style that does not exist for the parameter's location.
    InvalidStyle,
    /// A key of `content` that no media type meets.
    InvalidMediaType,
    /// A request body that HTTP gives no meaning.
    UndefinedBody,
    /// A server's URL with a variable that is not described.
    InvalidServer,
    /// Two operations have the same `operationId`.
    DuplicateOperationId,
    /// A security requirement names no security scheme.
    UnknownSecurityScheme,
    /// A component's name has characters that it must not have.
    InvalidComponentName,
    /// Nothing refers to a component.
    UnusedComponent,
    /// The document grows beyond bounds when its references are followed.
    TooLarge,
}

impl Code {
    /// The name, as messages and machine output show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::InvalidSetting => "invalid-setting",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::Syntax => "syntax",
            Self::EmptyDocument => "empty-document",
            Self::SeveralDocuments => "several-documents",
            Self::YamlVersion => "yaml-version",
            Self::TooDeep => "too-deep",
            Self::DuplicateKey => "duplicate-key",
            Self::ComplexKey => "complex-key",
            Self::InvalidNumber => "invalid-number",
            Self::UnknownTag => "unknown-tag",
            Self::TagMismatch => "tag-mismatch",
            Self::UnknownAnchor => "unknown-anchor",
            Self::RecursiveAlias => "recursive-alias",
            Self::AliasBudget => "alias-budget",
            Self::InvalidMerge => "invalid-merge",
            Self::Unlisted => "unlisted",
            Self::UnsupportedVersion => "unsupported-version",
            Self::UnknownField => "unknown-field",
            Self::MisplacedField => "misplaced-field",
            Self::UnsupportedKeyword => "unsupported-keyword",
            Self::MissingField => "missing-field",
            Self::WrongType => "wrong-type",
            Self::NullValue => "null-value",
            Self::UnknownWord => "unknown-word",
            Self::OutOfRange => "out-of-range",
            Self::IgnoredSiblings => "ignored-siblings",
            Self::UnresolvedReference => "unresolved-reference",
            Self::ExternalReference => "external-reference",
            Self::ReferenceKind => "reference-kind",
            Self::ReferenceCycle => "reference-cycle",
            Self::DuplicateIdentifier => "duplicate-identifier",
            Self::ContradictingLimits => "contradicting-limits",
            Self::InapplicableKeyword => "inapplicable-keyword",
            Self::InvalidPattern => "invalid-pattern",
            Self::UnknownFormat => "unknown-format",
            Self::InapplicableFormat => "inapplicable-format",
            Self::InvalidTemporal => "invalid-temporal",
            Self::InvalidDefault => "invalid-default",
            Self::InvalidEnumValue => "invalid-enum-value",
            Self::InvalidExample => "invalid-example",
            Self::DuplicateEnumValue => "duplicate-enum-value",
            Self::UntypedNullable => "untyped-nullable",
            Self::NullableEnum => "nullable-enum",
            Self::IdleDiscriminator => "idle-discriminator",
            Self::InvalidRequired => "invalid-required",
            Self::UndescribedRequired => "undescribed-required",
            Self::ImpossibleRequired => "impossible-required",
            Self::InvalidStatus => "invalid-status",
            Self::InvalidPath => "invalid-path",
            Self::AmbiguousPath => "ambiguous-path",
            Self::UndeclaredPathParameter => "undeclared-path-parameter",
            Self::UnusedPathParameter => "unused-path-parameter",
            Self::OptionalPathParameter => "optional-path-parameter",
            Self::DuplicateParameter => "duplicate-parameter",
            Self::IgnoredHeader => "ignored-header",
            Self::SchemaOrContent => "schema-or-content",
            Self::InvalidStyle => "invalid-style",
            Self::InvalidMediaType => "invalid-media-type",
            Self::UndefinedBody => "undefined-body",
            Self::InvalidServer => "invalid-server",
            Self::DuplicateOperationId => "duplicate-operation-id",
            Self::UnknownSecurityScheme => "unknown-security-scheme",
            Self::InvalidComponentName => "invalid-component-name",
            Self::UnusedComponent => "unused-component",
            Self::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
