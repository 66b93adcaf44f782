//! The organizations, in memory. What is not there yet is made when it is updated.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, Utc};
use organizations_models::{
    Maybe, Organization, OrganizationStatus, PartnerOrganization, PartnerOrganizationSource,
    UpdateOrganizationInput, UpdatePartnerOrganizationInput,
};
use uuid::Uuid;

/// All organizations, as they are answered.
#[derive(Debug, Default)]
pub struct Store {
    organizations: Mutex<HashMap<Uuid, Organization>>,
    partners: Mutex<HashMap<String, PartnerOrganization>>,
    /// Whether answers are wrong: a currency that is none.
    is_faulty: bool,
}

impl Store {
    /// A store with a mistake, to show what becomes of its answers.
    pub fn faulty() -> Self {
        Self { is_faulty: true, ..Self::default() }
    }

    /// Keeps what the request says, and what was there before and it does not speak of.
    pub(crate) fn update(&self, input: UpdateOrganizationInput) -> Organization {
        let UpdateOrganizationInput { requester_organization_id, org_id, body, .. } = input;
        let mut organizations = lock(&self.organizations);
        let before = organizations.get(&org_id);
        let organization = Organization {
            name: body.name,
            email: body.email,
            established_date: body.established_date,
            size_id: body.size_id,
            role_id: body.role_id,
            naics_code_id: body.naics_code_id,
            address: body.address,
            city: body.city,
            state: body.state,
            postal_code: body.postal_code,
            country_code: body.country_code,
            website: body.website,
            company_registration_number: body.company_registration_number,
            tax_id: body.tax_id,
            corporation_type_id: body.corporation_type_id,
            phone: body.phone,
            currency_code: if self.is_faulty { "euro" } else { "EUR" }.to_owned(),
            id: org_id,
            owner_account_id: before.map_or(requester_organization_id, |it| it.owner_account_id),
            status: OrganizationStatus::Active,
            created_at: before.map_or_else(now, |it| it.created_at),
            updated_at: now(),
        };
        keep(&mut organizations, org_id, organization)
    }

    /// The same for partners' organizations, of which a request names only what is to change.
    pub(crate) fn update_partner(&self, input: UpdatePartnerOrganizationInput) -> PartnerOrganization {
        let UpdatePartnerOrganizationInput { organization_id, body, .. } = input;
        let mut partners = lock(&self.partners);
        let mut organization =
            partners.get(&organization_id).cloned().unwrap_or_else(|| PartnerOrganization {
                name: None,
                external_id: format!("partner-{organization_id}"),
                source: Some(PartnerOrganizationSource::Partner),
                promo: None,
                id: organization_id.clone(),
                status: None,
                is_test: Some(false),
                billing_plan: None,
                disable_emails: None,
                customer_id: Maybe::Absent,
                subscription_id: Maybe::Absent,
                scheduled_deletion: Maybe::Absent,
                email_group: Maybe::Absent,
                internal_use: Maybe::Absent,
            });
        match body.name {
            Maybe::Absent => {}
            Maybe::Null => organization.name = None,
            Maybe::Value(name) => organization.name = Some(name),
        }
        keep(&mut partners, organization_id, organization)
    }
}

fn keep<K: Eq + Hash, V: Clone>(map: &mut HashMap<K, V>, key: K, value: V) -> V {
    map.insert(key, value.clone());
    value
}

/// Each update is whole: one that panicked has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn now() -> DateTime<FixedOffset> {
    DateTime::<Utc>::from(SystemTime::now()).fixed_offset()
}
