//! Which test holds which requirement.

/// A requirement and the tests that fail where it does not hold.
pub const HELD: &[(&str, &[&str])] = &[
    (
        "R16 no secret in any output, argument, child, core or file",
        &[
            "fault::a_fault_prints_no_secret_says_what_to_do_and_leaves_the_journal_readable",
            "canary::no_secret_is_in_any_output_or_file_in_any_form",
            "canary::no_secret_is_in_any_output_or_file_whatever_goes_wrong",
            "canary::a_password_leaves_by_its_file_alone",
            "canary::a_secret_is_never_an_argument",
            "canary::a_running_process_shows_no_secret_and_leaves_no_core",
            "canary::a_process_of_any_user_hides_its_memory",
            "canary::failures_of_the_real_program_show_no_secret",
            "open::the_browser_sees_the_address_and_nothing_of_ours",
            "secret::debug_shows_no_value",
        ],
    ),
    (
        "R17 nothing is sent to where a link or redirect leads",
        &[
            "links::a_next_page_elsewhere_is_never_asked_for",
            "links::a_guard_rails_list_that_goes_on_elsewhere_lets_nothing_be_written",
            "links::an_operation_elsewhere_is_never_looked_at",
            "links::a_redirect_is_never_followed_and_its_host_is_named",
            "links::a_write_that_is_redirected_is_never_called_done",
            "links::the_real_transport_sends_nothing_to_where_a_link_or_redirect_leads",
            "operation: an operation elsewhere is not connected to, and no password is shown for it",
            "origin::only_same_scheme_host_and_port_is_same_origin",
        ],
    ),
    (
        "R20 a wait that was asked for is kept, and ends",
        &[
            "answers::no_request_is_sent_inside_a_wait_that_was_asked_for",
            "answers::strange_waits_neither_hang_nor_hammer",
            "graph::a_throttled_item_goes_again_alone_after_the_wait_that_was_asked_for",
            "graph::a_wait_that_is_too_long_is_reported_and_not_slept_through",
        ],
    ),
    (
        "R21 pages end, come once, and half a list decides nothing",
        &[
            "pages::pages_that_do_not_end_are_a_failure",
            "pages::nobody_is_listed_twice",
            "pages::half_a_list_never_lets_a_guard_rail_pass",
            "graph::pages_are_followed_to_the_end_and_each_person_comes_once",
        ],
    ),
    (
        "R22 an answer that is no answer is never success",
        &[
            "answers::a_read_that_is_no_answer_is_a_failure",
            "answers::a_write_that_got_no_answer_is_never_called_done",
            "answers::an_answer_about_somebody_else_is_refused",
            "json::duplicate_name_is_an_error",
        ],
    ),
    (
        "R24 an app is chosen by its client id",
        &["consent::a_look_alike_is_never_picked_by_its_name"],
    ),
    (
        "R25 more than was asked for is named",
        &["consent::what_somebody_else_adds_is_named_and_unhealthy"],
    ),
    (
        "R26 only Graph says whether a grant exists",
        &["consent::the_redirect_never_decides"],
    ),
    (
        "R27 a stale read is not a failure and not a second grant",
        &["consent::a_grant_that_does_not_show_yet_is_written_once"],
    ),
    (
        "R28 nothing outside the set and nothing from a disabled app",
        &[
            "consent::an_application_that_microsoft_disabled_is_refused",
            "consent::what_is_dangerous_is_named_before_the_question",
        ],
    ),
    (
        "R29 twice is once, and what others granted stays",
        &[
            "consent::granting_again_writes_nothing",
            "consent::a_grant_that_is_already_there_is_no_failure",
            "consent::scopes_that_others_granted_stay",
        ],
    ),
    (
        "R30 a plan is applied exactly, once, and only while it is true",
        &[
            "plans::a_plan_is_applied_once_and_what_drifted_is_skipped",
            "plans::a_changed_expired_or_foreign_plan_is_refused",
            "plan_text::a_plan_reads_back_and_one_changed_byte_shows",
            "plan_file::a_plan_holds_one_day_and_never_before_it_was_made",
        ],
    ),
    (
        "R31 a protected account is never touched, whatever it is called",
        &[
            "protected::a_protected_account_is_never_written_to_in_any_spelling",
            "users::every_spelling_of_a_protected_account_is_refused_in_every_action",
            "plans::break_glass_accounts_and_protected_groups_are_never_touched",
            "guards::what_the_machine_protects_no_setting_flag_or_variable_lets_go",
            "guards::a_policy_that_cannot_be_trusted_ends_whatever_would_need_it",
            "pages::half_a_list_never_lets_a_guard_rail_pass",
            "system::a_folder_that_others_write_or_a_link_is_as_bad_as_the_file",
        ],
    ),
    (
        "R32 who is or could become privileged is only touched when named",
        &[
            "bulk::who_holds_a_role_is_only_touched_when_typed",
            "guards::who_could_become_privileged_is_only_touched_when_named",
            "guards::what_of_roles_cannot_be_read_is_said_and_never_taken_for_safe",
            "tests::sync_accounts_and_unread_roles_are_refused",
        ],
    ),
    (
        "R33 yourself, the job's owner, sync accounts and the last administrators stay",
        &[
            "users::guard_rails_refuse_the_whole_command_before_any_write",
            "users::the_last_two_global_administrators_stay",
            "guards::the_last_two_administrators_are_looked_at_again_just_before_the_write",
            "guards::a_long_run_looks_again_who_is_global_administrator",
            "guards::a_task_is_resumed_without_those_who_may_not_be_touched_by_now",
            "guards_ci::a_ci_job_never_harms_the_owner_of_the_application_it_runs_as",
            "tests::two_global_administrators_remain_after_the_whole_plan",
        ],
    ),
    (
        "R34 many accounts need their number, very many a second person",
        &[
            "bulk::above_50_the_number_is_typed",
            "plans::above_500_nothing_is_written_without_a_second_person",
            "guards::stricter_limits_hold_for_lists_plans_and_what_is_undone",
            "bulk::a_large_part_of_a_tenant_needs_a_second_person",
        ],
    ),
    (
        "R35 a list is judged as a whole before anything is sent",
        &[
            "bulk::one_bad_line_stops_the_whole_list",
            "bulk::a_list_is_sent_in_the_fewest_requests_and_every_row_is_done",
            "tests::what_names_nobody_is_a_bad_line_and_never_a_path",
            "tests::a_table_needs_a_head_and_takes_the_surest_cell",
        ],
    ),
    (
        "R36 contained is said only where all of it is done",
        &[
            "answers::text_json_and_exit_code_of_a_containment_agree",
            "users_faults::whichever_step_fails_the_others_are_taken_and_it_is_never_called_contained",
            "users::guests_synced_and_federated_accounts_say_what_stays_open",
        ],
    ),
    (
        "R37 a run that goes wrong stops, and a large one begins slowly",
        &[
            "bulk::a_run_that_goes_wrong_stops_and_can_be_resumed",
            "bulk::five_equal_refusals_or_a_fifth_of_errors_stop_a_run",
            "bulk::a_large_run_begins_with_one_ten_and_a_hundred",
        ],
    ),
    (
        "R38 undo lets in whom this task locked out, and nobody else",
        &[
            "bulk::undo_lets_in_whom_this_task_locked_out_and_nobody_else",
            "guards::stricter_limits_hold_for_lists_plans_and_what_is_undone",
        ],
    ),
    (
        "R39 what is intended is on disk before it is sent",
        &[
            "audit::each_write_has_an_earlier_intent_that_names_its_object_and_a_result",
            "chaos::whatever_strikes_a_bulk_run_every_row_ends_in_one_true_state",
            "bulk_end_state::after_a_bad_night_every_line_of_the_task_is_true",
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
        ],
    ),
    // tests/real/intent.test.mjs shows R39 by strace as well.
    (
        "R40 killed at any request, every row ends in one true state",
        &[
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
            "chaos::whatever_strikes_a_bulk_run_every_row_ends_in_one_true_state",
            "resumed::what_an_earlier_run_may_have_done_no_later_no_takes_back",
            "resumed::who_was_given_a_role_since_is_left_alone_by_resume_and_undo",
        ],
    ),
    (
        "R41 what got no answer is neither done nor failed until it is read",
        &[
            "resumed::a_service_fault_after_a_write_is_never_called_a_failure",
            "users_faults::what_was_applied_before_the_answer_was_lost_is_done_once_it_is_read",
            "users_faults::what_a_lost_answer_may_have_done_is_never_called_failed_by_a_later_refusal",
            "users_faults::no_password_is_written_without_a_definite_yes",
            "bulk::a_password_set_by_a_list_is_written_down_only_after_a_definite_yes",
        ],
    ),
    (
        "R42 answers of a batch are matched by id, and only what failed goes again",
        &[
            "answers::a_write_that_got_no_answer_is_never_called_done",
            "graph::twenty_five_calls_are_two_requests_and_answers_keep_their_places",
            "graph::a_throttled_item_goes_again_alone_after_the_wait_that_was_asked_for",
        ],
    ),
    (
        "R43 a token that expires loses no row, and nobody else goes on",
        &[
            "night_ends::a_process_that_slept_while_its_token_expired_goes_on",
            "resumed::nobody_resumes_a_task_of_somebody_else",
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
        ],
    ),
    (
        "R45 one run writes, and who is kept out hears by whom",
        &[
            "night_ends::of_twenty_starts_one_writes_and_the_others_name_who_holds_the_lock",
            "tasks::another_run_on_the_same_tenant_is_exit_7",
        ],
    ),
    (
        "R46 a full disk stops everything, and later it goes on",
        &[
            "night_ends::where_nothing_can_be_recorded_nothing_is_sent_and_later_it_goes_on",
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
        ],
    ),
    (
        "R47 the first signal drains, the second ends, each with its code",
        &[
            "night_ends::each_signal_drains_has_its_own_code_and_leaves_a_task_to_resume",
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
            "smoke::a_reader_that_has_gone_is_no_panic",
        ],
    ),
    (
        "R48 a journal that is cut, gone or foreign is never begun anew",
        &[
            "resumed::a_journal_that_is_gone_or_cut_is_never_begun_anew",
            "resumed::a_flipped_bit_of_the_journal_never_hides_the_task",
            "rows::invalid_newer_and_damaged_files_are_refused",
            "tasks::a_journal_of_somebody_else_is_refused_and_nothing_is_sent",
        ],
    ),
    // Not covered: a wall clock that steps while a run goes on.
    (
        "R49 who slept goes on",
        &["night_ends::a_process_that_slept_while_its_token_expired_goes_on"],
    ),
    (
        "R50 the counts add up and every line is true",
        &[
            "bulk_end_state::after_a_bad_night_every_line_of_the_task_is_true",
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
        ],
    ),
    (
        "R51 what cannot be recorded is not sent",
        &[
            "audit::where_the_log_cannot_be_kept_nothing_is_sent",
            "audit_real::a_full_disk_stops_a_change_before_it_is_sent_and_leaves_the_chain_whole",
            "users_faults::an_audit_log_that_cannot_be_written_stops_everything",
            "night_ends::where_nothing_can_be_recorded_nothing_is_sent_and_later_it_goes_on",
            "files::a_planted_file_is_refused_and_what_it_leads_to_is_untouched",
        ],
    ),
    (
        "R52 a line says who, what, why, from where and what came of it",
        &[
            "audit::each_write_has_an_earlier_intent_that_names_its_object_and_a_result",
            "audit::a_refusal_and_a_dry_run_leave_a_line_and_send_nothing",
            "audit::signing_in_and_out_and_failing_to_leaves_a_line",
            "audit_fields::lines_name_the_application_the_flow_the_time_of_the_service_and_the_plan",
            "audit_fields::a_process_names_its_program_in_its_first_line_and_no_other",
            "audit_log::what_was_done_is_shown_newest_first",
            "audit_real::processes_at_once_keep_one_chain",
            "users_faults::every_write_has_an_intent_before_and_a_result_after_in_the_audit_log",
        ],
    ),
    (
        "R53 every change of the log is found, and no intact log is suspected",
        &[
            "audit_mutations::every_one_of_ten_thousand_mutations_is_found",
            "audit_named::what_was_done_is_named_with_its_line",
            "audit_log::the_whole_program_finds_what_was_changed",
            "audit_log::an_intact_log_verifies_and_its_hash_can_be_kept",
            "audit_real::processes_at_once_keep_one_chain",
            "tests::a_kill_between_head_and_line_leaves_an_intact_log",
            "tests::more_than_the_last_step_is_never_taken_for_a_kill",
            "tests::a_head_that_is_gone_or_damaged_is_told_and_stops_the_log",
            "tests::writers_at_once_keep_one_chain",
        ],
    ),
    (
        "R54 one line is one object, and no text breaks out of it or an export",
        &[
            "tests::lines_form_a_chain_that_shows_every_edit",
            "audit_export::no_text_of_a_tenant_ends_a_field_of_cef_or_a_cell_of_csv",
            "canary::no_secret_is_in_any_output_or_file_in_any_form",
        ],
    ),
    (
        "R55 every try has a number of its own in the audit log and in Graph's",
        &[
            "e2e_faults::whatever_strikes_the_real_program_the_seven_invariants_hold",
            "audit_fields::each_try_of_a_grant_and_a_block_is_in_the_log_before_it_is_sent",
            "audit_fields::a_grant_whose_next_try_cannot_be_recorded_sends_nothing_more",
            "resumed_rows::a_result_names_the_try_that_it_is_of_and_not_one_that_lay_ready",
            "graph::one_read_is_one_request_with_an_id_of_its_own",
        ],
    ),
    (
        "R56 no outside text moves a terminal",
        &[
            "hostile::no_name_of_a_tenant_moves_a_terminal_or_a_ci_job",
            "hostile::a_name_without_end_is_cut_but_in_json",
            "hostile::no_name_gets_through_status_grant_or_its_reports",
            "hostile::a_message_of_the_service_is_shown_and_not_obeyed",
            "hostile::json_gives_every_name_back_as_it_is",
            "hostile::a_lone_surrogate_hides_nobody",
            "hostile::a_question_repeats_the_object_id_whatever_the_name_is",
            "confusables::a_letter_of_another_script_in_a_name_is_marked",
            "users_plan::a_name_that_may_deceive_is_marked_where_it_is_decided",
            "output_safety::a_real_terminal_sees_text_and_colour_only",
        ],
    ),
    (
        "R57 a spreadsheet runs nothing",
        &["output_safety::a_spreadsheet_runs_nothing_and_every_text_can_be_had_back"],
    ),
    (
        "R58 stdout is data, and every failure has its code",
        &[
            "output_safety::stdout_is_one_document_of_its_schema_whatever_goes_wrong",
            "output_safety::what_is_said_never_changes_what_is_answered",
        ],
    ),
    (
        "R59 a name is never a path",
        &[
            "names::a_name_that_could_be_a_path_is_a_usage_error_and_leaves_no_trace",
            "names::a_profile_from_the_environment_is_checked_as_one_that_is_typed",
            "values::a_name_is_never_a_path",
        ],
    ),
    (
        "R60 files of others are refused and a save is whole or not at all",
        &[
            "files::a_planted_file_is_refused_and_what_it_leads_to_is_untouched",
            "files::a_planted_password_file_is_refused_before_anything_is_sent",
            "files::everything_is_private_whatever_the_umask",
            "files::a_save_that_fails_leaves_the_old_file_as_it_was",
            "files::a_leftover_of_a_killed_run_is_in_nobodys_way",
        ],
    ),
    (
        "R61 no folder, variable or flag changes where tokens go or who is protected",
        &[
            "resolve::environment_cannot_set_urls",
            "guards::what_the_machine_protects_no_setting_flag_or_variable_lets_go",
        ],
    ),
    (
        "R63 no outside text is a command for a CI job",
        &[
            "text::a_ci_service_finds_no_command_of_an_outsider",
            "hostile::no_name_of_a_tenant_moves_a_terminal_or_a_ci_job",
            "names::a_name_that_could_be_a_path_is_a_usage_error_and_leaves_no_trace",
        ],
    ),
];
