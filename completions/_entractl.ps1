
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'entractl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'entractl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'entractl' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('apps', 'apps', [CompletionResultType]::ParameterValue, 'Manage the Vision One apps and their permission sets')
            [CompletionResult]::new('grant', 'grant', [CompletionResultType]::ParameterValue, 'Grant apps their permissions, then prove it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Check whether the granted permissions are still in place')
            [CompletionResult]::new('block', 'block', [CompletionResultType]::ParameterValue, 'Stop using an app on this machine, or disable it in Entra')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget a failed grant, so that it can be tried again')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Refresh cached tenant data')
            [CompletionResult]::new('troubleshoot', 'troubleshoot', [CompletionResultType]::ParameterValue, 'Find out why an app is not healthy and how to fix it')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain an error code or status (works offline)')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print a script that completes commands in your shell')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Manage accounts: show, disable, contain, enable')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'Manage the list of tasks')
            [CompletionResult]::new('zero-trust', 'zero-trust', [CompletionResultType]::ParameterValue, 'Manage the Zero Trust Secure Access switches')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Manage how you are signed in')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Manage profiles: tenants, clouds and how to sign in')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read and check the audit log: what was done from this machine')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Manage the simulated tenant')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;apps' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every app with its permission sets and last recorded status')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what an app is for and every permission it asks for')
            [CompletionResult]::new('bind', 'bind', [CompletionResultType]::ParameterValue, 'Bind a permission set to an enterprise application')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Find the enterprise applications of the permission sets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;apps;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;apps;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;apps;bind' {
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Set the client (application) id')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, change)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;apps;discover' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;apps;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every app with its permission sets and last recorded status')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what an app is for and every permission it asks for')
            [CompletionResult]::new('bind', 'bind', [CompletionResultType]::ParameterValue, 'Bind a permission set to an enterprise application')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Find the enterprise applications of the permission sets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;apps;help;list' {
            break
        }
        'entractl;apps;help;show' {
            break
        }
        'entractl;apps;help;bind' {
            break
        }
        'entractl;apps;help;discover' {
            break
        }
        'entractl;apps;help;help' {
            break
        }
        'entractl;grant' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait this long for the consent to show in Graph')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Grant this permission set as well (can be repeated)')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for a second signature')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Grant only what this signed plan lists')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Read the plan''s signature from here, not from PLAN.sig')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'Open Microsoft''s consent page in your browser')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Grant through Graph with your current session')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Print the consent URL for another administrator')
            [CompletionResult]::new('--settings', '--settings', [CompletionResultType]::ParameterName, 'Assign the directory roles that the sets need')
            [CompletionResult]::new('--enable', '--enable', [CompletionResultType]::ParameterName, 'Enable the apps'' enterprise applications again')
            [CompletionResult]::new('--all-sets', '--all-sets', [CompletionResultType]::ParameterName, 'Grant the optional permission sets of the apps as well')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;status' {
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Set the time between checks')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Check again and again until Ctrl-C')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;block' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--disable', '--disable', [CompletionResultType]::ParameterName, 'Disable the app''s enterprise applications in Entra')
            [CompletionResult]::new('--revoke', '--revoke', [CompletionResultType]::ParameterName, 'Revoke the grants of the app''s permission sets in Entra')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Delete the app''s enterprise applications in Entra')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;reset' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sync' {
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Choose the groups')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Read only this group (can be repeated)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;troubleshoot' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;explain' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;completion' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show an account before you act on it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Find users')
            [CompletionResult]::new('can-i', 'can-i', [CompletionResultType]::ParameterValue, 'Check whether an action would succeed, without doing it')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable accounts and revoke their sessions')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Unblock sign-in of accounts')
            [CompletionResult]::new('reset-password', 'reset-password', [CompletionResultType]::ParameterValue, 'Force a password reset at the next sign-in and revoke sessions')
            [CompletionResult]::new('sign-out', 'sign-out', [CompletionResultType]::ParameterValue, 'Revoke sessions; the accounts may sign in again')
            [CompletionResult]::new('contain', 'contain', [CompletionResultType]::ParameterValue, 'Disable, reset password, revoke sessions, report the rest')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;users;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'List at most this many users')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Show only accounts that are disabled')
            [CompletionResult]::new('--enabled', '--enabled', [CompletionResultType]::ParameterName, 'Show only accounts that are enabled')
            [CompletionResult]::new('--guests', '--guests', [CompletionResultType]::ParameterName, 'Show only guests')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;can-i' {
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Ask on behalf of this app')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--new-password', '--new-password', [CompletionResultType]::ParameterName, 'Ask about reset-password with --new-password')
            [CompletionResult]::new('--devices', '--devices', [CompletionResultType]::ParameterName, 'Ask about contain with --devices')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;disable' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read a list of accounts (- for stdin)')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Act on behalf of this app')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Skip lines that cannot be processed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;enable' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read a list of accounts (- for stdin)')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Act on behalf of this app')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Skip lines that cannot be processed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;reset-password' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read a list of accounts (- for stdin)')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Act on behalf of this app')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Write the generated passwords to a new file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Skip lines that cannot be processed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--new-password', '--new-password', [CompletionResultType]::ParameterName, 'Set a generated password as well')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;sign-out' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read a list of accounts (- for stdin)')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Act on behalf of this app')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Skip lines that cannot be processed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;contain' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read a list of accounts (- for stdin)')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Act on behalf of this app')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Write the generated passwords to a new file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--skip-invalid', '--skip-invalid', [CompletionResultType]::ParameterName, 'Skip lines that cannot be processed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--devices', '--devices', [CompletionResultType]::ParameterName, 'Disable the devices of typed accounts as well')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;users;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show an account before you act on it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Find users')
            [CompletionResult]::new('can-i', 'can-i', [CompletionResultType]::ParameterValue, 'Check whether an action would succeed, without doing it')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable accounts and revoke their sessions')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Unblock sign-in of accounts')
            [CompletionResult]::new('reset-password', 'reset-password', [CompletionResultType]::ParameterValue, 'Force a password reset at the next sign-in and revoke sessions')
            [CompletionResult]::new('sign-out', 'sign-out', [CompletionResultType]::ParameterValue, 'Revoke sessions; the accounts may sign in again')
            [CompletionResult]::new('contain', 'contain', [CompletionResultType]::ParameterValue, 'Disable, reset password, revoke sessions, report the rest')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;users;help;show' {
            break
        }
        'entractl;users;help;list' {
            break
        }
        'entractl;users;help;can-i' {
            break
        }
        'entractl;users;help;disable' {
            break
        }
        'entractl;users;help;enable' {
            break
        }
        'entractl;users;help;reset-password' {
            break
        }
        'entractl;users;help;sign-out' {
            break
        }
        'entractl;users;help;contain' {
            break
        }
        'entractl;users;help;help' {
            break
        }
        'entractl;tasks' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task and its steps')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume the remaining steps of a task')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether the changes of a task are still in effect')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Re-enable the accounts that a task disabled')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Apply a plan file, once and exactly')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export every step of a task (-o jsonl or csv)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;tasks;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'List at most this many tasks')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;resume' {
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Write the generated passwords to a new file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the remaining steps; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;verify' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;undo' {
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('--plan-out', '--plan-out', [CompletionResultType]::ParameterName, 'Write the plan to a new file, for tasks apply')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason (ticket, incident)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the plan; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;apply' {
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Read the signature from here, not from PLAN.sig')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Write the generated passwords to a new file')
            [CompletionResult]::new('--expect-count', '--expect-count', [CompletionResultType]::ParameterName, 'Confirm the number of accounts')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done now; change nothing')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Skip confirmation prompts')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;export' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;tasks;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task and its steps')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume the remaining steps of a task')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether the changes of a task are still in effect')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Re-enable the accounts that a task disabled')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Apply a plan file, once and exactly')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export every step of a task (-o jsonl or csv)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;tasks;help;list' {
            break
        }
        'entractl;tasks;help;show' {
            break
        }
        'entractl;tasks;help;resume' {
            break
        }
        'entractl;tasks;help;verify' {
            break
        }
        'entractl;tasks;help;undo' {
            break
        }
        'entractl;tasks;help;apply' {
            break
        }
        'entractl;tasks;help;export' {
            break
        }
        'entractl;tasks;help;help' {
            break
        }
        'entractl;zero-trust' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the switches and what each needs')
            [CompletionResult]::new('policy-enforcement', 'policy-enforcement', [CompletionResultType]::ParameterValue, 'Allow or block account actions for Zero Trust')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;zero-trust;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;zero-trust;policy-enforcement' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;zero-trust;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the switches and what each needs')
            [CompletionResult]::new('policy-enforcement', 'policy-enforcement', [CompletionResultType]::ParameterValue, 'Allow or block account actions for Zero Trust')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;zero-trust;help;show' {
            break
        }
        'entractl;zero-trust;help;policy-enforcement' {
            break
        }
        'entractl;zero-trust;help;help' {
            break
        }
        'entractl;auth' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Sign in')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Sign out and forget the tokens')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check keyring, clock, proxy, TLS and endpoints')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is signed in, where the tokens are and when they expire')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;auth;login' {
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Set the client id of your app registration')
            [CompletionResult]::new('--cloud', '--cloud', [CompletionResultType]::ParameterName, 'Choose the cloud')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Sign in for these purposes, separated by commas')
            [CompletionResult]::new('--certificate', '--certificate', [CompletionResultType]::ParameterName, 'Sign in as an application with a PEM file')
            [CompletionResult]::new('--client-secret-file', '--client-secret-file', [CompletionResultType]::ParameterName, 'Sign in as an application with a secret')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'Sign in with your browser (default)')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;auth;logout' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Forget the sessions of every profile')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;auth;doctor' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;auth;status' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;auth;help' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Sign in')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Sign out and forget the tokens')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check keyring, clock, proxy, TLS and endpoints')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is signed in, where the tokens are and when they expire')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;auth;help;login' {
            break
        }
        'entractl;auth;help;logout' {
            break
        }
        'entractl;auth;help;doctor' {
            break
        }
        'entractl;auth;help;status' {
            break
        }
        'entractl;auth;help;help' {
            break
        }
        'entractl;profile' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of config.toml')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile, or change one')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Use a profile from now on')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile; auth logout removes its tokens')
            [CompletionResult]::new('guard-rails', 'guard-rails', [CompletionResultType]::ParameterValue, 'Show which guard-rails apply, and which file sets them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;profile;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;add' {
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Set the client id of your app registration')
            [CompletionResult]::new('--cloud', '--cloud', [CompletionResultType]::ParameterName, 'Choose the cloud')
            [CompletionResult]::new('--certificate', '--certificate', [CompletionResultType]::ParameterName, 'Sign in unattended with a PEM file (certificate and key)')
            [CompletionResult]::new('--client-secret-file', '--client-secret-file', [CompletionResultType]::ParameterName, 'Sign in unattended with a client secret')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;use' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;remove' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;guard-rails' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;profile;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of config.toml')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile, or change one')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Use a profile from now on')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile; auth logout removes its tokens')
            [CompletionResult]::new('guard-rails', 'guard-rails', [CompletionResultType]::ParameterValue, 'Show which guard-rails apply, and which file sets them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;profile;help;list' {
            break
        }
        'entractl;profile;help;add' {
            break
        }
        'entractl;profile;help;use' {
            break
        }
        'entractl;profile;help;show' {
            break
        }
        'entractl;profile;help;remove' {
            break
        }
        'entractl;profile;help;guard-rails' {
            break
        }
        'entractl;profile;help;help' {
            break
        }
        'entractl;audit' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the audit log, newest first')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that the audit log was not changed')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the audit log for a log shipper or as evidence')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Archive a damaged audit log as evidence and start a new one')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;audit;show' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Select lines from this time on')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Select lines before this time')
            [CompletionResult]::new('--task', '--task', [CompletionResultType]::ParameterName, 'Select lines of this task')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Select lines about this target')
            [CompletionResult]::new('--actor', '--actor', [CompletionResultType]::ParameterName, 'Select lines by this person or application')
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Select actions that begin so, such as grant')
            [CompletionResult]::new('--outcome', '--outcome', [CompletionResultType]::ParameterName, 'Select lines with this outcome (can be repeated)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many lines')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;audit;verify' {
            [CompletionResult]::new('--kept', '--kept', [CompletionResultType]::ParameterName, 'Require a line with this hash (can be repeated)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;audit;export' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Select lines from this time on')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Select lines before this time')
            [CompletionResult]::new('--task', '--task', [CompletionResultType]::ParameterName, 'Select lines of this task')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Select lines about this target')
            [CompletionResult]::new('--actor', '--actor', [CompletionResultType]::ParameterName, 'Select lines by this person or application')
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Select actions that begin so, such as grant')
            [CompletionResult]::new('--outcome', '--outcome', [CompletionResultType]::ParameterName, 'Select lines with this outcome (can be repeated)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Choose the format')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write to this new file; - is standard output')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;audit;archive' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Give the reason, for the first line of the new log')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;audit;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the audit log, newest first')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that the audit log was not changed')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the audit log for a log shipper or as evidence')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Archive a damaged audit log as evidence and start a new one')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;audit;help;show' {
            break
        }
        'entractl;audit;help;verify' {
            break
        }
        'entractl;audit;help;export' {
            break
        }
        'entractl;audit;help;archive' {
            break
        }
        'entractl;audit;help;help' {
            break
        }
        'entractl;sandbox' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('tour', 'tour', [CompletionResultType]::ParameterValue, 'Walk through the main job: apps, a grant, a status, a contained user')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the simulated tenant on loopback until Ctrl-C')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a program under Microsoft''s own host names')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant')
            [CompletionResult]::new('scenario', 'scenario', [CompletionResultType]::ParameterValue, 'Start the simulated tenant in a state to practice with')
            [CompletionResult]::new('faults', 'faults', [CompletionResultType]::ParameterValue, 'Manage the faults of the simulated tenant')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;tour' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;serve' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Listen on this address')
            [CompletionResult]::new('--users', '--users', [CompletionResultType]::ParameterName, 'Start with at least this many users')
            [CompletionResult]::new('--certificate', '--certificate', [CompletionResultType]::ParameterName, 'Accept this PEM certificate of the application too')
            [CompletionResult]::new('--register', '--register', [CompletionResultType]::ParameterName, 'Add the application that this JSON file describes')
            [CompletionResult]::new('--folder', '--folder', [CompletionResultType]::ParameterName, 'Write CA file and client secret here')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Serve the tenant of --sandbox, and keep its changes')
            [CompletionResult]::new('--approve', '--approve', [CompletionResultType]::ParameterName, 'Accept every sign-in at once, without a page')
            [CompletionResult]::new('--control', '--control', [CompletionResultType]::ParameterName, 'Let scripts read the requests and set faults')
            [CompletionResult]::new('--write-config', '--write-config', [CompletionResultType]::ParameterName, 'Write the profile sandbox-serve into config.toml')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;exec' {
            [CompletionResult]::new('--users', '--users', [CompletionResultType]::ParameterName, 'Start with at least this many users')
            [CompletionResult]::new('--certificate', '--certificate', [CompletionResultType]::ParameterName, 'Accept this PEM certificate of the application too')
            [CompletionResult]::new('--register', '--register', [CompletionResultType]::ParameterName, 'Add the application that this JSON file describes')
            [CompletionResult]::new('--folder', '--folder', [CompletionResultType]::ParameterName, 'Keep the program''s home folder and files here')
            [CompletionResult]::new('--inside', '--inside', [CompletionResultType]::ParameterName, 'Use this prepared folder')
            [CompletionResult]::new('--as-user', '--as-user', [CompletionResultType]::ParameterName, 'Use this user and group of the caller for the program')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Serve the tenant of --sandbox, and keep its changes')
            [CompletionResult]::new('--approve', '--approve', [CompletionResultType]::ParameterName, 'Accept every sign-in at once, without a page')
            [CompletionResult]::new('--control', '--control', [CompletionResultType]::ParameterName, 'Let scripts read the requests and set faults')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;reset' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;scenario' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the scenarios')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant and start it in a scenario')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;scenario;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;scenario;set' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;scenario;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the scenarios')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant and start it in a scenario')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;scenario;help;list' {
            break
        }
        'entractl;sandbox;scenario;help;set' {
            break
        }
        'entractl;sandbox;scenario;help;help' {
            break
        }
        'entractl;sandbox;faults' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List available faults and those that are set')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set faults, replacing earlier ones')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Clear all faults')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;faults;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;faults;set' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;faults;clear' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Choose the output format')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Print what this JMESPath query finds')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use this profile of config.toml')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Name the tenant, by id or domain name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use color')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Use the simulated tenant: no network, no account, no keyring')
            [CompletionResult]::new('--no-store', '--no-store', [CompletionResultType]::ParameterName, 'Keep tokens in memory for this command only')
            [CompletionResult]::new('--device-code', '--device-code', [CompletionResultType]::ParameterName, 'Sign in by a code that you type on another device')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask a question')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests')
            [CompletionResult]::new('--debug', '--debug', [CompletionResultType]::ParameterName, 'Log requests with their headers; secrets are left out')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors on stderr')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'entractl;sandbox;faults;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List available faults and those that are set')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set faults, replacing earlier ones')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Clear all faults')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;faults;help;list' {
            break
        }
        'entractl;sandbox;faults;help;set' {
            break
        }
        'entractl;sandbox;faults;help;clear' {
            break
        }
        'entractl;sandbox;faults;help;help' {
            break
        }
        'entractl;sandbox;help' {
            [CompletionResult]::new('tour', 'tour', [CompletionResultType]::ParameterValue, 'Walk through the main job: apps, a grant, a status, a contained user')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the simulated tenant on loopback until Ctrl-C')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a program under Microsoft''s own host names')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant')
            [CompletionResult]::new('scenario', 'scenario', [CompletionResultType]::ParameterValue, 'Start the simulated tenant in a state to practice with')
            [CompletionResult]::new('faults', 'faults', [CompletionResultType]::ParameterValue, 'Manage the faults of the simulated tenant')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;sandbox;help;tour' {
            break
        }
        'entractl;sandbox;help;serve' {
            break
        }
        'entractl;sandbox;help;exec' {
            break
        }
        'entractl;sandbox;help;reset' {
            break
        }
        'entractl;sandbox;help;scenario' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the scenarios')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant and start it in a scenario')
            break
        }
        'entractl;sandbox;help;scenario;list' {
            break
        }
        'entractl;sandbox;help;scenario;set' {
            break
        }
        'entractl;sandbox;help;faults' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List available faults and those that are set')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set faults, replacing earlier ones')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Clear all faults')
            break
        }
        'entractl;sandbox;help;faults;list' {
            break
        }
        'entractl;sandbox;help;faults;set' {
            break
        }
        'entractl;sandbox;help;faults;clear' {
            break
        }
        'entractl;sandbox;help;help' {
            break
        }
        'entractl;help' {
            [CompletionResult]::new('apps', 'apps', [CompletionResultType]::ParameterValue, 'Manage the Vision One apps and their permission sets')
            [CompletionResult]::new('grant', 'grant', [CompletionResultType]::ParameterValue, 'Grant apps their permissions, then prove it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Check whether the granted permissions are still in place')
            [CompletionResult]::new('block', 'block', [CompletionResultType]::ParameterValue, 'Stop using an app on this machine, or disable it in Entra')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Forget a failed grant, so that it can be tried again')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Refresh cached tenant data')
            [CompletionResult]::new('troubleshoot', 'troubleshoot', [CompletionResultType]::ParameterValue, 'Find out why an app is not healthy and how to fix it')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain an error code or status (works offline)')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print a script that completes commands in your shell')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Manage accounts: show, disable, contain, enable')
            [CompletionResult]::new('tasks', 'tasks', [CompletionResultType]::ParameterValue, 'Manage the list of tasks')
            [CompletionResult]::new('zero-trust', 'zero-trust', [CompletionResultType]::ParameterValue, 'Manage the Zero Trust Secure Access switches')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Manage how you are signed in')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Manage profiles: tenants, clouds and how to sign in')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Read and check the audit log: what was done from this machine')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Manage the simulated tenant')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'entractl;help;apps' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every app with its permission sets and last recorded status')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what an app is for and every permission it asks for')
            [CompletionResult]::new('bind', 'bind', [CompletionResultType]::ParameterValue, 'Bind a permission set to an enterprise application')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Find the enterprise applications of the permission sets')
            break
        }
        'entractl;help;apps;list' {
            break
        }
        'entractl;help;apps;show' {
            break
        }
        'entractl;help;apps;bind' {
            break
        }
        'entractl;help;apps;discover' {
            break
        }
        'entractl;help;grant' {
            break
        }
        'entractl;help;status' {
            break
        }
        'entractl;help;block' {
            break
        }
        'entractl;help;reset' {
            break
        }
        'entractl;help;sync' {
            break
        }
        'entractl;help;troubleshoot' {
            break
        }
        'entractl;help;explain' {
            break
        }
        'entractl;help;completion' {
            break
        }
        'entractl;help;users' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show an account before you act on it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Find users')
            [CompletionResult]::new('can-i', 'can-i', [CompletionResultType]::ParameterValue, 'Check whether an action would succeed, without doing it')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable accounts and revoke their sessions')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Unblock sign-in of accounts')
            [CompletionResult]::new('reset-password', 'reset-password', [CompletionResultType]::ParameterValue, 'Force a password reset at the next sign-in and revoke sessions')
            [CompletionResult]::new('sign-out', 'sign-out', [CompletionResultType]::ParameterValue, 'Revoke sessions; the accounts may sign in again')
            [CompletionResult]::new('contain', 'contain', [CompletionResultType]::ParameterValue, 'Disable, reset password, revoke sessions, report the rest')
            break
        }
        'entractl;help;users;show' {
            break
        }
        'entractl;help;users;list' {
            break
        }
        'entractl;help;users;can-i' {
            break
        }
        'entractl;help;users;disable' {
            break
        }
        'entractl;help;users;enable' {
            break
        }
        'entractl;help;users;reset-password' {
            break
        }
        'entractl;help;users;sign-out' {
            break
        }
        'entractl;help;users;contain' {
            break
        }
        'entractl;help;tasks' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tasks, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a task and its steps')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Resume the remaining steps of a task')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check whether the changes of a task are still in effect')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Re-enable the accounts that a task disabled')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Apply a plan file, once and exactly')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export every step of a task (-o jsonl or csv)')
            break
        }
        'entractl;help;tasks;list' {
            break
        }
        'entractl;help;tasks;show' {
            break
        }
        'entractl;help;tasks;resume' {
            break
        }
        'entractl;help;tasks;verify' {
            break
        }
        'entractl;help;tasks;undo' {
            break
        }
        'entractl;help;tasks;apply' {
            break
        }
        'entractl;help;tasks;export' {
            break
        }
        'entractl;help;zero-trust' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the switches and what each needs')
            [CompletionResult]::new('policy-enforcement', 'policy-enforcement', [CompletionResultType]::ParameterValue, 'Allow or block account actions for Zero Trust')
            break
        }
        'entractl;help;zero-trust;show' {
            break
        }
        'entractl;help;zero-trust;policy-enforcement' {
            break
        }
        'entractl;help;auth' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Sign in')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Sign out and forget the tokens')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check keyring, clock, proxy, TLS and endpoints')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is signed in, where the tokens are and when they expire')
            break
        }
        'entractl;help;auth;login' {
            break
        }
        'entractl;help;auth;logout' {
            break
        }
        'entractl;help;auth;doctor' {
            break
        }
        'entractl;help;auth;status' {
            break
        }
        'entractl;help;profile' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of config.toml')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a profile, or change one')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Use a profile from now on')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile; auth logout removes its tokens')
            [CompletionResult]::new('guard-rails', 'guard-rails', [CompletionResultType]::ParameterValue, 'Show which guard-rails apply, and which file sets them')
            break
        }
        'entractl;help;profile;list' {
            break
        }
        'entractl;help;profile;add' {
            break
        }
        'entractl;help;profile;use' {
            break
        }
        'entractl;help;profile;show' {
            break
        }
        'entractl;help;profile;remove' {
            break
        }
        'entractl;help;profile;guard-rails' {
            break
        }
        'entractl;help;audit' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the audit log, newest first')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify that the audit log was not changed')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the audit log for a log shipper or as evidence')
            [CompletionResult]::new('archive', 'archive', [CompletionResultType]::ParameterValue, 'Archive a damaged audit log as evidence and start a new one')
            break
        }
        'entractl;help;audit;show' {
            break
        }
        'entractl;help;audit;verify' {
            break
        }
        'entractl;help;audit;export' {
            break
        }
        'entractl;help;audit;archive' {
            break
        }
        'entractl;help;sandbox' {
            [CompletionResult]::new('tour', 'tour', [CompletionResultType]::ParameterValue, 'Walk through the main job: apps, a grant, a status, a contained user')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the simulated tenant on loopback until Ctrl-C')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a program under Microsoft''s own host names')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant')
            [CompletionResult]::new('scenario', 'scenario', [CompletionResultType]::ParameterValue, 'Start the simulated tenant in a state to practice with')
            [CompletionResult]::new('faults', 'faults', [CompletionResultType]::ParameterValue, 'Manage the faults of the simulated tenant')
            break
        }
        'entractl;help;sandbox;tour' {
            break
        }
        'entractl;help;sandbox;serve' {
            break
        }
        'entractl;help;sandbox;exec' {
            break
        }
        'entractl;help;sandbox;reset' {
            break
        }
        'entractl;help;sandbox;scenario' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the scenarios')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Reset the simulated tenant and start it in a scenario')
            break
        }
        'entractl;help;sandbox;scenario;list' {
            break
        }
        'entractl;help;sandbox;scenario;set' {
            break
        }
        'entractl;help;sandbox;faults' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List available faults and those that are set')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set faults, replacing earlier ones')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Clear all faults')
            break
        }
        'entractl;help;sandbox;faults;list' {
            break
        }
        'entractl;help;sandbox;faults;set' {
            break
        }
        'entractl;help;sandbox;faults;clear' {
            break
        }
        'entractl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
