//! What constraints ask of an object's keys, one key after the other.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::active::{Active, Schemas};
use super::keys::{Keys, Seen};
use super::node::{Node, Scalar};
use super::path::Path;
use super::run::Run;
use super::union::{report, walk_here, weigh};
use crate::check::Direction;
use crate::contract::{Access, Additional, Constraint, Keyword, Member, Members, RESERVED, Schema};
use crate::pattern::Match;
use crate::report::pointer::shown;
use crate::report::{Kind, Reason};

/// Whether a key is one of those that must not be data.
#[inline]
pub fn is_reserved(key: &str) -> bool {
    key.starts_with(RESERVED)
}

/// An object under way: which keys it had so far.
pub(super) struct ObjectState<'c, 'k> {
    rules: SmallVec<[Rule<'c>; 2]>,
    /// What holds for the keys themselves, each with the schema that states it.
    names: SmallVec<[(&'c Schema, &'c Schema); 1]>,
    /// The keys that no rule names, to find those that stand twice.
    others: Keys<'k>,
    pub(super) count: usize,
    /// Whether a constraint looks at the keys that other constraints speak of, or are there; it needs the object as a whole.
    pub(super) needs_whole: bool,
    /// Whether the object was just read from text, so that the rules for keys in text hold.
    is_text: bool,
}

/// The keys that one schema names, and which of them were there.
struct Rule<'c> {
    schema: &'c Schema,
    members: &'c Members,
    seen: Seen,
    /// How many were there of those that are required.
    required: usize,
}

impl<'c, 'k> ObjectState<'c, 'k> {
    pub(super) fn new(active: &Active<'c>, is_text: bool) -> Self {
        let (mut rules, mut names) = (SmallVec::new(), SmallVec::new());
        let mut needs_whole = false;
        for (schema, constraint) in active.constraints() {
            if let Constraint::Members(members) = constraint {
                rules.push(Rule { schema, members, seen: Seen::default(), required: 0 });
            } else if let Constraint::PropertyNames(name) = constraint {
                names.push((schema, &**name));
            } else {
                needs_whole |= matches!(
                    constraint,
                    Constraint::AnyOf(_)
                        | Constraint::OneOf(_)
                        | Constraint::Not(_)
                        | Constraint::If(_)
                        | Constraint::DependentRequired(_)
                        | Constraint::DependentSchemas(_)
                        | Constraint::UnevaluatedProperties(_)
                );
            }
        }
        Self { rules, names, others: Keys::default(), count: 0, needs_whole, is_text }
    }

    /// Whether it judges the keys themselves.
    #[inline]
    pub(super) fn judges_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Judges a key, and puts into `schemas` what holds for its value. `path` is the value's, and `keep` makes a copy of the key
    /// that lasts.
    pub(super) fn key(
        &mut self,
        run: &mut Run<'c>,
        key: &str,
        keep: impl FnOnce() -> Cow<'k, str>,
        path: &Path<'_>,
        schemas: &mut Schemas<'c>,
    ) {
        self.count += 1;
        schemas.clear();
        let (mut named, mut repeated, mut documented) = (false, false, false);
        for rule in &mut self.rules {
            let mut described = false;
            if let Some(index) = rule.members.find(key) {
                named = true;
                let is_repeated = rule.seen.add(index);
                repeated |= is_repeated;
                let Some(member) = rule.members.entries.get(index) else { continue };
                rule.required += usize::from(member.required && !is_repeated);
                if is_refused(run.direction, member.access) {
                    record_access(run, rule.schema, member, path);
                }
                if let Some(schema) = &member.schema {
                    described = true;
                    schemas.push(schema);
                }
            }
            if !rule.members.patterns.is_empty() {
                described |= rule.match_patterns(run, key, path, schemas);
            }
            if !described {
                match &rule.members.additional {
                    Additional::Allowed => continue,
                    Additional::Forbidden => {
                        let kind = Kind::AdditionalProperties { property: shown(key) };
                        run.record(rule.schema, path, None, kind);
                    }
                    Additional::Schema(schema) => schemas.push(schema),
                }
            }
            documented = true;
        }
        for (owner, names) in &self.names {
            check_name(run, owner, names, key, path);
        }
        if !named && self.is_text {
            repeated = !self.others.insert(keep());
        }
        if is_reserved(key) {
            run.record_rule(path, Kind::ReservedKey);
        }
        if repeated {
            run.record_rule(path, Kind::DuplicateKey);
        }
        // Where a branch may document the key, the walker that knows the whole object says so.
        if !documented
            && !self.needs_whole
            && run.is_strict_at(path)
            && let Some(rule) = self.rules.first()
        {
            record_undocumented(run, rule.schema, key, path);
        }
    }

