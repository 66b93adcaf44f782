//! Small documents, written by hand, and the tables that they become.

use fineprint::contract::{
    Access, Additional, ComponentId, Constraint, Contract, Decimal, Keyword, Literal, Location, Member,
    Members, Position, Status, Style, TypeSet, Union,
};

use super::compile;
use crate::document::{
    self, Body, Discriminator, Document, Info, MediaType, NamedSchema, Operation, Parameter, ParameterValue,
    Place, Response, Schema, SchemaId,
};

fn place(pointer: &str) -> Place {
    Place { pointer: pointer.to_owned(), position: Position::new(7, 3) }
}

/// A schema at that place, with what the closure says.
fn schema(pointer: &str, say: impl FnOnce(&mut Schema)) -> Schema {
    let mut schema = Schema::empty(place(pointer));
    say(&mut schema);
    schema
}

fn reference(pointer: &str, id: usize) -> Schema {
    schema(pointer, |it| it.reference = Some(SchemaId(id)))
}

fn document(schemas: Vec<(&str, Schema)>, operations: Vec<Operation>) -> Document {
    let named = |(name, schema): (&str, Schema)| NamedSchema { name: name.to_owned(), schema };
    Document {
        file: "spec/a.yaml".to_owned(),
        files: Vec::new(),
        info: Info { title: "A".to_owned(), version: "1".to_owned(), description: None },
        schemas: schemas.into_iter().map(named).collect(),
        operations,
        security_schemes: Vec::new(),
    }
}

/// The constraints of one schema, compiled by itself.
fn constraints(say: impl FnOnce(&mut Schema)) -> Vec<Constraint> {
    let contract = compile(&document(vec![("A", schema("#/components/schemas/A", say))], Vec::new()));
    let mut components = into_vec(contract.components);
    into_vec(into_inner(components.remove(0)).into_constraints())
}

fn into_vec<T>(list: fineprint::contract::List<T>) -> Vec<T> {
    match list {
        fineprint::contract::Hold::Loaded(items) => items.into_vec(),
        fineprint::contract::Hold::Frozen(_) => panic!("compiled tables are loaded"),
    }
}

fn into_inner<T>(hold: fineprint::contract::Hold<T>) -> T {
    match hold {
        fineprint::contract::Hold::Loaded(value) => *value,
        fineprint::contract::Hold::Frozen(_) => panic!("compiled tables are loaded"),
    }
}

fn members(constraints: &[Constraint]) -> &Members {
    match constraints {
        [Constraint::Members(members)] => members,
        other => panic!("{other:?}"),
    }
}

fn union(constraints: &[Constraint]) -> &Union {
    match constraints {
        [Constraint::AnyOf(union) | Constraint::OneOf(union)] => union,
        other => panic!("{other:?}"),
    }
}

#[test]
fn keywords_come_in_one_order_and_only_those_that_are_stated() {
    let list = constraints(|it| {
        it.max_length = Some(9);
        it.min_length = Some(1);
        it.types = Some(TypeSet::STRING | TypeSet::INTEGER);
        it.nullable = true;
        it.exclusive_minimum = Some(Decimal::from(1_i64));
        it.maximum = Some(Decimal::from(5_i64));
        it.values = Some(vec![Literal::Null, Literal::Array(vec![Literal::Boolean(true)].into())]);
        it.unique_items = true;
        it.items = Some(Box::new(schema("#/components/schemas/A/items", |_| {})));
        it.not = Some(Box::new(reference("#/components/schemas/A/not", 0)));
    });
    let nested =
        |pointer: &str, constraints: Vec<Constraint>| fineprint::contract::Schema::new(pointer, constraints);
    assert_eq!(
        list,
        [
            Constraint::Nullable,
            Constraint::Type(TypeSet::STRING | TypeSet::INTEGER),
            Constraint::MinLength(1),
            Constraint::MaxLength(9),
            Constraint::Enum(vec![Literal::Null, Literal::Array(vec![Literal::Boolean(true)].into())].into()),
            Constraint::ExclusiveMinimum(Decimal::from(1_i64)),
            Constraint::Maximum(Decimal::from(5_i64)),
            Constraint::UniqueItems,
            Constraint::Items(nested("#/components/schemas/A/items", vec![]).into()),
            Constraint::Not(
                nested("#/components/schemas/A/not", vec![Constraint::Ref(ComponentId(0))]).into()
            ),
        ]
    );
}

