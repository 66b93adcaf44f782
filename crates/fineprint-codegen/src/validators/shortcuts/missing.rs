//! Which of the required keys are missing.

use fineprint::contract::{Access, Contract};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::parts::Key;
use super::scalar::count;
use super::test::Test;

/// How many required keys there are, and how it is told that none is missing.
pub(super) enum Missing {
    /// Those that have been seen are counted down, by the direction in which they must not be sent.
    Counted { both: u64, read_only: u64, write_only: u64 },
    /// All others are counted, since they are fewer: what is left of the members are the required ones.
    Left { required: u64 },
    /// No others are admitted, so that the number of the members tells.
    BySize,
}

impl Missing {
    pub(super) fn of(contract: &Contract, keys: &[Key<'_>], is_closed: bool) -> Self {
        let of = |access| keys.iter().filter(|key| key.required == Some(access)).count() as u64;
        let [both, read_only, write_only] = [Access::ReadWrite, Access::ReadOnly, Access::WriteOnly].map(of);
        if contract.has_one_way_properties {
            return Self::Counted { both, read_only, write_only };
        }
        let required = both + read_only + write_only;
        let others = keys.len() as u64 - required + u64::from(!is_closed);
        match others {
            0 => Self::BySize,
            others if others < required => Self::Left { required },
            _ => Self::Counted { both: required, read_only: 0, write_only: 0 },
        }
    }

    /// The statement for a key that is seen, which may be required.
    pub(super) fn seen(&self, required: Option<Access>) -> TokenStream {
        match (self, required) {
            (Self::Counted { read_only: 1.., .. }, Some(Access::ReadOnly)) => {
                quote! { missing_read_only -= 1; }
            }
            (Self::Counted { write_only: 1.., .. }, Some(Access::WriteOnly)) => {
                quote! { missing_write_only -= 1; }
            }
            (Self::Counted { .. }, Some(_)) => quote! { missing -= 1; },
            (Self::Left { .. }, None) => quote! { others += 1; },
            (Self::Counted { .. }, None) | (Self::Left { .. }, Some(_)) | (Self::BySize, _) => quote! {},
        }
    }

    /// The variables.
    pub(super) fn declared(&self) -> TokenStream {
        match self {
            Self::Counted { .. } => {
                let declared = self.counted().map(|(name, number, _)| {
                    let number = count(number);
                    quote! { let mut #name = #number; }
                });
                quote! { #(#declared)* }
            }
            Self::Left { .. } => quote! { let mut others = 0; },
            Self::BySize => quote! {},
        }
    }

    /// Whether none is missing.
    pub(super) fn test(&self) -> Test {
        match self {
            Self::Counted { .. } => Test::all(self.counted().map(|(name, _, lifted)| {
                let seen = Test::comparison(quote! { #name == 0 });
                Test::any(std::iter::once(seen).chain(lifted.map(Test::call)))
            })),
            Self::Left { required } => {
                let required = count(*required);
                Test::comparison(quote! { object.len() - others == #required })
            }
            Self::BySize => Test::Yes,
        }
    }

    /// The variable of each count, and what lifts that the keys are required.
    fn counted(&self) -> impl Iterator<Item = (Ident, u64, Option<TokenStream>)> {
        let (both, read_only, write_only) = match *self {
            Self::Counted { both, read_only, write_only } => (both, read_only, write_only),
            Self::Left { .. } | Self::BySize => (0, 0, 0),
        };
        [
            ("missing", both, None),
            ("missing_read_only", read_only, Some(quote! { walk.refuses(ReadOnly) })),
            ("missing_write_only", write_only, Some(quote! { walk.refuses(WriteOnly) })),
        ]
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(name, count, lifted)| (format_ident!("{name}"), count, lifted))
    }
}
