//! The object that a form's properties become, and those of them that could not be read.

use serde_json::{Map, Value};

use crate::contract::{Keyword, Schema};
use crate::engine::{self, Run};
use crate::report::pointer::to_member;
use crate::report::{Kind, Reason};

/// A schema that says nothing.
pub(super) static ANYTHING: Schema = Schema::frozen("#", &[]);

/// What was read of a form.
#[derive(Default)]
pub(super) struct Fields {
    object: Map<String, Value>,
    /// The properties whose values are not known: they are there, but are nothing to be judged.
    unread: Vec<String>,
}

impl Fields {
    /// Adds a value, as [`add`] does.
    pub(super) fn add(&mut self, name: &str, value: Value, is_array: bool) {
        add(&mut self.object, name, value, is_array);
    }

    /// Adds a value as it is.
    pub(super) fn extend(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.object.insert(name.to_owned(), value);
        }
    }

    /// Adds a text of JSON, by the rules that all JSON has.
    pub(super) fn json(&mut self, run: &mut Run<'_>, name: &str, text: &str, is_array: bool) {
        match engine::decode_member(run, &ANYTHING, name, text.as_bytes()) {
            Some(value) => self.add(name, value, is_array),
            None => self.unread.push(name.to_owned()),
        }
    }

    /// Records what keeps a property from being read.
    pub(super) fn fault(&mut self, run: &mut Run<'_>, name: &str, place: &str, kind: Kind) {
        run.record_at(to_member(name), place, "", kind);
        self.unread.push(name.to_owned());
    }

    /// Records that there is nobody to read a property.
    pub(super) fn unchecked(
        &mut self,
        run: &mut Run<'_>,
        name: &str,
        (place, keyword): (&str, Keyword),
        reason: Reason,
    ) {
        run.record_unchecked_at(to_member(name), place, keyword, reason);
        self.unread.push(name.to_owned());
    }

    /// Judges the object; a property that could not be read is there all the same.
    pub(super) fn check<'c>(mut self, run: &mut Run<'c>, schema: &'c Schema) -> Value {
        for name in &self.unread {
            self.object.insert(name.clone(), Value::Null);
        }
        let value = Value::Object(self.object);
        let mark = run.mark();
        engine::check_tree(run, schema, &value);
        run.forget_below(mark, &self.unread.iter().map(|name| to_member(name)).collect::<Vec<_>>());
        value
    }
}

/// Adds a value. One of several under the same name is an item of an array, and so is each under a name that is an array.
pub(super) fn add(object: &mut Map<String, Value>, name: &str, value: Value, is_array: bool) {
    match object.get_mut(name) {
        Some(Value::Array(items)) => items.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            let value = if is_array { Value::Array(vec![value]) } else { value };
            object.insert(name.to_owned(), value);
        }
    }
}
