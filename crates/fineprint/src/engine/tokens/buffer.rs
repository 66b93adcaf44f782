//! Reading a part of the payload into memory, for constraints that must look at it more than once.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::node::{Tree, TreeNumber};
use super::super::number::Number;
use super::super::path::Path;
use super::super::run::Run;
use super::key::{Key, KeySeed};

/// Builds a [`Tree`]. It keeps keys that stand twice, and an empty array or object for one that lies too deep: the walker will
/// record both.
pub(super) struct Builder<'a, 'c> {
    pub(super) run: &'a Run<'c>,
    pub(super) path: &'a Path<'a>,
}

impl Builder<'_, '_> {
    fn is_too_deep(&self) -> bool {
        self.path.depth() >= self.run.options.max_depth
    }
}

impl<'de> DeserializeSeed<'de> for Builder<'_, '_> {
    type Value = Tree<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Builder<'_, '_> {
    type Value = Tree<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Boolean(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(Number::Unsigned(value).into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(Number::Signed(value).into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(Number::Double(value).into()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Tree<'de>, E> {
        Ok(Tree::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree<'de>, E> {
        Ok(Tree::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree<'de>, A::Error> {
        if self.is_too_deep() {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Tree::Array(Vec::new()));
        }
        let mut tree = Vec::new();
        loop {
            let path = self.path.index(tree.len());
            match items.next_element_seed(Builder { run: self.run, path: &path })? {
                Some(item) => tree.push(item),
                None => return Ok(Tree::Array(tree)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree<'de>, A::Error> {
        let mut tree: Vec<(Cow<'de, str>, Tree<'de>)> = Vec::new();
        let too_deep = self.is_too_deep();
        loop {
            let mut key = Key::None;
            if members.next_key_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut key })?.is_none() {
                break;
            }
            if key.is_number(self.run) {
                let mut text = Key::None;
                members.next_value_seed(KeySeed { seed: PhantomData::<IgnoredAny>, key: &mut text })?;
                return TreeNumber::of_text(text.into_text().into_owned()).map(Tree::Number);
            }
            if too_deep {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let path = self.path.key(key.as_str());
            let value = members.next_value_seed(Builder { run: self.run, path: &path })?;
            tree.push((key.into_text(), value));
        }
        Ok(Tree::Object(tree))
    }
}
