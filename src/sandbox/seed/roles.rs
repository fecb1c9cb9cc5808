//! Directory roles of the simulated tenant, and which roles may act on which. Template
//! ids and the matrix are Microsoft's public ones.

/// Global Administrator.
pub(in crate::sandbox) const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
/// Privileged Role Administrator.
pub(in crate::sandbox) const PRIVILEGED_ROLE_ADMINISTRATOR: &str =
    "e8611ab8-c189-46e8-94e1-60213ab1f814";
/// Privileged Authentication Administrator.
pub(in crate::sandbox) const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR: &str =
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
/// Authentication Administrator.
pub(in crate::sandbox) const AUTHENTICATION_ADMINISTRATOR: &str =
    "c4e39bd9-1100-46d3-8c65-fb160da0071f";
/// User Administrator.
pub(in crate::sandbox) const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
/// Helpdesk Administrator.
pub(in crate::sandbox) const HELPDESK_ADMINISTRATOR: &str = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
/// Password Administrator.
pub(in crate::sandbox) const PASSWORD_ADMINISTRATOR: &str = "966707d0-3269-4727-9be2-8c3a10f19b9d";
/// Cloud Device Administrator.
pub(in crate::sandbox) const CLOUD_DEVICE_ADMINISTRATOR: &str =
    "7698a772-787b-4ac8-901f-60d6b08affd2";
/// Global Reader.
pub(in crate::sandbox) const GLOBAL_READER: &str = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
/// Application Administrator.
pub(in crate::sandbox) const APPLICATION_ADMINISTRATOR: &str =
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
/// Cloud Application Administrator.
pub(in crate::sandbox) const CLOUD_APPLICATION_ADMINISTRATOR: &str =
    "158c047a-c907-4556-b7ef-446551a6b5f7";
/// Security Reader.
pub(in crate::sandbox) const SECURITY_READER: &str = "5d6b6bb7-de71-4623-b4af-96380a352509";
/// Directory Readers.
pub(in crate::sandbox) const DIRECTORY_READERS: &str = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
/// Guest Inviter.
pub(in crate::sandbox) const GUEST_INVITER: &str = "95e79109-95c0-4d8e-aee3-d01accf2d47b";
/// Reports Reader.
pub(in crate::sandbox) const REPORTS_READER: &str = "4a5d8f65-41da-4de4-8968-e035b65339cf";
/// Message Center Reader.
pub(in crate::sandbox) const MESSAGE_CENTER_READER: &str = "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b";
/// Usage Summary Reports Reader.
pub(in crate::sandbox) const USAGE_SUMMARY_REPORTS_READER: &str =
    "75934031-6c7e-415a-99d7-48dbd49e875e";
/// User Experience Success Manager.
pub(in crate::sandbox) const USER_EXPERIENCE_SUCCESS_MANAGER: &str =
    "27460883-1df1-4691-b032-3b79643e5e63";
/// Groups Administrator.
pub(in crate::sandbox) const GROUPS_ADMINISTRATOR: &str = "fdd7a751-b60b-444a-984c-02652fe8fa1c";

/// Kind of operation on a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum AccountOperation {
    /// A password reset or the revocation of all sessions.
    Reset,
    /// Enabling or disabling, or a change of other sensitive properties.
    Sensitive,
}

