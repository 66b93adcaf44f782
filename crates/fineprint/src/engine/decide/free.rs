//! Values of which no schema speaks: they need only be JSON, by the rules that hold for all text.

use super::Undecided;
use crate::engine::keys::Keys;
use crate::engine::object::is_reserved;
use crate::json::{Kind, Reader};

/// Reads over the next value, which lies within so many arrays and objects.
pub(super) fn pass_over(reader: &mut Reader<'_>, depth: usize, max_depth: usize) -> Result<(), Undecided> {
    match reader.peek()? {
        Kind::String => reader.skip_string()?,
        Kind::Number => {
            reader.number()?;
        }
        Kind::Boolean => {
            reader.boolean()?;
        }
        Kind::Null => reader.null()?,
        Kind::Array | Kind::Object if depth >= max_depth => return Err(Undecided),
        Kind::Array => return array(reader, depth + 1, max_depth),
        Kind::Object => return object(reader, depth + 1, max_depth),
    }
    Ok(())
}

fn array(reader: &mut Reader<'_>, depth: usize, max_depth: usize) -> Result<(), Undecided> {
    let mut first = true;
    reader.enter()?;
    while reader.next_item(&mut first)? {
        pass_over(reader, depth, max_depth)?;
    }
    Ok(reader.leave_array()?)
}

fn object(reader: &mut Reader<'_>, depth: usize, max_depth: usize) -> Result<(), Undecided> {
    let mut keys = Keys::default();
    let mut first = true;
    reader.enter()?;
    while reader.next_member(&mut first)? {
        let key = reader.string()?;
        if is_reserved(key.as_str()) || !keys.insert(key.to_cow()) {
            return Err(Undecided);
        }
        reader.colon()?;
        pass_over(reader, depth, max_depth)?;
    }
    Ok(reader.leave_object()?)
}
