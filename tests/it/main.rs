//! One test binary: whole programs by argv, contracts with official data, and
//! the rules that hold the source together.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::allow_attributes,
    reason = "a test stops at the first surprise"
)]

#[cfg(test)]
mod action_report;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod apps;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod audit_export;
mod audit_fields;
#[cfg(test)]
mod audit_log;
mod audit_missing;
#[cfg(test)]
mod audit_mutations;
#[cfg(test)]
mod audit_named;
#[cfg(test)]
mod audit_real;
#[cfg(test)]
mod auth;
#[cfg(test)]
mod barred_rows;
#[cfg(test)]
mod block;
#[cfg(test)]
mod break_glass;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod bulk_end_state;
#[cfg(test)]
mod can_i;
mod canary;
#[cfg(test)]
mod chaos;
#[cfg(test)]
mod completion;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod consent_policy;
#[cfg(test)]
mod contain_devices;
#[cfg(test)]
mod contain_devices_later;
#[cfg(test)]
mod contain_devices_rails;
#[cfg(test)]
mod contract_calls;
#[cfg(test)]
mod contract_catalog;
#[cfg(test)]
mod contract_sandbox;
#[cfg(test)]
mod device_pace;
mod docs;
mod drawing;
#[cfg(all(test, unix))]
#[cfg(feature = "serve")]
mod e2e_faults;
#[cfg(test)]
mod enforcement_answers;
#[cfg(test)]
mod enforcement_exits;
#[cfg(test)]
mod enforcement_passwords;
#[cfg(test)]
mod enforcement_sessions;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod files;
#[cfg(test)]
mod forged_redirects;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod fuzz_corpus;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod grant;
#[cfg(test)]
mod grant_asked;
#[cfg(test)]
mod grant_halfway;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod guards;
mod guards_ci;
mod help;
mod hostile;
#[cfg(test)]
mod inert;
#[cfg(test)]
mod input_validation;
#[cfg(test)]
mod insider;
#[cfg(test)]
mod links;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod lists_exported;
#[cfg(test)]
mod messages;
mod names;
#[cfg(test)]
mod network;
#[cfg(all(test, unix))]
mod night_ends;
mod no_locks;
mod non_interactive;
#[cfg(test)]
mod output_safety;
#[cfg(test)]
mod pacing;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pinned;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod protected;
#[cfg(test)]
mod protected_entries;
mod readme;
#[cfg(test)]
mod real_keyring;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod release;
#[cfg(test)]
mod requirements;
#[cfg(test)]
mod restricted_units;
#[cfg(test)]
mod resumed;
mod resumed_rows;
#[cfg(test)]
mod resumed_size;
#[cfg(test)]
mod retry_after;
#[cfg(test)]
mod sandbox_exec;
mod sandbox_scenario;
mod schemas;
#[cfg(all(test, unix))]
mod second_person;
#[cfg(test)]
mod second_signature;
#[cfg(test)]
#[cfg(feature = "serve")]
mod serve;
#[cfg(test)]
mod service_clock;
#[cfg(test)]
mod sign_in_anywhere;
#[cfg(test)]
mod sign_ins;
#[cfg(test)]
mod smoke;
#[cfg(test)]
mod snapshots;
#[cfg(all(test, unix))]
mod state_owner;
#[cfg(test)]
mod status;
#[cfg(test)]
mod status_fixes;
#[cfg(test)]
mod stays_open;
mod support;
mod tasks;
#[cfg(test)]
mod too_large;
#[cfg(test)]
mod typed_ahead;
mod undo;
mod users;
#[cfg(test)]
mod users_faults;
#[cfg(test)]
mod users_next;
#[cfg(test)]
mod users_plan;
mod words;
#[cfg(test)]
mod write_back_pace;
