//! Which members or items of a node the keywords of a schema speak of (JSON Schema 2020-12, section 11), for those that say
//! what holds for the rest: `unevaluatedProperties` and `unevaluatedItems`. Strict mode asks the same of all schemas together.
//!
//! A schema speaks of a child by its own keywords, and by the schemas that it applies in place and that are met. Those that are
//! not met do not matter where they must be: then the schema itself is not met, and that is recorded there.

use std::collections::{HashMap, HashSet};

use smallvec::SmallVec;

use super::active::{Active, Schemas};
use super::node::{Node, View};
use super::object::{record_undocumented, speaks_of};
use super::path::Path;
use super::run::Run;
use super::union::{Choice, closest, report, weigh, weigh_all};
use crate::contract::{Additional, Conditional, Constraint, Contains, Schema, Union};
use crate::report::Kind;
use crate::report::pointer::shown;

/// What holds for the children of a node that no other keyword speaks of.
pub(super) struct Unevaluated<'c> {
    rules: SmallVec<[Rule<'c>; 1]>,
}

struct Rule<'c> {
    schema: &'c Schema,
    rest: &'c Additional,
    evaluated: Evaluated<'c>,
}

impl<'c> Unevaluated<'c> {
    /// What the schemas that hold for the node say.
    pub(super) fn of<'n, N: Node<'n>>(
        run: &mut Run<'c>,
        active: &Active<'c>,
        node: N,
        path: &Path<'_>,
    ) -> Self {
        let mut rules = SmallVec::new();
        let is_array = matches!(node.view(), View::Array(_));
        for (schema, constraint) in active.constraints() {
            let Some(rest) = rest(constraint, is_array) else { continue };
            let question = Question::Evaluated { stated: constraint };
            let evaluated = Evaluated::by(run, question, [schema], node, path);
            rules.push(Rule { schema, rest, evaluated });
        }
        Self { rules }
    }

    /// Judges one child, by its number and its key if it has one, and adds what holds for it to `schemas`.
    pub(super) fn child<'n, N: Node<'n>>(
        &self,
        run: &mut Run<'c>,
        (index, key): (usize, Option<&str>),
        (parent, parent_path): (N, &Path<'_>),
        (child, path): (N, &Path<'_>),
        schemas: &mut Schemas<'c>,
    ) {
        for Rule { schema, rest, evaluated } in &self.rules {
            match (evaluated.of_child(index), rest) {
                (Spoken::Yes, _) | (_, Additional::Allowed) => {}
                (Spoken::Perhaps, _) => {
                    for undecided in &evaluated.undecided {
                        report(run, undecided, parent, parent_path);
                    }
                    for undecided in evaluated.undecided_items.get(&index).into_iter().flatten() {
                        report(run, undecided, child, path);
                    }
                }
                (Spoken::No, Additional::Schema(rest)) => schemas.push(rest),
                (Spoken::No, Additional::Forbidden) => {
                    let kind = key.map_or(Kind::UnevaluatedItems, |key| Kind::UnevaluatedProperties {
                        property: shown(key),
                    });
                    run.record(schema, path, None, kind);
                }
            }
        }
    }
}

/// What holds for the children of an array or object that no other keyword speaks of.
const fn rest(constraint: &Constraint, is_array: bool) -> Option<&Additional> {
    match (constraint, is_array) {
        (Constraint::UnevaluatedItems(rest), true) | (Constraint::UnevaluatedProperties(rest), false) => {
            Some(rest)
        }
        _ => None,
    }
}

/// Strict mode: the keys of an object that the schemas which hold for it mention.
pub(super) struct Mentioned<'c>(Option<Evaluated<'c>>);

impl<'c> Mentioned<'c> {
    pub(super) fn of<'n, N: Node<'n>>(
        run: &mut Run<'c>,
        active: &Active<'c>,
        node: N,
        path: &Path<'_>,
    ) -> Self {
        let is_strict = run.is_strict_at(&path.key(""));
        Self(is_strict.then(|| Evaluated::by(run, Question::Mentioned, active.iter(), node, path)))
    }

