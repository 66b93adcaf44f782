//! What is left to be asked of a node once its type is known: often nothing.

use proc_macro2::TokenStream;
use quote::quote;

/// Whether a node meets a schema, as far as it is known when the function is written.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Every such node does.
    Yes,
    /// None does.
    No,
    /// This expression tells.
    Ask(Shape, TokenStream),
}

/// What an expression looks like, for the parentheses that it needs within others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A call, or a name.
    Call,
    /// A comparison.
    Comparison,
    And,
    Or,
    /// `if` or `match`
    Block,
}

impl Test {
    /// An expression that is a call, of a function, a method or a macro.
    pub(super) const fn call(tokens: TokenStream) -> Self {
        Self::Ask(Shape::Call, tokens)
    }

    /// An expression that compares.
    pub(super) const fn comparison(tokens: TokenStream) -> Self {
        Self::Ask(Shape::Comparison, tokens)
    }

    /// An expression that branches.
    pub(super) const fn block(tokens: TokenStream) -> Self {
        Self::Ask(Shape::Block, tokens)
    }

    /// What is known already.
    pub(super) const fn known(is_met: bool) -> Self {
        if is_met { Self::Yes } else { Self::No }
    }

    /// Whether all of these are met; they are asked in this order.
    pub(super) fn all(tests: impl IntoIterator<Item = Self>) -> Self {
        let mut asked = Vec::new();
        for test in tests {
            match test {
                Self::Yes => {}
                Self::No => return Self::No,
                Self::Ask(shape, tokens) => asked.push((shape, tokens)),
            }
        }
        if asked.len() < 2 {
            return asked.pop().map_or(Self::Yes, |(shape, tokens)| Self::Ask(shape, tokens));
        }
        let asked = asked.into_iter().map(|(shape, tokens)| match shape {
            Shape::Or | Shape::Block => quote! { (#tokens) },
            Shape::Call | Shape::Comparison | Shape::And => tokens,
        });
        Self::Ask(Shape::And, quote! { #(#asked)&&* })
    }

    /// Whether any of these is met.
    pub(super) fn any(tests: impl IntoIterator<Item = Self>) -> Self {
        let mut asked = Vec::new();
        for test in tests {
            match test {
                Self::Yes => return Self::Yes,
                Self::No => {}
                Self::Ask(shape, tokens) => asked.push((shape, tokens)),
            }
        }
        if asked.len() < 2 {
            return asked.pop().map_or(Self::No, |(shape, tokens)| Self::Ask(shape, tokens));
        }
        let asked = asked.into_iter().map(|(shape, tokens)| match shape {
            Shape::Block | Shape::And => quote! { (#tokens) },
            Shape::Call | Shape::Comparison | Shape::Or => tokens,
        });
        Self::Ask(Shape::Or, quote! { #(#asked)||* })
    }

    /// Whether exactly one of these is met.
    pub(super) fn one(tests: impl IntoIterator<Item = Self>) -> Self {
        let (mut asked, mut met) = (Vec::new(), 0);
        for test in tests {
            match test {
                Self::Yes => met += 1,
                Self::No => {}
                Self::Ask(shape, tokens) => asked.push((shape, tokens)),
            }
        }
        match (met, asked.len()) {
            (0, 2..) => {
                let asked = asked.into_iter().map(|(_, tokens)| tokens);
                Self::comparison(quote! { #(u32::from(#asked))+* == 1 })
            }
            (0, _) => Self::any(asked.into_iter().map(|(shape, tokens)| Self::Ask(shape, tokens))),
            (1, _) => Self::any(asked.into_iter().map(|(shape, tokens)| Self::Ask(shape, tokens))).not(),
            (_, _) => Self::No,
        }
    }

    /// Whether this is not met.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Ask(Shape::Call, tokens) => Self::call(quote! { !#tokens }),
            Self::Ask(Shape::Comparison | Shape::And | Shape::Or | Shape::Block, tokens) => {
                Self::call(quote! { !(#tokens) })
            }
        }
    }

    /// Whether `then` is met if this is, and otherwise `otherwise`.
    pub(super) fn choose(self, then: Self, otherwise: Self) -> Self {
        match (self, then, otherwise) {
            (Self::Yes, then, _) => then,
            (Self::No, _, otherwise) => otherwise,
            // It is asked, though nothing hangs on it, since it may give up.
            (Self::Ask(_, condition), then @ (Self::Yes | Self::No), otherwise)
                if then.is_yes() == otherwise.is_yes() && !otherwise.is_asked() =>
            {
                let then = then.tokens();
                Self::block(quote! { { let _ = #condition; #then } })
            }
            (condition, Self::Yes, otherwise) => Self::any([condition, otherwise]),
            (condition, then, Self::Yes) => Self::any([condition.not(), then]),
            (condition, then, Self::No) => Self::all([condition, then]),
            (condition, Self::No, otherwise) => Self::all([condition.not(), otherwise]),
            (Self::Ask(_, condition), then, otherwise) => {
                let (then, otherwise) = (then.tokens(), otherwise.tokens());
                if then.to_string() == otherwise.to_string() {
                    return Self::block(quote! { { let _ = #condition; #then } });
                }
                Self::block(quote! { if #condition { #then } else { #otherwise } })
            }
        }
    }

    /// The expression.
    pub(super) fn tokens(self) -> TokenStream {
        match self {
            Self::Yes => quote! { true },
            Self::No => quote! { false },
            Self::Ask(_, tokens) => tokens,
        }
    }

    pub(super) const fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    pub(super) const fn is_no(&self) -> bool {
        matches!(self, Self::No)
    }

    pub(super) const fn is_asked(&self) -> bool {
        matches!(self, Self::Ask(..))
    }
}
