//! Which of the required keys are missing.

use fineprint::contract::Access;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scalar::count;
use super::test::Test;

/// How many required keys have not been seen, by the direction in which they must not be sent.
#[derive(Default)]
pub(super) struct Missing {
    both: u64,
    read_only: u64,
    write_only: u64,
}

impl Missing {
    /// Adds a key, and gives the statement for when it is seen.
    pub(super) fn add(&mut self, access: Access) -> TokenStream {
        match access {
            Access::ReadWrite => {
                self.both += 1;
                quote! { missing -= 1; }
            }
            Access::ReadOnly => {
                self.read_only += 1;
                quote! { missing_read_only -= 1; }
            }
            Access::WriteOnly => {
                self.write_only += 1;
                quote! { missing_write_only -= 1; }
            }
        }
    }

    /// The variable of each count, and what lifts that the keys are required.
    fn all(&self) -> impl Iterator<Item = (Ident, u64, Option<TokenStream>)> {
        [
            ("missing", self.both, None),
            ("missing_read_only", self.read_only, Some(quote! { walk.refuses(ReadOnly) })),
            ("missing_write_only", self.write_only, Some(quote! { walk.refuses(WriteOnly) })),
        ]
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(name, count, lifted)| (format_ident!("{name}"), count, lifted))
    }

    /// The variables.
    pub(super) fn declared(&self) -> TokenStream {
        let declared = self.all().map(|(name, number, _)| {
            let number = count(number);
            quote! { let mut #name = #number; }
        });
        quote! { #(#declared)* }
    }

    /// Whether none is missing.
    pub(super) fn test(&self) -> Test {
        Test::all(self.all().map(|(name, _, lifted)| {
            let seen = Test::comparison(quote! { #name == 0 });
            Test::any(std::iter::once(seen).chain(lifted.map(Test::call)))
        }))
    }
}