    /// Records a key that is not mentioned, where any schema mentions keys at all.
    pub(super) fn child(&self, run: &mut Run<'c>, (index, key): (usize, &str), path: &Path<'_>) {
        let Some(evaluated) = &self.0 else { return };
        if let (Spoken::No, Some(speaker)) = (evaluated.of_child(index), evaluated.speaker) {
            record_undocumented(run, speaker, key, path);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Spoken {
    No,
    /// A schema that may or may not be met speaks of it.
    Perhaps,
    Yes,
}

/// What is asked.
#[derive(Clone, Copy)]
enum Question<'c> {
    /// What a schema evaluates, beside the constraint that asks.
    Evaluated { stated: &'c Constraint },
    /// What a schema mentions, whether or not the condition is met under which it would hold.
    Mentioned,
}

impl Question<'_> {
    /// Whether it is that constraint that asks.
    fn is_of(self, constraint: &Constraint) -> bool {
        matches!(self, Self::Evaluated { stated } if std::ptr::eq(stated, constraint))
    }
}

/// Which children schemas speak of.
struct Evaluated<'c> {
    children: Vec<Spoken>,
    /// The first schema that speaks of keys.
    speaker: Option<&'c Schema>,
    /// The schemas of which it cannot be known whether the node meets them.
    undecided: Vec<&'c Schema>,
    /// The same of items.
    undecided_items: HashMap<usize, Vec<&'c Schema>>,
    /// The schemas whose keywords are asked, each with what a child would be of which they speak.
    asked: Vec<(&'c Schema, Spoken)>,
    known: HashSet<(usize, Spoken)>,
}

impl<'c> Evaluated<'c> {
    fn by<'n, N: Node<'n>>(
        run: &mut Run<'c>,
        question: Question<'c>,
        schemas: impl IntoIterator<Item = &'c Schema>,
        node: N,
        path: &Path<'_>,
    ) -> Self {
        let count = match node.view() {
            View::Array(items) => items.len(),
            View::Object(members) => members.len(),
            View::Null | View::Boolean(_) | View::Number(_) | View::String(_) => 0,
        };
        let mut evaluated = Self {
            children: vec![Spoken::No; count],
            speaker: None,
            undecided: Vec::new(),
            undecided_items: HashMap::new(),
            asked: Vec::new(),
            known: HashSet::new(),
        };
        for schema in schemas {
            evaluated.ask(schema, Spoken::Yes);
        }
        let mut next = 0;
        while let Some((schema, spoken)) = evaluated.asked.get(next).copied() {
            for constraint in schema.constraints() {
                evaluated.add(run, question, (schema, constraint), spoken, node, path);
            }
            next += 1;
        }
        evaluated
    }

    fn of_child(&self, index: usize) -> Spoken {
        self.children.get(index).copied().unwrap_or(Spoken::No)
    }

    /// Asks the keywords of one more schema, once.
    fn ask(&mut self, schema: &'c Schema, spoken: Spoken) {
        if self.known.insert((std::ptr::from_ref(schema).addr(), spoken)) {
            self.asked.push((schema, spoken));
        }
    }

    /// Asks a schema that may be met.
    fn ask_undecided(&mut self, schema: &'c Schema) {
        self.undecided.push(schema);
        self.ask(schema, Spoken::Perhaps);
    }

    /// Notes that the first `count` children are spoken of.
    fn note_first(&mut self, count: usize, spoken: Spoken) {
        for child in self.children.iter_mut().take(count) {
            *child = spoken.max(*child);
        }
    }

    fn note(&mut self, index: usize, spoken: Spoken) {
        if let Some(child) = self.children.get_mut(index) {
            *child = spoken.max(*child);
        }
    }

    /// Adds what one constraint speaks of.
    fn add<'n, N: Node<'n>>(
        &mut self,
        run: &mut Run<'c>,
        question: Question<'c>,
        (schema, constraint): (&'c Schema, &'c Constraint),
        spoken: Spoken,
        node: N,
        path: &Path<'_>,
    ) {
        let view = node.view();
        let is_array = matches!(view, View::Array(_));
        match constraint {
            Constraint::Members(members) => {
                let View::Object(entries) = view else { return };
                self.speaker.get_or_insert(schema);
                for (index, (key, _)) in entries.enumerate() {
                    if speaks_of(members, key) {
                        self.note(index, spoken);
                    }
                }
            }
            Constraint::Items(_) if is_array => self.note_first(usize::MAX, spoken),
            Constraint::Tuple(tuple) if is_array => {
                let open = matches!(tuple.rest, Additional::Allowed);
                self.note_first(if open { tuple.prefix.len() } else { usize::MAX }, spoken);
            }
            Constraint::Contains(contains) => {
                let View::Array(items) = view else { return };
                self.add_contains::<N>(run, contains, items, spoken, path);
            }
            Constraint::UnevaluatedProperties(_) | Constraint::UnevaluatedItems(_) => {
                if rest(constraint, is_array).is_some() && !question.is_of(constraint) {
                    self.note_first(usize::MAX, spoken);
                }
            }
            Constraint::Ref(id) => run.component(*id).into_iter().for_each(|it| self.ask(it, spoken)),
            Constraint::AllOf(branches) => branches.iter().for_each(|branch| self.ask(branch, spoken)),
            Constraint::AnyOf(union) | Constraint::OneOf(union) => {
                self.add_union(run, union, spoken, node, path);
            }
            Constraint::If(conditional) => {
                self.add_conditional(run, question, conditional, spoken, node, path);
            }
            Constraint::DependentSchemas(rows) => {
                let holds = |name| matches!(question, Question::Mentioned) || node.has(name);
                let rows = rows.iter().filter(|(name, _)| holds(name));
                rows.for_each(|(_, schema)| self.ask(schema, spoken));
            }
            Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Nullable
            | Constraint::Never
            | Constraint::Type(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Temporal(_)
            | Constraint::Enum(_)
            | Constraint::Const(_)
            | Constraint::Pattern(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::Not(_) => {}
        }
    }

    /// The items that meet the schema of `contains`.
    fn add_contains<'n, N: Node<'n>>(
        &mut self,
        run: &mut Run<'c>,
        contains: &'c Contains,
        items: N::Items,
        spoken: Spoken,
        path: &Path<'_>,
    ) {
        for (index, item) in items.enumerate() {
            let weight = weigh(run, &contains.schema, item, &path.index(index));
            if weight.is_met() {
                self.note(index, spoken);
            } else if weight.is_undecided() {
                self.undecided_items.entry(index).or_default().push(&contains.schema);
                self.note(index, Spoken::Perhaps);
            }
        }
    }

    /// The branches that are met; where none is, the one that is closest, for its violations are those that are reported.
    fn add_union<'n, N: Node<'n>>(
        &mut self,
        run: &mut Run<'c>,
        union: &'c Union,
        spoken: Spoken,
        node: N,
        path: &Path<'_>,
    ) {
        let branches = match Choice::of(union, node) {
            Choice::Named(branch) => return self.ask(branch, spoken),
            Choice::None(_) => {
                // That the name is missing is a violation of its own, and any branch may have been meant.
                return union.branches.iter().for_each(|branch| self.ask(branch, Spoken::Perhaps));
            }
            Choice::Any(branches) => branches,
        };
        let weights = weigh_all(run, &branches, node, path);
        for (branch, weight) in branches.iter().zip(&weights) {
            if weight.is_met() {
                self.ask(branch, spoken);
            } else if weight.is_undecided() {
                self.ask_undecided(branch);
            }
        }
        if weights.iter().all(|weight| weight.violations > 0)
            && let Some((branch, _)) = closest(&branches, &weights)
        {
            self.ask(branch, spoken);
        }
    }

    /// `if` where it is met, and what follows from it.
    fn add_conditional<'n, N: Node<'n>>(
        &mut self,
        run: &mut Run<'c>,
        question: Question<'c>,
        conditional: &'c Conditional,
        spoken: Spoken,
        node: N,
        path: &Path<'_>,
    ) {
        let Conditional { condition, then, otherwise } = conditional;
        let (is_met, spoken) = match question {
            Question::Mentioned => (None, spoken),
            Question::Evaluated { .. } => {
                let weight = weigh(run, condition, node, path);
                if weight.is_undecided() {
                    self.undecided.push(condition);
                    (None, Spoken::Perhaps)
                } else {
                    (Some(weight.is_met()), spoken)
                }
            }
        };
        let met = std::iter::once(condition).chain(then).filter(|_| is_met != Some(false));
        for schema in met.chain(otherwise.iter().filter(|_| is_met != Some(true))) {
            self.ask(schema, spoken);
        }
    }
}
