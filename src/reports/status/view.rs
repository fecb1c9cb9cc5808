//! The Status column for terminals.
use super::{AppStatus, SetStatus, StatusReport};
use crate::domain::consent::{PermissionLine, PermissionStatus};
use crate::domain::health::Condition;
use crate::ids::{AppId, ObjectId};
use crate::output::view::{Cell, Step, Table, Tone, View};
use crate::text::moment;

/// Returns the view of a status report: a table, surplus permissions, how to fix each app.
pub(super) fn view(report: &StatusReport) -> View {
    let mut table = Table::new(&[
        ("App", "app"),
        ("Status", ""),
        ("", "status"),
        ("", "statusText"),
        ("Granted", "granted"),
        ("", "missing"),
        ("", "surplus"),
        ("", "reason"),
        ("", "command"),
    ]);
    for app in &report.apps {
        table.row([
            Cell::from(app.id.as_str()),
            condition_cell(app.status),
            app.status.as_str().into(),
            app.status_text.as_str().into(),
            granted_cell(app),
            Cell::from(permission_names_with_status(app, PermissionStatus::Missing)),
            Cell::from(permission_names_with_status(app, PermissionStatus::Surplus)),
            Cell::from(app.reason.as_str()),
            Cell::from(app.remedy.command.clone().unwrap_or_default()),
        ]);
    }
    let tenant = match &report.organization {
        Some(name) => format!("{name} ({})", report.tenant),
        None => report.tenant.to_string(),
    };
    let mut view = View::new()
        .fact("Tenant", tenant)
        .fact("Checked", moment(report.checked_at))
        .table(table);
    // A report on one app lists the permissions instead of counting them.
    if let [app] = report.apps.as_slice() {
        for set in app.sets.iter().filter(|set| set.required) {
            view = view
                .heading(format!("Set {}", set.id))
                .table(permissions_table(&set.permissions));
        }
    }
    let dangerous = dangerous_surplus(report);
    if !dangerous.is_empty() {
        view = view
            .heading("Granted, not required")
            .list(dangerous.into_iter().map(Cell::warning))
            .text(
                "To take it away: Entra admin center, Enterprise applications, the application \
                 with this client id, Permissions, Review permissions. This tool takes away only what it added.",
            );
    }
    let steps = next_steps(report);
    if report.healthy && steps.is_empty() {
        let text = match report.apps.as_slice() {
            [one] => format!("{} has the permissions it needs.", one.name),
            [..] => "Every app listed has the permissions it needs.".to_owned(),
        };
        return view.text(Cell::good(text));
    }
    view.next(steps)
}

/// Returns the cell of a status, colored by severity.
pub(crate) fn condition_cell(condition: Condition) -> Cell {
    Cell::new(
        condition.text(),
        match condition {
            Condition::Granted => Tone::Good,
            Condition::NeedsSettings | Condition::PermissionUpdateRequired | Condition::Unknown => {
                Tone::Warning
            }
            Condition::NotGranted
            | Condition::NotBound
            | Condition::PermissionError
            | Condition::ApplicationDisabled
            | Condition::AuthenticationError
            | Condition::Blocked => Tone::Bad,
        },
    )
}

/// Returns the names of the permissions with this status in the app's required sets.
fn permission_names_with_status(app: &AppStatus, standing: PermissionStatus) -> String {
    let sets = app.sets.iter().filter(|set| set.required);
    let lines = sets.flat_map(|set| &set.permissions);
    let found: Vec<&str> = lines
        .filter(|line| line.standing == standing)
        .map(|line| line.name.as_ref())
        .collect();
    found.join(" ")
}

fn granted_cell(app: &AppStatus) -> Cell {
    match app.granted_and_total() {
        Some((granted, required)) => Cell::from(format!("{granted} of {required}")),
        None => Cell::dim("-"),
    }
}

