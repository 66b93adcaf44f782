//! Which branches of a union cannot be met, as a glance at a node tells: by its type, and by one of its properties, which may be
//! missing or hold a string that a branch does not admit.
//!
//! Of a union of forty objects that differ in a constant, one is left to be tried. It is only a glance: a branch that is left need
//! not be met, and a branch that is not left is broken for certain.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Constraint, Contract, Literal, Members, Schema, Type, TypeSet};

/// What tells the branches of one union from each other.
pub struct Sieve {
    /// Which types each branch admits.
    types: Box<[TypeSet]>,
    property: Option<Telling>,
}

/// A property that some branches admit only certain strings for.
struct Telling {
    name: Box<str>,
    /// Each such string, in order, with those of these branches that admit it.
    values: Box<[(Box<str>, Numbers)]>,
    /// The other branches, which admit any string.
    others: Numbers,
    /// The branches that do not require the property.
    without: Numbers,
}

/// The numbers of branches.
type Numbers = Box<[u16]>;

/// What an object has in the property that tells branches from each other.
#[derive(Clone, Copy)]
pub enum Told<'n> {
    /// It lacks the property.
    Nothing,
    /// A string.
    Text(&'n str),
    /// Something else, or it is no object.
    Other,
}

/// Two branches are tried as quickly as a property is looked up.
const FEWEST_BRANCHES: usize = 3;
/// Where `$ref` and `allOf` bring in more schemas, the rest is not looked at, which does no harm.
const MOST_SCHEMAS: usize = 32;
/// How many unions within each other are looked at.
const MOST_UNIONS: usize = 3;
/// How many schemas and strings are looked at for one sieve: enough for hundreds of branches. What is not looked at admits everything.
const BUDGET: usize = 20_000;

impl Sieve {
    pub(super) fn of(branches: &[Schema], contract: &Contract) -> Self {
        let look = Look { contract, budget: Cell::new(BUDGET) };
        let glances: Vec<Glance<'_>> = branches.iter().map(|branch| look.at(branch, MOST_UNIONS)).collect();
        let types = glances.iter().map(|glance| glance.types).collect();
        Self { types, property: Telling::of(&glances, contract) }
    }

    /// The property that tells branches apart, if there is one.
    #[inline]
    pub fn property(&self) -> Option<&str> {
        self.property.as_ref().map(|property| &*property.name)
    }

    /// The strings of that property that branches admit, in order.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.property.iter().flat_map(|property| property.values.iter()).map(|(value, _)| &**value)
    }

    /// The numbers of the branches that a node of that type may meet, in no particular order.
    #[inline]
    pub fn left(&self, ty: Type, told: Told<'_>) -> impl Iterator<Item = usize> {
        let listed = self.property.as_ref().and_then(|property| property.branches(told));
        let count = listed.map_or(self.types.len(), |(first, second)| first.len() + second.len());
        (0..count).filter_map(move |place| {
            let number = match listed {
                Some((first, second)) => {
                    usize::from(*first.get(place).or_else(|| second.get(place - first.len()))?)
                }
                None => place,
            };
            self.types.get(number)?.admits(ty).then_some(number)
        })
    }
}

impl Telling {
    /// The property that tells most branches, if any tells two.
    fn of(glances: &[Glance<'_>], contract: &Contract) -> Option<Self> {
        if glances.len() < FEWEST_BRANCHES || glances.len() > usize::from(u16::MAX) {
            return None;
        }
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        for name in glances.iter().flat_map(|glance| glance.strings.keys()) {
            *told.entry(name).or_default() += 1;
        }
        let (name, _) = told.into_iter().filter(|(_, count)| *count > 1).max_by_key(|(_, count)| *count)?;
        let mut values: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let (mut others, mut without) = (Vec::new(), Vec::new());
        for (glance, number) in glances.iter().zip(0..) {
            match glance.strings.get(name) {
                Some(strings) => {
                    for value in strings {
                        values.entry(value).or_default().push(number);
                    }
                }
                None => others.push(number),
            }
            // What must not be sent need not be there, whoever requires it.
            if contract.has_one_way_properties || !glance.required.contains(name) {
                without.push(number);
            }
        }
        Some(Self {
            name: name.into(),
            values: values.into_iter().map(|(value, branches)| (value.into(), branches.into())).collect(),
            others: others.into(),
            without: without.into(),
        })
    }

    fn branches(&self, told: Told<'_>) -> Option<(&[u16], &[u16])> {
        match told {
            Told::Other => None,
            Told::Nothing => Some((&self.without, &[])),
            Told::Text(value) => match self.values.binary_search_by(|(known, _)| (**known).cmp(value)) {
                Ok(index) => self.values.get(index).map(|(_, branches)| (&**branches, &*self.others)),
                Err(_) => Some((&self.others, &[])),
            },
        }
    }
}

/// What a schema, and those that it brings in, say at a glance.
struct Glance<'c> {
    types: TypeSet,
    /// The strings that properties are restricted to, if they hold strings.
    strings: BTreeMap<&'c str, BTreeSet<&'c str>>,
    /// The properties that an object must have.
    required: BTreeSet<&'c str>,
}

