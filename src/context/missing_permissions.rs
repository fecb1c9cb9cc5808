//! Explanation of a refused call: the permission that it needs, those in the token, and
//! the sign-in that adds it. No network.
use crate::catalog::calls::{AnyOf, Needs, Scheme, needs};
use crate::catalog::scopes::{Use, narrowest_use_for, scopes_for};
use crate::cli::command_line::CommandLine;
use crate::context::Ctx;
use crate::context::failures::FINAL;
use crate::domain::health::{Unread, UnreadCause};
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;

/// Roles that can read data hidden from ordinary users.
const READERS: &str = "Directory Readers or Global Reader";

/// Returns the failure for facts `what` that could not be read before any change.
pub(crate) fn unread_failure(
    ctx: &Ctx<'_>,
    set: &impl std::fmt::Display,
    unread: &Unread,
    me: &Identity,
) -> Failure {
    let what = format!("set {set} could not be read: {}", unread.why);
    let failure = Failure::new(exit_of_cause(unread.cause), what)
        .code(unread.code.clone())
        .request_id(unread.request_id.clone())
        .advise("nothing was changed");
    let failure = match (unread.cause, &unread.call) {
        (
            UnreadCause::Denied
            | UnreadCause::ForbiddenDespitePermission
            | UnreadCause::NotConsented,
            Some(call),
        ) => explain_denied(failure, call, me),
        (UnreadCause::SignIn, _) => failure.sign_in(),
        (UnreadCause::TryAgain, _) => {
            failure.advise("wait a minute and run the same command again")
        }
        (UnreadCause::Untrusted, _) if unread.code.is_some() => failure.advise(FINAL),
        (UnreadCause::Untrusted, _) => {
            failure.advise("check the network for a sign-in portal or a proxy that changes answers")
        }
        (UnreadCause::Storage, _) => failure.run(ctx.command("auth doctor")),
        (
            UnreadCause::Denied
            | UnreadCause::ForbiddenDespitePermission
            | UnreadCause::NotConsented,
            None,
        ) => failure,
    };
    match &unread.code {
        Some(code) => failure.run(ctx.command("explain").arg(code)),
        None => failure,
    }
}

/// Returns the exit code of a command that could not read what it needs.
pub(crate) fn exit_of_cause(cause: UnreadCause) -> Exit {
    match cause {
        UnreadCause::Untrusted => Exit::Untrusted,
        UnreadCause::Storage => Exit::Storage,
        UnreadCause::SignIn => Exit::SignIn,
        UnreadCause::Denied
        | UnreadCause::ForbiddenDespitePermission
        | UnreadCause::NotConsented => Exit::Denied,
        UnreadCause::TryAgain => Exit::TryAgain,
    }
}

/// Returns the cause of `unread` that `me` can act on: signing in again does not help if the
/// token already has the permission, or for an application.
pub(crate) fn unread_cause_of(me: &Identity, unread: &Unread) -> UnreadCause {
    let (UnreadCause::Denied, Some(call)) = (unread.cause, &unread.call) else {
        return unread.cause;
    };
    match needs_of_call(call, token_scheme(me)) {
        Some(needs) if needs.is_satisfied_by(&me.permissions) => {
            UnreadCause::ForbiddenDespitePermission
        }
        _ if me.app_only => UnreadCause::NotConsented,
        _ => UnreadCause::Denied,
    }
}

fn token_scheme(me: &Identity) -> Scheme {
    if me.app_only {
        Scheme::Application
    } else {
        Scheme::Delegated
    }
}

/// Adds what `me` is missing for `call`, and the sign-in or role that adds it.
pub(crate) fn explain_denied(failure: Failure, call: &str, me: &Identity) -> Failure {
    let held = if me.permissions.is_empty() {
        "no Graph permission at all".to_owned()
    } else {
        me.permissions.join(", ")
    };
    let Some(needs) = needs_of_call(call, token_scheme(me)) else {
        return failure.advise(format!("the token holds {held}"));
    };
    if needs.is_satisfied_by(&me.permissions) {
        let enough: Vec<&str> = me
            .permissions
            .iter()
            .filter(|name| needs.groups.iter().any(|group| holds_any(&[name], group)))
            .map(String::as_str)
            .collect();
        return advise_missing_role(
            if enough.is_empty() {
                failure
            } else {
                failure.advise(format!(
                    "the token holds {}: that is enough",
                    enough.join(", ")
                ))
            },
            call,
        );
    }
    let open: Vec<AnyOf> = needs
        .groups
        .iter()
        .filter(|group| !holds_any(&me.permissions, group))
        .copied()
        .collect();
    let wanted: Vec<String> = open.iter().copied().map(group_in_words).collect();
    let failure = failure
        .advise(format!("the call needs {}", wanted.join(" and ")))
        .advise(format!("the token holds {held}"));
    if me.app_only {
        return failure.advise(
            "give it to the application that signs in (App registrations > API permissions), with admin consent",
        );
    }
    match narrowest_use_covering(&open) {
        Some(purpose) => {
            failure.run(CommandLine::from_words("auth login").option("--for", purpose))
        }
        None => failure,
    }
}

