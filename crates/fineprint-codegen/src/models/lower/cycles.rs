//! Types that contain themselves: boxed where a cycle closes, and nowhere else.

use std::collections::HashSet;

use crate::models::model::{Kind, Model, ModelId, Type};

/// Puts boxes on the edges that close a cycle of structs and enums, and makes structs of aliases that name themselves.
pub(super) fn break_cycles(models: &mut [Model<'_>]) {
    for id in back_edges(models, &alias_edges) {
        if let Some(model) = models.get_mut(id.from)
            && let Kind::Alias { ty, .. } = &model.kind
        {
            // An alias that is nothing but itself has no instances that a type could tell.
            model.kind = if direct(ty).is_some() {
                Kind::Alias { ty: Type::Any, nullable: false }
            } else {
                Kind::Newtype { ty: ty.clone(), boxed: false }
            };
        }
    }
    for edge in back_edges(models, &contained) {
        match models.get_mut(edge.from).map(|model| &mut model.kind) {
            Some(Kind::Struct(structure)) => {
                structure.fields.iter_mut().skip(edge.slot).take(1).for_each(|field| field.boxed = true);
            }
            Some(Kind::Union(union)) => {
                union.variants.iter_mut().skip(edge.slot).take(1).for_each(|variant| variant.boxed = true);
            }
            Some(Kind::Newtype { boxed, .. }) => *boxed = true,
            Some(Kind::Enum(_) | Kind::Alias { .. } | Kind::Foreign(_)) | None => {}
        }
    }
}

/// One that the `slot`-th part of a model names.
#[derive(Clone, Copy, Debug)]
struct Step {
    slot: usize,
    target: usize,
}

/// A way from a model to one that its `slot`-th part names.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    slot: usize,
}

/// Every model that an alias names, at any depth of its type.
fn alias_edges(models: &[Model<'_>], index: usize) -> Vec<Step> {
    match models.get(index).map(|model| &model.kind) {
        Some(Kind::Alias { ty, .. }) => {
            let mut found = Vec::new();
            named(ty, true, &mut found);
            found.into_iter().map(|target| Step { slot: 0, target }).collect()
        }
        Some(Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Newtype { .. } | Kind::Foreign(_))
        | None => Vec::new(),
    }
}

/// The structs and enums that each part of a model holds in itself, aliases looked through.
fn contained(models: &[Model<'_>], index: usize) -> Vec<Step> {
    let parts: Vec<&Type> = match models.get(index).map(|model| &model.kind) {
        Some(Kind::Struct(structure)) => structure.fields.iter().map(|field| &field.ty).collect(),
        Some(Kind::Union(union)) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Some(Kind::Newtype { ty, .. }) => vec![ty],
        Some(Kind::Enum(_) | Kind::Alias { .. } | Kind::Foreign(_)) | None => Vec::new(),
    };
    let steps = parts
        .into_iter()
        .enumerate()
        .flat_map(|(slot, ty)| resolved(models, ty).into_iter().map(move |target| Step { slot, target }));
    steps.collect()
}

/// The models that a type names: all of them, or those that a value of it holds without a detour over the heap.
fn named(ty: &Type, everywhere: bool, found: &mut Vec<usize>) {
    match ty {
        Type::Model(ModelId(id)) => found.push(*id),
        Type::Nullable(ty) => named(ty, everywhere, found),
        Type::Tuple(items) => items.iter().for_each(|ty| named(ty, everywhere, found)),
        Type::List(ty) | Type::Map(ty) if everywhere => named(ty, everywhere, found),
        Type::Null
        | Type::Boolean
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::String
        | Type::Bytes
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::List(_)
        | Type::Map(_)
        | Type::Foreign(_) => {}
    }
}

/// The model that a type is nothing but a name for.
fn direct(ty: &Type) -> Option<usize> {
    match ty {
        Type::Model(ModelId(id)) => Some(*id),
        Type::Nullable(ty) => direct(ty),
        Type::Null
        | Type::Boolean
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::String
        | Type::Bytes
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Foreign(_) => None,
    }
}

/// Where the aliases end: they have no cycles any more.
fn resolved(models: &[Model<'_>], ty: &Type) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = Vec::new();
    named(ty, false, &mut waiting);
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match models.get(id).map(|model| &model.kind) {
            Some(Kind::Alias { ty, .. }) => named(ty, false, &mut waiting),
            Some(
                Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Newtype { .. } | Kind::Foreign(_),
            )
            | None => ends.push(id),
        }
    }
    ends
}

/// The edges that lead back to where a depth-first walk came from; without them there is no cycle.
fn back_edges(models: &[Model<'_>], edges: &dyn Fn(&[Model<'_>], usize) -> Vec<Step>) -> Vec<Edge> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; models.len()];
    let mut found = Vec::new();
    for start in 0..models.len() {
        let mut path: Vec<(usize, usize, Vec<Step>)> = vec![(start, 0, edges(models, start))];
        if marks.get(start) != Some(&Mark::New) {
            continue;
        }
        marks.iter_mut().skip(start).take(1).for_each(|mark| *mark = Mark::Open);
        while let Some((from, next, steps)) = path.last_mut() {
            let Some(&Step { slot, target }) = steps.get(*next) else {
                marks.iter_mut().skip(*from).take(1).for_each(|mark| *mark = Mark::Done);
                path.pop();
                continue;
            };
            *next += 1;
            match marks.get_mut(target) {
                Some(mark @ Mark::New) => {
                    *mark = Mark::Open;
                    path.push((target, 0, edges(models, target)));
                }
                Some(Mark::Open) => found.push(Edge { from: *from, slot }),
                Some(Mark::Done) | None => {}
            }
        }
    }
    found
}
