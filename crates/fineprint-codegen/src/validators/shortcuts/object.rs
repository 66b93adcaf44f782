//! Objects: what is asked of them, in which order.

use fineprint::contract::{Constraint, Schema};
use fineprint::shortcut::is_reserved;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Printer;
use super::function::{Place, mentions};
use super::kind::Kind;
use super::manner::Manner;
use super::members::is_closed;
use super::parts::Parts;
use super::scalar::{count, counted, has_at_least, has_at_most};
use super::test::Test;

/// What the function of an object does, one after the other.
#[derive(Default)]
pub(super) struct Body {
    /// What is done before anything is asked, and may return.
    pub(super) statements: Vec<TokenStream>,
    pub(super) tests: Vec<Test>,
    /// Whether the statements look at every key, and whether it is one that is reserved.
    pub(super) sees_all_keys: bool,
}

/// How many members there may be.
struct Size {
    least: u64,
    most: Option<u64>,
}

impl<'c> Printer<'c> {
    /// The body of the function of a schema for objects.
    pub(super) fn object(&mut self, schema: &'c Schema) -> Test {
        let parts = Parts::of(self.contract, schema);
        if parts.is_refused {
            return Test::No;
        }
        let is_tried = self.tried.contains(&std::ptr::from_ref(schema));
        let keys = parts.keys();
        let is_left_to_tables = !is_tried && parts.looks_for_the_unevaluated();
        if is_left_to_tables || keys.iter().any(|key| is_reserved(key.name)) {
            return self.given_up(schema);
        }
        let mut size = Size { least: 0, most: None };
        let mut last = Vec::new();
        for (schema, constraint) in &parts.others {
            last.extend(self.other(schema, constraint, &mut size));
        }
        for target in &parts.calls {
            last.push(self.refer(target, Kind::Object, Place::Here));
        }
        let required = keys.iter().filter(|key| key.required.is_some()).count() as u64;
        // Where it may be lifted that a key is required, less may do.
        if !self.contract.has_one_way_properties {
            size.least = size.least.max(required);
        }
        // That no others are admitted is seen key by key, unless it is told by their number that all are there.
        if is_closed(&parts.rules) && required > 0 && required == keys.len() as u64 {
            size.most = Some(size.most.map_or(required, |most| most.min(required)));
        }
        let mut body = Body::default();
        self.members(schema, &parts.rules, &keys, is_tried, &mut body);
        body.tests.extend(last);
        if parts.looks_for_the_unevaluated() {
            body.tests.push(Test::call(quote! { walk.give_up() }));
        }
        if !body.sees_all_keys {
            body.tests.splice(0..0, size.tests());
        }
        let test = Test::all(std::mem::take(&mut body.tests));
        if test.is_no() {
            return Test::No;
        }
        match self.manner(schema) {
            Manner::Plain => plain(&size, &body, test),
            Manner::Passing => passing(&size, &body, test),
            Manner::Counting => counting(&size, &body, test),
        }
    }

    /// What leaves the verdict to the tables.
    pub(super) fn given_up(&self, schema: &Schema) -> Test {
        if self.is_plain(schema) { Test::No } else { Test::call(quote! { walk.give_up() }) }
    }

