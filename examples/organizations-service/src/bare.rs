//! The same endpoints without a contract, as axum's own extractors give them: what the cost of the contract is measured against.
//! They take whatever serde reads.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::put;
use axum::{Json, Router};
use organizations_models::{
    Maybe, Organization, PartnerOrganization, UpdateOrganizationInput, UpdateOrganizationRequest,
    UpdatePartnerOrganizationInput, UpdatePartnerOrganizationRequest,
};
use uuid::Uuid;

use crate::Store;

/// The service without its contract.
pub fn bare(store: Store) -> Router {
    Router::new()
        .route("/organizations/{org_id}", put(update_organization))
        .route("/v2/partner/organizations/{organization_id}", put(update_partner_organization))
        .with_state(Arc::new(store))
}

async fn update_organization(
    State(store): State<Arc<Store>>,
    Path(org_id): Path<Uuid>,
    headers: HeaderMap,
    Json(body): Json<UpdateOrganizationRequest>,
) -> Result<Json<Organization>, StatusCode> {
    let id = |name| headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    let requester_organization_id = id("Requester-Organization-ID").ok_or(StatusCode::BAD_REQUEST)?;
    let target_organization_id = id("Target-Organization-ID").ok_or(StatusCode::BAD_REQUEST)?;
    let input = UpdateOrganizationInput { requester_organization_id, target_organization_id, org_id, body };
    Ok(Json(store.update(input)))
}

async fn update_partner_organization(
    State(store): State<Arc<Store>>,
    Path(organization_id): Path<String>,
    Json(body): Json<UpdatePartnerOrganizationRequest>,
) -> Json<PartnerOrganization> {
    let input = UpdatePartnerOrganizationInput { x_partner_id: Maybe::Absent, organization_id, body };
    Json(store.update_partner(input))
}