#[test]
fn what_cannot_fail_is_left_out() {
    let list = constraints(|it| {
        it.min_length = Some(0);
        it.min_items = Some(0);
        it.min_properties = Some(0);
        it.unique_items = false;
        it.additional = Some(document::Additional::Allowed(true));
    });
    assert_eq!(list, []);
    // Their opposites can.
    let list = constraints(|it| {
        it.max_length = Some(0);
        it.max_items = Some(0);
        it.max_properties = Some(0);
        it.values = Some(Vec::new());
        it.additional = Some(document::Additional::Allowed(false));
    });
    assert_eq!(list.len(), 5, "{list:?}");
}

#[test]
fn formats_assert_where_they_are_known() {
    let format = |name: &str| constraints(|it| it.format = Some(name.to_owned()));
    let date = fineprint::formats::Format::from_name("date").unwrap();
    assert_eq!(format("date"), [Constraint::Format(date)]);
    assert_eq!(format("colour"), [Constraint::NamedFormat("colour".into())]);
}

#[test]
fn objects_name_their_keys_once() {
    let list = constraints(|it| {
        for name in ["a", "b"] {
            let pointer = format!("#/components/schemas/A/properties/{name}");
            it.properties.insert(name.to_owned(), schema(&pointer, |_| {}));
        }
        it.required = vec!["c".to_owned(), "b".to_owned()];
        it.additional = Some(document::Additional::Schema(Box::new(schema(
            "#/components/schemas/A/additionalProperties",
            |it| it.types = Some(TypeSet::STRING),
        ))));
    });
    let members = members(&list);
    let facts: Vec<_> =
        members.entries.iter().map(|it| (&*it.name, it.required, it.schema.is_some())).collect();
    assert_eq!(facts, [("a", false, true), ("b", true, true), ("c", true, false)]);
    assert!(matches!(&members.additional, Additional::Schema(schema) if schema.constraints().len() == 1));
}

