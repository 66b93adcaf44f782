//! Small schemas, each with an instance and its verdict, or with the mistake for which the schema is refused: what the reader must
//! neither lose nor lead astray.

use std::sync::Arc;

use fineprint_openapi::diagnostic::{Code, Severity};
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader, compile};

/// The verdict, or the code of each error.
fn judge(dialect: Dialect, schema: &str, instance: &str) -> Result<bool, Vec<Code>> {
    let file = Arc::new(SourceFile::new("schema.json", schema));
    match Reader::new().formats(Formats::Annotate).read_schema(&file, dialect) {
        Ok((document, _)) => {
            let contract = compile(&document);
            let checker = contract.checker("#").expect("a document is a schema");
            Ok(checker.is_valid_slice(instance.as_bytes()))
        }
        Err(found) => {
            let errors = found.iter().filter(|found| found.severity == Severity::Error);
            Err(errors.map(|error| error.code).collect())
        }
    }
}

#[test]
fn nothing_that_a_schema_states_is_lost() {
    use Dialect::{Draft4, Draft7, Draft201909, Draft202012};
    for (dialect, schema, instance, expected) in [
        (Draft202012, r#"{"required":[404,true]}"#, r#"{"404":1}"#, false),
        (Draft202012, r#"{"required":[404,true]}"#, r#"{"404":1,"true":1}"#, true),
        (Draft202012, r#"{"dependentRequired":{"a":[5]}}"#, r#"{"a":1}"#, false),
        (
            Draft202012,
            r#"{"dependentRequired":{"a":["b"]},"dependencies":{"a":["c"]}}"#,
            r#"{"a":1,"c":1}"#,
            false,
        ),
        (
            Draft202012,
            r#"{"dependentRequired":{"a":["b"]},"dependencies":{"a":["c"]}}"#,
            r#"{"a":1,"b":1,"c":1}"#,
            true,
        ),
        (
            Draft202012,
            r#"{"dependentSchemas":{"a":{"minProperties":2}},"dependencies":{"a":{"maxProperties":2}}}"#,
            r#"{"a":1}"#,
            false,
        ),
        (
            Draft202012,
            r#"{"dependentSchemas":{"a":{"minProperties":2}},"dependencies":{"a":{"maxProperties":2}}}"#,
            r#"{"a":1,"b":1,"c":1}"#,
            false,
        ),
        (
            Draft7,
            r##"{"properties":{"a":{"$ref":"#/definitions/b","type":"string"}},"definitions":{"b":{}}}"##,
            r#"{"a":1}"#,
            true,
        ),
        (
            Draft201909,
            r##"{"properties":{"a":{"$ref":"#/$defs/b","type":"string"}},"$defs":{"b":{}}}"##,
            r#"{"a":1}"#,
            false,
        ),
        (Draft4, r#"{"maximum":3,"exclusiveMaximum":true}"#, "3", false),
        (Draft201909, r#"{"items":[{},{}],"additionalItems":false}"#, "[1,2,3]", false),
        // The name of an anchor is the same, however it is written.
        (
            Draft202012,
            r##"{"$id":"https://example.com/a","$ref":"b","$defs":{"it":{"$dynamicAnchor":"it","type":"string"},
                "b":{"$id":"b","properties":{"x":{"$dynamicRef":"#%69t"}},"$defs":{"it":{"$dynamicAnchor":"it"}}}}}"##,
            r#"{"x":1}"#,
            false,
        ),
        // What looks like a reference in data is data.
        (
            Draft202012,
            r##"{"properties":{"a":{"const":{"$ref":"#/$defs/t"}},"b":{"$ref":"#/properties/a/const"}},
                "$defs":{"t":{"type":"string"}}}"##,
            r##"{"a":{"$ref":"#/$defs/t"}}"##,
            true,
        ),
        // A condition that is not asked leads nowhere.
        (Draft202012, r##"{"then":{"$ref":"#"},"type":"string"}"##, "1", false),
    ] {
        assert_eq!(judge(dialect, schema, instance), Ok(expected), "{instance} by {schema} ({dialect})");
    }
}

#[test]
fn what_cannot_be_checked_is_refused() {
    use Dialect::{Draft7, Draft201909, Draft202012};
    for (dialect, schema, expected) in [
        (Draft202012, r##"{"$dynamicAnchor":"x","$dynamicRef":"#x"}"##, Code::ReferenceCycle),
        (Draft201909, r##"{"anyOf":[{"$recursiveRef":"#"}]}"##, Code::ReferenceCycle),
        (Draft7, r##"{"dependencies":{"a":{"$ref":"#"}}}"##, Code::ReferenceCycle),
        (Draft202012, r##"{"if":true,"then":{"$ref":"#"}}"##, Code::ReferenceCycle),
        (Draft202012, r#"{"$id":"http://[x"}"#, Code::WrongType),
        (
            Draft202012,
            r##"{"$ref":"#x","$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x","type":"string"}}}"##,
            Code::DuplicateIdentifier,
        ),
        (
            Draft202012,
            r#"{"$id":"http://a/","$ref":"b","$defs":{"a":{"$id":"b"},"b":{"$id":"b","type":"string"}}}"#,
            Code::DuplicateIdentifier,
        ),
        (Draft202012, r#"{"patternProperties":{"(a":false}}"#, Code::InvalidPattern),
        (Draft202012, r#"{"properties":{"x-a":"string"}}"#, Code::WrongType),
        (Draft202012, r#"{"openapi":"3.1.0","info":{}}"#, Code::UnsupportedVersion),
        (Draft202012, r#"{"$schema":"https://example.com/mine"}"#, Code::UnsupportedVersion),
    ] {
        assert_eq!(judge(dialect, schema, "1"), Err(vec![expected]), "{schema} ({dialect})");
    }
}

/// A demand of a branch can be lifted by what a schema around it says, and by that alone.
#[test]
fn a_branch_is_weighed_in_its_surroundings() {
    let document = r##"{"openapi":"3.1.0","info":{"title":"T","version":"1"},
        "paths":{"/a":{"post":{"operationId":"post","responses":{},"requestBody":{"content":{"application/json":{
            "schema":{"anyOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/D"}]}}}}}}},
        "components":{"schemas":{
            "A":{"properties":{"id":{"readOnly":true}},"required":["y"],"$ref":"#/components/schemas/C"},
            "D":{"$ref":"#/components/schemas/C","required":["x"]},
            "C":{"anyOf":[{"required":["id"]}]}}}}"##;
    let (document, _) =
        fineprint_openapi::read(&Arc::new(SourceFile::new("a.json", document))).expect("no mistakes");
    let contract = compile(&document);
    let request = contract.request("post").expect("it has a body");
    for (body, expected) in [(r#"{"x":1}"#, false), (r#"{"y":1}"#, true), (r#"{"z":1}"#, false)] {
        assert_eq!(request.is_valid_slice(body.as_bytes()), expected, "{body}");
    }
}
