//! Names with brackets: `filter[range][from]=1` and `tags[]=a`, read as objects and arrays.
//!
//! OpenAPI's style `deepObject` has one level of names; what lies deeper, and arrays, are left open by it and are read as
//! everybody writes them. Nothing that was sent is left out.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::guide::{Guide, Shape};
use super::style::{Malformed, scalar};
use super::text::decoded;
use crate::contract::Type;

/// How deep names may go: not as deep as would fill the stack.
const DEEPEST: usize = 32;

/// What stands under one name, and the names below it in their order.
#[derive(Default)]
pub(super) struct Tree<'m> {
    texts: Vec<&'m str>,
    children: Vec<(&'m str, Tree<'m>)>,
    places: HashMap<&'m str, usize>,
}

impl<'m> Tree<'m> {
    /// Adds a value under the brackets that stand behind the name.
    pub(super) fn insert(&mut self, brackets: &'m str, value: &'m str) -> Result<(), Malformed> {
        let mut tree = self;
        let mut rest = brackets;
        for _ in 0..=DEEPEST {
            if rest.is_empty() {
                tree.texts.push(value);
                return Ok(());
            }
            let (key, behind) = rest.strip_prefix('[').and_then(|it| it.split_once(']')).ok_or(Malformed)?;
            let place = *tree.places.entry(key).or_insert(tree.children.len());
            if place == tree.children.len() {
                tree.children.push((key, Tree::default()));
            }
            tree = tree.children.get_mut(place).map(|(_, child)| child).ok_or(Malformed)?;
            rest = behind;
        }
        Err(Malformed)
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.children.is_empty()
    }

    /// The value that the contract means by it.
    pub(super) fn value(&self, guide: &Guide<'_>) -> Result<Value, Malformed> {
        let text = |text: &str, guide: &Guide<'_>| Ok(scalar(&decoded(text).ok_or(Malformed)?, guide));
        match (self.texts.as_slice(), self.children.as_slice()) {
            // A name cannot be a text and have parts.
            ([_, ..], [_, ..]) | ([], []) => Err(Malformed),
            ([one], []) if guide.shape() != Shape::Array => text(one, guide),
            (texts, []) => {
                let items = texts.iter().enumerate().map(|(index, it)| text(it, &guide.item(index)));
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            ([], children) if self.is_list(guide) => {
                let mut items = Vec::new();
                let mut children: Vec<_> = children.iter().collect();
                children.sort_by_key(|(key, _)| key.parse::<u64>().ok());
                for (key, child) in children {
                    // `tags[]=a&tags[]=b` are two items, `tags[0]=a` is one.
                    let texts: &[&str] = if key.is_empty() { &child.texts } else { &[] };
                    for it in texts {
                        items.push(text(it, &guide.item(items.len()))?);
                    }
                    if texts.is_empty() {
                        items.push(child.value(&guide.item(items.len()))?);
                    }
                }
                Ok(Value::Array(items))
            }
            ([], children) => {
                let mut object = Map::new();
                for (key, child) in children {
                    object.insert((*key).to_owned(), child.value(&guide.property(key))?);
                }
                Ok(Value::Object(object))
            }
        }
    }

    /// Whether the names are places in an array.
    fn is_list(&self, guide: &Guide<'_>) -> bool {
        let types = guide.types();
        let are_places = self.children.iter().all(|(key, _)| key.bytes().all(|byte| byte.is_ascii_digit()));
        are_places && types.admits(Type::Array) && (guide.shape() != Shape::Object)
    }
}