/// Returns in words the permissions that `call` needs in a user's token.
pub(crate) fn needed_permission_text(call: &str) -> Option<String> {
    let groups = needs_of_call(call, Scheme::Delegated)?.groups;
    let words: Vec<String> = groups.into_iter().map(group_in_words).collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

fn needs_of_call(call: &str, scheme: Scheme) -> Option<Needs> {
    let (method, path) = call.split_once(' ')?;
    needs(method, path, &[], scheme)
}

fn holds_any<S: AsRef<str>>(held: &[S], group: AnyOf) -> bool {
    held.iter().any(|held| {
        group
            .iter()
            .any(|name| name.eq_ignore_ascii_case(held.as_ref()))
    })
}

/// Returns a group in words: only the permissions of the narrowest sign-in purpose.
fn group_in_words(group: AnyOf) -> String {
    let weakest = group
        .iter()
        .filter_map(|name| narrowest_use_for(name))
        .min();
    let asked: Vec<&str> = group
        .iter()
        .copied()
        .filter(|name| weakest.is_none() || narrowest_use_for(name) == weakest)
        .collect();
    asked.join(" or ")
}

/// Returns the narrowest sign-in purpose whose scopes cover every group.
fn narrowest_use_covering(groups: &[AnyOf]) -> Option<Use> {
    Use::ALL.into_iter().find(|purpose| {
        groups
            .iter()
            .all(|group| holds_any(scopes_for(*purpose), group))
    })
}

/// Adds advice for a missing directory role, if the token has the permission.
fn advise_missing_role(failure: Failure, call: &str) -> Failure {
    let advice = if call.starts_with("GET ") {
        format!("the account may not read it: ask for the directory role {READERS}")
    } else {
        "the account may not do it: ask for a directory role that may".to_owned()
    };
    failure
        .advise(format!("{advice}, then sign in again"))
        .sign_in()
}

#[cfg(test)]
mod tests {
    use super::{explain_denied, needed_permission_text};
    use crate::domain::identity::Identity;
    use crate::exit::Exit;
    use crate::failure::{Failure, Next};

    fn said(call: &str, permissions: &[&str], app_only: bool) -> Vec<String> {
        let me = Identity {
            tenant: "11111111-2222-4333-8444-555555555555".parse().unwrap(),
            object_id: "11111111-2222-4333-8444-666666666666".parse().unwrap(),
            user_principal_name: None,
            name: None,
            app_only,
            permissions: permissions.iter().map(|&one| one.to_owned()).collect(),
            directory_roles: Vec::new(),
            app_id: None,
            flow: None,
        };
        let failure = explain_denied(Failure::new(Exit::Denied, "no"), call, &me);
        failure.next.iter().map(Next::text).collect()
    }

    #[test]
    fn a_missing_permission_is_named_with_the_sign_in_that_brings_it() {
        let read = "GET /servicePrincipals?$filter=x";
        assert_eq!(
            said(read, &["User.Read"], false),
            [
                "the call needs Directory.Read.All",
                "the token holds User.Read",
                "entractl auth login --for read",
            ]
        );
        let write = "POST /servicePrincipals/1/appRoleAssignments";
        let lines = said(write, &["Directory.Read.All"], false);
        assert!(
            lines[0].contains("AppRoleAssignment.ReadWrite.All"),
            "{lines:?}"
        );
        assert!(!lines[0].contains(" and "), "{lines:?}");
        assert_eq!(lines[2], "entractl auth login --for grant");
    }

    #[test]
    fn where_the_permission_is_there_a_role_is_missing() {
        let lines = said("GET /servicePrincipals", &["Directory.Read.All"], false);
        assert!(lines[0].ends_with("that is enough"), "{lines:?}");
        assert!(lines[1].contains("Directory Readers"), "{lines:?}");
        assert_eq!(lines[2], "entractl auth login");
    }

    #[test]
    fn an_application_gets_its_permission_in_entra_and_not_by_a_sign_in() {
        let lines = said("GET /servicePrincipals", &[], true);
        assert_eq!(lines[1], "the token holds no Graph permission at all");
        assert!(lines[2].contains("admin consent"), "{lines:?}");
        assert!(!lines.iter().any(|line| line.starts_with("entractl")));
    }

    #[test]
    fn a_call_that_nobody_knows_names_what_is_held_alone() {
        assert_eq!(
            said("GET /nowhere", &["User.Read"], false),
            ["the token holds User.Read"]
        );
        assert_eq!(needed_permission_text("GET /nowhere"), None);
    }
}
