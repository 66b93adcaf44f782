//! The meta-schemas of JSON Schema, which schemas may refer to like to any other file. Nothing is fetched for them.

use referencing::meta;
use serde_json::Value;

/// The text of the meta-schema at that URI.
pub(super) fn text(uri: &str) -> Option<Vec<u8>> {
    serde_json::to_vec(value(uri)?).ok()
}

fn value(uri: &str) -> Option<&'static Value> {
    Some(match uri {
        "http://json-schema.org/draft-04/schema" => &meta::DRAFT4,
        "http://json-schema.org/draft-06/schema" => &meta::DRAFT6,
        "http://json-schema.org/draft-07/schema" => &meta::DRAFT7,
        "https://json-schema.org/draft/2019-09/schema" => &meta::DRAFT201909,
        "https://json-schema.org/draft/2019-09/meta/applicator" => &meta::DRAFT201909_APPLICATOR,
        "https://json-schema.org/draft/2019-09/meta/content" => &meta::DRAFT201909_CONTENT,
        "https://json-schema.org/draft/2019-09/meta/core" => &meta::DRAFT201909_CORE,
        "https://json-schema.org/draft/2019-09/meta/format" => &meta::DRAFT201909_FORMAT,
        "https://json-schema.org/draft/2019-09/meta/meta-data" => &meta::DRAFT201909_META_DATA,
        "https://json-schema.org/draft/2019-09/meta/validation" => &meta::DRAFT201909_VALIDATION,
        "https://json-schema.org/draft/2020-12/schema" => &meta::DRAFT202012,
        "https://json-schema.org/draft/2020-12/meta/applicator" => &meta::DRAFT202012_APPLICATOR,
        "https://json-schema.org/draft/2020-12/meta/content" => &meta::DRAFT202012_CONTENT,
        "https://json-schema.org/draft/2020-12/meta/core" => &meta::DRAFT202012_CORE,
        "https://json-schema.org/draft/2020-12/meta/format-annotation" => {
            &meta::DRAFT202012_FORMAT_ANNOTATION
        }
        "https://json-schema.org/draft/2020-12/meta/format-assertion" => &meta::DRAFT202012_FORMAT_ASSERTION,
        "https://json-schema.org/draft/2020-12/meta/meta-data" => &meta::DRAFT202012_META_DATA,
        "https://json-schema.org/draft/2020-12/meta/unevaluated" => &meta::DRAFT202012_UNEVALUATED,
        "https://json-schema.org/draft/2020-12/meta/validation" => &meta::DRAFT202012_VALIDATION,
        _ => return None,
    })
}
