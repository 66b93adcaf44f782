//! The visitor that judges what the deserializer found, before the type's own visitor gets it.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::active::{Active, Items, Schemas};
use super::super::decide;
use super::super::judge::judge;
use super::super::node::{Fact, Node, Scalar, View};
use super::super::number::Number;
use super::super::object::ObjectState;
use super::super::path::Path;
use super::super::run::Run;
use super::super::tape::{Entry, TapeNode};
use super::super::tree;
use super::buffer::{Buffer, Writer};
use super::checked::{Checked, CheckedSeed};
use super::key::{Key, KeySeed};
use super::replay::Replay;
use crate::contract::{Schema, Type};

/// A visitor around the type's own.
pub(super) struct Judging<'a, 'c, V> {
    pub(super) visitor: V,
    pub(super) run: &'a mut Run<'c>,
    pub(super) schemas: &'a [&'c Schema],
    pub(super) path: &'a Path<'a>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Judging<'_, '_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Boolean(value), self.path);
        self.visitor.visit_bool(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Number(Number::Signed(value)), self.path);
        self.visitor.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Number(Number::Unsigned(value)), self.path);
        self.visitor.visit_u64(value)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Number(Number::of_text(&value.to_string())?), self.path);
        self.visitor.visit_i128(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Number(Number::of_text(&value.to_string())?), self.path);
        self.visitor.visit_u128(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        let is_integer = Cell::new(false);
        judge_scalar(self.run, self.schemas, Scalar::Double(value, &is_integer), self.path);
        let number = Number::Double(value);
        // To the contract `1.0` is an integer, so it is one for the type too.
        match if is_integer.get() { number.as_integer() } else { number } {
            Number::Unsigned(integer) => self.visitor.visit_u64(integer),
            Number::Signed(integer) => self.visitor.visit_i64(integer),
            Number::Double(value) => self.visitor.visit_f64(value),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        judge_text(self.run, self.schemas, text, self.path);
        self.visitor.visit_str(text)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        judge_text(self.run, self.schemas, text, self.path);
        self.visitor.visit_borrowed_str(text)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<V::Value, E> {
        judge_text(self.run, self.schemas, &text, self.path);
        self.visitor.visit_string(text)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Null, self.path);
        self.visitor.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        judge_scalar(self.run, self.schemas, Scalar::Null, self.path);
        self.visitor.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let Self { visitor, run, schemas, path } = self;
        visitor.visit_some(Checked { inner, run, schemas, path })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let Self { visitor, run, schemas, path } = self;
        visitor.visit_newtype_struct(Checked { inner, run, schemas, path })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<V::Value, A::Error> {
        let Self { visitor, run, schemas, path } = self;
        if tree::is_too_deep(run, path) {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return visitor.visit_unit();
        }
        let active = Active::new(run, schemas, false);
        if active.needs_whole(Type::Array) {
            let mut whole = Buffer::new();
            Writer { buffer: &mut whole, run, depth: path.depth() }.visit_seq(items)?;
            return replay(run, schemas, &whole, path, visitor);
        }
        let mut items = CheckedItems { inner: items, run, items: active.items(), path, count: 0 };
        let value = visitor.visit_seq(&mut items)?;
        let count = items.count;
        judge_container(run, &active, Fact::Array(count), path);
        Ok(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        let Self { visitor, run, schemas, path } = self;
        if path.depth() >= run.options.max_depth {
            return visit_deep(run, schemas, members, path, visitor);
        }
        let active = Active::new(run, schemas, false);
        if active.needs_whole(Type::Object) {
            let mut whole = Buffer::new();
            Writer { buffer: &mut whole, run, depth: path.depth() }.visit_map(members)?;
            return replay(run, schemas, &whole, path, visitor);
        }
        let state = ObjectState::new(&active, true);
        let mut members = CheckedMembers {
            inner: members,
            run,
            state,
            path,
            key: Key::None,
            schemas: Schemas::new(),
            number: None,
        };
        let value = visitor.visit_map(&mut members)?;
        let CheckedMembers { state, number, .. } = members;
        if let Some(number) = number {
            judge_scalar(run, schemas, Scalar::Number(number), path);
        } else {
            state.finish(run, path);
            judge_container(run, &active, Fact::Object(state.count), path);
        }
        Ok(value)
    }
}

#[inline]
fn judge_text<'c>(run: &mut Run<'c>, schemas: &[&'c Schema], text: &str, path: &Path<'_>) {
    if decide::string_is_met(run, schemas, text, path.depth()) {
        run.forget_nodes();
    } else {
        record_scalar(run, schemas, Scalar::String(text), path);
    }
}

#[inline(never)]
fn judge_scalar<'c>(run: &mut Run<'c>, schemas: &[&'c Schema], scalar: Scalar<'_>, path: &Path<'_>) {
    // Whether it is an integer, branches say that need not be tried to know that the contract is met.
    if !matches!(scalar, Scalar::Double(..)) && decide::scalar_is_met(run, schemas, scalar, path.depth()) {
        run.forget_nodes();
        return;
    }
    record_scalar(run, schemas, scalar, path);
}

/// Judges a scalar by all constraints.
#[cold]
fn record_scalar<'c>(run: &mut Run<'c>, schemas: &[&'c Schema], scalar: Scalar<'_>, path: &Path<'_>) {
    let view = scalar.view();
    let active = Active::new(run, schemas, matches!(view, View::Null));
    if matches!(scalar, Scalar::Double(..)) && active.wants_integer() {
        scalar.note_integer();
    }
    let fact = view.fact();
    for constraint in active.constraints() {
        judge(run, constraint, &fact, Some(scalar), path);
    }
    run.forget_nodes();
}

fn judge_container<'c>(run: &mut Run<'c>, active: &Active<'c>, fact: Fact<'_>, path: &Path<'_>) {
    for constraint in active.constraints() {
        judge::<Scalar<'_>>(run, constraint, &fact, None, path);
    }
}

/// Judges what had to be read into memory, and hands it on from there.
fn replay<'de, 'c, V: Visitor<'de>, E: Error>(
    run: &mut Run<'c>,
    schemas: &[&'c Schema],
    whole: &Buffer<'de>,
    path: &Path<'_>,
    visitor: V,
) -> Result<V::Value, E> {
    let node = TapeNode::new(&whole.tape);
    // The same of doubles.
    if whole.is_irregular || whole.has_doubles {
        tree::walk(run, schemas, node, path);
    } else {
        tree::check(run, schemas, node, path);
    }
    run.forget_nodes();
    Replay::new(node).deserialize_any(visitor)
}

/// An object at the limit of depth: a violation, unless it is how the reader shows a number.
fn visit_deep<'de, 'c, V: Visitor<'de>, A: MapAccess<'de>>(
    run: &mut Run<'c>,
    schemas: &[&'c Schema],
    mut members: A,
    path: &Path<'_>,
    visitor: V,
) -> Result<V::Value, A::Error> {
    let mut key = Key::None;
    let seed = KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut key };
    let first = members.next_key_seed(seed)?;
    if first.is_some() && key.is_number(run) {
        let mut text = Key::None;
        members.next_value_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut text })?;
        let text = text.into_text().into_owned();
        let number = Number::of_text(&text)?;
        judge_scalar(run, schemas, Scalar::Number(number), path);
        let entry = Entry::WrittenNumber(Box::new((number.into(), text)));
        return Replay::new(TapeNode::new(&[entry])).deserialize_any(visitor);
    }
    tree::is_too_deep(run, path);
    if first.is_some() {
        members.next_value::<IgnoredAny>()?;
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    }
    visitor.visit_unit()
}

