//! Extractors for axum, which check a request while they decode it.

use std::ops::Deref;

use axum_core::body::Body;
use axum_core::extract::{FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use fineprint::check::Valid;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::decode::{Rejection, decode};

/// A whole request that meets its contract, decoded: parameters and body in one type. Generated models have such a type for
/// each operation, if they are asked for (`request_types`).
///
/// It belongs behind a [`ContractLayer`](crate::ContractLayer), best behind one that leaves the check to it
/// ([`requests_by_extractors`](crate::ContractLayer::requests_by_extractors)): then a request is read once. It refuses what does not
/// meet the contract, whatever the layer's mode; behind a layer that leaves an operation alone, there is no contract to decode by.
///
/// ```
/// use fineprint_tower::Checked;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct RenameInput {
///     #[serde(rename = "path.id")]
///     id: u64,
///     body: Rename,
/// }
///
/// #[derive(Deserialize)]
/// struct Rename {
///     name: String,
/// }
///
/// async fn rename(Checked(input): Checked<RenameInput>) -> String {
///     let RenameInput { id, body } = input.into_inner();
///     format!("{id} is now {}", body.name)
/// }
/// # let _ = rename;
/// ```
#[derive(Clone, Debug)]
pub struct Checked<T>(pub Valid<T>);

/// The body of a request that meets its contract, parameters included, decoded.
#[derive(Clone, Debug)]
pub struct CheckedBody<T>(pub T);

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The part of a request that [`CheckedBody`] is after.
#[derive(Deserialize)]
struct BodyOnly<T> {
    body: T,
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequest<S> for Checked<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
        decode(request).await.map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequest<S> for CheckedBody<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
        decode::<BodyOnly<T>, _>(request).await.map(|valid| Self(valid.into_inner().body))
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}
