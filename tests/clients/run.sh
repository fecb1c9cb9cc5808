#!/usr/bin/env bash
# Other people's clients against `entractl sandbox serve`: a temporary folder,
# a served tenant, and one client. Usage: run.sh msal|js|az [PROGRAM]
# Ends with 0 (passed), 1 (failed) or 77 (could not be installed here).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
client=${1:?msal, js or az} program=${2:-target/debug/entractl}
here=$PWD/tests/clients

folder=$(mktemp -d)
served=
end() {
  if [ -n "$served" ] && kill -INT "$served" 2>/dev/null; then wait "$served" || true; fi
  rm -rf "$folder"
}
trap end EXIT

case $client in
msal) packages="msal msgraph-sdk azure-identity requests pyjwt[crypto] h2 deprecated" ;;
js) packages="@azure/msal-node @azure/identity @microsoft/microsoft-graph-client openid-client" ;;
az) packages="azure-cli" ;;
*) echo "error: msal, js or az" >&2 && exit 1 ;;
esac
# shellcheck disable=SC2086
if [ "$client" = js ]; then
  if ! (cd "$folder" && npm install -s --no-audit --no-fund $packages >"$folder/npm" 2>&1); then
    echo "skipped: $packages could not be installed from npm" >&2
    exit 77
  fi
elif ! python3 -m venv "$folder/venv" >/dev/null 2>&1 ||
  ! "$folder/venv/bin/pip" install -q --disable-pip-version-check $packages >"$folder/pip" 2>&1; then
  echo "skipped: $packages could not be installed from PyPI" >&2
  exit 77
fi
if ! command -v openssl >/dev/null; then
  echo "skipped: no openssl to make a certificate" >&2
  exit 77
fi
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=made up" \
  -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
cat "$folder/key.pem" "$folder/certificate.pem" >"$folder/both.pem"

more=()
if [ "$client" = js ]; then
  # A server with a secret, which a CI system may sign in too.
  cat >"$folder/application.json" <<'JSON'
{
  "appId": "11111111-2222-4333-8444-555555555555",
  "displayName": "made-up web application",
  "web": { "redirectUris": ["http://localhost:3000/auth/redirect"] },
  "passwordCredentials": [{ "secretText": "made-up-secret" }],
  "permissions": ["User.Read", "User.Read.All"],
  "federatedIdentityCredentials": [{ "name": "ci", "issuer": "https://ci.example", "subject": "repo:a/b:ref:main" }]
}
JSON
  more=(--approve --register "$folder/application.json")
fi
XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config \
  "$program" sandbox serve --folder "$folder/served" --certificate "$folder/certificate.pem" \
  "${more[@]}" -o jsonl >"$folder/report" 2>"$folder/talk" &
served=$!
for _ in $(seq 100); do
  [ -s "$folder/report" ] && break
  kill -0 "$served" || { cat "$folder/talk" >&2; exit 1; }
  sleep 0.1
done
field() { python3 -c 'import json, sys; r = json.loads(sys.stdin.readline()); print(r.get("data", r)[sys.argv[1]])' "$1" <"$folder/report"; }
origin=$(field https)
origin=${origin/127.0.0.1/localhost}
ca=$(field caFile) tenant=$(field tenantId) application=$(field clientId) secret=$(field clientSecretFile)
export NO_PROXY=localhost,127.0.0.1 no_proxy=localhost,127.0.0.1

if [ "$client" = msal ]; then
  # PIP_CERT and its like name system roots; the clients are told ours.
  env -u SSL_CERT_FILE -u SSL_CERT_DIR "$folder/venv/bin/python" -W ignore "$here/msal_graph.py" \
    "$origin" "$ca" "$tenant" "$application" "$secret" "$folder/both.pem"
  exit
fi

if [ "$client" = js ]; then
  cd "$folder"
  NODE_EXTRA_CA_CERTS=$ca node "$here/js_clients.mjs" \
    "$origin" "$tenant" "$application" "$secret" key.pem certificate.pem
  exit
fi

export AZURE_CONFIG_DIR=$folder/az REQUESTS_CA_BUNDLE=$ca
export AZURE_CORE_INSTANCE_DISCOVERY=false AZURE_CORE_COLLECT_TELEMETRY=false
az() { "$folder/venv/bin/python" -m azure.cli "$@" --only-show-errors; }
is() { [ "$2" = "$3" ] && echo "ok - $1" || { echo "not ok - $1: $2 is not $3" && exit 1; }; }
person=rowan.reyes-vale@meridian.example
az cloud register -n sandbox --endpoint-resource-manager "$origin"
az cloud set -n sandbox
az login --service-principal -u "$application" -p "$(cat "$secret")" --tenant "$tenant" \
  --allow-no-subscriptions -o none
is "az login" "$(az account show --query tenantId -o tsv)" "$tenant"
is "az ad user show" "$(az ad user show --id $person --query userPrincipalName -o tsv)" $person
az ad user update --id $person --account-enabled false
is "az ad user update" \
  "$(az rest --url "$origin/v1.0/users/$person?\$select=accountEnabled" --query accountEnabled)" false
is "az ad sp show" "$(az ad sp show --id "$application" --query appId -o tsv)" "$application"
is "az rest on \$batch" "$(az rest --method post --url "$origin/v1.0/\$batch" --query 'responses[0].status' \
  --body '{"requests":[{"id":"1","method":"GET","url":"/users/'$person'"}]}')" 200
