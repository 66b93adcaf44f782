//! Small contracts, made by hand or from schemas as they are written, for the other tests. Keywords go straight into the tables:
//! this is no compiler, and merges and drops nothing.

use fineprint::check::{Checker, Direction, Part};
use fineprint::contract::{
    Access, Additional, ComponentId, Conditional, Constraint, Contains, ContentEncoding, Contract,
    Discriminator, Hold, List, Literal, Member, Members, Schema, Temporal, Text, Tuple, Type, TypeSet, Union,
};
use fineprint::formats::Format;
use fineprint::pattern::Pattern;
use serde_json::Value;

/// A contract that has nothing but these components.
pub(crate) fn contract(components: Vec<Schema>) -> Contract {
    Contract {
        title: "test".into(),
        version: "1".into(),
        operations: Vec::new().into(),
        bases: Vec::new().into(),
        has_one_way_properties: components.iter().any(has_one_way_properties),
        components: components.into_iter().map(Hold::from).collect::<Vec<_>>().into(),
        security_schemes: Vec::new().into(),
        positions: Vec::new().into(),
    }
}

fn has_one_way_properties(schema: &Schema) -> bool {
    schema.constraints().iter().any(|constraint| {
        let is_one_way = |member: &Member| member.access != Access::ReadWrite;
        matches!(constraint, Constraint::Members(members) if members.entries.iter().any(is_one_way))
            || constraint.schemas().into_iter().any(has_one_way_properties)
    })
}

pub(crate) fn schema(pointer: &str, constraints: Vec<Constraint>) -> Schema {
    Schema::new(pointer, constraints)
}

/// A check of the contract's first component.
pub(crate) fn first(contract: &Contract) -> Checker<'_> {
    Checker::new(contract, &contract.components[0], Part::Instance, Direction::None)
}

pub(crate) fn union(branches: Vec<Schema>) -> Hold<Union> {
    Union::new(branches, None).into()
}

pub(crate) fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Boolean(*value),
        Value::Number(number) => Literal::Number(number.to_string().parse().unwrap()),
        Value::String(text) => Literal::String(text.as_str().into()),
        Value::Array(items) => Literal::Array(items.iter().map(literal).collect::<Vec<_>>().into()),
        Value::Object(members) => Literal::Object(
            members
                .iter()
                .map(|(key, value)| (key.as_str().into(), literal(value)))
                .collect::<Vec<_>>()
                .into(),
        ),
    }
}

/// A contract that demands nothing.
pub(crate) fn anything() -> Contract {
    contract(vec![schema("#/anything", Vec::new())])
}

/// A contract that demands nothing either, but cannot know before it has read everything into memory.
pub(crate) fn anything_whole() -> Contract {
    let branches = vec![schema("#/anything/anyOf/0", Vec::new()), schema("#/anything/anyOf/1", Vec::new())];
    contract(vec![schema("#/anything", vec![Constraint::AnyOf(union(branches))])])
}

/// A contract of components as they are written. `$ref` is the number of one; the first is checked.
pub(crate) fn written(components: &[Value]) -> Contract {
    let pointer = |index| format!("#/{index}");
    contract(components.iter().enumerate().map(|(index, value)| compile(value, &pointer(index))).collect())
}

/// A schema as it is written.
pub(crate) fn compile(value: &Value, pointer: &str) -> Schema {
    let Some(keywords) = value.as_object() else {
        let constraints = if value.as_bool().unwrap() { vec![] } else { vec![Constraint::Never] };
        return schema(pointer, constraints);
    };
    let mut constraints = Vec::new();
    if keywords.get("nullable") == Some(&Value::Bool(true)) {
        constraints.push(Constraint::Nullable);
    }
    for (keyword, operand) in keywords {
        constraints.extend(constraint(keyword, operand, value, pointer));
    }
    if ["properties", "patternProperties", "required", "additionalProperties"]
        .iter()
        .any(|keyword| keywords.contains_key(*keyword))
    {
        constraints.push(compile_members(value, pointer));
    }
    schema(pointer, constraints)
}