/// The items of an array, judged one by one on their way to the type.
struct CheckedItems<'a, 'c, A> {
    inner: A,
    run: &'a mut Run<'c>,
    items: Items<'c>,
    path: &'a Path<'a>,
    count: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for &mut CheckedItems<'_, '_, A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        let path = self.path.index(self.count);
        let schemas = self.items.at(self.count);
        let seed = CheckedSeed { seed, run: self.run, schemas, path: &path };
        let item = self.inner.next_element_seed(seed)?;
        self.count += usize::from(item.is_some());
        Ok(item)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

/// The members of an object, judged one by one on their way to the type.
struct CheckedMembers<'a, 'c, 'de, A> {
    inner: A,
    run: &'a mut Run<'c>,
    state: ObjectState<'c, 'de>,
    path: &'a Path<'a>,
    /// The key that was read last.
    key: Key<'de>,
    /// What holds for its value.
    schemas: Schemas<'c>,
    /// The number that the reader shows as an object, if it does.
    number: Option<Number>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for &mut CheckedMembers<'_, '_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.key = Key::None;
        let key = self.inner.next_key_seed(KeySeed { seed, key: &mut self.key });
        if key.is_err() {
            self.run.note_failure(self.path);
        }
        let key = key?;
        if key.is_some() {
            if self.key.is_number(self.run) {
                self.number = Some(Number::Double(f64::NAN));
            } else {
                let path = self.path.key(self.key.as_str());
                let (run, key, schemas) = (&mut *self.run, self.key.as_str(), &mut self.schemas);
                self.state.key(run, key, || self.key.to_text(), &path, schemas);
                if self.state.judges_names() {
                    self.run.forget_nodes();
                }
            }
        }
        Ok(key)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        if self.number.is_some() {
            let mut text = Key::None;
            let value = self.inner.next_value_seed(KeySeed { seed, key: &mut text })?;
            self.number = Some(Number::of_text(text.as_str())?);
            return Ok(value);
        }
        let path = self.path.key(self.key.as_str());
        self.inner.next_value_seed(CheckedSeed { seed, run: self.run, schemas: &self.schemas, path: &path })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}
