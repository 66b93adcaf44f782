//! Both endpoints of `spec/organizations.yaml` as a service, with the contract around it: requests that do not meet it never reach a
//! handler, and responses that do not never reach a caller.
//!
//! The handlers have no validation of their own, and no access control either: whoever has some token may do everything.

mod bare;
mod store;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::put;
use axum::{Json, Router};
use fineprint_tower::{Checked, ContractLayer, Mode};
use organizations_models::{
    Organization, PartnerOrganization, UpdateOrganizationInput, UpdatePartnerOrganizationInput,
};
use organizations_validators::CONTRACT;

pub use bare::bare;
pub use store::Store;

/// The layer: handlers' extractors check requests while they decode them, and responses that are not as documented are replaced.
pub fn contract() -> ContractLayer {
    ContractLayer::new(&CONTRACT).requests_by_extractors().responses(Mode::Enforce)
}

/// The service.
pub fn service(store: Store, contract: ContractLayer) -> Router {
    Router::new()
        .route("/organizations/{org_id}", put(update_organization))
        .route("/v2/partner/organizations/{organization_id}", put(update_partner_organization))
        .layer(contract)
        .with_state(Arc::new(store))
}

async fn update_organization(
    State(store): State<Arc<Store>>,
    Checked(input): Checked<UpdateOrganizationInput>,
) -> Json<Organization> {
    Json(store.update(input.into_inner()))
}

async fn update_partner_organization(
    State(store): State<Arc<Store>>,
    Checked(input): Checked<UpdatePartnerOrganizationInput>,
) -> Json<PartnerOrganization> {
    Json(store.update_partner(input.into_inner()))
}
