
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand block 'Stop using an app on this machine, or disable it in Entra'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh cached tenant data'
            cand troubleshoot 'Find out why an app is not healthy and how to fix it'
            cand explain 'Explain an error code or status (works offline)'
            cand completion 'Print a script that completes commands in your shell'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --client-id 'Set the client (application) id'
            cand --reason 'Give the reason (ticket, change)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --plan-out 'Write the plan to a new file, for a second signature'
            cand --plan 'Grant only what this signed plan lists'
            cand --signature 'Read the plan''s signature from here, not from PLAN.sig'
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --browser 'Open Microsoft''s consent page in your browser'
            cand --direct 'Grant through Graph with your current session'
            cand --url 'Print the consent URL for another administrator'
            cand --settings 'Assign the directory roles that the sets need'
            cand --enable 'Enable the apps'' enterprise applications again'
            cand --all-sets 'Grant the optional permission sets of the apps as well'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --interval 'Set the time between checks'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --watch 'Check again and again until Ctrl-C'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --disable 'Disable the app''s enterprise applications in Entra'
            cand --revoke 'Revoke the grants of the app''s permission sets in Entra'
            cand --delete 'Delete the app''s enterprise applications in Entra'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --scope 'Choose the groups'
            cand --group 'Read only this group (can be repeated)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;completion'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand contain 'Disable, reset password, revoke sessions, report the rest'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;users;show'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --limit 'List at most this many users'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --disabled 'Show only accounts that are disabled'
            cand --enabled 'Show only accounts that are enabled'
            cand --guests 'Show only guests'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --via 'Ask on behalf of this app'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --new-password 'Ask about reset-password with --new-password'
            cand --devices 'Ask about contain with --devices'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --from 'Read a list of accounts (- for stdin)'
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --via 'Act on behalf of this app'
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --from 'Read a list of accounts (- for stdin)'
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --via 'Act on behalf of this app'
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --from 'Read a list of accounts (- for stdin)'
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --via 'Act on behalf of this app'
            cand --reason 'Give the reason (ticket, incident)'
            cand --password-file 'Write the generated passwords to a new file'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --new-password 'Set a generated password as well'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --from 'Read a list of accounts (- for stdin)'
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --via 'Act on behalf of this app'
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --from 'Read a list of accounts (- for stdin)'
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --via 'Act on behalf of this app'
            cand --reason 'Give the reason (ticket, incident)'
            cand --password-file 'Write the generated passwords to a new file'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --skip-invalid 'Skip lines that cannot be processed'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --devices 'Disable the devices of typed accounts as well'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand contain 'Disable, reset password, revoke sessions, report the rest'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand undo 'Re-enable the accounts that a task disabled'
            cand apply 'Apply a plan file, once and exactly'
            cand export 'Export every step of a task (-o jsonl or csv)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;tasks;list'= {
            cand --limit 'List at most this many tasks'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --password-file 'Write the generated passwords to a new file'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --dry-run 'Show the remaining steps; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --expect-count 'Confirm the number of accounts'
            cand --plan-out 'Write the plan to a new file, for tasks apply'
            cand --reason 'Give the reason (ticket, incident)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand -n 'Print the plan; change nothing'
            cand --dry-run 'Print the plan; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --signature 'Read the signature from here, not from PLAN.sig'
            cand --password-file 'Write the generated passwords to a new file'
            cand --expect-count 'Confirm the number of accounts'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --dry-run 'Show what would be done now; change nothing'
            cand -y 'Skip confirmation prompts'
            cand --yes 'Skip confirmation prompts'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand undo 'Re-enable the accounts that a task disabled'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or block account actions for Zero Trust'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;show'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand policy-enforcement 'Allow or block account actions for Zero Trust'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;help;show'= {
        }
        &'entractl;zero-trust;help;policy-enforcement'= {
        }
        &'entractl;zero-trust;help;help'= {
        }
        &'entractl;auth'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --client-id 'Set the client id of your app registration'
            cand --cloud 'Choose the cloud'
            cand --for 'Sign in for these purposes, separated by commas'
            cand --certificate 'Sign in as an application with a PEM file'
            cand --client-secret-file 'Sign in as an application with a secret'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --browser 'Sign in with your browser (default)'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --all 'Forget the sessions of every profile'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand remove 'Remove a profile; auth logout removes its tokens'
            cand guard-rails 'Show which guard-rails apply, and which file sets them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;profile;list'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --client-id 'Set the client id of your app registration'
            cand --cloud 'Choose the cloud'
            cand --certificate 'Sign in unattended with a PEM file (certificate and key)'
            cand --client-secret-file 'Sign in unattended with a client secret'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand remove 'Remove a profile; auth logout removes its tokens'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --since 'Select lines from this time on'
            cand --until 'Select lines before this time'
            cand --task 'Select lines of this task'
            cand --target 'Select lines about this target'
            cand --actor 'Select lines by this person or application'
            cand --action 'Select actions that begin so, such as grant'
            cand --outcome 'Select lines with this outcome (can be repeated)'
            cand --limit 'Show at most this many lines'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --kept 'Require a line with this hash (can be repeated)'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --since 'Select lines from this time on'
            cand --until 'Select lines before this time'
            cand --task 'Select lines of this task'
            cand --target 'Select lines about this target'
            cand --actor 'Select lines by this person or application'
            cand --action 'Select actions that begin so, such as grant'
            cand --outcome 'Select lines with this outcome (can be repeated)'
            cand --format 'Choose the format'
            cand --out 'Write to this new file; - is standard output'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --reason 'Give the reason, for the first line of the new log'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Serve the simulated tenant on loopback until Ctrl-C'
            cand exec 'Run a program under Microsoft''s own host names'
            cand reset 'Reset the simulated tenant'
            cand scenario 'Start the simulated tenant in a state to practice with'
            cand faults 'Manage the faults of the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;tour'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand --listen 'Listen on this address'
            cand --users 'Start with at least this many users'
            cand --certificate 'Accept this PEM certificate of the application too'
            cand --register 'Add the application that this JSON file describes'
            cand --folder 'Write CA file and client secret here'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --state 'Serve the tenant of --sandbox, and keep its changes'
            cand --approve 'Accept every sign-in at once, without a page'
            cand --control 'Let scripts read the requests and set faults'
            cand --write-config 'Write the profile sandbox-serve into config.toml'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;exec'= {
            cand --users 'Start with at least this many users'
            cand --certificate 'Accept this PEM certificate of the application too'
            cand --register 'Add the application that this JSON file describes'
            cand --folder 'Keep the program''s home folder and files here'
            cand --inside 'Use this prepared folder'
            cand --as-user 'Use this user and group of the caller for the program'
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --state 'Serve the tenant of --sandbox, and keep its changes'
            cand --approve 'Accept every sign-in at once, without a page'
            cand --control 'Let scripts read the requests and set faults'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;scenario'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the scenarios'
            cand set 'Reset the simulated tenant and start it in a scenario'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;scenario;list'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;scenario;set'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --no-input 'Never ask a question'
            cand -v 'Log requests'
            cand --verbose 'Log requests'
            cand --debug 'Log requests with their headers; secrets are left out'
            cand -q 'Print only warnings and errors on stderr'
            cand --quiet 'Print only warnings and errors on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;scenario;help'= {
            cand list 'List the scenarios'
            cand set 'Reset the simulated tenant and start it in a scenario'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;scenario;help;list'= {
        }
        &'entractl;sandbox;scenario;help;set'= {
        }
        &'entractl;sandbox;scenario;help;help'= {
        }
        &'entractl;sandbox;faults'= {
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand -o 'Choose the output format'
            cand --output 'Choose the output format'
            cand --query 'Print what this JMESPath query finds'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Name the tenant, by id or domain name'
            cand --color 'Use color'
            cand --sandbox 'Use the simulated tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --device-code 'Sign in by a code that you type on another device'
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
            cand serve 'Serve the simulated tenant on loopback until Ctrl-C'
            cand exec 'Run a program under Microsoft''s own host names'
            cand reset 'Reset the simulated tenant'
            cand scenario 'Start the simulated tenant in a state to practice with'
            cand faults 'Manage the faults of the simulated tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;help;tour'= {
        }
        &'entractl;sandbox;help;serve'= {
        }
        &'entractl;sandbox;help;exec'= {
        }
        &'entractl;sandbox;help;reset'= {
        }
        &'entractl;sandbox;help;scenario'= {
            cand list 'List the scenarios'
            cand set 'Reset the simulated tenant and start it in a scenario'
        }
        &'entractl;sandbox;help;scenario;list'= {
        }
        &'entractl;sandbox;help;scenario;set'= {
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
            cand block 'Stop using an app on this machine, or disable it in Entra'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh cached tenant data'
            cand troubleshoot 'Find out why an app is not healthy and how to fix it'
            cand explain 'Explain an error code or status (works offline)'
            cand completion 'Print a script that completes commands in your shell'
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
        &'entractl;help;completion'= {
        }
        &'entractl;help;users'= {
            cand show 'Show an account before you act on it'
            cand list 'Find users'
            cand can-i 'Check whether an action would succeed, without doing it'
            cand disable 'Disable accounts and revoke their sessions'
            cand enable 'Unblock sign-in of accounts'
            cand reset-password 'Force a password reset at the next sign-in and revoke sessions'
            cand sign-out 'Revoke sessions; the accounts may sign in again'
            cand contain 'Disable, reset password, revoke sessions, report the rest'
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
            cand undo 'Re-enable the accounts that a task disabled'
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
            cand policy-enforcement 'Allow or block account actions for Zero Trust'
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
            cand remove 'Remove a profile; auth logout removes its tokens'
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
            cand serve 'Serve the simulated tenant on loopback until Ctrl-C'
            cand exec 'Run a program under Microsoft''s own host names'
            cand reset 'Reset the simulated tenant'
            cand scenario 'Start the simulated tenant in a state to practice with'
            cand faults 'Manage the faults of the simulated tenant'
        }
        &'entractl;help;sandbox;tour'= {
        }
        &'entractl;help;sandbox;serve'= {
        }
        &'entractl;help;sandbox;exec'= {
        }
        &'entractl;help;sandbox;reset'= {
        }
        &'entractl;help;sandbox;scenario'= {
            cand list 'List the scenarios'
            cand set 'Reset the simulated tenant and start it in a scenario'
        }
        &'entractl;help;sandbox;scenario;list'= {
        }
        &'entractl;help;sandbox;scenario;set'= {
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
