//! Alternatives: `anyOf` and `oneOf`.

use std::collections::{BTreeMap, BTreeSet};

use fineprint::contract::{Discriminator, Told, Type, Union};
use proc_macro2::TokenStream;
use quote::quote;

use super::Printer;
use super::function::Place;
use super::kind::Kind;
use super::test::Test;

/// What is made of what is asked of the branches: whether any is met, or exactly one.
type Combine = fn(Vec<Test>) -> Test;

impl<'c> Printer<'c> {
    /// Whether a value meets one branch, or exactly one.
    pub(super) fn union(&mut self, union: &'c Union, kind: Kind, place: Place, combine: Combine) -> Test {
        if let Some(discriminator) = &union.discriminator {
            return self.named(union, discriminator, kind, place, combine);
        }
        let all: Vec<usize> = (0..union.branches.len()).collect();
        let sieve = union.sieve(self.contract);
        match sieve.property() {
            Some(property) if kind == Kind::Object => self.told(union, property, place, combine),
            Some(_) | None => self.branches(union, &all, kind, place, combine),
        }
    }

    /// Those branches of a union.
    fn branches(
        &mut self,
        union: &'c Union,
        numbers: &[usize],
        kind: Kind,
        place: Place,
        combine: Combine,
    ) -> Test {
        let branches = numbers.iter().filter_map(|number| union.branches.get(*number));
        let tests = branches.map(|branch| self.test(branch, kind, place));
        combine(tests.collect())
    }

    /// An object that goes by the name that it gives to a branch; anything else is meant for the branches without a name.
    fn named(
        &mut self,
        union: &'c Union,
        discriminator: &'c Discriminator,
        kind: Kind,
        place: Place,
        combine: Combine,
    ) -> Test {
        if kind != Kind::Object {
            let named: BTreeSet<usize> = discriminator
                .mapping
                .iter()
                .filter_map(|(_, number)| usize::try_from(*number).ok())
                .collect();
            let others: Vec<usize> =
                (0..union.branches.len()).filter(|number| !named.contains(number)).collect();
            return self.branches(union, &others, kind, place, combine);
        }
        let property = &*discriminator.property;
        let mut known = BTreeSet::new();
        let mut arms = BTreeMap::<usize, Vec<&str>>::new();
        for (name, number) in discriminator.mapping.iter() {
            if known.insert(&**name)
                && let Ok(number) = usize::try_from(*number)
            {
                arms.entry(number).or_default().push(name);
            }
        }
        let arms: Vec<TokenStream> = arms
            .into_iter()
            .map(|(number, names)| {
                let test = self.branches(union, &[number], kind, place, Test::any).tokens();
                quote! { Some(#(#names)|*) => #test, }
            })
            .collect();
        Test::block(quote! {
            match member(object, #property).and_then(Value::as_str) { #(#arms)* _ => false, }
        })
    }

    /// An object of which one property tells what branches it may meet.
    fn told(&mut self, union: &'c Union, property: &'c str, place: Place, combine: Combine) -> Test {
        let sieve = union.sieve(self.contract);
        let left = |told: Told<'_>| {
            let mut numbers: Vec<usize> = sieve.left(Type::Object, told).collect();
            numbers.sort_unstable();
            numbers
        };
        let mut values = BTreeMap::<Vec<usize>, Vec<&str>>::new();
        for value in sieve.values() {
            values.entry(left(Told::Text(value))).or_default().push(value);
        }
        let listed: BTreeSet<&str> = sieve.values().collect();
        // A text that no branch names.
        let mut other = String::new();
        while listed.contains(&*other) {
            other.push('x');
        }
        let [nothing, text, anything] = [Told::Nothing, Told::Text(&other), Told::Other].map(left);
        let mut asked = |numbers: &[usize]| self.branches(union, numbers, Kind::Object, place, combine);
        let arms: Vec<TokenStream> = values
            .iter()
            .map(|(numbers, values)| {
                let branches = asked(numbers).tokens();
                quote! { #(#values)|* => #branches, }
            })
            .collect();
        let [nothing, text, anything] = [nothing, text, anything].map(|numbers| asked(&numbers).tokens());
        Test::block(quote! {
            match member(object, #property) {
                Some(Value::String(text)) => match text.as_str() { #(#arms)* _ => #text, },
                Some(_) => #anything,
                None => #nothing,
            }
        })
    }
}
