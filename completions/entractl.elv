
use builtin;
use str;

set edit:completion:arg-completer[entractl] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'entractl'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'entractl'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand apps 'Manage the Vision One apps and their permission sets'
            cand grant 'Grant apps their permissions, then prove it'
            cand status 'Check whether the granted permissions are still in place'
            cand block 'Stop using an app on this machine; flags disable, revoke or delete it in Entra'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh cached tenant data'
            cand troubleshoot 'Find out why an app is not healthy and how to fix it'
            cand explain 'Explain an error code or status (works offline)'
            cand users 'Manage accounts: show, disable, contain, enable'
            cand tasks 'Manage the list of tasks'
            cand zero-trust 'Manage the Zero Trust Secure Access switches'
            cand auth 'Manage how you are signed in'
            cand profile 'Manage profiles: tenants, clouds and how to sign in'
            cand audit 'Read and check the audit log: what was done from this machine'
            cand sandbox 'Manage the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;apps'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Bind a permission set to an enterprise application'
            cand discover 'Find the enterprise applications of the permission sets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;apps;list'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;show'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;bind'= {
            cand --client-id 'Client (application) id of the enterprise application'
            cand --reason 'Reason (ticket, change) for the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;discover'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;help'= {
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Bind a permission set to an enterprise application'
            cand discover 'Find the enterprise applications of the permission sets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;apps;help;list'= {
        }
        &'entractl;apps;help;show'= {
        }
        &'entractl;apps;help;bind'= {
        }
        &'entractl;apps;help;discover'= {
        }
        &'entractl;apps;help;help'= {
        }
        &'entractl;grant'= {
            cand --wait 'Wait this long for the consent to show in Graph'
            cand --set 'Grant this permission set as well (can be repeated)'
            cand --plan-out 'Write the plan to this new file, for a second person to sign'
            cand --plan 'Grant only what this signed plan lists'
            cand --signature 'The plan''s signature; PLAN.sig if omitted'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --browser 'Open Microsoft''s consent page in your browser (default at a terminal)'
            cand --direct 'Write the grants through Graph with the session at hand'
            cand --url 'Print the consent URL for another administrator'
            cand --settings 'Assign the directory roles that the permission sets need'
            cand --enable 'Enable the apps'' enterprise applications again'
            cand --all-sets 'Grant the optional permission sets of the apps as well'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;status'= {
            cand --interval 'Time between two checks of --watch; at least 10s'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --watch 'Check again and again until Ctrl-C'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;block'= {
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --disable 'Disable the app''s enterprise applications in Entra (grant --enable undoes it)'
            cand --revoke 'Revoke the grants of the app''s permission sets in Entra'
            cand --delete 'Delete the app''s enterprise applications in Entra'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;reset'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sync'= {
            cand --scope 'What to read of groups'
            cand --group 'Read only this group (can be repeated)'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;troubleshoot'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;explain'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show an account before you act on it'
            cand list 'Find users'
            cand can-i 'Check whether an action would succeed, without doing it'
            cand disable 'Disable accounts and revoke their sessions'
            cand enable 'Unblock sign-in of accounts'
            cand reset-password 'Force a password reset at the next sign-in and revoke sessions'
            cand sign-out 'Revoke sessions; the accounts may sign in again'
            cand contain 'Disable, reset password, revoke sessions, report what stays open'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;users;show'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;list'= {
            cand --limit 'Maximum number of users to list'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --disabled 'Only accounts that are disabled'
            cand --enabled 'Only accounts that are enabled'
            cand --guests 'Only guests'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;can-i'= {
            cand --via 'Vision One app on whose behalf it would run'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --new-password 'Ask about reset-password with --new-password'
            cand --devices 'Ask about contain with --devices'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;disable'= {
            cand --from 'Read the accounts from this list: CSV with a header, one per line, or JSON lines; - is standard input'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'Vision One app on whose behalf it runs'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;enable'= {
            cand --from 'Read the accounts from this list: CSV with a header, one per line, or JSON lines; - is standard input'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'Vision One app on whose behalf it runs'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;reset-password'= {
            cand --from 'Read the accounts from this list: CSV with a header, one per line, or JSON lines; - is standard input'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'Vision One app on whose behalf it runs'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --new-password 'Set a generated password as well'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;sign-out'= {
            cand --from 'Read the accounts from this list: CSV with a header, one per line, or JSON lines; - is standard input'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'Vision One app on whose behalf it runs'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;contain'= {
            cand --from 'Read the accounts from this list: CSV with a header, one per line, or JSON lines; - is standard input'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'Vision One app on whose behalf it runs'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to; without it they are never shown'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --devices 'Disable the registered devices of typed accounts as well'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;help'= {
            cand show 'Show an account before you act on it'
            cand list 'Find users'
            cand can-i 'Check whether an action would succeed, without doing it'
            cand disable 'Disable accounts and revoke their sessions'
            cand enable 'Unblock sign-in of accounts'
            cand reset-password 'Force a password reset at the next sign-in and revoke sessions'
            cand sign-out 'Revoke sessions; the accounts may sign in again'
            cand contain 'Disable, reset password, revoke sessions, report what stays open'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;users;help;show'= {
        }
        &'entractl;users;help;list'= {
        }
        &'entractl;users;help;can-i'= {
        }
        &'entractl;users;help;disable'= {
        }
        &'entractl;users;help;enable'= {
        }
        &'entractl;users;help;reset-password'= {
        }
        &'entractl;users;help;sign-out'= {
        }
        &'entractl;users;help;contain'= {
        }
        &'entractl;users;help;help'= {
        }
        &'entractl;tasks'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List tasks, newest first'
            cand show 'Show a task and its steps'
            cand resume 'Resume the remaining steps of a task'
            cand verify 'Check whether the changes of a task are still in effect'
            cand undo 'Re-enable accounts that a task disabled, unless they changed since'
            cand apply 'Apply a plan file, once and exactly'
            cand export 'Export every step of a task (-o jsonl or csv)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;tasks;list'= {
            cand --limit 'Maximum number of tasks to list'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;show'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;resume'= {
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --dry-run 'Show the remaining steps; send nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;verify'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;undo'= {
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --reason 'Reason (ticket, incident) for the journal and the audit log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;apply'= {
            cand --signature 'The signature; PLAN.sig where it is not named'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand --expect-count 'Expected number of accounts; prompted for above 50'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --dry-run 'Show what would be done now; send nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;export'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;help'= {
            cand list 'List tasks, newest first'
            cand show 'Show a task and its steps'
            cand resume 'Resume the remaining steps of a task'
            cand verify 'Check whether the changes of a task are still in effect'
            cand undo 'Re-enable accounts that a task disabled, unless they changed since'
            cand apply 'Apply a plan file, once and exactly'
            cand export 'Export every step of a task (-o jsonl or csv)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;tasks;help;list'= {
        }
        &'entractl;tasks;help;show'= {
        }
        &'entractl;tasks;help;resume'= {
        }
        &'entractl;tasks;help;verify'= {
        }
        &'entractl;tasks;help;undo'= {
        }
        &'entractl;tasks;help;apply'= {
        }
        &'entractl;tasks;help;export'= {
        }
        &'entractl;tasks;help;help'= {
        }
        &'entractl;zero-trust'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or block account actions on behalf of Zero Trust Secure Access'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;show'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;zero-trust;policy-enforcement'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;zero-trust;help'= {
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or block account actions on behalf of Zero Trust Secure Access'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;help;show'= {
        }
        &'entractl;zero-trust;help;policy-enforcement'= {
        }
        &'entractl;zero-trust;help;help'= {
        }
        &'entractl;auth'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and endpoints'
            cand status 'Show who is signed in, where the tokens are and when they expire'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;auth;login'= {
            cand --client-id 'Client id of your own app registration'
            cand --cloud 'Cloud: public, us-gov, us-gov-dod, china, or one of config.toml'
            cand --for 'What the session is for, separated by commas; it keeps what it was for before, until auth logout'
            cand --certificate 'Sign in as an application with this PEM file (certificate and key)'
            cand --client-secret-file 'Sign in as an application with the secret in this file (mode 0600; - reads standard input)'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --browser 'Sign in with your browser (default)'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;logout'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --all 'Forget the sessions of every profile'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;doctor'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;status'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;help'= {
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and endpoints'
            cand status 'Show who is signed in, where the tokens are and when they expire'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;auth;help;login'= {
        }
        &'entractl;auth;help;logout'= {
        }
        &'entractl;auth;help;doctor'= {
        }
        &'entractl;auth;help;status'= {
        }
        &'entractl;auth;help;help'= {
        }
        &'entractl;profile'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the profiles of config.toml'
            cand add 'Add a profile, or change one'
            cand use 'Use a profile from now on'
            cand show 'Show a profile'
            cand remove 'Remove a profile; its tokens go with `auth logout`'
            cand guard-rails 'Show which guard-rails apply, and which file sets them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;profile;list'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;add'= {
            cand --client-id 'Client id of your own app registration'
            cand --cloud 'Cloud: public, us-gov, us-gov-dod, china, or one of config.toml'
            cand --certificate 'PEM file (certificate and key) for unattended sign-in'
            cand --client-secret-file 'File (mode 0600) with the client secret for unattended sign-in'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;use'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;show'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;remove'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;guard-rails'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;help'= {
            cand list 'List the profiles of config.toml'
            cand add 'Add a profile, or change one'
            cand use 'Use a profile from now on'
            cand show 'Show a profile'
            cand remove 'Remove a profile; its tokens go with `auth logout`'
            cand guard-rails 'Show which guard-rails apply, and which file sets them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;profile;help;list'= {
        }
        &'entractl;profile;help;add'= {
        }
        &'entractl;profile;help;use'= {
        }
        &'entractl;profile;help;show'= {
        }
        &'entractl;profile;help;remove'= {
        }
        &'entractl;profile;help;guard-rails'= {
        }
        &'entractl;profile;help;help'= {
        }
        &'entractl;audit'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the audit log, newest first'
            cand verify 'Verify that the audit log was not changed'
            cand export 'Export the audit log for a log shipper or as evidence'
            cand archive 'Archive a damaged audit log as evidence and start a new one'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;audit;show'= {
            cand --since 'Only from this time on: 2026-05-04, 2026-05-04T03:00:00Z, or 2h, 7d ago'
            cand --until 'Only before this time'
            cand --task 'Only of this task'
            cand --target 'Only about this target: its object id, or part of its name'
            cand --user 'Only about this target: its object id, or part of its name'
            cand --actor 'Only by this person or application: object id, or part of the name'
            cand --action 'Only actions that begin so: contain, grant, auth login'
            cand --outcome 'Only with this outcome (can be repeated)'
            cand --limit 'Maximum number of lines to show'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;verify'= {
            cand --kept 'Hash of a line that you noted elsewhere; it must still be there (can be repeated)'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;export'= {
            cand --since 'Only from this time on: 2026-05-04, 2026-05-04T03:00:00Z, or 2h, 7d ago'
            cand --until 'Only before this time'
            cand --task 'Only of this task'
            cand --target 'Only about this target: its object id, or part of its name'
            cand --user 'Only about this target: its object id, or part of its name'
            cand --actor 'Only by this person or application: object id, or part of the name'
            cand --action 'Only actions that begin so: contain, grant, auth login'
            cand --outcome 'Only with this outcome (can be repeated)'
            cand --format 'The form'
            cand --out 'New file (mode 0600) that the lines are written to; - is standard output'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;archive'= {
            cand --reason 'Why (ticket, incident), for the first line of the new log'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;help'= {
            cand show 'Show the audit log, newest first'
            cand verify 'Verify that the audit log was not changed'
            cand export 'Export the audit log for a log shipper or as evidence'
            cand archive 'Archive a damaged audit log as evidence and start a new one'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;audit;help;show'= {
        }
        &'entractl;audit;help;verify'= {
        }
        &'entractl;audit;help;export'= {
        }
        &'entractl;audit;help;archive'= {
        }
        &'entractl;audit;help;help'= {
        }
        &'entractl;sandbox'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Serve the simulated tenant on loopback to scripts, browsers and other clients until Ctrl-C'
            cand reset 'Reset the simulated tenant'
            cand faults 'Manage the faults of the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;tour'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;serve'= {
            cand --listen 'Address to listen on, for HTTP and HTTPS alike; loopback only. Port 0 takes a free one'
            cand --users 'Start with at least this many users'
            cand --certificate 'PEM certificate that the application may sign in with as well'
            cand --folder 'Folder for the CA file and the client secret; they stay there. By default they lie in the state folder and go at the end'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --state 'Serve the tenant that --sandbox remembers, and keep its changes'
            cand --write-config 'Write the cloud and profile sandbox-serve into your config.toml'
            cand --control 'Open a path for scripts that read what was asked and set faults; its token is printed'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;reset'= {
            cand --scenario 'Scenario to set up'
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --list 'List the scenarios instead'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List available faults and those that are set'
            cand set 'Set faults, replacing earlier ones'
            cand clear 'Clear all faults'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;faults;list'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;set'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;clear'= {
            cand -o 'Output format'
            cand --output 'Output format'
            cand --query 'JMESPath query; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Tenant, by id or domain name; must be the one that you are signed in to'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device (with auth login, grant or --no-store)'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;help'= {
            cand list 'List available faults and those that are set'
            cand set 'Set faults, replacing earlier ones'
            cand clear 'Clear all faults'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;faults;help;list'= {
        }
        &'entractl;sandbox;faults;help;set'= {
        }
        &'entractl;sandbox;faults;help;clear'= {
        }
        &'entractl;sandbox;faults;help;help'= {
        }
        &'entractl;sandbox;help'= {
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Serve the simulated tenant on loopback to scripts, browsers and other clients until Ctrl-C'
            cand reset 'Reset the simulated tenant'
            cand faults 'Manage the faults of the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;help;tour'= {
        }
        &'entractl;sandbox;help;serve'= {
        }
        &'entractl;sandbox;help;reset'= {
        }
        &'entractl;sandbox;help;faults'= {
            cand list 'List available faults and those that are set'
            cand set 'Set faults, replacing earlier ones'
            cand clear 'Clear all faults'
        }
        &'entractl;sandbox;help;faults;list'= {
        }
        &'entractl;sandbox;help;faults;set'= {
        }
        &'entractl;sandbox;help;faults;clear'= {
        }
        &'entractl;sandbox;help;help'= {
        }
        &'entractl;help'= {
            cand apps 'Manage the Vision One apps and their permission sets'
            cand grant 'Grant apps their permissions, then prove it'
            cand status 'Check whether the granted permissions are still in place'
            cand block 'Stop using an app on this machine; flags disable, revoke or delete it in Entra'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh cached tenant data'
            cand troubleshoot 'Find out why an app is not healthy and how to fix it'
            cand explain 'Explain an error code or status (works offline)'
            cand users 'Manage accounts: show, disable, contain, enable'
            cand tasks 'Manage the list of tasks'
            cand zero-trust 'Manage the Zero Trust Secure Access switches'
            cand auth 'Manage how you are signed in'
            cand profile 'Manage profiles: tenants, clouds and how to sign in'
            cand audit 'Read and check the audit log: what was done from this machine'
            cand sandbox 'Manage the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;help;apps'= {
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Bind a permission set to an enterprise application'
            cand discover 'Find the enterprise applications of the permission sets'
        }
        &'entractl;help;apps;list'= {
        }
        &'entractl;help;apps;show'= {
        }
        &'entractl;help;apps;bind'= {
        }
        &'entractl;help;apps;discover'= {
        }
        &'entractl;help;grant'= {
        }
        &'entractl;help;status'= {
        }
        &'entractl;help;block'= {
        }
        &'entractl;help;reset'= {
        }
        &'entractl;help;sync'= {
        }
        &'entractl;help;troubleshoot'= {
        }
        &'entractl;help;explain'= {
        }
        &'entractl;help;users'= {
            cand show 'Show an account before you act on it'
            cand list 'Find users'
            cand can-i 'Check whether an action would succeed, without doing it'
            cand disable 'Disable accounts and revoke their sessions'
            cand enable 'Unblock sign-in of accounts'
            cand reset-password 'Force a password reset at the next sign-in and revoke sessions'
            cand sign-out 'Revoke sessions; the accounts may sign in again'
            cand contain 'Disable, reset password, revoke sessions, report what stays open'
        }
        &'entractl;help;users;show'= {
        }
        &'entractl;help;users;list'= {
        }
        &'entractl;help;users;can-i'= {
        }
        &'entractl;help;users;disable'= {
        }
        &'entractl;help;users;enable'= {
        }
        &'entractl;help;users;reset-password'= {
        }
        &'entractl;help;users;sign-out'= {
        }
        &'entractl;help;users;contain'= {
        }
        &'entractl;help;tasks'= {
            cand list 'List tasks, newest first'
            cand show 'Show a task and its steps'
            cand resume 'Resume the remaining steps of a task'
            cand verify 'Check whether the changes of a task are still in effect'
            cand undo 'Re-enable accounts that a task disabled, unless they changed since'
            cand apply 'Apply a plan file, once and exactly'
            cand export 'Export every step of a task (-o jsonl or csv)'
        }
        &'entractl;help;tasks;list'= {
        }
        &'entractl;help;tasks;show'= {
        }
        &'entractl;help;tasks;resume'= {
        }
        &'entractl;help;tasks;verify'= {
        }
        &'entractl;help;tasks;undo'= {
        }
        &'entractl;help;tasks;apply'= {
        }
        &'entractl;help;tasks;export'= {
        }
        &'entractl;help;zero-trust'= {
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or block account actions on behalf of Zero Trust Secure Access'
        }
        &'entractl;help;zero-trust;show'= {
        }
        &'entractl;help;zero-trust;policy-enforcement'= {
        }
        &'entractl;help;auth'= {
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and endpoints'
            cand status 'Show who is signed in, where the tokens are and when they expire'
        }
        &'entractl;help;auth;login'= {
        }
        &'entractl;help;auth;logout'= {
        }
        &'entractl;help;auth;doctor'= {
        }
        &'entractl;help;auth;status'= {
        }
        &'entractl;help;profile'= {
            cand list 'List the profiles of config.toml'
            cand add 'Add a profile, or change one'
            cand use 'Use a profile from now on'
            cand show 'Show a profile'
            cand remove 'Remove a profile; its tokens go with `auth logout`'
            cand guard-rails 'Show which guard-rails apply, and which file sets them'
        }
        &'entractl;help;profile;list'= {
        }
        &'entractl;help;profile;add'= {
        }
        &'entractl;help;profile;use'= {
        }
        &'entractl;help;profile;show'= {
        }
        &'entractl;help;profile;remove'= {
        }
        &'entractl;help;profile;guard-rails'= {
        }
        &'entractl;help;audit'= {
            cand show 'Show the audit log, newest first'
            cand verify 'Verify that the audit log was not changed'
            cand export 'Export the audit log for a log shipper or as evidence'
            cand archive 'Archive a damaged audit log as evidence and start a new one'
        }
        &'entractl;help;audit;show'= {
        }
        &'entractl;help;audit;verify'= {
        }
        &'entractl;help;audit;export'= {
        }
        &'entractl;help;audit;archive'= {
        }
        &'entractl;help;sandbox'= {
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Serve the simulated tenant on loopback to scripts, browsers and other clients until Ctrl-C'
            cand reset 'Reset the simulated tenant'
            cand faults 'Manage the faults of the simulated tenant'
        }
        &'entractl;help;sandbox;tour'= {
        }
        &'entractl;help;sandbox;serve'= {
        }
        &'entractl;help;sandbox;reset'= {
        }
        &'entractl;help;sandbox;faults'= {
            cand list 'List available faults and those that are set'
            cand set 'Set faults, replacing earlier ones'
            cand clear 'Clear all faults'
        }
        &'entractl;help;sandbox;faults;list'= {
        }
        &'entractl;help;sandbox;faults;set'= {
        }
        &'entractl;help;sandbox;faults;clear'= {
        }
        &'entractl;help;help'= {
        }
    ]
    $completions[$command]
}
