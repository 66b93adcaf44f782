//! One check under way: what it was asked to do, and what it found so far.

use std::ops::Range;

use super::node::Fact;
use super::path::Path;
use super::tried::{Pair, Tried};
use crate::check::{Direction, Options, Part};
use crate::contract::{ComponentId, Contract, Keyword, Members, Schema};
use crate::report::{Kind, Reason, Report, Unchecked, Violation};

/// What speaks against a branch of a union.
#[derive(Clone, Copy, Default)]
pub(super) struct Weight {
    /// The weight of its violations; zero means that there are none.
    pub(super) violations: u64,
    /// Whether something in it could not be checked.
    has_unchecked: bool,
}

impl Weight {
    /// Whether the branch is met, for certain.
    pub(super) const fn is_met(self) -> bool {
        self.violations == 0 && !self.has_unchecked
    }

    /// Whether the branch may be met or not.
    pub(super) const fn is_undecided(self) -> bool {
        self.violations == 0 && self.has_unchecked
    }
}

/// How many branches of unions may lie within each other, so that the stack of a small thread holds them: two and a half for
/// each level of a payload that is as deep as the default allows.
const MAX_OPEN_BRANCHES: usize = 250;

/// The state of one check.
pub(crate) struct Run<'c> {
    pub(super) contract: &'c Contract,
    pub(super) options: &'c Options,
    pub(super) direction: Direction,
    pub(super) part: Part,
    pub(super) violations: Vec<Violation>,
    pub(super) unchecked: Vec<Unchecked>,
    pub(super) truncated: bool,
    /// Where violations are weighed instead of recorded: while the branches of a union are tried.
    weighing: Option<Weight>,
    /// What is known of pairs of a schema and a node. Most checks have no use for it.
    tried: Option<Box<Tried>>,
    /// How much was done on the quick way, less what was earned by reading on.
    pub(super) steps: usize,
    /// Whether the quick way came to a number that was written with a fraction or an exponent, and that the contract may take for an
    /// integer.
    pub(super) has_whole_doubles: bool,
    /// The depth of the node that a union's branch is tried on.
    union_depth: Option<usize>,
    /// What the schemas around a union's branches say of the keys of the node that the branches are tried on, each with the
    /// depth of that node.
    surroundings: Vec<(usize, &'c Members)>,
    /// Where the type that is decoded into gave up.
    failed_at: Option<String>,
    /// The addresses of the payload's text, by which a reader's own keys are told from the payload's.
    pub(super) input: Range<usize>,
    now: Option<(i64, u32)>,
}

impl<'c> Run<'c> {
    pub(crate) fn new(
        contract: &'c Contract,
        options: &'c Options,
        part: Part,
        direction: Direction,
    ) -> Self {
        Self {
            contract,
            options,
            direction,
            part,
            violations: Vec::new(),
            unchecked: Vec::new(),
            truncated: false,
            weighing: None,
            tried: None,
            steps: 0,
            has_whole_doubles: false,
            union_depth: None,
            surroundings: Vec::new(),
            failed_at: None,
            input: 0..0,
            now: None,
        }
    }

    pub(crate) fn into_report(self) -> Report {
        Report::new(self.violations, self.unchecked, self.truncated)
    }

