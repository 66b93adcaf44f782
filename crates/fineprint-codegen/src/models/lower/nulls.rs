//! Whether null is admitted: asked of all schemas before they are lowered, since the answer runs through references.

use fineprint::contract::Type;
use fineprint_openapi::document::{Document, Schema};

use super::parts::{Part, is_null_literal, listed, targets};

/// More links of `$ref` than an author writes; an answer beyond them is "does not care".
const MAX_LINKS: usize = 32;

/// What each named schema thinks of null. `None`: it does not care.
#[derive(Debug)]
pub(super) struct Nulls {
    opinions: Vec<Option<bool>>,
}

impl Nulls {
    pub(super) fn of(document: &Document) -> Self {
        let mut nulls = Self { opinions: vec![None; document.schemas.len()] };
        for _ in 0..MAX_LINKS {
            let next = document.schemas.iter().map(|named| nulls.opinion(&named.schema)).collect();
            if next == nulls.opinions {
                break;
            }
            nulls.opinions = next;
        }
        nulls
    }

    /// Whether null is admitted by all of the schemas, and by one of them in so many words.
    pub(super) fn admitted(&self, roots: &[Part<'_>]) -> bool {
        all(roots.iter().map(|part| self.opinion(part.schema))) == Some(true)
    }

    /// `nullable: true` admits null wherever it stands, also beside an `enum` and on a composition.
    pub(super) fn opinion(&self, schema: &Schema) -> Option<bool> {
        if schema.nullable {
            return Some(true);
        }
        let mut opinions = vec![
            schema.never.then_some(false),
            schema.types.map(|types| types.admits(Type::Null)),
            listed(schema).map(|values| values.iter().any(is_null_literal)),
        ];
        opinions.extend(targets(schema).map(|id| self.opinions.get(id.0).copied().flatten()));
        opinions.extend(schema.all_of.iter().map(|branch| self.opinion(branch)));
        for branches in [&schema.one_of, &schema.any_of] {
            if !branches.is_empty() {
                opinions.push(Some(branches.iter().any(|branch| self.opinion(branch) == Some(true))));
            }
        }
        all(opinions)
    }
}

fn all(opinions: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    opinions.into_iter().flatten().reduce(|left, right| left && right)
}
