//! Objects: what is asked of them, in which order.

use fineprint::contract::{Constraint, Schema};
use fineprint::shortcut::is_reserved;
use proc_macro2::TokenStream;
use quote::quote;

use super::Printer;
use super::function::{Place, mentions};
use super::kind::Kind;
use super::parts::Parts;
use super::scalar::{count, counted};
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
            return Test::call(quote! { walk.give_up() });
        }
        let mut size = Size { least: 0, most: None };
        let mut last = Vec::new();
        for (schema, constraint) in &parts.others {
            last.extend(self.other(schema, constraint, &mut size));
        }
        for target in &parts.calls {
            last.push(self.refer(target, Kind::Object, Place::Here));
        }
        // Where it may be lifted that a key is required, less may do.
        if !self.contract.has_one_way_properties {
            let required = keys.iter().filter(|key| key.required.is_some()).count();
            size.least = size.least.max(required as u64);
        }
        let mut body = Body::default();
        self.members(&parts.rules, &keys, is_tried, &mut body);
        body.tests.extend(last);
        if parts.looks_for_the_unevaluated() {
            body.tests.push(Test::call(quote! { walk.give_up() }));
        }
        assembled(&size, body)
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

/// The whole function.
fn assembled(size: &Size, body: Body) -> Test {
    let test = Test::all(body.tests);
    if test.is_no() {
        return Test::No;
    }
    let sized = size.statements(body.sees_all_keys);
    let (statements, tokens) = (body.statements, test.clone().tokens());
    let here =
        mentions(&tokens, "walk").then(|| quote! { let Some(walk) = walk.here() else { return false }; });
    let rest = quote! { #sized #(#statements)* #tokens };
    let entered = if body.sees_all_keys {
        quote! { walk.below(object.len()) }
    } else {
        quote! { walk.below_object(object) }
    };
    if mentions(&rest, "below") {
        Test::block(quote! { #here let Some(below) = #entered else { return false }; #rest })
    } else if sized.is_empty() && statements.is_empty() {
        let entered = Test::all([Test::call(quote! { #entered.is_some() }), test]).tokens();
        Test::block(quote! { #here #entered })
    } else {
        Test::block(quote! { #here if #entered.is_none() { return false; } #rest })
    }
}

impl Size {
    /// What returns where there are too few members or too many; before it has been seen whether the first key is one that is reserved, if
    /// every key is still to be looked at.
    fn statements(&self, sees_all_keys: bool) -> TokenStream {
        let length = |limit| counted(&quote! { object.len() }, limit);
        let few = match self.least {
            0 => None,
            1 => Some(quote! { object.is_empty() }),
            least => {
                let (length, least) = (length(least), count(least));
                Some(quote! { #length < #least })
            }
        };
        let many = self.most.map(|most| {
            let (length, most) = (length(most), count(most));
            if self.most == Some(0) {
                quote! { !object.is_empty() }
            } else {
                quote! { #length > #most }
            }
        });
        let refused: Vec<TokenStream> = few.into_iter().chain(many).collect();
        let answer = if sees_all_keys {
            quote! { walk.refuses_size(object) }
        } else {
            quote! { false }
        };
        quote! { #(if #refused { return #answer; })* }
    }
}
