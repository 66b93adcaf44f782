//! Routes at random: the search, which halves what is left at each segment, finds what a look at every one of them finds.

use proptest::prelude::*;

use super::*;

/// The pieces of a segment that has a parameter: with text before it, or behind it.
fn template(before: &str, behind: &str) -> Segment {
    let texts = |text: &str| (!text.is_empty()).then(|| Piece::Text(text.to_owned().into()));
    let parameter = Piece::Parameter("name".into());
    Segment::Template(
        texts(before).into_iter().chain([parameter]).chain(texts(behind)).collect::<Vec<_>>().into(),
    )
}

fn segment(choice: usize) -> Segment {
    match choice {
        0 => Segment::Fixed("a".into()),
        1 => Segment::Fixed("b".into()),
        2 => Segment::Fixed("a.x".into()),
        3 => Segment::Fixed("".into()),
        4 => template("", ".x"),
        5 => template("a", ""),
        _ => template("", ""),
    }
}

/// Routes in order, as a contract has them. Each has an operation of its own.
fn routes() -> impl Strategy<Value = Vec<Route>> {
    let segments = prop::collection::vec(0_usize..9, 0..4);
    prop::collection::vec(segments, 0..24).prop_map(|all| {
        let mut routes: Vec<Route> = (0..)
            .zip(all)
            .map(|(id, segments)| Route {
                segments: segments.into_iter().map(segment).collect::<Vec<_>>().into(),
                operations: vec![OperationId(id)].into(),
            })
            .collect();
        routes.sort_by(Route::order);
        routes
    })
}

/// Whether a segment matches, told by nothing but its text.
fn matches(segment: &Segment, text: &str) -> bool {
    match segment {
        Segment::Fixed(fixed) => **fixed == *text,
        Segment::Template(pieces) => match &**pieces {
            [Piece::Text(before), _] => text.len() > before.len() && text.starts_with(&**before),
            [_, Piece::Text(behind)] => text.len() > behind.len() && text.ends_with(&**behind),
            _ => !text.is_empty(),
        },
    }
}

fn ids(routes: &[&Route]) -> Vec<u32> {
    routes.iter().flat_map(|route| route.operations.iter().map(|id| id.0)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_most_concrete_routes_are_found(
        routes in routes(),
        sent in prop::collection::vec(prop::sample::select(vec!["a", "b", "%61", "a.x", "b.x", ".x", "ab", "", "é"]), 0..4),
    ) {
        let segments: Vec<Sent<'_>> = sent.iter().map(|text| Sent::new(text)).collect();
        let is_met = |route: &&Route| {
            let mut pairs = route.segments.iter().zip(&segments);
            route.segments.len() == segments.len() && pairs.all(|(segment, sent)| matches(segment, sent.text()))
        };
        let matching: Vec<&Route> = routes.iter().filter(is_met).collect();
        let best = matching.iter().filter(|route| matching.iter().all(|other| route.order(other).is_le()));
        let found: Vec<&Route> = descend(&routes, &segments, 0).iter().collect();
        prop_assert_eq!(ids(&found), ids(&best.copied().collect::<Vec<_>>()));

        // Whatever is found fills in as many parameters as it has.
        for route in found {
            let templates = route.segments.iter().filter(|segment| matches!(segment, Segment::Template(_)));
            prop_assert_eq!(values(route, &segments).len(), templates.count());
        }
    }
}