fn constraint(keyword: &str, operand: &Value, schema: &Value, pointer: &str) -> Option<Constraint> {
    let number = || operand.to_string().parse().unwrap();
    let count = || operand.as_u64().unwrap();
    let child = || Hold::from(compile(operand, &format!("{pointer}/{keyword}")));
    let children = || -> Vec<Schema> {
        let branches = operand.as_array().unwrap().iter().enumerate();
        branches.map(|(index, branch)| compile(branch, &format!("{pointer}/{keyword}/{index}"))).collect()
    };
    let alternatives = || {
        let discriminator = schema.get("discriminator").map(compile_discriminator);
        Hold::from(Union::new(children(), discriminator))
    };
    Some(match keyword {
        "type" => Constraint::Type(types(operand)),
        "minLength" => Constraint::MinLength(count()),
        "maxLength" => Constraint::MaxLength(count()),
        "format" => {
            let name = operand.as_str().unwrap();
            Format::from_name(name).map_or_else(|| Constraint::NamedFormat(name.into()), Constraint::Format)
        }
        "x-temporal" => Constraint::Temporal(Temporal::from_name(operand.as_str().unwrap()).unwrap()),
        "enum" => {
            Constraint::Enum(operand.as_array().unwrap().iter().map(literal).collect::<Vec<_>>().into())
        }
        "contentEncoding" => {
            Constraint::ContentEncoding(ContentEncoding::from_name(operand.as_str().unwrap()).unwrap())
        }
        "const" => Constraint::Const(literal(operand).into()),
        "pattern" => Constraint::Pattern(Pattern::new(operand.as_str().unwrap()).unwrap().into()),
        "minimum" => Constraint::Minimum(number()),
        "exclusiveMinimum" => Constraint::ExclusiveMinimum(number()),
        "maximum" => Constraint::Maximum(number()),
        "exclusiveMaximum" => Constraint::ExclusiveMaximum(number()),
        "multipleOf" => Constraint::MultipleOf(number()),
        "minItems" => Constraint::MinItems(count()),
        "maxItems" => Constraint::MaxItems(count()),
        "uniqueItems" => Constraint::UniqueItems,
        "items" if schema.get("prefixItems").is_some() => return None,
        "items" => Constraint::Items(child()),
        "prefixItems" => {
            let rest = schema.get("items").map(|items| additional(items, &format!("{pointer}/items")));
            let rest = rest.unwrap_or(Additional::Allowed);
            Constraint::Tuple(Tuple { prefix: children().into(), rest }.into())
        }
        "contains" => {
            let count = |name| schema.get(name).map(|count| count.as_u64().unwrap());
            let (min, max) = (count("minContains"), count("maxContains"));
            let schema = compile(operand, &format!("{pointer}/contains"));
            Constraint::Contains(Contains { schema, min, max }.into())
        }
        "unevaluatedItems" => Constraint::UnevaluatedItems(unevaluated(operand, pointer, keyword)),
        "unevaluatedProperties" => Constraint::UnevaluatedProperties(unevaluated(operand, pointer, keyword)),
        "propertyNames" => Constraint::PropertyNames(child()),
        "dependentRequired" => Constraint::DependentRequired(
            (operand.as_object().unwrap().iter())
                .map(|(name, needed)| (name.as_str().into(), texts(needed)))
                .collect::<Vec<_>>()
                .into(),
        ),
        "dependentSchemas" => Constraint::DependentSchemas(
            (operand.as_object().unwrap().iter())
                .map(|(name, schema)| {
                    (name.as_str().into(), compile(schema, &format!("{pointer}/{keyword}/{name}")))
                })
                .collect::<Vec<(Text, Schema)>>()
                .into(),
        ),
        "if" => {
            let branch =
                |name: &str| schema.get(name).map(|branch| compile(branch, &format!("{pointer}/{name}")));
            let condition = compile(operand, &format!("{pointer}/if"));
            Constraint::If(Conditional { condition, then: branch("then"), otherwise: branch("else") }.into())
        }
        "minProperties" => Constraint::MinProperties(count()),
        "maxProperties" => Constraint::MaxProperties(count()),
        "$ref" => Constraint::Ref(ComponentId(u32::try_from(count()).unwrap())),
        "allOf" => Constraint::AllOf(children().into()),
        "anyOf" => Constraint::AnyOf(alternatives()),
        "oneOf" => Constraint::OneOf(alternatives()),
        "not" => Constraint::Not(child()),
        "nullable"
        | "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "minContains"
        | "maxContains"
        | "then"
        | "else"
        | "discriminator"
        | "readOnly"
        | "writeOnly" => {
            return None;
        }
        other => panic!("{other}"),
    })
}

