//! What a report says of a device that a step changes.
use crate::domain::text::printable;
use crate::enforcement::plan::account_plan::Plan;
use crate::enforcement::report::typed_report::StepResult;
use crate::reports::users_action::DeviceReport;

/// What stays open of a device that Active Directory decides about.
pub(super) fn until_sync(step: &StepResult<'_>) -> Option<String> {
    let device = step.step.device.as_ref()?;
    Some(format!(
        "device {}, from the next directory sync on: disable the computer in Active Directory now",
        printable(&device.name)
    ))
}

/// The device that a step changes, and who else owns it.
pub(super) fn device(step: &StepResult<'_>, plan: &Plan) -> Option<DeviceReport> {
    let account = plan.account(step.planned)?;
    let one = step.planned.device.as_ref()?;
    let named = one.device.step();
    Some(DeviceReport {
        id: named.id,
        name: named.name,
        other_owners: one
            .device
            .others(&account.id)
            .map(|owner| owner.name.clone())
            .collect(),
    })
}
