//! What becomes of the documents of the corpus that are not simply read, and why that is right.

use fineprint_openapi::diagnostic::Code;

/// How many real documents refer to files that the corpus does not have.
pub(crate) const SPREAD: usize = 72;

/// The real documents that are refused.
pub(crate) const REFUSED: &[(&str, Code, &str)] = &[];

/// Documents that other tools read, and that are refused here.
pub(crate) const VALID_BUT_REFUSED: &[(&str, Code, &str)] = &[
    ("ahx/openapi_first/spec/data/fullofrefs.yaml", Code::UnresolvedReference, "`#/components/schemas/Qux` leads nowhere"),
    ("ahx/openapi_first/spec/data/response-header.yaml", Code::SchemaOrContent, "the header does not say what it holds"),
    ("getkin/kin-openapi/openapi3/testdata/components.openapi.json", Code::SchemaOrContent, "the parameter does not say what it holds"),
    ("getkin/kin-openapi/openapi3/testdata/components.openapi.yml", Code::SchemaOrContent, "the parameter does not say what it holds"),
    ("getkin/kin-openapi/openapi3/testdata/issue638/test1.yaml", Code::UnknownWord, "`int` is no type"),
    ("getkin/kin-openapi/openapi3/testdata/issue638/test2.yaml", Code::UnknownWord, "`int` is no type"),
    ("getkin/kin-openapi/openapi3/testdata/nesteddir/nestedcomponents.openapi.json", Code::SchemaOrContent, "the parameter does not say what it holds"),
    ("getkin/kin-openapi/openapi3/testdata/nesteddir/nestedcomponentsref.openapi.json", Code::SchemaOrContent, "the parameter does not say what it holds"),
    ("glademiller/openapiv3/fixtures/fitbit.json", Code::ReferenceKind, "`` is a OpenAPI Object, not a Schema Object"),
    ("glademiller/openapiv3/fixtures/petstore.yaml", Code::UnresolvedReference, "`#/components/schemas/PetByAge` leads nowhere"),
    ("interagent/committee/test/data/openapi3/normal.yaml", Code::WrongType, "`required` has to be an array, and is a boolean"),
    ("oapi-codegen/oapi-codegen/examples/client/api.yaml", Code::UnknownWord, "`int` is no type"),
    ("oapi-codegen/oapi-codegen/examples/clienttypenameclash/api.yaml", Code::UnknownField, "`requestBodies` is not a field of the Operation Object"),
    ("oapi-codegen/oapi-codegen/internal/test/bodies/content_types/spec.yaml", Code::MisplacedField, "`type` is not a field of the Media Type Object"),
    ("oapi-codegen/oapi-codegen/internal/test/schemas/recursive/spec.yaml", Code::ReferenceCycle, "the references lead in a circle, and never to a schema that a value could meet"),
    ("ogen-go/ogen/_testdata/positive/sample.json", Code::WrongType, "`items` has to be an object or a boolean (Schema Object), and is an array"),
];

/// Documents that other tools refuse, and that are read here.
pub(crate) const INVALID_BUT_READ: &[(&str, &str)] = &[];
