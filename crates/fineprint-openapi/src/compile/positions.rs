//! Where every item of the contract stands: one table for each component and each operation.

use std::collections::{BTreeMap, BTreeSet};

use fineprint::contract::{Hold, Keyword, Position, PositionTable, Positioned};

use crate::document::{Document, MediaType, Operation, Parameter, ParameterValue, Place, Schema};

/// The tables of a document, sorted by root; each item is in one of them, and none lies within another.
pub(super) fn tables(document: &Document) -> Vec<Hold<PositionTable>> {
    let mut items = Items::default();
    items.document(document);
    let roots: BTreeSet<&str> = items.all.keys().map(|pointer| natural_root(pointer)).collect();
    let mut tables: BTreeMap<&str, BTreeMap<&str, Positioned>> = BTreeMap::new();
    for (pointer, item) in &items.all {
        // A natural root can lie within another, as `#/properties/name` does within `#`: the outermost takes it all.
        let root = prefixes(pointer).find(|prefix| roots.contains(prefix)).unwrap_or(pointer);
        let below = pointer.strip_prefix(root).unwrap_or_default();
        let keywords = item.keywords.to_vec();
        let entry = Positioned { pointer: below.into(), at: item.at, keywords: keywords.into() };
        tables.entry(root).or_default().insert(below, entry);
    }
    let names = document.files.iter().map(|(prefix, name)| (prefix.as_str(), name.as_str()));
    let names: BTreeMap<&str, &str> = names.collect();
    let table = |(root, entries): (&str, BTreeMap<&str, Positioned>)| {
        let entries: Vec<Positioned> = entries.into_values().collect();
        let prefix = root.split('#').next().unwrap_or_default();
        let file = names.get(prefix).copied().unwrap_or(&document.file);
        Hold::from(PositionTable { root: root.into(), file: file.into(), entries: entries.into() })
    };
    tables.into_iter().map(table).collect()
}

/// A component or an operation: `#/components/schemas/Pet`, `#/paths/~1pets/get`. Other pointers are cut at the same depth.
fn natural_root(pointer: &str) -> &str {
    prefixes(pointer).nth(3).unwrap_or(pointer)
}

/// The pointer's ancestors in its file, from the outermost, and the pointer itself.
fn prefixes(pointer: &str) -> impl Iterator<Item = &str> {
    let start = pointer.find('#').unwrap_or_default();
    let ends = pointer.match_indices('/').map(|(index, _)| index).filter(move |index| *index > start);
    ends.filter_map(|end| pointer.get(..end)).chain([pointer])
}

struct Item<'d> {
    at: Position,
    keywords: &'d [(Keyword, Position)],
}

/// Every item by its pointer. What several operations refer to is met several times, and is the same each time.
#[derive(Default)]
struct Items<'d> {
    all: BTreeMap<&'d str, Item<'d>>,
}

impl<'d> Items<'d> {
    fn document(&mut self, document: &'d Document) {
        for named in &document.schemas {
            self.schema(&named.schema);
        }
        for operation in &document.operations {
            self.operation(operation);
        }
        for scheme in &document.security_schemes {
            self.place(&scheme.place);
        }
    }

    fn operation(&mut self, operation: &'d Operation) {
        self.place(&operation.place);
        self.parameters(&operation.parameters);
        if let Some(body) = &operation.request_body {
            self.place(&body.place);
            self.content(&body.content);
        }
        for response in &operation.responses {
            self.place(&response.place);
            self.parameters(&response.headers);
            self.content(&response.content);
        }
    }

    fn parameters(&mut self, parameters: &'d [Parameter]) {
        for parameter in parameters {
            self.place(&parameter.place);
            match &parameter.value {
                ParameterValue::Styled { schema, .. } => self.schema(schema),
                ParameterValue::Content(media_type) => self.content(std::slice::from_ref(media_type)),
            }
        }
    }

    fn content(&mut self, content: &'d [MediaType]) {
        for media_type in content {
            self.place(&media_type.place);
            if let Some(schema) = &media_type.schema {
                self.schema(schema);
            }
            for encoding in &media_type.encoding {
                self.place(&encoding.place);
                self.parameters(&encoding.headers);
            }
        }
    }

    fn schema(&mut self, schema: &'d Schema) {
        let mut rest = vec![schema];
        while let Some(schema) = rest.pop() {
            self.item(&schema.place, &schema.keywords);
            rest.extend(schema.children());
        }
    }

    fn place(&mut self, place: &'d Place) {
        self.item(place, &[]);
    }

    fn item(&mut self, place: &'d Place, keywords: &'d [(Keyword, Position)]) {
        self.all.entry(&place.pointer).or_insert(Item { at: place.position, keywords });
    }
}
