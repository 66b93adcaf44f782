//! "Did you mean": the closest of the names that would have been right.

/// The candidate that `wrong` is most likely a misspelling of, if one is close enough.
///
/// ```
/// use fineprint_openapi::diagnostic::suggest;
///
/// let keywords = ["minLength", "maxLength", "pattern"];
/// assert_eq!(suggest("maxLenght", keywords.into_iter()), Some("maxLength"));
/// assert_eq!(suggest("nullable", keywords.into_iter()), None);
/// ```
pub fn suggest<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // One slip for each three characters, so that short names are not all alike; case alone never counts.
    let allowed = (wrong.chars().count() / 3).max(1);
    // The distance takes time in the product of the lengths: a hostile name is not worth it.
    let comparable = |candidate: &&str| {
        wrong.len() <= LONGEST && candidate.len().abs_diff(wrong.len()) <= allowed * char::MAX.len_utf8()
    };
    candidates
        .filter(comparable)
        .map(|candidate| (distance(wrong, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 200;

fn distance(wrong: &str, candidate: &str) -> usize {
    strsim::osa_distance(&wrong.to_lowercase(), &candidate.to_lowercase())
}
