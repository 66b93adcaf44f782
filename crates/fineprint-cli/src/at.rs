//! `check --at`: from the pointer that a person wrote to a schema, or to what was probably meant.
//!
//! The contract knows each schema at one place. People read documents through references, and so their pointers are followed
//! here.

use std::sync::Arc;

use fineprint::check::Checker;
use fineprint::contract::{Contract, MediaType, Operation};
use fineprint_openapi::diagnostic::suggest;
use fineprint_openapi::source::{Node, SourceFile, Value, parse};

use crate::output::Failure;

/// How many references one pointer may lead through: some lead in a circle.
const REFERENCES: usize = 100;
/// How far below a place a schema is looked for: from a path to the schema of a body.
const DEPTH: usize = 6;

/// The check of the schema at a pointer, with or without the `#` of a URI fragment.
///
/// # Errors
///
/// There is no schema. The message says what is near.
pub fn checker<'c>(contract: &'c Contract, file: &Arc<SourceFile>, at: &str) -> Result<Checker<'c>, Failure> {
    // A pointer into another file of the document begins with the way to that file.
    let pointer = if at.contains('#') { at.to_owned() } else { format!("#{at}") };
    let elsewhere = in_its_own_file(contract, &pointer);
    if let Some(checker) = contract.checker(&pointer).or_else(|| contract.checker(&elsewhere?)) {
        return Ok(checker);
    }
    let hint = match parse(file) {
        Ok(parsed) => match follow(contract, &parsed.root, &pointer) {
            End::Schema(checker) => return Ok(checker),
            End::Other { pointer, node } => other(contract, &pointer, node),
            End::Nowhere { parent, node, token } => {
                operation(contract, at).map_or_else(|| nowhere(&parent, node, &token), bodies)
            }
        },
        Err(_) => String::new(),
    };
    Err(Failure::Unfit(format!("the document has no schema at {pointer}{hint}")))
}

/// The pointer to a part of an operation whose path item stands in another file.
fn in_its_own_file(contract: &Contract, pointer: &str) -> Option<String> {
    let mut parts = pointer.strip_prefix("#/paths/")?.splitn(3, '/');
    let (path, method, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let path = path.replace("~1", "/").replace("~0", "~");
    let is_meant =
        |it: &&Operation| !it.is_webhook && *it.path == *path && it.method.eq_ignore_ascii_case(method);
    let operation = contract.operations.iter().map(|operation| &**operation).find(is_meant)?;
    Some(format!("{}/{rest}", operation.pointer))
}

/// Where a pointer ends.
enum End<'c, 'd> {
    Schema(Checker<'c>),
    /// At something else.
    Other {
        pointer: String,
        node: &'d Node,
    },
    /// At what has no such child.
    Nowhere {
        parent: String,
        node: &'d Node,
        token: String,
    },
}

fn follow<'c, 'd>(contract: &'c Contract, root: &'d Node, pointer: &str) -> End<'c, 'd> {
    let (mut reached, mut node) = (String::from("#"), root);
    let mut rest = tokens(pointer);
    for _ in 0..REFERENCES {
        let mut missing = None;
        while let Some(token) = rest.pop() {
            let Some(child) = node.at(&format!("/{token}")) else {
                missing = Some(token);
                break;
            };
            reached = format!("{reached}/{token}");
            node = child;
        }
        if missing.is_none()
            && let Some(checker) = contract.checker(&reached)
        {
            return End::Schema(checker);
        }
        rest.extend(missing.clone());
        match (node.get("$ref").and_then(Node::as_str), missing) {
            (Some(reference), _) if reference.starts_with("#/") => {
                rest.extend(tokens(reference));
                (reached, node) = (String::from("#"), root);
            }
            (_, Some(token)) => return End::Nowhere { parent: reached, node, token },
            (_, None) => break,
        }
    }
    End::Other { pointer: reached, node }
}

/// The parts of a pointer, the last one first.
fn tokens(pointer: &str) -> Vec<String> {
    let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
    let parts = pointer.strip_prefix('/').unwrap_or(pointer).rsplit('/');
    if pointer.is_empty() { Vec::new() } else { parts.map(str::to_owned).collect() }
}

/// What to write in place of a pointer to something that has schemas.
fn other(contract: &Contract, pointer: &str, node: &Node) -> String {
    if let Some(operation) = contract.operations.iter().find(|it| &*it.pointer == pointer) {
        return bodies(operation);
    }
    match schema_below(contract, pointer, node, DEPTH) {
        Some(schema) => format!("\nhelp: append `{}`", schema.strip_prefix(pointer).unwrap_or(&schema)),
        None => String::new(),
    }
}

fn schema_below(contract: &Contract, pointer: &str, node: &Node, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    node.as_mapping()?.iter().find_map(|entry| {
        let below = format!("{pointer}/{}", escaped(&entry.key));
        let found = contract.checker(&below).map(|_| below.clone());
        found.or_else(|| schema_below(contract, &below, &entry.value, depth))
    })
}

/// What there is in place of a child that does not exist.
fn nowhere(parent: &str, node: &Node, token: &str) -> String {
    let Value::Mapping(mapping) = &node.value else {
        return format!("; {parent} is of type {}", node.value.type_name());
    };
    let keys: Vec<String> = mapping.keys().map(escaped).collect();
    match suggest(token, keys.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean {parent}/{near}?"),
        None if parent == "#" => "\nhelp: a pointer is such as #/components/schemas/NAME".to_owned(),
        None => format!("; {parent} has no `{token}`"),
    }
}

/// The operation that was named instead of a pointer.
fn operation<'c>(contract: &'c Contract, at: &str) -> Option<&'c Operation> {
    contract.operation(at.strip_prefix('#').unwrap_or(at))
}

fn bodies(operation: &Operation) -> String {
    let request = operation.request_body.iter().flat_map(|body| body.content.iter());
    let responses = operation.responses.iter().flat_map(|response| response.content.iter());
    let with_schema = request.chain(responses).filter(|media: &&MediaType| media.schema.is_some());
    let pointers: Vec<String> = with_schema.map(|media| format!("\n  {}/schema", &*media.pointer)).collect();
    if pointers.is_empty() {
        "\nhelp: that operation has no bodies".to_owned()
    } else {
        format!("\nhelp: the bodies of that operation are at{}", pointers.concat())
    }
}

/// A key as a part of a pointer (RFC 6901, section 3).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
