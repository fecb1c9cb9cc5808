#!/usr/bin/env bash
# Writes target/packages/entractl.cdx.json: what the binary is made of, as
# CycloneDX. With --validate, holds it against CycloneDX's own schema.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/common.sh
. packaging/common.sh

mkdir -p "$out"
python3 packaging/sbom.py >"$out/entractl.cdx.json"
if [ "${1:-}" = --validate ]; then
  python_tools cyclonedx.txt target/cyclonedx
  PYTHONPATH=target/cyclonedx python3 - "$out/entractl.cdx.json" <<'PYTHON'
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as file:
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())
sys.exit(f"error: {wrong}" if wrong else 0)
PYTHON
  echo "valid by the schema of CycloneDX 1.6"
fi
