//! The names of capturing groups: which there are is known before the pattern is parsed, since a reference
//! may come first.

/// All capturing groups in their order, each with its name if it has one.
pub(super) fn of_groups(source: &str) -> Vec<Option<&str>> {
    let mut groups = Vec::new();
    let mut in_class = false;
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => match chars.as_str().strip_prefix('?') {
                None => groups.push(None),
                Some(kind) => groups.extend(kind.strip_prefix('<').and_then(leading).map(Some)),
            },
            _ => {}
        }
    }
    groups
}

/// The name that stands before the next `>`. Escapes in names are not supported.
pub(super) fn leading(rest: &str) -> Option<&str> {
    let is_name_char = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let length = rest.find(|c| !is_name_char(c))?;
    let (name, after) = rest.split_at_checked(length)?;
    let begins_well = name.starts_with(|c: char| !c.is_numeric());
    (begins_well && after.starts_with('>')).then_some(name)
}

pub(super) fn has_duplicates(groups: &[Option<&str>]) -> bool {
    let mut names: Vec<_> = groups.iter().flatten().collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}