fn dangerous_surplus(report: &StatusReport) -> Vec<String> {
    let mut seen = Vec::new();
    for set in report.apps.iter().flat_map(|app| &app.sets) {
        for line in &set.permissions {
            if line.standing != PermissionStatus::Surplus {
                continue;
            }
            let client = set.client_id.as_ref();
            let client = client.map_or(String::new(), |id| format!(", client id {id}"));
            let text = format!("set {}{client}: {}", set.id, surplus_text(line));
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
    }
    seen
}

fn surplus_text(line: &PermissionLine) -> String {
    let reason = line
        .risk_reason
        .as_ref()
        .map(|why| format!(": {why}"))
        .unwrap_or_default();
    format!(
        "{} on {} ({}, {} risk{reason})",
        line.name, line.resource_name, line.kind, line.risk
    )
}

fn reason_text(app: &AppStatus) -> String {
    format!("{}: {}", app.id, app.reason)
}

/// Returns one step for each problem. Apps whose status comes from the same set share a step.
fn next_steps(report: &StatusReport) -> Vec<Step> {
    let mut steps: Vec<(Condition, Option<&str>, Step, Vec<&str>)> = Vec::new();
    for app in &report.apps {
        let (command, advice) = (&app.remedy.command, &app.remedy.advice);
        if command.is_none() && advice.is_none() {
            continue;
        }
        let set = app.decided_by.as_deref();
        let known = steps.iter_mut().find(|(status, decided, _, _)| {
            *status == app.status && decided.is_some() && *decided == set
        });
        if let Some((_, _, _, also)) = known {
            also.push(app.id.as_str());
            continue;
        }
        let step = match (command, advice) {
            // The advice must be followed before the command can help.
            (Some(command), Some(advice))
                if matches!(app.status, Condition::Unknown | Condition::NotBound) =>
            {
                Step::run(format!("{}; {advice}", reason_text(app)), command.as_str())
            }
            (Some(command), _) => Step::run(reason_text(app), command.as_str()),
            (None, Some(advice)) => Step::advise(reason_text(app), advice.as_str()),
            (None, None) => continue,
        };
        steps.push((app.status, set, step, Vec::new()));
    }
    let mut shown: Vec<Step> = steps
        .into_iter()
        .map(|(_, _, mut step, also)| {
            if !also.is_empty() {
                step.why = format!("{}; the same for {}", step.why, also.join(", "));
            }
            step
        })
        .collect();
    for app in &report.apps {
        if let Some(failed) = &app.failed_grant {
            shown.push(Step::advise(
                app.id.as_str(),
                format!("its last grant failed ({failed}); reset forgets that"),
            ));
        }
    }
    shown
}

/// Adds the known facts about a set's enterprise application.
pub(crate) fn with_set_facts(view: View, set: &SetStatus) -> View {
    let client = set.client_id.as_ref().map(AppId::as_str);
    let principal = set.service_principal_id.as_ref().map(ObjectId::as_str);
    let mut view = view
        .fact("Status", condition_cell(set.status))
        .fact("Why", &set.reason)
        .fact_if("Client id", client)
        .fact_if("Application", set.display_name.as_ref())
        .fact_if("Service principal", principal);
    for setting in &set.settings {
        let held = if setting.held {
            Cell::good(format!("{}: there", setting.role_name))
        } else {
            Cell::warning(format!("{}: missing; {}", setting.role_name, setting.why))
        };
        view = view.fact("Directory role", held);
    }
    let personal = (set.personal_grants > 0)
        .then(|| Cell::dim(format!("{}; they do not count", set.personal_grants)));
    view.fact_if("Personal grants", personal)
}

/// Returns a table of permissions with their status.
pub(crate) fn permissions_table(lines: &[PermissionLine]) -> Table {
    let mut table = Table::new(&[
        ("Permission", "permission"),
        ("API", "resource"),
        ("Type", "kind"),
        ("Risk", "risk"),
        ("State", "standing"),
    ]);
    for line in lines {
        let state = match line.standing {
            PermissionStatus::Granted => Cell::good(line.standing.as_str()),
            PermissionStatus::Missing => Cell::bad(line.standing.as_str()),
            PermissionStatus::Surplus => Cell::warning(line.standing.as_str()),
        };
        table.row([
            Cell::from(line.name.as_str()),
            Cell::from(line.resource_name.as_str()),
            Cell::from(line.kind.as_str()),
            risk_cell(line),
            state,
        ]);
    }
    table
}

fn risk_cell(line: &PermissionLine) -> Cell {
    if line.risk.is_dangerous() {
        Cell::warning(line.risk.as_str())
    } else {
        Cell::from(line.risk.as_str())
    }
}
