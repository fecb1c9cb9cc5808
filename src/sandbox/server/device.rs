//! The page of the device sign-in: asks for the code shown on the device and for the
//! user who approves.
use http::Method;

use super::html::{escape, page};
use super::pages::{find_user_id, user_picker_html};
use super::site::{HttpResponse, Site, SiteRequest};
use crate::sandbox::entra::{Decision, form};

/// Subject of the proof in a form of this page.
const SUBJECT: &str = "device";

/// Returns the page, and handles its form.
pub(super) fn respond(site: &Site, asked: &SiteRequest<'_>) -> HttpResponse {
    let given = form::unique_fields(asked.query.unwrap_or_default()).unwrap_or_default();
    let code = ["otc", "user_code"]
        .iter()
        .find_map(|name| given.get(*name));
    let ask = |status: u16, wrong: &str| {
        let inner = format!(
            "{wrong}<form method=\"post\"><label>Code that your other device shows \
             <input name=\"user_code\" value=\"{}\" autocomplete=\"off\"></label>{}\
             <button name=\"decision\" value=\"accept\">Approve</button>\
             <button name=\"decision\" value=\"decline\">Decline</button></form>",
            escape(code.map_or("", String::as_str)),
            user_picker_html(&site.csrf_token(SUBJECT)),
        );
        page(status, "Approve a sign-in on another device", &inner, None)
    };
    if asked.method == Method::GET {
        return ask(200, "");
    }
    let Some(answers) = form::unique_fields(&String::from_utf8_lossy(asked.body)) else {
        return ask(400, "");
    };
    let answer = |name: &str| answers.get(name).map_or("", String::as_str);
    if !site.is_valid_csrf_token(SUBJECT, answer("proof")) || !asked.same_origin() {
        return page(403, "This form is not from here", "", None);
    }
    let decision = if answer("decision") == "accept" {
        match find_user_id(site, answer("person")) {
            Some(id) => Decision::Approved(id),
            None => return ask(400, "<p class=\"wrong\">No such user.</p>"),
        }
    } else {
        Decision::Declined
    };
    let now = site.sandbox.clock().now();
    let (name, done) = site.sandbox.with_tenant(|tenant| {
        let name = tenant
            .pending_device_request(answer("user_code"), now)
            .and_then(|(client, _)| Some(tenant.registration(&client)?.display_name().to_owned()));
        let done = tenant.decide_device(answer("user_code"), decision.clone(), now);
        (name.unwrap_or_default(), done)
    });
    if !done {
        return ask(
            400,
            "<p class=\"wrong\">No device waits with that code.</p>",
        );
    }
    let said = match decision {
        Decision::Approved(_) => "was approved",
        Decision::Declined => "was declined",
    };
    let inner = format!(
        "<p>The sign-in of <strong>{}</strong> {said}. You may close this page.</p>",
        escape(&name)
    );
    page(200, "Done", &inner, None)
}
