//! Initial state of the simulated tenant: a hospital of about 200 people and a vendor's
//! enterprise applications. Deterministic except for the dates.
mod application_rows;
mod applications;
mod bulk_users;
mod devices;
mod directory_rows;
mod json_objects;
mod people;
mod policies;
pub(super) mod roles;
pub mod scenarios;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

pub(super) use self::directory_rows::role as role_by_name;
pub use self::people::named_people;
pub(super) use self::people::to_usual_case;
pub use self::people::user_id;
use self::scenarios::SetState;
use super::directory_audits::DirectoryAudits;
use super::entra::Entra;
use super::faults::Faults;
use super::ledger::Ledger;
use super::object::{Collection, Lag, Object};
use super::tenant::Tenant;

/// Users and groups that documentation and tests name.
pub mod cast {
    /// The signed-in administrator: a Global Administrator.
    pub const ADMINISTRATOR: &str = "ada.admin@meridian.example";
    /// The second Global Administrator who is a person.
    pub const SECOND_ADMINISTRATOR: &str = "gil.guardian@meridian.example";
    /// Emergency access account. No block policy of Conditional Access applies to it.
    pub const BREAK_GLASS_1: &str = "breakglass1@meridian.example";
    /// Second emergency access account.
    pub const BREAK_GLASS_2: &str = "breakglass2@meridian.example";
    /// A Password Administrator.
    pub const PASSWORD_ADMINISTRATOR: &str = "pia.passworth@meridian.example";
    /// A Helpdesk Administrator.
    pub const HELPDESK_ADMINISTRATOR: &str = "hal.helpdesk@meridian.example";
    /// A User Administrator.
    pub const USER_ADMINISTRATOR: &str = "una.userwell@meridian.example";
    /// An Authentication Administrator.
    pub const AUTHENTICATION_ADMINISTRATOR: &str = "aki.authen@meridian.example";
    /// Privileged Role Administrator through [`ROLE_GROUP`].
    pub const ROLE_BY_GROUP: &str = "gwen.grouped@meridian.example";
    /// Directory synchronization account.
    pub const SYNC_ACCOUNT: &str = "sync_mhh-dc01_5a4d0b0c@meridian.example";
    /// A cloud-only member without any role, to be contained.
    pub const PLAIN: &str = "rowan.reyes-vale@meridian.example";
    /// First of two users with the same name.
    pub const TWIN_1: &str = "sam.rivers@meridian.example";
    /// Second of two users with the same name.
    pub const TWIN_2: &str = "sam.rivers2@meridian.example";
    /// User whose mail address differs from the principal name.
    pub const OTHER_MAIL: &str = "m.okafor@meridian.example";
    /// Mail address of [`OTHER_MAIL`].
    pub const OTHER_MAIL_ADDRESS: &str = "maryam.okafor-reyes@mail.meridian.example";
    /// User with an apostrophe in the principal name.
    pub const APOSTROPHE: &str = "niamh.o'harrowby@meridian.example";
    /// User whose name is not ASCII.
    pub const NOT_ASCII: &str = "zoe.angstrom@meridian.example";
    /// Disabled user who has left the company.
    pub const DISABLED: &str = "dana.departed@meridian.example";
    /// User synchronized from on-premises.
    pub const SYNCED: &str = "sven.syncedsson@meridian.example";
    /// Synchronized user in a federated domain.
    pub const FEDERATED: &str = "fay.federhall@fed.meridian.example";
    /// A guest.
    pub const GUEST: &str = "gus.guestley_partner.example#EXT#@meridian.example";
    /// User without a role who is eligible for User Administrator.
    pub const ELIGIBLE: &str = "chidi.whitcombe@meridian.example";
    /// User without a role who owns [`ROLE_GROUP`].
    pub const GROUP_OWNER: &str = "daniela.ndorra@meridian.example";
    /// User without a role who owns the tool's own application.
    pub const APPLICATION_OWNER: &str = "bjorn.umberfield@meridian.example";
    /// Group with a directory role.
    pub const ROLE_GROUP: &str = "Tier 0 Operators";
    /// A computer that [`PLAIN`] and [`TWIN_1`] share.
    pub const SHARED_DEVICE: &str = "WARD-3-STATION";
    /// A computer that [`PLAIN`] and [`BREAK_GLASS_1`] share in a scenario.
    pub const GUARDED_DEVICE: &str = "VAULT-DESK";
    /// A group that one Conditional Access policy blocks in a scenario.
    pub const BLOCKED_GROUP: &str = "Finance";
    /// Restricted management administrative unit of a scenario.
    pub const RESTRICTED_UNIT: &str = "Executive Protection";
    /// A group of groups.
    pub const CLINICAL_GROUP: &str = "Clinical Staff";
}

