//! Hostile names in the tenant, and characters that no output may contain.
use crate::support::bench::Bench;
use entractl::sandbox::Object;
use entractl::sandbox::seed::{cast, user_id};
use serde_json::json;

/// Whether output may contain the character. Independent of the program's own list.
pub(crate) fn is_allowed(c: char) -> bool {
    let hidden = matches!(u32::from(c),
        0x00..=0x09 | 0x0b..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160
        | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0xfdd0..=0xfdef | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff);
    !hidden && !matches!(u32::from(c) % 0x1_0000, 0xfffe | 0xffff)
}

#[track_caller]
pub(crate) fn assert_harmless(text: &str, what: &str) {
    let bad = text.chars().find(|c| !is_allowed(*c));
    assert!(bad.is_none(), "{what}: {bad:?} in {text:?}");
    for line in text.lines() {
        let obeyed = line.trim_start().starts_with("::");
        assert!(!obeyed, "{what}: a command for GitHub in {text:?}");
        for mark in ["##[", "##vso[", "##teamcity["] {
            assert!(!line.contains(mark), "{what}: {mark} in {text:?}");
        }
    }
}

pub(crate) fn plant_names(bench: &Bench, text: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&user_id(cast::PLAIN)).unwrap();
        for name in ["displayName", "jobTitle", "department", "mail"] {
            user.set(name, text);
        }
        let mut all: Vec<Object> = tenant.service_principals.all().cloned().collect();
        for principal in &mut all {
            principal.set("displayName", text);
            principal.set("appDisplayName", text);
            principal.set(
                "verifiedPublisher",
                json!({ "displayName": text, "verifiedPublisherId": "1" }),
            );
            tenant.service_principals.insert(principal.clone());
        }
        tenant.organization.set("displayName", text);
    });
}
