//! Less of a document: the operations and schemas that somebody needs, and what they refer to.
//!
//! Works on the [`Document`], so that models, validators and the contract all see the same part of it.

use std::collections::{BTreeSet, HashMap};

use fineprint_openapi::document::{Document, NamedSchema, Operation, Schema, SchemaId};

use crate::{Error, ErrorKind};

/// What to keep of a document. Empty: everything.
///
/// ```
/// use fineprint_codegen::Selection;
///
/// let selection = Selection { only: vec![String::from("updateOrganization")], tags: Vec::new() };
/// assert!(!selection.is_everything());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Operations by `operationId` or pointer, components by name or pointer; a pointer to a path means its operations.
    pub only: Vec<String>,
    /// All operations that have one of these tags.
    pub tags: Vec<String>,
}

impl Selection {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        self.only.is_empty() && self.tags.is_empty()
    }

    /// What the selection names and the document does not have, each with what is there instead.
    pub fn unknown<'s, 'd>(&'s self, document: &'d Document) -> Vec<Unknown<'s, 'd>> {
        let only = self.only.iter().filter(|name| !is_there(document, name));
        let only = only.map(|name| Unknown { name, is_tag: false, known: names(document) });
        let tags = self.tags.iter().filter(|tag| !all_tags(document).contains(tag.as_str()));
        only.chain(tags.map(|name| Unknown { name, is_tag: true, known: all_tags(document) })).collect()
    }
}

/// A name of a selection that means nothing in a document.
#[derive(Clone, Debug)]
pub struct Unknown<'s, 'd> {
    /// The name.
    pub name: &'s str,
    /// Whether it should be a tag.
    pub is_tag: bool,
    /// What it could have been.
    pub known: BTreeSet<&'d str>,
}

/// The part of the document that the selection names. Schemas keep their order, and have new numbers.
///
/// # Errors
///
/// One for each name that means nothing in the document.
pub fn prune(mut document: Document, selection: &Selection) -> Result<Document, Vec<Error>> {
    if selection.is_everything() {
        return Ok(document);
    }
    let unknown = selection.unknown(&document);
    if !unknown.is_empty() {
        let error = |it: Unknown<'_, '_>| Error::new(it.name, ErrorKind::UnknownSelection);
        return Err(unknown.into_iter().map(error).collect());
    }
    let is_tagged = |operation: &Operation| operation.tags.iter().any(|tag| selection.tags.contains(tag));
    let is_named = |operation: &Operation| selection.only.iter().any(|name| names_operation(name, operation));
    document.operations.retain(|operation| is_tagged(operation) || is_named(operation));
    let named = document.schemas.iter().enumerate();
    let named = named.filter(|(_, schema)| selection.only.iter().any(|name| names_schema(name, schema)));
    let mut waiting: Vec<SchemaId> = named.map(|(index, _)| SchemaId(index)).collect();
    let stated = document.operations.iter_mut().flat_map(Operation::schemas_mut);
    stated.for_each(|schema| references(schema, &mut waiting));

    let mut kept = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if let (Some(schema), true) = (document.schemas.get_mut(id.0), kept.insert(id)) {
            references(&mut schema.schema, &mut waiting);
        }
    }
    renumber(&mut document, &kept);
    Ok(document)
}

/// Drops all other schemas, and corrects every reference.
fn renumber(document: &mut Document, kept: &BTreeSet<SchemaId>) {
    let numbers: HashMap<SchemaId, SchemaId> =
        kept.iter().enumerate().map(|(index, id)| (*id, SchemaId(index))).collect();
    let mut index = 0..;
    document.schemas.retain(|_| index.next().is_some_and(|index| kept.contains(&SchemaId(index))));
    let correct = |schema: &mut Schema| {
        walk(schema, &mut |schema| {
            schema.references_mut().for_each(|id| *id = numbers.get(id).copied().unwrap_or(*id));
        });
    };
    document.schemas.iter_mut().for_each(|named| correct(&mut named.schema));
    document.operations.iter_mut().flat_map(Operation::schemas_mut).for_each(correct);
}

/// Notes every reference at any depth of a schema.
fn references(schema: &mut Schema, found: &mut Vec<SchemaId>) {
    walk(schema, &mut |schema| found.extend(schema.references_mut().map(|id| *id)));
}

/// The schema and all below it, without recursion: documents may be deep.
fn walk(schema: &mut Schema, visit: &mut dyn FnMut(&mut Schema)) {
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        visit(schema);
        waiting.extend(schema.children_mut());
    }
}

fn is_there(document: &Document, name: &str) -> bool {
    document.operations.iter().any(|operation| names_operation(name, operation))
        || document.schemas.iter().any(|schema| names_schema(name, schema))
}

