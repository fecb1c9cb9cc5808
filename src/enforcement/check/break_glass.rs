//! Reads the facts for detecting break-glass accounts: Conditional Access policies and
//! permanent Global Administrators. `domain::break_glass` decides.
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::catalog::roles::by_name;
use crate::context::connect::Connected;
use crate::domain::break_glass::{
    self, Administrator, Detection, GuestKind, Mfa, Policy, PolicyState, Scope, Subject,
};
use crate::domain::guard_rails::GLOBAL_ADMINISTRATOR;
use crate::enforcement::check::guard_rail_facts::administrators_call;
use crate::enforcement::resolve::facts::{Reply, complete_list};
use crate::graph::{Call, GraphError, calls};
use crate::ids::{ObjectId, RoleTemplateId};

/// Id of the built-in authentication strength for phishing-resistant MFA.
const PHISHING_RESISTANT: &str = "00000000-0000-0000-0000-000000000004";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PolicyAnswer {
    display_name: Option<String>,
    state: Option<String>,
    conditions: Option<Conditions>,
    grant_controls: Option<GrantControls>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Conditions {
    users: Option<Users>,
    applications: Option<Applications>,
    client_applications: Option<ClientApplications>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_field_names, reason = "Graph's own names")]
struct Users {
    include_users: Option<Vec<String>>,
    exclude_users: Option<Vec<String>>,
    include_groups: Option<Vec<String>>,
    exclude_groups: Option<Vec<String>>,
    include_roles: Option<Vec<String>>,
    exclude_roles: Option<Vec<String>>,
    include_guests_or_external_users: Option<Guests>,
    exclude_guests_or_external_users: Option<Guests>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Guests {
    guest_or_external_user_types: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_field_names, reason = "Graph's own names")]
