//! What becomes of the documents of the corpus that are not simply read, and why that is right.

use fineprint_openapi::diagnostic::Code;

/// How many real documents refer to files that the corpus does not have.
pub(crate) const SPREAD: usize = 80;

/// The real documents that are refused, each by its first error.
pub(crate) const REFUSED: &[(&str, Code, &str)] = &[
    (
        "PagerDuty/api-schema/reference/REST/openapiv3.json",
        Code::ReferenceKind,
        "a response that stands among the request bodies",
    ),
    (
        "alchemyplatform/docs-openapi-specs/token/tokens.yaml",
        Code::ReferenceKind,
        "a parameter that stands among the schemas",
    ),
    (
        "influxdata/openapi/contracts/cloud-diff.yml",
        Code::UnresolvedReference,
        "a discriminator maps to a schema that is not there",
    ),
    (
        "influxdata/openapi/contracts/oss-diff.yml",
        Code::UnresolvedReference,
        "a discriminator maps to a schema that is not there",
    ),
    ("influxdata/openapi/contracts/priv/cloud-priv.yml", Code::ReferenceKind, "a response as a schema"),
    ("influxdata/openapi/contracts/priv/unity.yml", Code::WrongType, "`items: string`"),
    (
        "paypal/paypal-rest-api-specifications/openapi/customer_disputes_v1.json",
        Code::MisplacedField,
        "an `enum` beside the schema of a parameter, not in it",
    ),
    (
        "paypal/paypal-rest-api-specifications/openapi/customer_partner_referrals_v2.json",
        Code::InvalidPattern,
        "`[_-.]`, whose range ends before it starts",
    ),
];

/// Documents that other tools read, and that are refused here.
pub(crate) const VALID_BUT_REFUSED: &[(&str, Code, &str)] = &[
    (
        "ahx/openapi_first/spec/data/fullofrefs.yaml",
        Code::UnresolvedReference,
        "to a schema that is not there",
    ),
    (
        "ahx/openapi_first/spec/data/response-header.yaml",
        Code::SchemaOrContent,
        "a header with neither, to test that",
    ),
    (
        "getkin/kin-openapi/openapi3/testdata/components.openapi.json",
        Code::SchemaOrContent,
        "a parameter with neither",
    ),
    (
        "getkin/kin-openapi/openapi3/testdata/components.openapi.yml",
        Code::SchemaOrContent,
        "a parameter with neither",
    ),
    ("getkin/kin-openapi/openapi3/testdata/issue638/test1.yaml", Code::UnknownWord, "`type: int`"),
    (
        "getkin/kin-openapi/openapi3/testdata/issue638/test2.yaml",
        Code::UnknownWord,
        "`type: int` in the file that it refers to",
    ),
    (
        "getkin/kin-openapi/openapi3/testdata/nesteddir/nestedcomponents.openapi.json",
        Code::SchemaOrContent,
        "a parameter with neither, in the file that it refers to",
    ),
    (
        "getkin/kin-openapi/openapi3/testdata/nesteddir/nestedcomponentsref.openapi.json",
        Code::SchemaOrContent,
        "a parameter with neither",
    ),
    ("glademiller/openapiv3/fixtures/fitbit.json", Code::ReferenceKind, "an empty `$ref` as a schema"),
    (
        "glademiller/openapiv3/fixtures/petstore.yaml",
        Code::UnresolvedReference,
        "to a schema that is not there",
    ),
    (
        "interagent/committee/test/data/openapi3/normal.yaml",
        Code::WrongType,
        "`required: true` in a schema, as in draft 3",
    ),
    ("oapi-codegen/oapi-codegen/examples/client/api.yaml", Code::UnknownWord, "`type: int`"),
    (
        "oapi-codegen/oapi-codegen/examples/clienttypenameclash/api.yaml",
        Code::UnknownField,
        "`requestBodies` for `requestBody`",
    ),
    (
        "oapi-codegen/oapi-codegen/internal/test/bodies/content_types/spec.yaml",
        Code::MisplacedField,
        "the keywords of a schema in a media type",
    ),
    (
        "oapi-codegen/oapi-codegen/internal/test/schemas/recursive/spec.yaml",
        Code::ReferenceCycle,
        "an `allOf` with the schema itself",
    ),
    (
        "ogen-go/ogen/_testdata/positive/sample.json",
        Code::WrongType,
        "a list for `items` in OpenAPI 3.1, which calls it `prefixItems`",
    ),
];

