//! Payloads that were broken in one to three places.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::samples::anything;

/// One thing that goes wrong.
#[derive(Clone, Debug)]
enum Mutation {
    /// Another value: of another type, null, empty.
    Replace(Value),
    /// A member or item goes.
    Remove(Index),
    /// A key that nobody documented.
    Add,
    /// An item or member comes once more.
    Repeat(Index),
    /// Two members or items change places.
    Swap(Index, Index),
    /// A string of that many characters; a number of that value.
    Resize(i64),
    /// A character, or a small part of a number, more.
    Append(char),
    /// A character, or half of a number, less.
    Cut,
    /// Capitals become small letters, and the other way round; a number changes its sign.
    Flip,
}

fn mutations(limits: Vec<i64>) -> impl Strategy<Value = Mutation> {
    prop_oneof![
        5 => anything().prop_map(Mutation::Replace),
        4 => any::<Index>().prop_map(Mutation::Remove),
        1 => Just(Mutation::Add),
        2 => any::<Index>().prop_map(Mutation::Repeat),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(first, second)| Mutation::Swap(first, second)),
        4 => (select(limits), -1..=1i64).prop_map(|(limit, offset)| Mutation::Resize(limit.saturating_add(offset))),
        2 => select(vec!['a', '0', ' ', '\n', '😀']).prop_map(Mutation::Append),
        2 => Just(Mutation::Cut),
        2 => Just(Mutation::Flip),
    ]
}

/// Breaks payloads. `limits` are numbers that the schemas state, at which and beside which values are tried.
pub(crate) fn broken(payloads: BoxedStrategy<Value>, limits: Vec<i64>) -> BoxedStrategy<Value> {
    let damage = vec((any::<Index>(), mutations(limits)), 1..=3);
    (payloads, damage)
        .prop_map(|(mut payload, damage)| {
            for (place, mutation) in damage {
                let mut pointers = Vec::new();
                pointers_of(&payload, String::new(), &mut pointers);
                // The members of an object are where most constraints are.
                let pointer = place.get(&pointers);
                apply(mutation, payload.pointer_mut(pointer).unwrap());
            }
            payload
        })
        .boxed()
}

fn pointers_of(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers_of(member, format!("{pointer}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers_of(item, format!("{pointer}/{index}"), pointers);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    pointers.push(pointer);
}

/// Does what the mutation says to a value that it is for; to others, something as bad.
fn apply(mutation: Mutation, value: &mut Value) {
    match (mutation, &mut *value) {
        (Mutation::Replace(other), _) => *value = other,
        (Mutation::Remove(index), Value::Object(members)) if !members.is_empty() => {
            let name = members.keys().nth(index.index(members.len())).unwrap().clone();
            members.remove(&name);
        }
        (Mutation::Remove(index), Value::Array(items)) if !items.is_empty() => {
            items.remove(index.index(items.len()));
        }
        (Mutation::Add, Value::Object(members)) => {
            members.insert("unexpected".to_owned(), json!(1));
        }
        (Mutation::Repeat(index), Value::Array(items)) if !items.is_empty() => {
            let item = items[index.index(items.len())].clone();
            items.push(item);
        }
        (Mutation::Swap(first, second), Value::Object(members)) if !members.is_empty() => {
            let name = |index: Index| members.keys().nth(index.index(members.len())).unwrap().clone();
            let (first, second) = (name(first), name(second));
            let (left, right) = (members[&first].clone(), members[&second].clone());
            members.insert(first, right);
            members.insert(second, left);
        }
        (Mutation::Swap(first, second), Value::Array(items)) if !items.is_empty() => {
            let (first, second) = (first.index(items.len()), second.index(items.len()));
            items.swap(first, second);
        }
        (Mutation::Resize(length), Value::String(text)) => {
            let mut characters = text.chars().chain(std::iter::repeat('é'));
            let length = usize::try_from(length).unwrap_or(0).min(10_000);
            *text = (0..length).filter_map(|_| characters.next()).collect();
        }
        (Mutation::Resize(number), Value::Number(_)) => *value = json!(number),
        (Mutation::Append(character), Value::String(text)) => text.push(character),
        (Mutation::Append(_), Value::Number(number)) => *value = json!(number.as_f64().unwrap() + 0.001),
        (Mutation::Cut, Value::String(text)) => {
            text.pop();
        }
        (Mutation::Cut, Value::Number(number)) => *value = json!(number.as_f64().unwrap() / 2.0),
        (Mutation::Flip, Value::String(text)) => {
            let flipped = |character: char| {
                if character.is_ascii_lowercase() {
                    character.to_ascii_uppercase()
                } else {
                    character.to_ascii_lowercase()
                }
            };
            *text = text.chars().map(flipped).collect();
        }
        (Mutation::Flip, Value::Number(number)) => *value = json!(-number.as_f64().unwrap()),
        (
            Mutation::Remove(_)
            | Mutation::Add
            | Mutation::Repeat(_)
            | Mutation::Swap(..)
            | Mutation::Resize(_)
            | Mutation::Append(_)
            | Mutation::Cut
            | Mutation::Flip,
            _,
        ) => *value = Value::Null,
    }
}
