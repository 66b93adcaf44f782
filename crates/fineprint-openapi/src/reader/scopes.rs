//! Dynamic scopes: what a dynamic reference means depends on the resources that the way to it leads through.
//!
//! The way does not depend on the instance, so that all of it is decided while the document is read: a schema that is
//! reached on two ways which differ in what its dynamic references mean becomes two schemas, and contracts know of plain
//! references only.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexSet;

use super::located::Located;
use super::resources::{Resource, ResourceId, Resources};
use super::shape::{Survey, address};

/// How many names all scopes of a document may bind together: far beyond what schemas need that people write.
const MOST: usize = 20_000;

/// The number of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ScopeId(usize);

impl ScopeId {
    /// Before any resource is entered.
    pub(super) const OUTERMOST: Self = Self(0);
}

/// Each name of a dynamic anchor with the address of the outermost schema that has it.
type Scope<'a> = BTreeMap<&'a str, usize>;

/// All scopes that were met.
pub(super) struct Scopes<'a> {
    all: IndexSet<Scope<'a>>,
    entered: HashMap<(ScopeId, ResourceId), ScopeId>,
    schemas: HashMap<usize, Located<'a>>,
    /// Without dynamic anchors there is one scope, and nothing to do.
    matters: bool,
    /// How many names all scopes bind together.
    bound: usize,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(survey: &Survey<'a>) -> Self {
        let all = IndexSet::from_iter([Scope::new()]);
        let matters = survey.has_dynamic_references && survey.resources.has_dynamic_anchors();
        Self { all, entered: HashMap::new(), schemas: HashMap::new(), matters, bound: 0 }
    }

    /// Whether there are too many: ways through resources can be combined in more manners than a machine holds.
    pub(super) fn overflow(&self) -> bool {
        self.bound > MOST
    }

    /// The scope within a resource that is entered from another: what is bound already stays so.
    pub(super) fn enter(
        &mut self,
        from: ScopeId,
        resource: ResourceId,
        resources: &Resources<'a>,
    ) -> ScopeId {
        if !self.matters {
            return from;
        }
        if let Some(known) = self.entered.get(&(from, resource)) {
            return *known;
        }
        let mut scope = self.all.get_index(from.0).cloned().unwrap_or_default();
        let anchors = resources.get(resource).into_iter().flat_map(Resource::dynamic_anchors);
        for (name, at) in anchors {
            self.schemas.entry(address(at.node)).or_insert_with(|| at.clone());
            scope.entry(name).or_insert_with(|| address(at.node));
        }
        let size = scope.len();
        let (index, is_new) = self.all.insert_full(scope);
        self.bound += if is_new { size + 1 } else { 0 };
        let id = ScopeId(index);
        self.entered.insert((from, resource), id);
        id
    }

    /// The outermost schema with a dynamic anchor of that name.
    pub(super) fn outermost(&self, scope: ScopeId, name: &str) -> Option<Located<'a>> {
        let address = self.all.get_index(scope.0)?.get(name)?;
        self.schemas.get(address).cloned()
    }
}