fn names_operation(name: &str, operation: &Operation) -> bool {
    let is_within = |below: &str| below.is_empty() || below.starts_with('/');
    operation.id.as_deref() == Some(name)
        || (name.starts_with("#/paths/") && operation.place.pointer.strip_prefix(name).is_some_and(is_within))
}

fn names_schema(name: &str, schema: &NamedSchema) -> bool {
    schema.name == name || schema.schema.place.pointer == name
}

fn names(document: &Document) -> BTreeSet<&str> {
    let operations = document.operations.iter().filter_map(|operation| operation.id.as_deref());
    let pointers = document.operations.iter().map(|operation| operation.place.pointer.as_str());
    let schemas = document.schemas.iter().map(|schema| schema.name.as_str());
    operations.chain(pointers).chain(schemas).collect()
}

fn all_tags(document: &Document) -> BTreeSet<&str> {
    document.operations.iter().flat_map(|operation| &operation.tags).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fineprint_openapi::source::SourceFile;

    use super::*;

    const SPEC: &str = "\
openapi: 3.0.3
info: {title: shop, version: '1'}
paths:
  /orders:
    post:
      operationId: placeOrder
      tags: [orders]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: ok}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}]
    get:
      tags: [pets]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Unused: {type: string}
    Id: {type: string}
    Cat: {type: object, properties: {kind: {type: string}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}]
      discriminator: {propertyName: kind, mapping: {cat: Cat}}
    Line: {type: object, properties: {next: {$ref: '#/components/schemas/Line'}}}
    Order:
      type: object
      properties: {lines: {type: array, items: {$ref: '#/components/schemas/Line'}}}
      additionalProperties: {not: {$ref: '#/components/schemas/Id'}}
";

    fn document() -> Document {
        fineprint_openapi::read(&Arc::new(SourceFile::new("a.yaml", SPEC))).unwrap().0
    }

    fn selection(only: &[&str], tags: &[&str]) -> Selection {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Selection { only: owned(only), tags: owned(tags) }
    }

    #[test]
    fn what_is_named_stays_with_what_it_refers_to() {
        for (only, tags, operations, schemas) in [
            (&["placeOrder"][..], &[][..], &["/orders"][..], &["Id", "Line", "Order"][..]),
            (&["#/paths/~1pets~1{id}"], &[], &["/pets/{id}"], &["Id", "Cat", "Pet"]),
            (&["#/paths/~1pets~1{id}/get"], &[], &["/pets/{id}"], &["Id", "Cat", "Pet"]),
            (&[], &["pets"], &["/pets/{id}"], &["Id", "Cat", "Pet"]),
            (&["Line"], &[], &[], &["Line"]),
            (&["#/components/schemas/Unused"], &["orders"], &["/orders"], &["Unused", "Id", "Line", "Order"]),
            (&[], &[], &["/orders", "/pets/{id}"], &["Unused", "Id", "Cat", "Pet", "Line", "Order"]),
        ] {
            let pruned = prune(document(), &selection(only, tags)).unwrap();
            let paths: Vec<&str> = pruned.operations.iter().map(|it| it.path.as_str()).collect();
            let names: Vec<&str> = pruned.schemas.iter().map(|it| it.name.as_str()).collect();
            assert_eq!((paths.as_slice(), names.as_slice()), (operations, schemas), "{only:?} {tags:?}");
        }
    }

    #[test]
    fn references_lead_where_they_led() {
        let mut pruned = prune(document(), &selection(&["placeOrder"], &["pets"])).unwrap();
        let names: Vec<String> = pruned.schemas.iter().map(|it| it.name.clone()).collect();
        let mut found = Vec::new();
        let stated = pruned.operations.iter_mut().flat_map(Operation::schemas_mut);
        stated.for_each(|schema| references(schema, &mut found));
        pruned.schemas.iter_mut().for_each(|it| references(&mut it.schema, &mut found));
        let mut led: Vec<&str> = found.iter().map(|id| names[id.0].as_str()).collect();
        led.sort_unstable();
        assert_eq!(led, ["Cat", "Cat", "Id", "Id", "Line", "Line", "Order", "Pet"]);
    }

    #[test]
    fn what_the_document_does_not_have_is_told() {
        for (only, tags) in [
            (&["placeorder"][..], &[][..]),
            (&["#/paths/~1pets"], &[]),
            (&["pets"], &[]),
            (&[""], &[]),
            (&[], &["placeOrder"]),
        ] {
            let errors = prune(document(), &selection(only, tags)).unwrap_err();
            assert_eq!(errors[0].kind(), &ErrorKind::UnknownSelection, "{only:?} {tags:?}");
        }
    }
}