    /// The schema behind a `$ref`. There is always one in a contract that was compiled.
    #[inline]
    pub(super) fn component(&self, id: ComponentId) -> Option<&'c Schema> {
        self.contract.component_at(id)
    }

    /// Whether there may be properties that must not be sent in this direction.
    #[inline]
    pub(super) fn may_refuse_properties(&self) -> bool {
        self.contract.has_one_way_properties && self.direction != Direction::None
    }

    /// Lets the quick way forget a little longer: for each value that it has come to, so much as values mostly take.
    #[inline]
    pub(super) const fn earn_steps(&mut self, values: usize) {
        const STEPS_PER_VALUE: usize = 16;
        self.steps = self.steps.saturating_sub(values.saturating_mul(STEPS_PER_VALUE));
    }

    /// Tells where the payload's text lies.
    #[inline]
    pub(super) fn read_from(&mut self, json: &[u8]) {
        let start = json.as_ptr().addr();
        self.input = start..start + json.len();
    }

    /// Now, as it was when the check first asked: one check has one now.
    pub(super) fn now(&mut self) -> (i64, u32) {
        let clock = self.options.clock;
        *self.now.get_or_insert_with(|| clock.now())
    }

    /// Records a violation of a keyword of that schema; `found` is what it was found in, where it is a scalar.
    #[cold]
    pub(super) fn record(&mut self, schema: &Schema, path: &Path<'_>, found: Option<&Fact<'_>>, kind: Kind) {
        if let Some(sum) = &mut self.weighing {
            let steps = path.depth().saturating_sub(self.union_depth.unwrap_or(0));
            sum.violations = sum.violations.saturating_add(weight(&kind, steps));
            return;
        }
        if self.is_full() {
            return;
        }
        let keyword = stated_as(kind.keyword());
        self.violations.push(Violation {
            part: self.part,
            pointer: path.pointer(),
            schema_pointer: Some(match keyword {
                Some(keyword) => format!("{}/{keyword}", schema.pointer),
                None => schema.pointer.to_string(),
            }),
            source: self.contract.source(&schema.pointer, keyword),
            value: found.filter(|_| self.options.show_values).and_then(Fact::shown),
            kind,
        });
    }

    /// Records a violation of a rule that no document states. Such a rule does not decide which branch of a union is met, so
    /// it is left to the walk around the union.
    #[cold]
    pub(super) fn record_rule(&mut self, path: &Path<'_>, kind: Kind) {
        if !self.is_within_union() {
            self.push(path.pointer(), kind);
        }
    }

    /// Records that the payload as a whole cannot be read.
    pub(crate) fn record_unplaced(&mut self, kind: Kind) {
        self.push(String::new(), kind);
    }

    /// Records that the Rust type cannot hold what stands at that pointer.
    pub(crate) fn record_model(&mut self, pointer: String) {
        self.push(pointer, Kind::Model);
    }

    fn push(&mut self, pointer: String, kind: Kind) {
        if !self.is_full() {
            let part = self.part;
            self.violations.push(Violation {
                part,
                pointer,
                kind,
                schema_pointer: None,
                source: None,
                value: None,
            });
        }
    }

    /// Records that a keyword could not be checked.
    #[cold]
    pub(super) fn record_unchecked(
        &mut self,
        schema: &Schema,
        path: &Path<'_>,
        keyword: Keyword,
        reason: Reason,
    ) {
        if let Some(sum) = &mut self.weighing {
            sum.has_unchecked = true;
        } else if self.unchecked.len() >= self.options.max_violations {
            self.truncated = true;
        } else {
            self.unchecked.push(Unchecked {
                part: self.part,
                pointer: path.pointer(),
                keyword,
                schema_pointer: format!("{}/{keyword}", schema.pointer),
                source: self.contract.source(&schema.pointer, Some(keyword)),
                reason,
            });
        }
    }

    pub(super) fn is_full(&mut self) -> bool {
        let full = self.violations.len() >= self.options.max_violations;
        self.truncated |= full;
        full
    }

    /// What `check` finds against a branch of a union at that node. Each pair of schema and node is weighed once, or unions within
    /// unions would take time that doubles with every level; but for where the schemas around say what must not be sent, which can
    /// lift a demand of the branch.
    pub(super) fn weigh(&mut self, schema: &'c Schema, node: usize, check: impl FnOnce(&mut Self)) -> Weight {
        let pair = Pair::new(schema, node);
        let is_alone = self.surroundings.is_empty();
        if let Some(known) = self.tried().weights.get(&pair).filter(|_| is_alone) {
            return *known;
        }
        let outer = self.weighing.replace(Weight::default());
        check(self);
        let weight = self.weighing.unwrap_or_default();
        self.weighing = outer;
        if is_alone {
            self.tried().weights.insert(pair, weight);
        }
        weight
    }

    /// Whether a branch is met at that node, if that was decided before.
    pub(super) fn decided(&self, schema: &Schema, node: usize) -> Option<bool> {
        self.tried.as_ref()?.decided.get(&Pair::new(schema, node)).copied()
    }

    /// Remembers whether a branch is met at that node.
    pub(super) fn remember(&mut self, schema: &Schema, node: usize, met: bool) {
        self.tried().decided.insert(Pair::new(schema, node), met);
    }

    /// Whether the violations of a branch at that node are not recorded yet. Unions within unions lead to the same pair again
    /// and again, and its violations would be the same.
    pub(super) fn is_first_report(&mut self, schema: &'c Schema, node: usize) -> bool {
        self.tried().reported.insert(Pair::new(schema, node))
    }

    #[inline]
    pub(super) fn is_weighing(&self) -> bool {
        self.weighing.is_some()
    }

    /// The first violation that `check` records, as a sentence. Nothing of what it records is kept.
    pub(super) fn first_problem(&mut self, check: impl FnOnce(&mut Self)) -> String {
        let violations = std::mem::take(&mut self.violations);
        let unchecked = std::mem::take(&mut self.unchecked);
        let reported = std::mem::take(&mut self.tried().reported);
        let truncated = self.truncated;
        check(self);
        (self.unchecked, self.truncated) = (unchecked, truncated);
        self.tried().reported = reported;
        let found = std::mem::replace(&mut self.violations, violations);
        let first = found.iter().min_by(|left, right| left.order(right));
        first.map(|violation| violation.kind.to_string()).unwrap_or_default()
    }

    /// Forgets what was found of nodes: the next ones may lie at the same addresses.
    #[inline]
    pub(crate) fn forget_nodes(&mut self) {
        if let Some(tried) = &mut self.tried {
            tried.forget_nodes();
        }
    }

    fn tried(&mut self) -> &mut Tried {
        self.tried.get_or_insert_default()
    }

    /// Runs `check` on a branch of a union at that node, unless it is running already: a branch that leads back to itself
    /// says nothing more.
    pub(super) fn within_union(
        &mut self,
        schema: &'c Schema,
        node: usize,
        path: &Path<'_>,
        check: impl FnOnce(&mut Self),
    ) {
        let pair = Pair::new(schema, node);
        if self.tried().open.len() >= MAX_OPEN_BRANCHES {
            self.record_unchecked(schema, path, Keyword::Ref, Reason::TooManyBranches);
        } else if self.tried().open.insert(pair) {
            let outer = self.union_depth.replace(path.depth());
            check(self);
            self.union_depth = outer;
            self.tried().open.remove(&pair);
        }
    }

    /// Tells the branches that are tried on the node at that path what schemas around them say of its keys.
    pub(super) fn surround(&mut self, path: &Path<'_>, members: &'c Members) {
        self.surroundings.push((path.depth(), members));
    }

    /// What schemas around the branch that is tried say of the keys of the node at that path.
    pub(super) fn surroundings(&self, path: &Path<'_>) -> impl Iterator<Item = &'c Members> {
        let depth = path.depth();
        let here = self.surroundings.iter().rev().take_while(move |(at, _)| *at == depth);
        here.map(|(_, members)| *members)
    }

    /// How many surroundings there are, to go back to.
    #[inline]
    pub(super) const fn surroundings_mark(&self) -> usize {
        self.surroundings.len()
    }

    /// Forgets the surroundings that were told since.
    #[inline]
    pub(super) fn leave_surroundings(&mut self, mark: usize) {
        self.surroundings.truncate(mark);
    }

    #[inline]
    pub(super) fn is_within_union(&self) -> bool {
        self.union_depth.is_some()
    }

    /// Whether a key at that path must be documented. A branch of a union need not mention what stands beside the union,
    /// and the walk around the union knows what its branches mention.
    #[inline]
    pub(super) fn is_strict_at(&self, path: &Path<'_>) -> bool {
        self.options.strict
            && self.weighing.is_none()
            && self.union_depth.is_none_or(|depth| path.depth() > depth + 1)
    }

    /// Adds a weight that is known already, if violations are being weighed now.
    pub(super) fn add_weight(&mut self, weight: Weight) -> bool {
        if let Some(sum) = &mut self.weighing {
            sum.violations = sum.violations.saturating_add(weight.violations);
            sum.has_unchecked |= weight.has_unchecked;
        }
        self.weighing.is_some()
    }

    /// Remembers where the type that is decoded into gave up: the innermost place, which is the first to be told.
    #[cold]
    pub(super) fn note_failure(&mut self, path: &Path<'_>) {
        if self.failed_at.is_none() {
            self.failed_at = Some(path.pointer());
        }
    }

    pub(super) fn take_failure(&mut self) -> Option<String> {
        self.failed_at.take()
    }
}

/// The keyword of the document that states the rule; none where the schema is `false` and has no keywords.
const fn stated_as(keyword: Keyword) -> Option<Keyword> {
    if matches!(keyword, Keyword::False) {
        None
    } else if matches!(keyword, Keyword::Undocumented) {
        Some(Keyword::Properties)
    } else {
        Some(keyword)
    }
}

/// How much a violation, so many steps within the union's node, speaks against the branch that it is in. A node of another
/// type, or another constant in the node or in one of its properties, says that another branch was meant, however much else
/// is right.
fn weight(kind: &Kind, steps: usize) -> u64 {
    let is_constant = matches!(kind, Kind::Const { .. })
        || matches!(kind, Kind::Enum { allowed } if allowed.first.len() == 1);
    if steps == 0 && matches!(kind, Kind::Type { .. } | Kind::False) {
        1_000_000_000_000
    } else if steps <= 1 && is_constant {
        1_000_000
    } else {
        1
    }
}
