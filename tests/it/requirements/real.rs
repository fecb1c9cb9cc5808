//! Requirements on real parts: sign-in, keyring and network. Names with a colon are
//! of the scripts in `tests/real`.

/// As `requirements::HELD`.
pub(crate) const REAL: &[(&str, &[&str])] = &[
    (
        "R1 a browser sign-in is fresh, pinned and asks for no more than it should",
        &[
            "sign_ins::two_hundred_sign_ins_share_nothing_and_ask_for_what_is_in_the_table",
            "authorization_code::every_sign_in_has_its_own_state_nonce_and_verifier",
            "authorization_code::the_page_is_the_pinned_tenants_and_asks_for_no_more_than_it_should",
            "auth::the_browser_signs_in_for_what_is_asked_and_no_more",
            "browser: Chromium signs in and lands on loopback",
        ],
    ),
    (
        "R2 the port is on loopback in both families, and closes",
        &[
            "loopback::a_port_whose_other_family_is_somebody_elses_is_left_to_them",
            "loopback::the_port_closes_with_the_landing_and_nobody_waits_for_ever",
            "loopback::idle_connections_do_not_starve_the_redirect",
            "browser: the port is on loopback only, in both families, and nobody else can have it",
            "browser: a page that nobody answers is given up after its five minutes, and not before",
            "browser: a second sign-in beside the first has a port of its own, and both succeed",
        ],
    ),
    (
        "R3 a forged callback changes nothing",
        &[
            "redirect::only_one_shape_is_a_redirect",
            "loopback::forged_requests_are_answered_alike_and_the_wait_goes_on",
            "loopback::forged_redirects_do_not_fill_the_queue",
            "forged_redirects::fifty_forged_redirects_do_not_end_the_wait_for_consent",
            "authorization_code::a_forged_redirect_is_nobodys",
            "auth::forged_and_repeated_redirects_do_not_disturb_a_sign_in",
            "browser: five hundred forged callbacks change nothing, and the right one is taken once",
            "browser: two hundred idle connections and as many forged callbacks that stay open do not keep the right one out",
        ],
    ),
    (
        "R4 the answer of another sign-in service is not taken",
        &[
            "authorization_code::our_redirect_gives_the_code_or_the_refusal",
            "authorization_code::a_forged_redirect_is_nobodys",
            "target::every_address_is_the_pinned_tenants_own",
            "doctor: another tenant\\'s sign-in service is not taken for one\\'s own",
        ],
    ),
    (
        "R5 another tenant's or account's token, and a planted item, sign nobody in",
        &[
            "session::a_token_of_another_tenant_or_another_sign_in_makes_no_session",
            "pinned::issued_token_of_another_issuer_audience_or_application_makes_no_session",
            "pinned::stored_token_of_another_tenant_account_or_application_is_not_sent",
            "bearer::renewed_token_of_another_account_or_application_is_not_used",
            "auth::a_sign_in_that_fails_leaves_the_old_one_untouched",
            "real_keyring::a_planted_item_signs_nobody_in",
            "sign-in: a token of another tenant or account takes nothing from who is signed in, and both are named",
            "sign-in: the first sign-in to a tenant shows account and tenant and asks; what is not confirmed is not kept",
        ],
    ),
    (
        "R6 a device code is asked for by name, warned of, and for known pages",
        &[
            "auth::a_device_code_is_shown_with_its_warning_and_nothing_of_the_services_message",
            "auth::without_a_terminal_no_browser_opens_by_itself",
            "device::only_known_pages_are_shown",
        ],
    ),
    (
        "R7 no poll is early, and none comes after the end",
        &[
            "device_pace::no_poll_is_early_and_none_comes_after_the_end",
            "device_pace::a_code_that_nobody_uses_is_asked_after_until_it_ends",
            "device::the_pace_is_never_faster_than_five_seconds",
            "device::slow_down_adds_five_seconds_for_all_later_polls",
            "sign-in: a device code signs in on another device, at the pace that the service asks for",
        ],
    ),
    (
        "R8 a challenge is answered once, and chooses no authority",
        &[
            "bearer::a_challenge_is_answered_once_with_its_claims",
            "claims::a_challenge_is_sent_with_our_capability",
            "graph::a_claims_challenge_is_answered_once_with_the_claims",
            "graph::a_refusal_without_end_is_given_up_after_one_renewal",
            "redirects::a_challenge_never_chooses_where_to_sign_in",
        ],
    ),
    (
        "R9 only a safe address is opened, by an absolute path, and sees nothing of ours",
        &[
            "open::only_safe_addresses_are_opened",
            "open::a_browser_is_one_absolute_path",
            "open::the_browser_sees_the_address_and_nothing_of_ours",
            "browser: Chromium signs in and lands on loopback",
        ],
    ),
    (
        "R10 no keyring means no tokens on disk, and is said with its remedy",
        &[
            "keyring_store::no_keyring_is_said_to_be_absent",
            "real_keyring::the_program_ends_in_time_and_names_cause_and_remedy",
            "real_keyring::a_keyring_that_takes_nothing_more_is_found_out",
            "odd-keyring: a keyring that is ${mode} is found out at sign-in, and nothing is left in it",
            "sign-in: a browser sign-in ends with the tokens in the keyring and nowhere else",
            "written: no secret is written but to the service that gave it",
            "doctor: without a keyring it ends with exit 8 and says what starts one",
        ],
    ),
    (
        "R11 a keyring that says nothing is left behind in time",
        &[
            "keyring_store::a_keyring_that_never_answers_is_left_behind",
            "real_keyring::a_keyring_that_cannot_be_used_says_why_within_its_limit",
            "odd-keyring: a keyring that is ${mode} ends a command in its limit, and nobody is asked to sign in",
        ],
    ),
    (
        "R12 a text of any length comes back whole or not at all",
        &[
            "keyring_parts::texts_of_any_length_come_back_and_leave_nothing_behind",
            "keyring_parts::a_crash_at_any_point_leaves_the_old_text_or_the_new_one",
            "keyring_parts::a_torn_text_is_no_text",
            "real_keyring::what_is_put_into_the_real_keyring_comes_back_whole",
        ],
    ),
    (
        "R13 a keyring that loses or changes what it is given is found out at sign-in",
        &[
            "session_save::a_store_that_changes_what_it_keeps_is_found_out",
            "session_save::a_store_that_takes_nothing_is_found_out_and_keeps_the_session_before",
            "session_save::a_session_for_something_else_under_our_key_is_not_taken_for_ours",
            "odd-keyring: a keyring that is ${mode} is found out at sign-in, and nothing is left in it",
            "odd-keyring: where a keyring is ${mode} the sign-in before stays as it was",
            "odd-keyring: a Secret Service of our own keeps a session as a real one does",
            "odd-keyring: the doctor finds each of them, and leaves nothing behind",
        ],
    ),
    (
        "R14 processes at once leave one whole session, and no token is used twice",
        &[
            "bearer::what_another_process_renewed_is_taken_over",
            "bearer::a_session_that_was_signed_out_does_not_come_back",
            "session_save::a_sign_in_of_the_same_account_at_the_same_moment_is_no_loss",
            "session_save::a_sign_in_of_another_account_at_the_same_moment_is_said_and_left_alone",
            "real_keyring::signing_out_removes_an_item_of_any_bytes",
            "auth::signing_out_works_whatever_became_of_what_is_kept",
            "sign-in: a refresh token is used once, and the new one is kept before it is needed",
            "together: ${processes} processes renew one session in turn: no refresh token is used twice (${few} rounds)",
            "together: whoever signs in and out beside them leaves one whole session or none (${few} rounds)",
            "together: ${processes} processes ask, sign in, sign out and are killed: the session before or the one after, never a mixture (${rounds} rounds)",
        ],
    ),
    (
        "R15 a session works with what it came from, and with nothing else",
        &[
            "session::a_session_comes_back_as_it_was_and_only_to_its_own_target",
            "target::another_authority_tenant_client_or_graph_is_another_key",
            "pinned::session_is_not_used_for_another_graph",
            "pinned::cloud_that_pairs_a_built_in_host_with_another_is_refused",
            "resolve::environment_cannot_set_urls",
            "clouds::only_a_built_in_host_chooses_a_cloud",
            "sign-in: a session made with one sign-in service is never offered to another",
        ],
    ),
    (
        "R18 TLS that cannot be trusted is not spoken, and its keys are written nowhere",
        &[
            "network: a company that opens TLS is refused until its root is named, and never gets a request before",
            "network: a certificate for another host, and one that has ended, are refused",
            "network: a certificate that vouches for itself is refused",
            "network: a server that knows TLS 1.0 and 1.1 only is not spoken to",
        ],
    ),
    (
        "R19 an answer that wants all of this machine gets little of it",
        &[
            "json::object_with_too_many_names_is_an_error",
            "https::an_answer_that_is_too_large_is_refused_as_such",
            "classify::too_large_answer_is_not_requested_again",
            "too_large::the_real_program_asks_once_for_what_is_too_large_and_does_not_trust_it",
            "too_large::a_write_that_is_answered_with_too_much_is_not_sent_on_and_on_and_not_called_failed",
            "greedy: ${name} from ${where} ends in time and in little memory",
            "broken-network: an answer of one byte a second ends in the limit",
            "broken-network: a sign-in service that ${name} ends the command in time",
        ],
    ),
    (
        "R23 what stands in the way is named in time, and nothing goes past a proxy",
        &[
            "retry_after::network_that_takes_long_to_fail_is_not_tried_as_often",
            "network: where a proxy is set and down, nothing goes past it",
            "network: a host that accepts and never answers is given up within its limit",
            "network: IPv6 alone is enough",
            "network: a host whose IPv6 address refuses or swallows everything is reached by IPv4",
            "network: a host that has another address from one page to the next is found there",
            "doctor: a proxy that asks for a password, and one that is down, are named; its password is not",
            "doctor: a name that does not exist is found to be the name",
            "broken-network: a connection that died without a word is found out, and what was asked is asked on another",
        ],
    ),
    (
        "R62 where nobody is there, nobody is asked, nothing is opened and nothing is kept",
        &[
            "non_interactive::in_a_ci_job_nobody_is_asked_no_keyring_is_opened_and_nothing_is_kept",
            "non_interactive::without_a_terminal_what_needs_a_yes_is_not_done_and_not_waited_for",
            "non_interactive::the_token_of_a_job_is_nowhere_in_what_it_prints",
            "auth::without_a_terminal_no_browser_opens_by_itself",
        ],
    ),
];