struct Applications {
    include_applications: Option<Vec<String>>,
    include_user_actions: Option<Vec<String>>,
    include_authentication_context_class_references: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ClientApplications {
    include_service_principals: Option<Vec<String>>,
    include_agent_id_service_principals: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct GrantControls {
    built_in_controls: Option<Vec<String>>,
    authentication_strength: Option<Strength>,
}

#[derive(Deserialize)]
struct Strength {
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "Graph's own names")]
struct Assignment {
    principal_id: Option<ObjectId>,
    assignment_type: Option<String>,
    end_date_time: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Member {
    #[serde(rename = "@odata.type")]
    kind: Option<String>,
    id: ObjectId,
    user_principal_name: Option<String>,
    account_enabled: Option<bool>,
    user_type: Option<String>,
    on_premises_sync_enabled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    id: ObjectId,
    role_template_id: Option<RoleTemplateId>,
}

/// Returns the calls to send along with the first reads.
pub(crate) fn initial_calls() -> Vec<Call> {
    let mut calls = vec![calls::policies::conditional_access()];
    calls.extend(
        global_administrator_template().map(|role| calls::roles::active_assignments(&role)),
    );
    calls
}

fn global_administrator_template() -> Option<RoleTemplateId> {
    by_name(GLOBAL_ADMINISTRATOR).map(crate::catalog::roles::Role::id)
}

/// Reads everything that is needed, and detects.
///
/// # Errors
/// As [`detect`].
pub(crate) async fn read_and_detect(connected: &Connected) -> Result<Detection, String> {
    let mut all = initial_calls();
    let members = administrators_call().ok_or("there is no such role")?;
    all.push(members.clone());
    let mut replies = connected.graph.batch(&all).await;
    let reply = replies.pop().ok_or("a batch gave too few answers")?;
    let members = complete_list::<Value>(&connected.graph, &members, reply).await;
    detect(connected, &members, replies).await
}

/// Detects the break-glass accounts among these members of the role Global
/// Administrator, from the replies to [`initial_calls`].
///
/// # Errors
/// Fails if something could not be read; the text says what and why.
pub(crate) async fn detect(
    connected: &Connected,
    members: &Result<Vec<Value>, GraphError>,
    replies: Vec<Reply>,
) -> Result<Detection, String> {
    let text = |error: GraphError| error.to_string();
    let mut answers = initial_calls().into_iter().zip(replies);
    let too_few = "a batch gave too few answers";
    let (call, reply) = answers.next().ok_or(too_few)?;
    let policies: Vec<PolicyAnswer> = complete_list(&connected.graph, &call, reply)
        .await
        .map_err(text)?;
    let policies: Vec<Policy> = policies.into_iter().map(parse_policy).collect();
    if break_glass::detect(&policies, &[]) == Detection::NoBlockPolicy {
        return Ok(Detection::NoBlockPolicy);
    }
    let (call, reply) = answers.next().ok_or(too_few)?;
    // Without the license no assignment has an end date. Unknown ones count as
    // permanent, which only adds protection.
    let assignments = complete_list::<Assignment>(&connected.graph, &call, reply).await;
    let temporary = assignments.map(temporary_holders).unwrap_or_default();
    let members = members
        .as_ref()
        .map_err(|error| format!("the Global Administrators could not be read: {error}"))?;
    let mut all = user_administrators(connected, members, &temporary)
        .await
        .map_err(text)?;
    all.sort_by(|left, right| left.upn.cmp(&right.upn));
    if global_administrator_template()
        .is_some_and(|role| break_glass::needs_memberships(&policies, &role))
    {
        read_memberships(connected, &mut all).await.map_err(text)?;
    }
    Ok(break_glass::detect(&policies, &all))
}

/// Returns the principals whose role assignment ends at some time.
fn temporary_holders(all: Vec<Assignment>) -> BTreeSet<ObjectId> {
    let mut permanent: BTreeMap<ObjectId, bool> = BTreeMap::new();
    for one in all {
        let Some(id) = one.principal_id else { continue };
        let activated = one
            .assignment_type
            .is_some_and(|kind| kind.eq_ignore_ascii_case("Activated"));
        *permanent.entry(id).or_default() |= !activated && one.end_date_time.is_none();
    }
    let ends = permanent.into_iter().filter(|(_, permanent)| !permanent);
    ends.map(|(id, _)| id).collect()
}

/// Returns the users among the members of the role, also through groups.
async fn user_administrators(
    connected: &Connected,
    members: &[Value],
    temporary: &BTreeSet<ObjectId>,
) -> Result<Vec<Administrator>, GraphError> {
    let read = |item: &Value| serde_json::from_value::<Member>(item.clone()).ok();
    let mut found: BTreeMap<ObjectId, Administrator> = BTreeMap::new();
    let mut groups = Vec::new();
    for member in members.iter().filter_map(read) {
        let permanent = !temporary.contains(&member.id);
        if member.kind.as_deref() == Some("#microsoft.graph.group") {
            groups.push((member.id, permanent));
        } else {
            add_administrator(&mut found, member, permanent);
        }
    }
    if groups.is_empty() {
        return Ok(found.into_values().collect());
    }
    let calls: Vec<Call> = groups
        .iter()
        .map(|(group, _)| calls::groups::members_with_account_type(group))
        .collect();
    let replies = connected.graph.batch(&calls).await;
    for ((call, (_, permanent)), reply) in calls.iter().zip(&groups).zip(replies) {
        let inside: Vec<Value> = complete_list(&connected.graph, call, reply).await?;
        for member in inside.iter().filter_map(read) {
            add_administrator(&mut found, member, *permanent);
        }
    }
    Ok(found.into_values().collect())
}

/// Adds a user; a permanent assignment takes precedence over a temporary one.
fn add_administrator(
    found: &mut BTreeMap<ObjectId, Administrator>,
    member: Member,
    permanent: bool,
) {
    let Some(upn) = member.user_principal_name else {
        return;
    };
    let external = upn.to_lowercase().contains("#ext#");
    let guest = member
        .user_type
        .is_some_and(|kind| kind.eq_ignore_ascii_case("Guest"));
    let guest = match (guest, external) {
        (true, true) => Some(GuestKind::CollaborationGuest),
        (true, false) => Some(GuestKind::Internal),
        (false, true) => Some(GuestKind::CollaborationMember),
        (false, false) => None,
    };
    let one = found
        .entry(member.id.clone())
        .or_insert_with(|| Administrator {
            subject: Subject {
                id: member.id,
                groups: BTreeSet::new(),
                roles: global_administrator_template().into_iter().collect(),
                guest,
            },
            upn,
            enabled: member.account_enabled == Some(true),
            cloud_only: member.on_premises_sync_enabled != Some(true),
            permanent: false,
        });
    one.permanent |= permanent;
}

/// Reads groups and other roles of the administrators that may be break-glass accounts.
async fn read_memberships(
    connected: &Connected,
    all: &mut [Administrator],
) -> Result<(), GraphError> {
    let mut candidates: Vec<&mut Administrator> = all
        .iter_mut()
        .filter(|one| one.enabled && one.cloud_only && one.permanent)
        .collect();
    let calls: Vec<Call> = candidates
        .iter()
        .map(|one| calls::users::memberships(&one.subject.id))
        .collect();
    if calls.is_empty() {
        return Ok(());
    }
    let replies = connected.graph.batch(&calls).await;
    for ((one, call), reply) in candidates.iter_mut().zip(&calls).zip(replies) {
        let inside: Vec<Membership> = complete_list(&connected.graph, call, reply).await?;
        for membership in inside {
            match membership.role_template_id {
                Some(role) => one.subject.roles.insert(role),
                None => one.subject.groups.insert(membership.id),
            };
        }
    }
    Ok(())
}

fn parse_policy(answer: PolicyAnswer) -> Policy {
    let conditions = answer.conditions.unwrap_or_default();
    let controls = answer.grant_controls.unwrap_or_default();
    let control = |wanted: &str| {
        let mut all = controls.built_in_controls.iter().flatten();
        all.any(|one| one.eq_ignore_ascii_case(wanted))
    };
    let strength = controls.authentication_strength.as_ref();
    let mfa = match strength.map(|one| one.id.as_deref()) {
        Some(Some(PHISHING_RESISTANT)) => Mfa::PhishingResistant,
        Some(_) => Mfa::Any,
        None if control("mfa") => Mfa::Any,
        None => Mfa::No,
    };
    let clients = conditions.client_applications.unwrap_or_default();
    let users = conditions.users.unwrap_or_default();
    Policy {
        name: answer
            .display_name
            .unwrap_or_else(|| "a policy without a name".to_owned()),
        state: match answer.state.as_deref() {
            Some("enabled") => PolicyState::Enabled,
            Some("enabledForReportingButNotEnforced") => PolicyState::ReportOnly,
            _ => PolicyState::Disabled,
        },
        blocks: control("block"),
        mfa,
        at_sign_in: applies_at_sign_in(&conditions.applications.unwrap_or_default()),
        workloads: is_nonempty(clients.include_service_principals.as_ref())
            || is_nonempty(clients.include_agent_id_service_principals.as_ref()),
        include: parse_scope(
            users.include_users,
            users.include_groups,
            users.include_roles,
            users.include_guests_or_external_users,
        ),
        exclude: parse_scope(
            users.exclude_users,
            users.exclude_groups,
            users.exclude_roles,
            users.exclude_guests_or_external_users,
        ),
    }
}

fn is_nonempty(list: Option<&Vec<String>>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

/// Whether a policy applies to sign-ins, and not only to user actions or authentication
/// contexts.
fn applies_at_sign_in(applications: &Applications) -> bool {
    let mut included = applications.include_applications.iter().flatten();
    let resources = included.any(|one| one != "None");
    let elsewhere = is_nonempty(applications.include_user_actions.as_ref())
        || is_nonempty(
            applications
                .include_authentication_context_class_references
                .as_ref(),
        );
    resources || !elsewhere
}

fn parse_scope(
    users: Option<Vec<String>>,
    groups: Option<Vec<String>>,
    roles: Option<Vec<String>>,
    guests: Option<Guests>,
) -> Scope {
    let users = users.unwrap_or_default();
    let has = |word: &str| users.iter().any(|one| one.eq_ignore_ascii_case(word));
    let kinds = guests.and_then(|one| one.guest_or_external_user_types);
    let kinds = kinds.unwrap_or_default();
    let mut guests: BTreeSet<GuestKind> = kinds
        .split(',')
        .filter_map(|kind| match kind.trim() {
            "internalGuest" => Some(GuestKind::Internal),
            "b2bCollaborationGuest" => Some(GuestKind::CollaborationGuest),
            "b2bCollaborationMember" => Some(GuestKind::CollaborationMember),
            _ => None,
        })
        .collect();
    if has("GuestsOrExternalUsers") {
        guests.extend(GuestKind::ALL);
    }
    Scope {
        everyone: has("All"),
        users: parse_ids(&users),
        groups: parse_ids(&groups.unwrap_or_default()),
        roles: roles
            .into_iter()
            .flatten()
            .filter_map(|text| text.parse().ok())
            .collect(),
        guests,
    }
}

fn parse_ids(texts: &[String]) -> BTreeSet<ObjectId> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}