    /// What other keywords ask.
    fn other(&mut self, schema: &'c Schema, constraint: &'c Constraint, size: &mut Size) -> Vec<Test> {
        match constraint {
            Constraint::MinProperties(limit) => {
                size.least = size.least.max(*limit);
                Vec::new()
            }
            Constraint::MaxProperties(limit) => {
                size.most = Some(size.most.map_or(*limit, |most| most.min(*limit)));
                Vec::new()
            }
            Constraint::PropertyNames(names) => vec![match self.test(names, Kind::String, Place::Here) {
                Test::Yes => Test::Yes,
                Test::No => Test::call(quote! { object.is_empty() }),
                Test::Ask(_, tokens) => {
                    Test::call(quote! { object.keys().map(String::as_str).all(|text| #tokens) })
                }
            }],
            Constraint::DependentRequired(rows) => {
                let has = |name: &str| Test::call(quote! { object.contains_key(#name) });
                let rows = rows.iter().map(|(because, needed)| {
                    let needed = Test::all(needed.iter().map(|name| has(name)));
                    let lifted = self.lifted(&needed);
                    Test::any([has(because).not(), needed, lifted])
                });
                rows.collect()
            }
            Constraint::DependentSchemas(rows) => {
                let rows = rows.iter().map(|(property, schema)| {
                    let property = &**property;
                    let lacks = Test::call(quote! { !object.contains_key(#property) });
                    Test::any([lacks, self.test(schema, Kind::Object, Place::Here)])
                });
                rows.collect()
            }
            // The keys are gone through for all schemas at once.
            Constraint::Members(_) | Constraint::Ref(_) | Constraint::AllOf(_) => Vec::new(),
            // What cannot be told here comes last.
            Constraint::UnevaluatedProperties(_) => Vec::new(),
            Constraint::Nullable
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
            | Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_)
            | Constraint::AnyOf(_)
            | Constraint::OneOf(_)
            | Constraint::Not(_)
            | Constraint::If(_) => vec![self.constraint(schema, constraint, Kind::Object, Place::Here)],
        }
    }

    /// What is asked where a required key is missing: whether the direction of the check may lift that.
    pub(super) fn lifted(&self, needed: &Test) -> Test {
        if self.contract.has_one_way_properties && needed.is_asked() {
            Test::call(quote! { walk.lacks() })
        } else {
            Test::No
        }
    }
}

/// The whole function, if it needs no walk.
fn plain(size: &Size, body: &Body, test: Test) -> Test {
    if body.sees_all_keys {
        let (sized, tokens) = (size.statements(&quote! { false }), test.tokens());
        let statements = &body.statements;
        Test::block(quote! { #sized #(#statements)* #tokens })
    } else if looks_inside(&test) {
        Test::all([Test::call(quote! { !begins_reserved(object) }), test])
    } else {
        test
    }
}

/// Whether something within the object is asked for.
fn looks_inside(test: &Test) -> bool {
    let tokens = test.clone().tokens();
    ["below", "contains_key", "keys", "member"].iter().any(|name| mentions(&tokens, name))
}

/// The whole function, if it only hands its walk on.
fn passing(size: &Size, body: &Body, test: Test) -> Test {
    let tokens = test.clone().tokens();
    let below =
        |tokens: &TokenStream| mentions(tokens, "below").then(|| quote! { let below = walk.deeper(); });
    if body.sees_all_keys {
        let sized = size.statements(&quote! { walk.refuses_size(object) });
        let statements = &body.statements;
        let rest = quote! { #(#statements)* #tokens };
        let below = below(&rest);
        Test::block(quote! { #sized #below #rest })
    } else if looks_inside(&test) {
        let below = below(&tokens);
        Test::block(quote! { if begins_reserved(object) { return walk.give_up(); } #below #tokens })
    } else {
        test
    }
}

/// The whole function, if it counts. An object is only entered if something in it is looked at.
fn counting(size: &Size, body: &Body, test: Test) -> Test {
    let tokens = test.clone().tokens();
    let here =
        mentions(&tokens, "walk").then(|| quote! { let Some(walk) = walk.here() else { return false }; });
    if body.sees_all_keys {
        let sized = size.statements(&quote! { walk.refuses_size(object) });
        let statements = &body.statements;
        let rest = quote! { #sized #(#statements)* #tokens };
        let entered = quote! { walk.below(object.len()) };
        let entered = if mentions(&rest, "below") {
            quote! { let Some(below) = #entered else { return false }; }
        } else {
            quote! { if #entered.is_none() { return false; } }
        };
        Test::block(quote! { #here #entered #rest })
    } else if mentions(&tokens, "below") {
        Test::block(
            quote! { #here let Some(below) = walk.below_object(object) else { return false }; #tokens },
        )
    } else if looks_inside(&test) {
        let entered = Test::call(quote! { walk.below_object(object).is_some() });
        let tokens = Test::all([entered, test]).tokens();
        Test::block(quote! { #here #tokens })
    } else if here.is_some() {
        Test::block(quote! { #here #tokens })
    } else {
        test
    }
}

impl Size {
    /// What is asked where nothing is said of every key.
    fn tests(&self) -> [Test; 2] {
        let object = format_ident!("object");
        [has_at_least(&object, self.least), self.most.map_or(Test::Yes, |most| has_at_most(&object, most))]
    }

    /// What returns where there are too few members or too many, before it has been seen whether the first key is one that is reserved.
    fn statements(&self, answer: &TokenStream) -> TokenStream {
        let length = |sign: TokenStream, limit: u64| {
            let (length, limit) = (counted(&quote! { object.len() }, limit), count(limit));
            quote! { #length #sign #limit }
        };
        let (few, many) = match (self.least, self.most) {
            (0, Some(0)) => (None, Some(quote! { !object.is_empty() })),
            (least, Some(most)) if least == most => (None, Some(length(quote! { != }, most))),
            (least, most) => {
                let few = match least {
                    0 => None,
                    1 => Some(quote! { object.is_empty() }),
                    least => Some(length(quote! { < }, least)),
                };
                (few, most.map(|most| length(quote! { > }, most)))
            }
        };
        let refused = few.into_iter().chain(many);
        quote! { #(if #refused { return #answer; })* }
    }
}