    /// Judges what only the whole object shows: which keys were not there.
    pub(super) fn finish(&self, run: &mut Run<'c>, path: &Path<'_>) {
        for rule in self.rules.iter().filter(|rule| rule.required < rule.members.required()) {
            for (index, member) in rule.members.entries.iter().enumerate() {
                if member.required && !rule.seen.has(index) && !self.is_refused(run, &member.name, path) {
                    run.record(rule.schema, path, None, Kind::Required { property: member.name.to_string() });
                }
            }
        }
    }

    /// Judges `dependentRequired`: which keys were not there although others were.
    pub(super) fn finish_dependents<'n, N: Node<'n>>(
        &self,
        run: &mut Run<'c>,
        active: &Active<'c>,
        node: N,
        path: &Path<'_>,
    ) {
        for (schema, constraint) in active.constraints() {
            let Constraint::DependentRequired(rows) = constraint else { continue };
            for (because, needed) in rows.iter().filter(|(because, _)| node.has(because)) {
                for name in needed.iter() {
                    if !node.has(name) && !self.is_refused(run, name, path) {
                        let (property, because) = (name.to_string(), because.to_string());
                        run.record(schema, path, None, Kind::DependentRequired { property, because });
                    }
                }
            }
        }
    }

    /// Tells the branches that are tried on the object which keys must not be sent.
    pub(super) fn surround(&self, run: &mut Run<'c>, path: &Path<'_>) {
        if run.direction != Direction::None {
            for rule in &self.rules {
                run.surround(path, rule.members);
            }
        }
    }

    /// Whether a property must not be sent in the check's direction, whichever of the schemas says so: one may require what
    /// another makes read-only, also from outside a union.
    fn is_refused(&self, run: &Run<'c>, name: &str, path: &Path<'_>) -> bool {
        let own = self.rules.iter().map(|rule| rule.members);
        own.chain(run.surroundings(path))
            .any(|members| members.entry(name).is_some_and(|member| is_refused(run.direction, member.access)))
    }
}

impl<'c> Rule<'c> {
    /// Adds what `patternProperties` says of the key, and says whether it says anything.
    fn match_patterns(
        &self,
        run: &mut Run<'c>,
        key: &str,
        path: &Path<'_>,
        schemas: &mut Schemas<'c>,
    ) -> bool {
        let mut matched = false;
        for (pattern, schema) in self.members.patterns.iter() {
            match pattern.find_in(key) {
                Match::Yes => schemas.push(schema),
                Match::No => continue,
                Match::GaveUp => {
                    let reason = Reason::PatternGaveUp;
                    run.record_unchecked(self.schema, path, Keyword::PatternProperties, reason);
                }
            }
            matched = true;
        }
        matched
    }
}

/// Whether a property of that access must not be sent in that direction.
#[inline]
pub(super) const fn is_refused(direction: Direction, access: Access) -> bool {
    match access {
        Access::ReadWrite => false,
        Access::ReadOnly => matches!(direction, Direction::Request),
        Access::WriteOnly => matches!(direction, Direction::Response),
    }
}

#[cold]
fn record_access(run: &mut Run<'_>, schema: &Schema, member: &Member, path: &Path<'_>) {
    let kind = if member.access == Access::ReadOnly { Kind::ReadOnly } else { Kind::WriteOnly };
    run.record(member.schema.as_ref().unwrap_or(schema), path, None, kind);
}

/// `propertyNames`, for one key.
fn check_name<'c>(run: &mut Run<'c>, owner: &'c Schema, names: &'c Schema, key: &str, path: &Path<'_>) {
    let node = Scalar::Key(key);
    let weight = weigh(run, names, node, path);
    if weight.violations > 0 {
        let is_weighing = run.is_weighing();
        let problem = if is_weighing {
            String::new()
        } else {
            run.first_problem(|run| walk_here(run, names, node, path))
        };
        run.record(owner, path, None, Kind::PropertyNames { property: shown(key), problem });
    } else if weight.is_undecided() {
        report(run, names, node, path);
    }
}

/// Strict mode: no schema speaks of the key.
pub(super) fn record_undocumented(run: &mut Run<'_>, schema: &Schema, key: &str, path: &Path<'_>) {
    run.record(schema, path, None, Kind::Undocumented { property: shown(key) });
}

/// Whether `properties`, `patternProperties` or `additionalProperties` says something of the key. A pattern that gives up may
/// match; that it was not checked is recorded elsewhere.
pub(super) fn speaks_of(members: &Members, key: &str) -> bool {
    members.entry(key).is_some_and(|member| member.schema.is_some())
        || !matches!(members.additional, Additional::Allowed)
        || members.patterns.iter().any(|(pattern, _)| pattern.find_in(key) != Match::No)
}