/// Application id of Microsoft Graph, the same everywhere.
pub(super) const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";
/// Service plan that includes sign-in data.
pub(super) const PREMIUM: &str = "AAD_PREMIUM_P2";
/// Look-alike of a vendor application, which must never be picked.
pub const LOOK_ALIKE_CLIENT_ID: &str = "0bad0bad-0bad-4bad-8bad-0bad0bad0bad";

/// The enterprise application of one permission set.
#[derive(Debug, PartialEq, Eq)]
pub struct VendorApp {
    /// Id of the set in the catalog.
    pub set: &'static str,
    /// Simulated application id.
    pub client_id: &'static str,
    /// Whether `http://localhost` is a registered redirect URI.
    pub loopback: bool,
    /// Initial state.
    pub start: SetState,
    /// Display name in the tenant.
    pub name: &'static str,
    /// Template ids of the directory roles that its apps need on the service principal.
    roles: Vec<&'static str>,
    /// Requested permissions: application id of the API, and name.
    permissions: Vec<(&'static str, &'static str)>,
    /// Permissions added by the newest catalog; empty for most sets.
    newest: Vec<(&'static str, &'static str)>,
    /// Permissions that were always in the set.
    oldest: Vec<(&'static str, &'static str)>,
}

/// Returns the vendor's enterprise applications, one for each permission set.
pub fn vendor_apps() -> &'static [VendorApp] {
    &application_rows::VENDOR_APPS
}

impl Tenant {
    /// Returns the initial tenant. Its dates are before `now`.
    pub fn seed(now: Timestamp) -> Self {
        Self::seed_with(now, bulk_users::CROWD)
    }

    /// Returns the initial tenant with at least `crowd` users besides the named ones.
    pub fn seed_with(now: Timestamp, crowd: usize) -> Self {
        let mut tenant = Self {
            users: Collection::default(),
            service_principals: Collection::default(),
            groups: Collection::default(),
            members: BTreeMap::new(),
            administrative_units: Collection::default(),
            unit_members: BTreeMap::new(),
            roles: Collection::default(),
            role_assignments: Collection::default(),
            role_eligibilities: Collection::default(),
            owners: BTreeMap::new(),
            department_heads: BTreeMap::new(),
            stores: BTreeMap::new(),
            deleted: Collection::default(),
            removed_methods: BTreeSet::new(),
            devices: Collection::default(),
            device_owners: BTreeMap::new(),
            device_users: BTreeMap::new(),
            app_role_assignments: Collection::default(),
            grants: Collection::default(),
            domains: Vec::new(),
            organization: Object::default(),
            skus: Vec::new(),
            policies: BTreeMap::new(),
            token_policies: Vec::new(),
            access_policies: Collection::default(),
            sign_ins: Vec::new(),
            directory_audits: DirectoryAudits::new(),
            operations: Collection::default(),
            applications: Collection::default(),
            entra: Entra {
                person: user_id(cast::ADMINISTRATOR),
                ..Entra::default()
            },
            pending_sync: BTreeMap::new(),
            faults: Faults::default(),
            grant_lag: Lag {
                milliseconds: 1_000,
                reads: 0,
            },
            other_lag: Lag::default(),
            ledger: Ledger::default(),
            serial: 0,
            batches: 0,
            #[cfg(feature = "serve")]
            prepared: super::server::Preparation::default(),
        };
        people::seed_people(&mut tenant, now, crowd.max(bulk_users::CROWD));
        applications::seed_applications(&mut tenant, now);
        policies::seed_policies(&mut tenant, now);
        devices::seed_devices(&mut tenant, now);
        scenarios::apply_start_states(&mut tenant, now);
        tenant
    }
}
