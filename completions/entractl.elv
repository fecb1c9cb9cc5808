
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand apps 'Manage the Vision One apps and their permission sets'
            cand grant 'Grant apps their permissions, then prove it'
            cand status 'Check whether the granted permissions still hold'
            cand block 'Disconnect an app'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh what is known of the tenant'
            cand troubleshoot 'Find out why an app is not healthy, and what mends it'
            cand explain 'Say what an error code means, offline'
            cand users 'Manage accounts: who is this, lock them, let them back in'
            cand tasks 'Manage the list of tasks'
            cand zero-trust 'Manage what Zero Trust Secure Access may do'
            cand auth 'Manage how you are signed in'
            cand profile 'Manage profiles: tenants, clouds and how to sign in'
            cand audit 'Read and check the audit log: what was done from this machine'
            cand sandbox 'Manage the made-up tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;apps'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Say which enterprise application carries a permission set here'
            cand discover 'Propose which enterprise applications carry the permission sets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;apps;list'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;show'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;bind'= {
            cand --client-id 'Client (application) id of the enterprise application'
            cand --reason 'Why it is done (ticket, change), for the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;discover'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;apps;help'= {
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Say which enterprise application carries a permission set here'
            cand discover 'Propose which enterprise applications carry the permission sets'
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
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --browser 'Open Microsoft''s consent page in your browser (default at a terminal)'
            cand --device-code 'Sign in by device code, then write the grants through Graph'
            cand --direct 'Write the grants through Graph with the session at hand'
            cand --url 'Print the consent page''s address for another administrator'
            cand --settings 'Give the service principals the directory roles that their sets want'
            cand --enable 'Switch the apps'' enterprise applications on again'
            cand --all-sets 'Grant the optional permission sets of the apps as well'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;status'= {
            cand --interval 'Time between two checks of --watch'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --watch 'Check again and again until Ctrl-C'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;block'= {
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --revoke 'Take back in Entra what the app''s permission sets were granted'
            cand --delete 'Delete the app''s enterprise applications in Entra'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;reset'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sync'= {
            cand --scope 'What to read of groups'
            cand --group 'Read only this group (can be repeated)'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;troubleshoot'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;explain'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show who an account belongs to before anything is done to it'
            cand list 'Find people'
            cand can-i 'Say whether an action would go through, without doing it'
            cand disable 'Disable accounts and sign them out everywhere'
            cand enable 'Let disabled accounts sign in again'
            cand reset-password 'Force a new password at the next sign-in, and sign out everywhere'
            cand sign-out 'Sign accounts out everywhere; they may sign in again'
            cand contain 'Disable, reset the password and sign out, then say what stays open'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;users;show'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;list'= {
            cand --limit 'Most people to list'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --disabled 'Only accounts that are disabled'
            cand --enabled 'Only accounts that are enabled'
            cand --guests 'Only guests'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;can-i'= {
            cand --via 'The Vision One app in whose name it would be done'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --new-password 'Ask about reset-password with --new-password'
            cand --devices 'Ask about contain with --devices'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;disable'= {
            cand --from 'Take the accounts from this list: CSV with a header, one a line, or JSON lines; - is standard input'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'The Vision One app in whose name it is done'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --skip-invalid 'Leave out lines that cannot be carried out, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;enable'= {
            cand --from 'Take the accounts from this list: CSV with a header, one a line, or JSON lines; - is standard input'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'The Vision One app in whose name it is done'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --skip-invalid 'Leave out lines that cannot be carried out, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;reset-password'= {
            cand --from 'Take the accounts from this list: CSV with a header, one a line, or JSON lines; - is standard input'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'The Vision One app in whose name it is done'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --skip-invalid 'Leave out lines that cannot be carried out, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --new-password 'Set a generated password as well'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;sign-out'= {
            cand --from 'Take the accounts from this list: CSV with a header, one a line, or JSON lines; - is standard input'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'The Vision One app in whose name it is done'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --skip-invalid 'Leave out lines that cannot be carried out, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;contain'= {
            cand --from 'Take the accounts from this list: CSV with a header, one a line, or JSON lines; - is standard input'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --via 'The Vision One app in whose name it is done'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to; without it nobody ever sees them'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --skip-invalid 'Leave out lines that cannot be carried out, instead of stopping'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --devices 'Disable the registered devices of typed accounts as well'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;users;help'= {
            cand show 'Show who an account belongs to before anything is done to it'
            cand list 'Find people'
            cand can-i 'Say whether an action would go through, without doing it'
            cand disable 'Disable accounts and sign them out everywhere'
            cand enable 'Let disabled accounts sign in again'
            cand reset-password 'Force a new password at the next sign-in, and sign out everywhere'
            cand sign-out 'Sign accounts out everywhere; they may sign in again'
            cand contain 'Disable, reset the password and sign out, then say what stays open'
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List tasks, newest first'
            cand show 'Show one task with each of its steps'
            cand resume 'Take the steps that a run left open'
            cand verify 'Read the accounts of a task again and say what is not so any more'
            cand undo 'Let those sign in again whom a task disabled and nobody changed since'
            cand apply 'Carry out a plan file, exactly that, once'
            cand export 'Print every step of a task, for -o jsonl and -o csv'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;tasks;list'= {
            cand --limit 'Most tasks to list'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;show'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;resume'= {
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --dry-run 'Show the task with the steps that are open; send nothing'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;verify'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;undo'= {
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand --plan-out 'Write the plan to this new file, for tasks apply'
            cand --reason 'Why it is done (ticket, incident), for the journal and the audit log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand -n 'Print the plan and the exact Graph calls; send no write'
            cand --dry-run 'Print the plan and the exact Graph calls; send no write'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;apply'= {
            cand --signature 'The signature; PLAN.sig where it is not named'
            cand --password-file 'New file (mode 0600) that the generated passwords are written to'
            cand --expect-count 'How many accounts there must be; above 50 it is asked for'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --dry-run 'Say what would be done to whom as it is now; send nothing'
            cand -y 'Agree beforehand: ask nothing'
            cand --yes 'Agree beforehand: ask nothing'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;export'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;tasks;help'= {
            cand list 'List tasks, newest first'
            cand show 'Show one task with each of its steps'
            cand resume 'Take the steps that a run left open'
            cand verify 'Read the accounts of a task again and say what is not so any more'
            cand undo 'Let those sign in again whom a task disabled and nobody changed since'
            cand apply 'Carry out a plan file, exactly that, once'
            cand export 'Print every step of a task, for -o jsonl and -o csv'
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or forbid account actions in the name of Zero Trust Secure Access'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;show'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;zero-trust;policy-enforcement'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;zero-trust;help'= {
            cand show 'Show the switches and what each needs'
            cand policy-enforcement 'Allow or forbid account actions in the name of Zero Trust Secure Access'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;zero-trust;help;show'= {
        }
        &'entractl;zero-trust;help;policy-enforcement'= {
        }
        &'entractl;zero-trust;help;help'= {
        }
        &'entractl;auth'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and each endpoint, and say what to do'
            cand status 'Show who is signed in, where the tokens are and until when they hold'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;auth;login'= {
            cand --client-id 'Client id of your own app registration'
            cand --cloud 'Cloud: public, us-gov, us-gov-dod, china, or one of config.toml'
            cand --for 'What the session is for, separated by commas; it keeps what it was for before, until auth logout'
            cand --certificate 'Sign in as an application with this PEM file (certificate and key)'
            cand --client-secret-file 'Sign in as an application with the secret in this file (mode 0600; - reads standard input)'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --browser 'Sign in with your browser (default)'
            cand --device-code 'Sign in by a code that you type on another device'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;logout'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --all 'Forget the sessions of every profile'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;doctor'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;status'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;auth;help'= {
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and each endpoint, and say what to do'
            cand status 'Show who is signed in, where the tokens are and until when they hold'
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the profiles of config.toml'
            cand add 'Add a profile, or change one'
            cand use 'Use a profile from now on'
            cand show 'Show a profile'
            cand remove 'Remove a profile; its tokens go with `auth logout`'
            cand guard-rails 'Show which guard-rails hold, and which file says so'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;profile;list'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;add'= {
            cand --tenant-id 'Tenant id'
            cand --client-id 'Client id of your own app registration'
            cand --cloud 'Cloud: public, us-gov, us-gov-dod, china, or one of config.toml'
            cand --certificate 'PEM file (certificate and key) for unattended sign-in'
            cand --client-secret-file 'File (mode 0600) with the client secret for unattended sign-in'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;use'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;show'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;remove'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;guard-rails'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;profile;help'= {
            cand list 'List the profiles of config.toml'
            cand add 'Add a profile, or change one'
            cand use 'Use a profile from now on'
            cand show 'Show a profile'
            cand remove 'Remove a profile; its tokens go with `auth logout`'
            cand guard-rails 'Show which guard-rails hold, and which file says so'
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show what was done from this machine, newest first'
            cand verify 'Check that the audit log is as it was written'
            cand export 'Write the audit log out, for a log shipper or as evidence'
            cand begin 'Put a damaged audit log away as evidence, and begin a new one'
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
            cand --limit 'Most lines to show'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;verify'= {
            cand --kept 'Hash of a line that you noted elsewhere; it must still be there (can be repeated)'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
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
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;begin'= {
            cand --reason 'Why (ticket, incident), for the first line of the new log'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;audit;help'= {
            cand show 'Show what was done from this machine, newest first'
            cand verify 'Check that the audit log is as it was written'
            cand export 'Write the audit log out, for a log shipper or as evidence'
            cand begin 'Put a damaged audit log away as evidence, and begin a new one'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;audit;help;show'= {
        }
        &'entractl;audit;help;verify'= {
        }
        &'entractl;audit;help;export'= {
        }
        &'entractl;audit;help;begin'= {
        }
        &'entractl;audit;help;help'= {
        }
        &'entractl;sandbox'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Offer the made-up tenant on this machine to scripts, browsers and other people''s clients, until Ctrl-C'
            cand reset 'Put the made-up tenant back to its beginning'
            cand faults 'Manage the faults of the made-up tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;tour'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;serve'= {
            cand --listen 'Address to listen on, for HTTP and HTTPS alike; loopback only. Port 0 takes a free one'
            cand --users 'Begin with at least this many people'
            cand --certificate 'PEM certificate that the application may sign in with as well'
            cand --folder 'Folder for the CA file and the client secret; they stay there. By default they lie in the state folder and go at the end'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --state 'Go on from the made-up tenant that --sandbox remembers, and keep what changes'
            cand --write-config 'Write the cloud and profile sandbox-serve into your config.toml'
            cand --control 'Open a path for scripts that read what was asked and set faults; its token is printed'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;reset'= {
            cand --scene 'Scene to set up'
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --list 'List the scenes instead'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the faults that there are, and those that are set'
            cand set 'Set faults, in place of those set before'
            cand clear 'Clear all faults'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;faults;list'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;set'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;clear'= {
            cand -o 'Print the answer in this form'
            cand --output 'Print the answer in this form'
            cand --query 'Print only what this JMESPath expression selects; implies JSON'
            cand -p 'Use this profile of config.toml'
            cand --profile 'Use this profile of config.toml'
            cand --tenant 'Work on this tenant; it must be the one that you are signed in to'
            cand --color 'Use colour'
            cand --sandbox 'Use the made-up tenant: no network, no account, no keyring'
            cand --no-store 'Keep tokens in memory for this command only'
            cand --no-input 'Never ask a question'
            cand -v 'Say which requests are made'
            cand --verbose 'Say which requests are made'
            cand --debug 'Say which requests are made, with their headers; secrets are left out'
            cand -q 'Say only warnings and failures on stderr'
            cand --quiet 'Say only warnings and failures on stderr'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'entractl;sandbox;faults;help'= {
            cand list 'List the faults that there are, and those that are set'
            cand set 'Set faults, in place of those set before'
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
            cand serve 'Offer the made-up tenant on this machine to scripts, browsers and other people''s clients, until Ctrl-C'
            cand reset 'Put the made-up tenant back to its beginning'
            cand faults 'Manage the faults of the made-up tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;sandbox;help;tour'= {
        }
        &'entractl;sandbox;help;serve'= {
        }
        &'entractl;sandbox;help;reset'= {
        }
        &'entractl;sandbox;help;faults'= {
            cand list 'List the faults that there are, and those that are set'
            cand set 'Set faults, in place of those set before'
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
            cand status 'Check whether the granted permissions still hold'
            cand block 'Disconnect an app'
            cand reset 'Forget a failed grant, so that it can be tried again'
            cand sync 'Refresh what is known of the tenant'
            cand troubleshoot 'Find out why an app is not healthy, and what mends it'
            cand explain 'Say what an error code means, offline'
            cand users 'Manage accounts: who is this, lock them, let them back in'
            cand tasks 'Manage the list of tasks'
            cand zero-trust 'Manage what Zero Trust Secure Access may do'
            cand auth 'Manage how you are signed in'
            cand profile 'Manage profiles: tenants, clouds and how to sign in'
            cand audit 'Read and check the audit log: what was done from this machine'
            cand sandbox 'Manage the made-up tenant'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'entractl;help;apps'= {
            cand list 'List every app with its permission sets and last recorded status'
            cand show 'Show what an app is for and every permission it asks for'
            cand bind 'Say which enterprise application carries a permission set here'
            cand discover 'Propose which enterprise applications carry the permission sets'
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
            cand show 'Show who an account belongs to before anything is done to it'
            cand list 'Find people'
            cand can-i 'Say whether an action would go through, without doing it'
            cand disable 'Disable accounts and sign them out everywhere'
            cand enable 'Let disabled accounts sign in again'
            cand reset-password 'Force a new password at the next sign-in, and sign out everywhere'
            cand sign-out 'Sign accounts out everywhere; they may sign in again'
            cand contain 'Disable, reset the password and sign out, then say what stays open'
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
            cand show 'Show one task with each of its steps'
            cand resume 'Take the steps that a run left open'
            cand verify 'Read the accounts of a task again and say what is not so any more'
            cand undo 'Let those sign in again whom a task disabled and nobody changed since'
            cand apply 'Carry out a plan file, exactly that, once'
            cand export 'Print every step of a task, for -o jsonl and -o csv'
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
            cand policy-enforcement 'Allow or forbid account actions in the name of Zero Trust Secure Access'
        }
        &'entractl;help;zero-trust;show'= {
        }
        &'entractl;help;zero-trust;policy-enforcement'= {
        }
        &'entractl;help;auth'= {
            cand login 'Sign in'
            cand logout 'Sign out and forget the tokens'
            cand doctor 'Check keyring, clock, proxy, TLS and each endpoint, and say what to do'
            cand status 'Show who is signed in, where the tokens are and until when they hold'
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
            cand guard-rails 'Show which guard-rails hold, and which file says so'
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
            cand show 'Show what was done from this machine, newest first'
            cand verify 'Check that the audit log is as it was written'
            cand export 'Write the audit log out, for a log shipper or as evidence'
            cand begin 'Put a damaged audit log away as evidence, and begin a new one'
        }
        &'entractl;help;audit;show'= {
        }
        &'entractl;help;audit;verify'= {
        }
        &'entractl;help;audit;export'= {
        }
        &'entractl;help;audit;begin'= {
        }
        &'entractl;help;sandbox'= {
            cand tour 'Walk through the main job: apps, a grant, a status, a contained user'
            cand serve 'Offer the made-up tenant on this machine to scripts, browsers and other people''s clients, until Ctrl-C'
            cand reset 'Put the made-up tenant back to its beginning'
            cand faults 'Manage the faults of the made-up tenant'
        }
        &'entractl;help;sandbox;tour'= {
        }
        &'entractl;help;sandbox;serve'= {
        }
        &'entractl;help;sandbox;reset'= {
        }
        &'entractl;help;sandbox;faults'= {
            cand list 'List the faults that there are, and those that are set'
            cand set 'Set faults, in place of those set before'
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
