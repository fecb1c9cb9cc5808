//! The simulated tenant behind `--sandbox`, which tests also check against.
//!
//! [`Tenant`] is a pure function of a request, a time and its own state. It shares no
//! code with the program's Graph and sign-in modules, answers 501 to anything it does
//! not support, and never opens a socket or a file.
mod browser;
mod directory;
mod directory_audits;
mod entra;
mod fault_rules;
mod fault_text;
mod faults;
mod graph;
mod ledger;
pub mod new_application;
mod object;
mod quota;
mod reply;
pub mod seed;
#[cfg(feature = "serve")]
pub mod server;
mod session;
mod tenant;
#[cfg(test)]
mod test_support;
mod transport;

pub use browser::{BrowserBehavior, SandboxBrowser};
pub use directory_audits::{AuditedChange, DirectoryAudits};
pub use entra::{Registration, Resource};
pub use fault_text::FaultError;
pub use faults::{FaultKind, FaultRule, Faults};
pub use ledger::{Ledger, LedgerEntry, TokenKind};
pub use object::{Collection, Lag, Object};
pub use reply::{Outcome, Reply};
pub use seed::scenarios::{NoSuchScenario, Scenario, SetState};
pub use seed::{VendorApp, vendor_apps};
pub use session::{ADMINISTRATOR_SCOPES, SandboxSession};
pub use tenant::Tenant;
pub use transport::Sandbox;

/// Origin of the simulated sign-in service.
pub const AUTHORITY: &str = "https://login.sandbox.example";
/// Origin of the simulated Graph.
pub const GRAPH: &str = "https://graph.sandbox.example";
/// Id of the simulated tenant.
pub const TENANT_ID: &str = "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f";
/// Application id of the tool's own application in it.
pub const CLIENT_ID: &str = "7c0ffee0-1234-4abc-8def-5a4db0c0ffee";
/// Application id of the Azure CLI, the same in every tenant.
pub const AZURE_CLI_ID: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/// A client secret of [`CLIENT_ID`] that the simulated sign-in service accepts.
pub const CLIENT_SECRET: &str = "made-up-CANARY-client-secret-of-the-sandbox";
/// Display name of the simulated organization.
pub const TENANT_NAME: &str = "Meridian Harbor Hospital (simulated)";
/// Default domain.
pub const DOMAIN: &str = "meridian.example";
/// Id of the tenant that owns the vendor's applications.
pub const VENDOR_TENANT_ID: &str = "be11c0de-5eed-4a11-8a11-0000de0000ad";