/// Documents that other tools refuse, and that are read here, by a part of their paths: because the mistake is warned of and
/// leaves the document usable, because it is in what is not read, or because it is none by the specification.
pub(crate) const INVALID_BUT_READ: &[(&str, &str)] = &[
    // Warned of.
    ("uplicateOperationId", "the first operation keeps the id"),
    ("duplicate_operationId", "the first operation keeps the id"),
    ("duplicateRequired", "a name that is required twice"),
    ("/fuzz1/", "texts that are numbers or are missing, and formats of what is not read"),
    ("example1_from_._Improved_examples", "a response without `description`"),
    ("example2_from_._Improved_securityschemes", "no `paths`"),
    ("example2_from_._New_links", "a path parameter that is not required"),
    ("optional_path_parameter", "a path parameter that is not required"),
    ("optional-path-param", "a path parameter that is not required"),
    ("3.1/fail/unknown_container", "a field that nobody knows"),
    ("allOf/type_mismatch", "no value meets it"),
    ("wrong_default_type/", "a default that its schema refuses"),
    ("invalid-uuid-defaults", "a default that its schema refuses"),
    ("wrong_enum_type/", "values that their schema refuses"),
    ("component_name.json", "the name of a component"),
    ("invalid_content_type", "a media type that no body has"),
    ("negative/null/", "null is taken as absent"),
    ("paths/additional_operations", "of OpenAPI 3.2"),
    ("paths/path_refs_parameter_two_times", "one name for two parts of a path"),
    ("paths/unknown_path_parameter", "a parameter that the path does not name"),
    ("responses/no_responses", "every response is undocumented"),
    ("securityScheme/unknown_scheme", "a requirement that cannot be checked"),
    ("servers/unknown_parameter", "a variable that nobody describes"),
    ("negative/version/", "fields of a later version are told"),
    // In what is not read, or is of another tool.
    ("malicious/rapid7-", "texts that harm whoever puts them into a page or a program unescaped"),
    ("x_go_name_invalid", "an extension of another tool"),
    ("parameters/x_", "an extension of another tool"),
    ("servers/x_", "an extension of another tool"),
    ("negative/field_naming/", "names in generated code"),
    ("negative/convenient_errors/", "a setting of another tool"),
    ("negative/router/", "parts of a path that another tool cannot tell apart"),
    ("requestBody/unknown_encoding_", "encodings are not read"),
    ("servers/duplicate_enum_value", "variables of servers are not read"),
    ("servers/enum_does_not_contain_default", "variables of servers are not read"),
    ("securityScheme/invalid_o", "the URLs of a security scheme are not read"),
    ("securityScheme/unknown_http_scheme", "any scheme of HTTP may be named"),
    // No mistakes by the specification.
    ("servers/empty_server_url", "an empty reference is one"),
    ("headers/duplicate_header", "both describe the field"),
    ("headers/invalid_header_name", "no message has it"),
    ("cookie/invalid_cookie_name", "no message has it"),
    ("securityScheme/invalid_apiKey_name", "no message has it"),
    ("paths/duplicate_escaped_path_item", "paths that are the same when they are decoded"),
    ("/combination_", "styles whose form for such a value is not defined; `content` wins over `style`"),
    ("allOf/conflicting_property", "another tool does not merge them"),
    ("allOf/string_patterns", "another tool does not merge them"),
    ("cyclic/allOf_property", "a recursion that passes through a property"),
    ("oneOf/same_json_type_one_of", "another tool cannot tell the branches apart"),
    ("negative_custom/value_based_discrimination_overlap", "another tool cannot tell the branches apart"),
];