/// Returns the roles that may act on a holder of `target`; `None` is no role.
fn roles_that_may_act(deed: AccountOperation, target: Option<&str>) -> &'static [&'static str] {
    const TOP: &[&str] = &[
        PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
        GLOBAL_ADMINISTRATOR,
    ];
    match (deed, target) {
        (
            AccountOperation::Reset | AccountOperation::Sensitive,
            Some(AUTHENTICATION_ADMINISTRATOR),
        ) => &[
            AUTHENTICATION_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (
            AccountOperation::Reset,
            Some(DIRECTORY_READERS | GUEST_INVITER | PASSWORD_ADMINISTRATOR) | None,
        ) => &[
            PASSWORD_ADMINISTRATOR,
            HELPDESK_ADMINISTRATOR,
            AUTHENTICATION_ADMINISTRATOR,
            USER_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (AccountOperation::Reset, Some(GROUPS_ADMINISTRATOR | USER_ADMINISTRATOR))
        | (
            AccountOperation::Sensitive,
            Some(GROUPS_ADMINISTRATOR | HELPDESK_ADMINISTRATOR | USER_ADMINISTRATOR),
        ) => &[
            USER_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (AccountOperation::Reset, Some(HELPDESK_ADMINISTRATOR)) => &[
            HELPDESK_ADMINISTRATOR,
            USER_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (
            AccountOperation::Reset,
            Some(
                MESSAGE_CENTER_READER
                | REPORTS_READER
                | USER_EXPERIENCE_SUCCESS_MANAGER
                | USAGE_SUMMARY_REPORTS_READER,
            ),
        ) => &[
            HELPDESK_ADMINISTRATOR,
            AUTHENTICATION_ADMINISTRATOR,
            USER_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (
            AccountOperation::Sensitive,
            Some(
                DIRECTORY_READERS
                | GUEST_INVITER
                | MESSAGE_CENTER_READER
                | PASSWORD_ADMINISTRATOR
                | REPORTS_READER
                | USER_EXPERIENCE_SUCCESS_MANAGER
                | USAGE_SUMMARY_REPORTS_READER,
            )
            | None,
        ) => &[
            AUTHENTICATION_ADMINISTRATOR,
            USER_ADMINISTRATOR,
            PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
            GLOBAL_ADMINISTRATOR,
        ],
        (AccountOperation::Reset | AccountOperation::Sensitive, _) => TOP,
    }
}

/// Whether holders of `caller` may act on a holder of all of `target`. Every role of
/// the target must allow it. `assignable` tells that the target is in a role-assignable
/// group.
pub(in crate::sandbox) fn is_action_allowed(
    deed: AccountOperation,
    caller: &[String],
    target: &[String],
    assignable: bool,
) -> bool {
    let may = |held: Option<&str>| {
        let who = roles_that_may_act(deed, held);
        caller.iter().any(|role| who.contains(&role.as_str()))
    };
    let top = may(Some(GLOBAL_ADMINISTRATOR));
    if assignable && !top {
        return false;
    }
    if target.is_empty() {
        may(None)
    } else {
        target.iter().all(|role| may(Some(role)))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        AccountOperation, GLOBAL_ADMINISTRATOR, HELPDESK_ADMINISTRATOR, PASSWORD_ADMINISTRATOR,
        USER_ADMINISTRATOR, is_action_allowed,
    };

    fn may(deed: AccountOperation, caller: &str, target: &[&str], assignable: bool) -> bool {
        let target: Vec<String> = target.iter().map(|&role| role.to_owned()).collect();
        is_action_allowed(deed, &[caller.to_owned()], &target, assignable)
    }

    #[test]
    fn a_helpdesk_administrator_resets_but_does_not_disable() {
        assert!(may(
            AccountOperation::Reset,
            HELPDESK_ADMINISTRATOR,
            &[],
            false
        ));
        assert!(!may(
            AccountOperation::Sensitive,
            HELPDESK_ADMINISTRATOR,
            &[],
            false
        ));
    }

    #[test]
    fn the_strictest_role_of_the_target_decides() {
        assert!(may(
            AccountOperation::Reset,
            USER_ADMINISTRATOR,
            &[PASSWORD_ADMINISTRATOR],
            false
        ));
        assert!(!may(
            AccountOperation::Reset,
            USER_ADMINISTRATOR,
            &[PASSWORD_ADMINISTRATOR, GLOBAL_ADMINISTRATOR],
            false
        ));
        assert!(!may(
            AccountOperation::Sensitive,
            USER_ADMINISTRATOR,
            &[],
            true
        ));
        assert!(may(
            AccountOperation::Sensitive,
            GLOBAL_ADMINISTRATOR,
            &[GLOBAL_ADMINISTRATOR],
            true
        ));
    }
}