#[test]
fn directions_are_seen_through_references() {
    let property = |pointer: &str, id| ("p", reference(pointer, id));
    let (name, holder) = property("#/components/schemas/Holder/properties/p", 1);
    let at = |name: &str, say: &dyn Fn(&mut Schema)| schema(&format!("#/components/schemas/{name}"), say);
    for (say, expected) in [
        (&(|it: &mut Schema| it.read_only = true) as &dyn Fn(&mut Schema), Access::ReadOnly),
        (&|it: &mut Schema| it.write_only = true, Access::WriteOnly),
        (&|_: &mut Schema| {}, Access::ReadWrite),
    ] {
        // Holder.p refers to B, which is all of C, which is all of B again and of D.
        let holder = schema("#/components/schemas/Holder", |it| {
            it.properties.insert(name.to_owned(), reference(&holder.place.pointer, 1));
        });
        let b = at("B", &|it| it.all_of = vec![reference("#/components/schemas/B/allOf/0", 2)]);
        let c = at("C", &|it| {
            it.all_of = vec![
                reference("#/components/schemas/C/allOf/0", 1),
                reference("#/components/schemas/C/allOf/1", 3),
            ];
        });
        let d = at("D", say);
        let contract = compile(&document(vec![("Holder", holder), ("B", b), ("C", c), ("D", d)], Vec::new()));
        let entries = &members(contract.components[0].constraints()).entries;
        assert_eq!(entries.iter().map(|entry: &Member| entry.access).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn discriminators_map_values_to_branches() {
    let pointer = "#/components/schemas/Pet";
    let pet = |mapping: &[(&str, usize)], branches: &[Option<usize>]| {
        schema(pointer, |it| {
            let branch = |(number, id): (usize, &Option<usize>)| {
                let pointer = format!("{pointer}/oneOf/{number}");
                id.map_or_else(|| schema(&pointer, |_| {}), |id| reference(&pointer, id))
            };
            it.one_of = branches.iter().enumerate().map(branch).collect();
            it.discriminator = Some(Discriminator {
                property: "kind".to_owned(),
                mapping: mapping.iter().map(|(value, id)| ((*value).to_owned(), SchemaId(*id))).collect(),
            });
        })
    };
    for (mapping, branches, expected) in [
        (&[][..], &[Some(1), Some(2)][..], &[("Cat", 0), ("Dog", 1)][..]),
        (&[("dog", 2)], &[Some(1), Some(2)], &[("dog", 1), ("Cat", 0), ("Dog", 1)]),
        // An explicit value wins over a component's name, and one that leads to no branch has no entry.
        (&[("Cat", 2), ("bird", 3)], &[Some(1), Some(2)], &[("Cat", 1), ("Dog", 1)]),
        // Inline branches and targets without a name in the components are not reached by name.
        (&[], &[None, Some(2), Some(3)], &[("Dog", 1)]),
        (&[], &[None, None], &[]),
    ] {
        let contract = compile(&document(
            vec![
                ("Pet", pet(mapping, branches)),
                ("Cat", schema("#/components/schemas/Cat", |_| {})),
                ("Dog", schema("#/components/schemas/Dog", |_| {})),
                ("ThingBird", schema("#/components/schemas/Thing/properties/bird", |_| {})),
            ],
            Vec::new(),
        ));
        let union = union(contract.components[0].constraints());
        let found: Vec<(&str, u32)> = union
            .discriminator
            .iter()
            .flat_map(|it| it.mapping.iter().map(|(value, branch)| (&**value, *branch)))
            .collect();
        assert_eq!(found, expected);
    }
}

/// The tables of positions, by their pointers.
fn positions(contract: &Contract) -> Vec<(&str, Vec<&str>)> {
    contract
        .positions
        .iter()
        .map(|table| (&*table.root, table.entries.iter().map(|entry| &*entry.pointer).collect()))
        .collect()
}

#[test]
fn every_item_has_its_place_in_one_table() {
    let parameter = |pointer: &str| Parameter {
        place: place(pointer),
        name: "id".to_owned(),
        location: Location::Path,
        required: true,
        description: None,
        deprecated: false,
        value: ParameterValue::Styled {
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            allow_empty_value: false,
            schema: schema(&format!("{pointer}/schema"), |it| it.types = Some(TypeSet::STRING)),
        },
    };
    let content = |pointer: &str| MediaType {
        place: place(pointer),
        range: "application/json".to_owned(),
        schema: Some(reference(&format!("{pointer}/schema"), 0)),
        encoding: Vec::new(),
    };
    let operation = |method: &str| Operation {
        place: place(&format!("#/paths/~1a~1{{id}}/{method}")),
        id: None,
        method: method.to_uppercase(),
        is_webhook: false,
        path: "/a/{id}".to_owned(),
        summary: None,
        description: None,
        tags: Vec::new(),
        deprecated: false,
        servers: Vec::new(),
        parameters: vec![parameter("#/paths/~1a~1{id}/parameters/0"), parameter("#/components/parameters/P")],
        request_body: Some(Body {
            place: place(&format!("#/paths/~1a~1{{id}}/{method}/requestBody")),
            description: None,
            required: true,
            content: vec![content(&format!(
                "#/paths/~1a~1{{id}}/{method}/requestBody/content/application~1json"
            ))],
        }),
        responses: vec![Response {
            place: place("#/components/responses/R"),
            status: Status::Default,
            description: None,
            headers: vec![parameter("#/components/headers/H")],
            content: vec![content("#/components/responses/R/content/application~1json")],
        }],
        security: Vec::new(),
    };
    let nested = "#/components/schemas/A/properties/a";
    let a = schema("#/components/schemas/A", |it| {
        it.keywords = vec![(Keyword::Properties, Position::new(8, 5))];
        it.properties.insert("a".to_owned(), schema(nested, |_| {}));
    });
    let b = schema("#/components/schemas/A-b", |_| {});
    let document = document(
        vec![("A", a), ("A-b", b), ("AA", schema(nested, |_| {}))],
        vec![operation("get"), operation("put")],
    );
    let contract = compile(&document);
    let json = "/content/application~1json";
    let body = ["", "/requestBody", &*format!("/requestBody{json}"), &*format!("/requestBody{json}/schema")];
    assert_eq!(
        positions(&contract),
        [
            ("#/components/headers/H", vec!["", "/schema"]),
            ("#/components/parameters/P", vec!["", "/schema"]),
            ("#/components/responses/R", vec!["", json, &format!("{json}/schema")]),
            ("#/components/schemas/A", vec!["", "/properties/a"]),
            ("#/components/schemas/A-b", vec![""]),
            ("#/paths/~1a~1{id}/get", body.to_vec()),
            ("#/paths/~1a~1{id}/parameters", vec!["/0", "/0/schema"]),
            ("#/paths/~1a~1{id}/put", body.to_vec()),
        ]
    );
    let a = &contract.positions[3];
    assert_eq!(&*a.file, "spec/a.yaml");
    assert_eq!(&*a.entries[0].keywords, [(Keyword::Properties, Position::new(8, 5))]);
}

#[test]
fn a_schema_at_the_document_s_root_takes_what_is_below() {
    let root = schema("#", |it| {
        it.items = Some(Box::new(schema("#/items", |_| {})));
    });
    let definition = schema("#/definitions/a/b/c", |_| {});
    let contract = compile(&document(vec![("Root", root), ("C", definition)], Vec::new()));
    assert_eq!(positions(&contract), [("#", vec!["", "/definitions/a/b/c", "/items"])]);
}