fn types(operand: &Value) -> TypeSet {
    let names = operand.as_array().map_or_else(|| vec![operand], |names| names.iter().collect());
    names.into_iter().fold(TypeSet::NONE, |types, name| {
        types.or(match Type::from_name(name.as_str().unwrap()).unwrap() {
            Type::Null => TypeSet::NULL,
            Type::Boolean => TypeSet::BOOLEAN,
            Type::Integer => TypeSet::INTEGER,
            Type::Number => TypeSet::NUMBER,
            Type::String => TypeSet::STRING,
            Type::Array => TypeSet::ARRAY,
            Type::Object => TypeSet::OBJECT,
        })
    })
}

fn compile_discriminator(operand: &Value) -> Discriminator {
    let mapping = operand["mapping"].as_object().unwrap().iter();
    let mapping =
        mapping.map(|(name, index)| (name.as_str().into(), u32::try_from(index.as_u64().unwrap()).unwrap()));
    Discriminator {
        property: operand["propertyName"].as_str().unwrap().into(),
        mapping: mapping.collect::<Vec<_>>().into(),
    }
}

fn compile_members(value: &Value, pointer: &str) -> Constraint {
    let required: Vec<&str> = value
        .get("required")
        .map(|names| names.as_array().unwrap().iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let mut entries = Vec::new();
    for (name, property) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
        entries.push(Member {
            name: name.as_str().into(),
            required: required.contains(&name.as_str()),
            access: match (property.get("readOnly"), property.get("writeOnly")) {
                (Some(_), _) => Access::ReadOnly,
                (None, Some(_)) => Access::WriteOnly,
                (None, None) => Access::ReadWrite,
            },
            schema: Some(compile(property, &format!("{pointer}/properties/{name}"))),
        });
    }
    for name in required {
        if entries.iter().all(|entry| &*entry.name != name) {
            entries.push(Member {
                name: name.into(),
                required: true,
                access: Access::ReadWrite,
                schema: None,
            });
        }
    }
    let patterns = value.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
    let patterns = patterns.map(|(source, schema)| {
        let place = format!("{pointer}/patternProperties/{source}");
        (Hold::from(Pattern::new(source).unwrap()), compile(schema, &place))
    });
    let rest = value.get("additionalProperties");
    let rest = rest.map(|operand| additional(operand, &format!("{pointer}/additionalProperties")));
    let members = Members::new(entries, patterns.collect(), rest.unwrap_or(Additional::Allowed));
    Constraint::Members(members.into())
}

/// What is said of the rest. To allow it is to speak of it, so `true` is a schema; where nothing is said, it is allowed too.
fn additional(operand: &Value, pointer: &str) -> Additional {
    if operand == false {
        Additional::Forbidden
    } else {
        Additional::Schema(compile(operand, pointer).into())
    }
}

fn unevaluated(operand: &Value, pointer: &str, keyword: &str) -> Additional {
    if operand == true { Additional::Allowed } else { additional(operand, &format!("{pointer}/{keyword}")) }
}

fn texts(operand: &Value) -> List<Text> {
    let texts = operand.as_array().unwrap().iter().map(|text| text.as_str().unwrap().into());
    texts.collect::<Vec<_>>().into()
}
