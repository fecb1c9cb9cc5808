//! Proposes enterprise applications to bind to permission sets; the user confirms. A
//! proposal follows from the permissions that an application holds, never from its name.
use std::collections::BTreeSet;

use crate::catalog::{Catalog, PermissionKind, PermissionSet, SetId};
use crate::ids::{AppId, ObjectId, PermissionId, TenantId};

/// Microsoft Graph's application id, the same in every tenant.
pub const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";

/// Where the vendor's console shows the client id of an app's enterprise application.
pub const CLIENT_ID_IN_CONSOLE: &str =
    "Third-Party Integration > Microsoft Entra ID, Details in the Status column";

/// The tenants that own Microsoft's own applications.
const MICROSOFT_TENANTS: &[&str] = &[
    "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    "72f988bf-86f1-41af-91ab-2d7cd011db47",
];

/// Words in the names of the vendor's applications: a reason to list an application,
/// never to choose it.
const NAME_HINTS: &[&str] = &["vision one", "trend micro", "trendmicro"];

/// An enterprise application that may be bound to a set, as read from Graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Client (application) id.
    pub client: AppId,
    /// Object id of its service principal.
    pub principal: ObjectId,
    /// Display name; its creator chose it.
    pub display_name: String,
    /// The tenant that owns the application.
    pub owner: Option<TenantId>,
    /// The publisher that Microsoft verified.
    pub verified_publisher: Option<String>,
    /// Whether `http://localhost` is among its redirect URIs.
    pub loopback: bool,
    /// Ids of its application permissions on Microsoft Graph.
    pub graph_roles: BTreeSet<PermissionId>,
}

/// A candidate and how well its permissions fit a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The enterprise application.
    pub candidate: Candidate,
    /// The set that fits its permissions best; `None` if no set fits.
    pub set: Option<SetId>,
    /// Number of permissions that it has of those that the set requires.
    pub held: usize,
    /// Number of permissions that the set requires.
    pub required: usize,
    /// Number of its Graph permissions that the set does not require.
    pub extra: usize,
    /// Whether another application has the same name, or one that looks the same.
    pub look_alike: bool,
    /// Whether it is the only proposal for the set, and no application looks like it.
    pub only_one: bool,
}

/// Whether Microsoft owns the application.
pub fn is_owned_by_microsoft(owner: Option<&TenantId>) -> bool {
    owner.is_some_and(|owner| MICROSOFT_TENANTS.contains(&owner.as_str()))
}

/// Returns the applications that hold at least half of a set, or whose names look like
/// the vendor's, best evidence first. Leaves out applications of Microsoft and of `own_tenant`.
pub fn propose(
    catalog: &Catalog,
    candidates: &[Candidate],
    own_tenant: &TenantId,
) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = candidates
        .iter()
        .filter(|one| {
            !is_owned_by_microsoft(one.owner.as_ref()) && one.owner.as_ref() != Some(own_tenant)
        })
        .filter_map(|candidate| {
            let fit = best_fitting_set(catalog, candidate);
            let name = candidate.display_name.to_lowercase();
            let hinted = NAME_HINTS.iter().any(|hint| name.contains(hint));
            (fit.is_some() || hinted).then(|| {
                let (set, held, asked, beyond) = match fit {
                    Some((set, held, asked, beyond)) => (Some(set), held, asked, beyond),
                    None => (None, 0, 0, candidate.graph_roles.len()),
                };
                Proposal {
                    candidate: candidate.clone(),
                    set,
                    held,
                    required: asked,
                    extra: beyond,
                    look_alike: false,
                    only_one: false,
                }
            })
        })
        .collect();
    let names: Vec<String> = candidates
        .iter()
        .map(|one| comparable_name(&one.display_name))
        .collect();
    let sets: Vec<Option<SetId>> = proposals.iter().map(|one| one.set.clone()).collect();
    for proposal in &mut proposals {
        let name = comparable_name(&proposal.candidate.display_name);
        proposal.look_alike = names.iter().filter(|one| **one == name).count() > 1;
        let rivals = sets.iter().filter(|set| **set == proposal.set).count();
        proposal.only_one = proposal.set.is_some() && rivals == 1 && !proposal.look_alike;
    }
    proposals.sort_by(|left, right| {
        let rank = |one: &Proposal| (one.set.is_none(), one.set.clone(), one.extra);
        rank(left)
            .cmp(&rank(right))
            .then(left.candidate.client.cmp(&right.candidate.client))
    });
    proposals
}

