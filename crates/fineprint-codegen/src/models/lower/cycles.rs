//! Types that contain themselves: boxed where a cycle closes, and nowhere else.

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
                Kind::Newtype(ty.clone())
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
            Some(Kind::Enum(_) | Kind::Alias { .. } | Kind::Newtype(_) | Kind::Foreign(_)) | None => {}
        }
    }
}

/// A way from a model to one that its `slot`-th part names.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    slot: usize,
}

/// Every model that an alias names, at any depth of its type.
fn alias_edges(models: &[Model<'_>], index: usize) -> Vec<usize> {
    let mut ty = match models.get(index).map(|model| &model.kind) {
        Some(Kind::Alias { ty, .. }) => ty,
        Some(Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Newtype(_) | Kind::Foreign(_))
        | None => {
            return Vec::new();
        }
    };
    while let Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) = ty {
        ty = inner;
    }
    direct(ty).into_iter().collect()
}

/// The struct or enum that each part of a model holds in itself, aliases looked through; itself for a part that holds none.
fn contained(models: &[Model<'_>], index: usize) -> Vec<usize> {
    let leaf = usize::MAX;
    match models.get(index).map(|model| &model.kind) {
        Some(Kind::Struct(structure)) => {
            structure.fields.iter().map(|field| resolved(models, &field.ty).unwrap_or(leaf)).collect()
        }
        Some(Kind::Union(union)) => {
            union.variants.iter().map(|variant| resolved(models, &variant.ty).unwrap_or(leaf)).collect()
        }
        Some(Kind::Enum(_) | Kind::Alias { .. } | Kind::Newtype(_) | Kind::Foreign(_)) | None => Vec::new(),
    }
}

fn direct(ty: &Type) -> Option<usize> {
    match ty {
        Type::Model(ModelId(id)) => Some(*id),
        Type::Nullable(ty) => direct(ty),
        Type::Boolean
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::String
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::List(_)
        | Type::Map(_)
        | Type::Foreign(_) => None,
    }
}

/// Where the aliases end: they have no cycles any more.
fn resolved(models: &[Model<'_>], ty: &Type) -> Option<usize> {
    let mut id = direct(ty)?;
    while let Some(Kind::Alias { ty, .. }) = models.get(id).map(|model| &model.kind) {
        id = direct(ty)?;
    }
    Some(id)
}

/// The edges that lead back to where a depth-first walk came from; without them there is no cycle.
fn back_edges(models: &[Model<'_>], edges: &dyn Fn(&[Model<'_>], usize) -> Vec<usize>) -> Vec<Edge> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; models.len()];
    let mut found = Vec::new();
    for start in 0..models.len() {
        let mut path: Vec<(usize, usize, Vec<usize>)> = vec![(start, 0, edges(models, start))];
        if marks.get(start) != Some(&Mark::New) {
            continue;
        }
        marks.iter_mut().skip(start).take(1).for_each(|mark| *mark = Mark::Open);
        while let Some((from, slot, targets)) = path.last_mut() {
            let Some(&target) = targets.get(*slot) else {
                marks.iter_mut().skip(*from).take(1).for_each(|mark| *mark = Mark::Done);
                path.pop();
                continue;
            };
            *slot += 1;
            match marks.get_mut(target) {
                Some(mark @ Mark::New) => {
                    *mark = Mark::Open;
                    path.push((target, 0, edges(models, target)));
                }
                Some(Mark::Open) => found.push(Edge { from: *from, slot: *slot - 1 }),
                Some(Mark::Done) | None => {}
            }
        }
    }
    found
}