impl Glance<'_> {
    /// Of a schema that was not looked at.
    const ANYTHING: Self = Self { types: TypeSet::ANY, strings: BTreeMap::new(), required: BTreeSet::new() };

    /// Adds that one of these holds. Of an object, one of those that admit objects.
    fn add_any(&mut self, branches: &[Self]) {
        let types = branches.iter().fold(TypeSet::NONE, |types, branch| types.or(branch.types));
        self.types = self.types.and(types);
        let objects = || branches.iter().filter(|branch| branch.types.admits(Type::Object));
        let Some(first) = objects().next() else { return };
        for name in first.strings.keys() {
            let strings: Option<Vec<_>> = objects().map(|branch| branch.strings.get(name)).collect();
            if let Some(strings) = strings {
                let strings = strings.into_iter().flatten().copied().collect();
                self.strings.entry(name).or_insert(strings);
            }
        }
        let required = first.required.iter();
        self.required.extend(required.filter(|name| objects().all(|branch| branch.required.contains(*name))));
    }
}

/// A look at the schemas of one union.
struct Look<'c> {
    contract: &'c Contract,
    /// What may still be looked at.
    budget: Cell<usize>,
}

impl<'c> Look<'c> {
    /// Looks also at the branches of unions, so many within each other.
    fn at(&self, schema: &'c Schema, unions: usize) -> Glance<'c> {
        let mut glance = Glance::ANYTHING;
        let schemas = self.brought_in(schema);
        for schema in &schemas {
            glance.types = glance.types.and(schema.summary().types());
            for constraint in schema.constraints() {
                if let Constraint::Members(members) = constraint {
                    self.add_members(&mut glance, members);
                } else if let Constraint::AnyOf(union) | Constraint::OneOf(union) = constraint
                    && unions > 0
                    && self.may_spend(union.branches.len())
                {
                    let branches: Vec<_> =
                        union.branches.iter().map(|branch| self.at(branch, unions - 1)).collect();
                    glance.add_any(&branches);
                }
            }
        }
        // Wherever `nullable` stands, what it lifts may be all there is.
        if schemas.iter().any(|schema| schema.summary().is_nullable()) {
            glance.types = glance.types.or(TypeSet::NULL);
        }
        glance
    }

    fn add_members(&self, glance: &mut Glance<'c>, members: &'c Members) {
        if !self.may_spend(members.entries.len()) {
            return;
        }
        for entry in members.entries.iter() {
            if entry.required {
                glance.required.insert(&entry.name);
            }
            if let Some(strings) = entry.schema.as_ref().and_then(|schema| self.strings(schema)) {
                glance.strings.entry(&entry.name).or_insert(strings);
            }
        }
    }

    /// The strings that a schema admits, if it names them.
    fn strings(&self, schema: &'c Schema) -> Option<BTreeSet<&'c str>> {
        let schemas = self.brought_in(schema);
        schemas.into_iter().flat_map(Schema::constraints).find_map(|constraint| {
            if let Constraint::Const(literal) = constraint {
                Some(string(literal).into_iter().collect())
            } else if let Constraint::Enum(literals) = constraint
                && self.may_spend(literals.len())
            {
                Some(literals.iter().filter_map(string).collect())
            } else {
                None
            }
        })
    }

    /// The schema, and those that `$ref` and `allOf` add to it, each once; nothing once all is spent.
    fn brought_in(&self, schema: &'c Schema) -> Vec<&'c Schema> {
        let mut all = if self.may_spend(1) { vec![schema] } else { Vec::new() };
        let mut index = 0;
        while let Some(schema) = all.get(index).copied().filter(|_| all.len() < MOST_SCHEMAS) {
            for constraint in schema.constraints() {
                let others: Vec<&Schema> = if let Constraint::Ref(id) = constraint {
                    self.contract.component_at(*id).into_iter().collect()
                } else if let Constraint::AllOf(branches) = constraint {
                    branches.iter().take(MOST_SCHEMAS).collect()
                } else {
                    continue;
                };
                for other in others {
                    if !all.iter().any(|known| std::ptr::eq(*known, other)) && self.may_spend(1) {
                        all.push(other);
                    }
                }
            }
            index += 1;
        }
        all
    }

    /// Spends so much, if it is there.
    fn may_spend(&self, count: usize) -> bool {
        let left = self.budget.get().checked_sub(count);
        self.budget.set(left.unwrap_or(0));
        left.is_some()
    }
}

fn string(literal: &Literal) -> Option<&str> {
    if let Literal::String(text) = literal { Some(text) } else { None }
}
