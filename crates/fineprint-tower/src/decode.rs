//! Decodes a request and checks it in one pass, behind a layer that leaves that to the handlers. What axum's extractors do; for
//! other frameworks it is to be called by hand.

use bytes::Bytes;
use fineprint::check::Valid;
use fineprint::report::Report;
use http::{Request, Response};
use http_body::Body as HttpBody;
use serde::de::DeserializeOwned;

use crate::Refusal;
use crate::claim::Claim;
use crate::events::{self, Fate};
use crate::judge::{Taken, take};
use crate::layer::Shared;
use crate::service::Refused;
use crate::settings::RequestMode;

/// Decodes a request that a [`ContractLayer`](crate::ContractLayer) has let pass, and checks it, whatever the layer's mode: its
/// parameters and its body become a `T`, as [`OperationChecker::decode`](fineprint::http::OperationChecker::decode) has it.
///
/// ```
/// use bytes::Bytes;
/// use fineprint_tower::decode;
/// use http::{Request, Response};
/// use http_body_util::Full;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct GetPet {
///     #[serde(rename = "path.id")]
///     id: u64,
/// }
///
/// async fn get_pet(request: Request<Full<Bytes>>) -> Response<Bytes> {
///     match decode::<GetPet, _>(request).await {
///         Ok(input) => Response::new(Bytes::from(format!("pet {}", input.id))),
///         Err(rejection) => rejection.into_response(),
///     }
/// }
/// # let _ = get_pet;
/// ```
///
/// # Errors
///
/// The request does not meet the contract, or has not passed a layer.
pub async fn decode<T, B>(request: Request<B>) -> Result<Valid<T>, Rejection>
where
    T: DeserializeOwned,
    B: HttpBody<Data = Bytes>,
{
    let (mut head, body) = request.into_parts();
    let Some(claim) = head.extensions.get::<Claim>().cloned() else {
        events::no_layer(&head.uri);
        return Err(Rejection::new(Refusal::no_layer(), None));
    };
    let (shared, uri) = claim.take();
    head.uri = uri.clone();
    // Otherwise the layer has counted already.
    let is_ours = shared.settings.requests == RequestMode::Extractors;
    let operation = match shared.checker().find(&head) {
        Ok(operation) => operation,
        Err(report) => {
            return Err(Rejection::new(Refusal::of_request(report, &shared.contract, None), Some(shared)));
        }
    };
    let told = Some(operation.operation());
    let refused = |report: Report| {
        if is_ours {
            shared.counters.requests.add(report.verdict());
        }
        events::request(told, &report, Fate::Refused);
        Rejection::new(Refusal::of_request(report, &shared.contract, told), Some(shared))
    };
    let bytes = match take(&shared.settings, &operation, &head, body, true).await {
        Taken::Whole(bytes, _) => bytes,
        Taken::Unread(unread, _) => {
            let report = operation.check_request_head(&head, unread);
            if !shared.settings.options.accepts(report.verdict()) {
                return Err(refused(report));
            }
            // The contract does not mention it, and so `T` has no place for it.
            Bytes::new()
        }
        Taken::Missing(refusal, _) => {
            events::unread(operation.operation(), &refusal);
            return Err(Rejection::new(refusal, Some(shared)));
        }
    };
    let (value, report) = operation.decode_with_report::<T>(&head, &bytes).map_err(refused)?;
    if is_ours {
        shared.counters.requests.add(report.verdict());
        events::request(told, &report, Fate::Accepted);
    }
    Ok(value)
}

/// Why [`decode`] refuses a request, and what the service answers.
#[derive(Debug)]
pub struct Rejection {
    refusal: Refusal,
    response: Response<Bytes>,
}

impl Rejection {
    fn new(refusal: Refusal, shared: Option<&Shared>) -> Self {
        let mut response = match shared {
            Some(shared) => {
                shared.counters.refused.add();
                shared.settings.answer(&refusal)
            }
            None => refusal.to_response(),
        };
        response.extensions_mut().insert(Refused);
        Self { refusal, response }
    }

    /// Why.
    pub const fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// The answer, in the layer's words. The layer lets it pass as it is.
    pub fn into_response(self) -> Response<Bytes> {
        self.response
    }
}