/// Returns the name in a form in which look-alike names are equal: in lower case, without
/// signs, and with Latin letters in place of letters that look like them.
fn comparable_name(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'а' => 'a',
            'е' => 'e',
            'о' | '0' => 'o',
            'р' => 'p',
            'с' => 'c',
            'і' | 'ı' | 'l' | '1' => 'i',
            'ѕ' => 's',
            'т' => 't',
            'п' => 'n',
            other => other,
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Returns the set that fits the candidate best, and the numbers of permissions held,
/// required and extra. A set fits if the candidate holds at least half of it, and not more
/// extra permissions than it has; the best set has the fewest missing and extra ones.
fn best_fitting_set(
    catalog: &Catalog,
    candidate: &Candidate,
) -> Option<(SetId, usize, usize, usize)> {
    catalog
        .sets
        .iter()
        .filter_map(|set| {
            let asked = graph_app_permissions(set);
            let held = asked.intersection(&candidate.graph_roles).count();
            let beyond = candidate.graph_roles.len().saturating_sub(held);
            let fits = held > 0 && held * 2 >= asked.len() && beyond <= asked.len();
            fits.then(|| (set.id.clone(), held, asked.len(), beyond))
        })
        .min_by_key(|(_, held, asked, beyond)| (asked - held) + beyond)
}

fn graph_app_permissions(set: &PermissionSet) -> BTreeSet<PermissionId> {
    set.permissions
        .iter()
        .filter(|one| one.kind == PermissionKind::Application)
        .filter(|one| one.resource.app_id.as_str() == GRAPH_APP_ID)
        .map(|one| one.id.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, graph_app_permissions, propose};
    use crate::catalog::Catalog;
    use crate::ids::TenantId;

    const OWN: &str = "11111111-2222-4333-8444-555555555555";
    const VENDOR: &str = "22222222-2222-4333-8444-555555555555";

    fn candidate(number: u32, name: &str, set: Option<&str>) -> Candidate {
        let catalog = Catalog::builtin();
        Candidate {
            client: format!("5e700000-aaaa-4aaa-8aaa-{number:012}")
                .parse()
                .unwrap(),
            principal: format!("00000000-aaaa-4aaa-8aaa-{number:012}")
                .parse()
                .unwrap(),
            display_name: name.to_owned(),
            owner: Some(VENDOR.parse().unwrap()),
            verified_publisher: None,
            loopback: false,
            graph_roles: set
                .map(|set| graph_app_permissions(catalog.set(set).unwrap()))
                .unwrap_or_default(),
        }
    }

    fn own() -> TenantId {
        OWN.parse().unwrap()
    }

    #[test]
    fn each_set_is_recognised_by_what_is_held() {
        let catalog = Catalog::builtin();
        for set in &catalog.sets {
            let one = candidate(1, "any name", Some(set.id.as_str()));
            let found = propose(&catalog, &[one], &own());
            assert_eq!(found[0].set.as_ref(), Some(&set.id));
            assert!(found[0].only_one && found[0].extra == 0);
        }
    }

    #[test]
    fn a_name_alone_shows_an_application_and_picks_none() {
        let catalog = Catalog::builtin();
        let found = propose(&catalog, &[candidate(1, "Trend Vision One", None)], &own());
        assert!(found[0].set.is_none() && !found[0].only_one);
        let unrelated = candidate(2, "Payroll", None);
        assert!(propose(&catalog, &[unrelated], &own()).is_empty());
    }

    #[test]
    fn look_alikes_and_rivals_are_shown_and_none_is_picked() {
        let catalog = Catalog::builtin();
        let real = candidate(1, "Trend Vision One", Some("s3"));
        let fake = candidate(2, "Тrend Visiоn 0ne", None);
        let found = propose(&catalog, &[real.clone(), fake], &own());
        assert_eq!(found[0].candidate, real);
        assert!(found.iter().all(|one| !one.only_one));
        let rival = candidate(3, "Other", Some("s3"));
        let found = propose(&catalog, &[real, rival], &own());
        assert!(found.len() == 2 && found.iter().all(|one| !one.only_one));
    }

    #[test]
    fn our_own_and_microsofts_applications_are_left_out() {
        let catalog = Catalog::builtin();
        let mut mine = candidate(1, "Trend Vision One", Some("s3"));
        mine.owner = Some(own());
        let mut microsofts = mine.clone();
        microsofts.owner = Some(super::MICROSOFT_TENANTS[0].parse().unwrap());
        assert!(propose(&catalog, &[mine, microsofts], &own()).is_empty());
    }
}
