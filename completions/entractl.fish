# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_entractl_global_optspecs
    string join \n o/output= query= p/profile= tenant= sandbox no-store device-code no-input v/verbose debug q/quiet color= h/help V/version
end

function __fish_entractl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_entractl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_entractl_using_subcommand
    set -l cmd (__fish_entractl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c entractl -n "__fish_entractl_needs_command" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_needs_command" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_needs_command" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_needs_command" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_needs_command" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_needs_command" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_needs_command" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_needs_command" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_needs_command" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_needs_command" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_needs_command" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_needs_command" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_needs_command" -s V -l version -d 'Print version'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "apps" -d 'Manage the Vision One apps and their permission sets'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "grant" -d 'Grant apps their permissions, then prove it'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "status" -d 'Check whether the granted permissions are still in place'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "block" -d 'Stop using an app on this machine, or disable it in Entra'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "reset" -d 'Forget a failed grant, so that it can be tried again'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "sync" -d 'Refresh cached tenant data'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "troubleshoot" -d 'Find out why an app is not healthy and how to fix it'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "explain" -d 'Explain an error code or status (works offline)'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "completion" -d 'Print a script that completes commands in your shell'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "users" -d 'Manage accounts: show, disable, contain, enable'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "tasks" -d 'Manage the list of tasks'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "zero-trust" -d 'Manage the Zero Trust Secure Access switches'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "auth" -d 'Manage how you are signed in'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "profile" -d 'Manage profiles: tenants, clouds and how to sign in'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "audit" -d 'Read and check the audit log: what was done from this machine'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "sandbox" -d 'Manage the simulated tenant'
complete -c entractl -n "__fish_entractl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -f -a "list" -d 'List every app with its permission sets and last recorded status'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -f -a "show" -d 'Show what an app is for and every permission it asks for'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -f -a "bind" -d 'Bind a permission set to an enterprise application'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -f -a "discover" -d 'Find the enterprise applications of the permission sets'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and not __fish_seen_subcommand_from list show bind discover help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l client-id -d 'Set the client (application) id' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l reason -d 'Give the reason (ticket, change)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from bind" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from discover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from help" -f -a "list" -d 'List every app with its permission sets and last recorded status'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what an app is for and every permission it asks for'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from help" -f -a "bind" -d 'Bind a permission set to an enterprise application'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from help" -f -a "discover" -d 'Find the enterprise applications of the permission sets'
complete -c entractl -n "__fish_entractl_using_subcommand apps; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l wait -d 'Wait this long for the consent to show in Graph' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l set -d 'Grant this permission set as well (can be repeated)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l plan-out -d 'Write the plan to a new file, for a second signature' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l plan -d 'Grant only what this signed plan lists' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l signature -d 'Read the plan\'s signature from here, not from PLAN.sig' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l browser -d 'Open Microsoft\'s consent page in your browser'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l direct -d 'Grant through Graph with your current session'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l url -d 'Print the consent URL for another administrator'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l settings -d 'Assign the directory roles that the sets need'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l enable -d 'Enable the apps\' enterprise applications again'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l all-sets -d 'Grant the optional permission sets of the apps as well'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l interval -d 'Set the time between checks' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand status" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand status" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand status" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand status" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand status" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand status" -l watch -d 'Check again and again until Ctrl-C'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand status" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand status" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand status" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand block" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand block" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand block" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand block" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand block" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand block" -l disable -d 'Disable the app\'s enterprise applications in Entra'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l revoke -d 'Revoke the grants of the app\'s permission sets in Entra'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l delete -d 'Delete the app\'s enterprise applications in Entra'
complete -c entractl -n "__fish_entractl_using_subcommand block" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand block" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand block" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand block" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand block" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand block" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand reset" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l scope -d 'Choose the groups' -r -f -a "all\t'Every group'
none\t'No group'"
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l group -d 'Read only this group (can be repeated)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sync" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sync" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand troubleshoot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand explain" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand completion" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "show" -d 'Show an account before you act on it'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "list" -d 'Find users'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "can-i" -d 'Check whether an action would succeed, without doing it'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "disable" -d 'Disable accounts and revoke their sessions'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "enable" -d 'Unblock sign-in of accounts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "reset-password" -d 'Force a password reset at the next sign-in and revoke sessions'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "sign-out" -d 'Revoke sessions; the accounts may sign in again'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "contain" -d 'Disable, reset password, revoke sessions, report the rest'
complete -c entractl -n "__fish_entractl_using_subcommand users; and not __fish_seen_subcommand_from show list can-i disable enable reset-password sign-out contain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l limit -d 'List at most this many users' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l disabled -d 'Show only accounts that are disabled'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l enabled -d 'Show only accounts that are enabled'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l guests -d 'Show only guests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l via -d 'Ask on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l new-password -d 'Ask about reset-password with --new-password'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l devices -d 'Ask about contain with --devices'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from can-i" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l from -d 'Read a list of accounts (- for stdin)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l via -d 'Act on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l skip-invalid -d 'Skip lines that cannot be processed'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l from -d 'Read a list of accounts (- for stdin)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l via -d 'Act on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l skip-invalid -d 'Skip lines that cannot be processed'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l from -d 'Read a list of accounts (- for stdin)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l via -d 'Act on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l password-file -d 'Write the generated passwords to a new file' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l skip-invalid -d 'Skip lines that cannot be processed'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l new-password -d 'Set a generated password as well'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from reset-password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l from -d 'Read a list of accounts (- for stdin)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l via -d 'Act on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l skip-invalid -d 'Skip lines that cannot be processed'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from sign-out" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l from -d 'Read a list of accounts (- for stdin)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l via -d 'Act on behalf of this app' -r -f -a "search\t'Search (XDR Data Explorer) through Response Management'
zero-trust-secure-access\t'Zero Trust Secure Access: only while its policy enforcement is on'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l password-file -d 'Write the generated passwords to a new file' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l skip-invalid -d 'Skip lines that cannot be processed'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l devices -d 'Disable the devices of typed accounts as well'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from contain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show an account before you act on it'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "list" -d 'Find users'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "can-i" -d 'Check whether an action would succeed, without doing it'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable accounts and revoke their sessions'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Unblock sign-in of accounts'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "reset-password" -d 'Force a password reset at the next sign-in and revoke sessions'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "sign-out" -d 'Revoke sessions; the accounts may sign in again'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "contain" -d 'Disable, reset password, revoke sessions, report the rest'
complete -c entractl -n "__fish_entractl_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "list" -d 'List tasks, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "show" -d 'Show a task and its steps'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "resume" -d 'Resume the remaining steps of a task'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "verify" -d 'Check whether the changes of a task are still in effect'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "undo" -d 'Re-enable the accounts that a task disabled'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "apply" -d 'Apply a plan file, once and exactly'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "export" -d 'Export every step of a task (-o jsonl or csv)'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and not __fish_seen_subcommand_from list show resume verify undo apply export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l limit -d 'List at most this many tasks' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l password-file -d 'Write the generated passwords to a new file' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l dry-run -d 'Show the remaining steps; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l plan-out -d 'Write the plan to a new file, for tasks apply' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l reason -d 'Give the reason (ticket, incident)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s n -l dry-run -d 'Print the plan; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l signature -d 'Read the signature from here, not from PLAN.sig' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l password-file -d 'Write the generated passwords to a new file' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l expect-count -d 'Confirm the number of accounts' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done now; change nothing'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Skip confirmation prompts'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "list" -d 'List tasks, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a task and its steps'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Resume the remaining steps of a task'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check whether the changes of a task are still in effect'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "undo" -d 'Re-enable the accounts that a task disabled'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Apply a plan file, once and exactly'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "export" -d 'Export every step of a task (-o jsonl or csv)'
complete -c entractl -n "__fish_entractl_using_subcommand tasks; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -f -a "show" -d 'Show the switches and what each needs'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -f -a "policy-enforcement" -d 'Allow or block account actions for Zero Trust'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and not __fish_seen_subcommand_from show policy-enforcement help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from policy-enforcement" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the switches and what each needs'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from help" -f -a "policy-enforcement" -d 'Allow or block account actions for Zero Trust'
complete -c entractl -n "__fish_entractl_using_subcommand zero-trust; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -f -a "login" -d 'Sign in'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -f -a "logout" -d 'Sign out and forget the tokens'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -f -a "doctor" -d 'Check keyring, clock, proxy, TLS and endpoints'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -f -a "status" -d 'Show who is signed in, where the tokens are and when they expire'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and not __fish_seen_subcommand_from login logout doctor status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l client-id -d 'Set the client id of your app registration' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l cloud -d 'Choose the cloud' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l for -d 'Sign in for these purposes, separated by commas' -r -f -a "read\t'Read the tenant: status, users show'
grant\t'Grant and revoke permissions'
respond\t'Act on accounts'
respond-devices\t'Act on accounts and disable their devices'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l certificate -d 'Sign in as an application with a PEM file' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l client-secret-file -d 'Sign in as an application with a secret' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l browser -d 'Sign in with your browser (default)'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l all -d 'Forget the sessions of every profile'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "login" -d 'Sign in'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "logout" -d 'Sign out and forget the tokens'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "doctor" -d 'Check keyring, clock, proxy, TLS and endpoints'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show who is signed in, where the tokens are and when they expire'
complete -c entractl -n "__fish_entractl_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "list" -d 'List the profiles of config.toml'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "add" -d 'Add a profile, or change one'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "use" -d 'Use a profile from now on'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "show" -d 'Show a profile'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "remove" -d 'Remove a profile; auth logout removes its tokens'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "guard-rails" -d 'Show which guard-rails apply, and which file sets them'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and not __fish_seen_subcommand_from list add use show remove guard-rails help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l client-id -d 'Set the client id of your app registration' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l cloud -d 'Choose the cloud' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l certificate -d 'Sign in unattended with a PEM file (certificate and key)' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l client-secret-file -d 'Sign in unattended with a client secret' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from guard-rails" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles of config.toml'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a profile, or change one'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "use" -d 'Use a profile from now on'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a profile'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a profile; auth logout removes its tokens'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "guard-rails" -d 'Show which guard-rails apply, and which file sets them'
complete -c entractl -n "__fish_entractl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -f -a "show" -d 'Show the audit log, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -f -a "verify" -d 'Verify that the audit log was not changed'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -f -a "export" -d 'Export the audit log for a log shipper or as evidence'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -f -a "archive" -d 'Archive a damaged audit log as evidence and start a new one'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and not __fish_seen_subcommand_from show verify export archive help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l since -d 'Select lines from this time on' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l until -d 'Select lines before this time' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l task -d 'Select lines of this task' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l target -d 'Select lines about this target' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l actor -d 'Select lines by this person or application' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l action -d 'Select actions that begin so, such as grant' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l outcome -d 'Select lines with this outcome (can be repeated)' -r -f -a "intended\t'It is about to be done'
done\t'It was done'
failed\t'It failed, or was not attempted'
unknown\t'The result is not known'
refused\t'A guard-rail or a person refused it'
dry-run\t'It was only planned'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many lines' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l kept -d 'Require a line with this hash (can be repeated)' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l since -d 'Select lines from this time on' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l until -d 'Select lines before this time' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l task -d 'Select lines of this task' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l target -d 'Select lines about this target' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l actor -d 'Select lines by this person or application' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l action -d 'Select actions that begin so, such as grant' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l outcome -d 'Select lines with this outcome (can be repeated)' -r -f -a "intended\t'It is about to be done'
done\t'It was done'
failed\t'It failed, or was not attempted'
unknown\t'The result is not known'
refused\t'A guard-rail or a person refused it'
dry-run\t'It was only planned'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l format -d 'Choose the format' -r -f -a "jsonl\t'The log itself, one JSON object a line (OCSF)'
csv\t'Comma-separated values, for a spreadsheet'
cef\t'Common Event Format, for a SIEM'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l out -d 'Write to this new file; - is standard output' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l reason -d 'Give the reason, for the first line of the new log' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from archive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the audit log, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify that the audit log was not changed'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "export" -d 'Export the audit log for a log shipper or as evidence'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "archive" -d 'Archive a damaged audit log as evidence and start a new one'
complete -c entractl -n "__fish_entractl_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "tour" -d 'Walk through the main job: apps, a grant, a status, a contained user'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "serve" -d 'Serve the simulated tenant on loopback until Ctrl-C'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "exec" -d 'Run a program under Microsoft\'s own host names'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "reset" -d 'Reset the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "scenario" -d 'Start the simulated tenant in a state to practice with'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "faults" -d 'Manage the faults of the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and not __fish_seen_subcommand_from tour serve exec reset scenario faults help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from tour" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l listen -d 'Listen on this address' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l users -d 'Start with at least this many users' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l certificate -d 'Accept this PEM certificate of the application too' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l register -d 'Add the application that this JSON file describes' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l folder -d 'Write CA file and client secret here' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l state -d 'Serve the tenant of --sandbox, and keep its changes'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l approve -d 'Accept every sign-in at once, without a page'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l control -d 'Let scripts read the requests and set faults'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l write-config -d 'Write the profile sandbox-serve into config.toml'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l users -d 'Start with at least this many users' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l certificate -d 'Accept this PEM certificate of the application too' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l register -d 'Add the application that this JSON file describes' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l folder -d 'Keep the program\'s home folder and files here' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l inside -d 'Use this prepared folder' -r -F
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l as-user -d 'Use this user and group of the caller for the program' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l state -d 'Serve the tenant of --sandbox, and keep its changes'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l approve -d 'Accept every sign-in at once, without a page'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l control -d 'Let scripts read the requests and set faults'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -f -a "list" -d 'List the scenarios'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -f -a "set" -d 'Reset the simulated tenant and start it in a scenario'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from scenario" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -s o -l output -d 'Choose the output format' -r -f -a "table\t'A table for people'
json\t'One JSON document, described by a JSON Schema'
jsonl\t'One JSON document a line, one line an item'
csv\t'Comma-separated values, one line an item'
tsv\t'Tab-separated values without a heading, for shell scripts'
markdown\t'Markdown, for tickets and pull requests'
junit\t'JUnit XML, one test an app (status only)'
sarif\t'SARIF 2.1, one result a finding (status only)'
openmetrics\t'OpenMetrics text, for a scraper (status only)'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l query -d 'Print what this JMESPath query finds' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -s p -l profile -d 'Use this profile of config.toml' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l tenant -d 'Name the tenant, by id or domain name' -r -f
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l color -d 'Use color' -r -f -a "auto\t'If a terminal shows it and NO_COLOR is not set'
always\t'Always'
never\t'Never'"
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l sandbox -d 'Use the simulated tenant: no network, no account, no keyring'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l no-store -d 'Keep tokens in memory for this command only'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l device-code -d 'Sign in by a code that you type on another device'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l no-input -d 'Never ask a question'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -s v -l verbose -d 'Log requests'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -l debug -d 'Log requests with their headers; secrets are left out'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -s q -l quiet -d 'Print only warnings and errors on stderr'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -f -a "list" -d 'List available faults and those that are set'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -f -a "set" -d 'Set faults, replacing earlier ones'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -f -a "clear" -d 'Clear all faults'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from faults" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "tour" -d 'Walk through the main job: apps, a grant, a status, a contained user'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Serve the simulated tenant on loopback until Ctrl-C'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "exec" -d 'Run a program under Microsoft\'s own host names'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Reset the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "scenario" -d 'Start the simulated tenant in a state to practice with'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "faults" -d 'Manage the faults of the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "apps" -d 'Manage the Vision One apps and their permission sets'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "grant" -d 'Grant apps their permissions, then prove it'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "status" -d 'Check whether the granted permissions are still in place'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "block" -d 'Stop using an app on this machine, or disable it in Entra'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "reset" -d 'Forget a failed grant, so that it can be tried again'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "sync" -d 'Refresh cached tenant data'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "troubleshoot" -d 'Find out why an app is not healthy and how to fix it'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "explain" -d 'Explain an error code or status (works offline)'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "completion" -d 'Print a script that completes commands in your shell'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "users" -d 'Manage accounts: show, disable, contain, enable'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "tasks" -d 'Manage the list of tasks'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "zero-trust" -d 'Manage the Zero Trust Secure Access switches'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "auth" -d 'Manage how you are signed in'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "profile" -d 'Manage profiles: tenants, clouds and how to sign in'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "audit" -d 'Read and check the audit log: what was done from this machine'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "sandbox" -d 'Manage the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand help; and not __fish_seen_subcommand_from apps grant status block reset sync troubleshoot explain completion users tasks zero-trust auth profile audit sandbox help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from apps" -f -a "list" -d 'List every app with its permission sets and last recorded status'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from apps" -f -a "show" -d 'Show what an app is for and every permission it asks for'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from apps" -f -a "bind" -d 'Bind a permission set to an enterprise application'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from apps" -f -a "discover" -d 'Find the enterprise applications of the permission sets'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "show" -d 'Show an account before you act on it'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "list" -d 'Find users'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "can-i" -d 'Check whether an action would succeed, without doing it'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "disable" -d 'Disable accounts and revoke their sessions'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "enable" -d 'Unblock sign-in of accounts'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "reset-password" -d 'Force a password reset at the next sign-in and revoke sessions'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "sign-out" -d 'Revoke sessions; the accounts may sign in again'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "contain" -d 'Disable, reset password, revoke sessions, report the rest'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "list" -d 'List tasks, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "show" -d 'Show a task and its steps'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "resume" -d 'Resume the remaining steps of a task'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "verify" -d 'Check whether the changes of a task are still in effect'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "undo" -d 'Re-enable the accounts that a task disabled'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "apply" -d 'Apply a plan file, once and exactly'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from tasks" -f -a "export" -d 'Export every step of a task (-o jsonl or csv)'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from zero-trust" -f -a "show" -d 'Show the switches and what each needs'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from zero-trust" -f -a "policy-enforcement" -d 'Allow or block account actions for Zero Trust'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "login" -d 'Sign in'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "logout" -d 'Sign out and forget the tokens'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "doctor" -d 'Check keyring, clock, proxy, TLS and endpoints'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "status" -d 'Show who is signed in, where the tokens are and when they expire'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles of config.toml'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "add" -d 'Add a profile, or change one'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "use" -d 'Use a profile from now on'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show a profile'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove a profile; auth logout removes its tokens'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "guard-rails" -d 'Show which guard-rails apply, and which file sets them'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "show" -d 'Show the audit log, newest first'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Verify that the audit log was not changed'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "export" -d 'Export the audit log for a log shipper or as evidence'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "archive" -d 'Archive a damaged audit log as evidence and start a new one'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "tour" -d 'Walk through the main job: apps, a grant, a status, a contained user'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "serve" -d 'Serve the simulated tenant on loopback until Ctrl-C'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "exec" -d 'Run a program under Microsoft\'s own host names'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "reset" -d 'Reset the simulated tenant'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "scenario" -d 'Start the simulated tenant in a state to practice with'
complete -c entractl -n "__fish_entractl_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "faults" -d 'Manage the faults of the simulated tenant'
