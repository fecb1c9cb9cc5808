#!/usr/bin/env python3
"""Writes what the binary is made of as CycloneDX 1.6 JSON to standard output.
The same commit gives the same bytes; time comes from SOURCE_DATE_EPOCH."""

import json
import os
import sys
import uuid
from datetime import datetime, timezone

from crates import crates, license_of, sqlite_version


def reference(package):
    # Our own package is not on crates.io.
    kind = "cargo" if package["checksum"] else "generic"
    return f"pkg:{kind}/{package['name']}@{package['version']}"


def component(package):
    entry = {
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        # What only helps to build is listed, and is not in the binary.
        "scope": "required" if package["linked"] else "excluded",
        "licenses": [{"expression": license_of(package)}],
        "purl": reference(package),
        "hashes": [{"alg": "SHA-256", "content": package["checksum"]}],
    }
    if package.get("repository"):
        entry["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return entry


def sqlite(version):
    return {
        "type": "library",
        "bom-ref": f"sqlite@{version}",
        "name": "sqlite",
        "version": version,
        "scope": "required",
        "licenses": [{"license": {"id": "blessing"}}],
        "cpe": f"cpe:2.3:a:sqlite:sqlite:{version}:*:*:*:*:*:*:*",
        "purl": f"pkg:generic/sqlite@{version}",
    }


def document():
    own, others = crates()
    by_id = {one["id"]: one for one in [own, *others]}
    database = sqlite(sqlite_version(others))
    dependencies = []
    for one in [own, *others]:
        needs = [reference(by_id[other]) for other in one["needs"]]
        if one["name"] == "libsqlite3-sys":
            needs.append(database["bom-ref"])
        dependencies.append({"ref": reference(one), "dependsOn": sorted(needs)})
    dependencies.append({"ref": database["bom-ref"], "dependsOn": []})
    subject = {
        "type": "application",
        "bom-ref": reference(own),
        "name": own["name"],
        "version": own["version"],
        "description": own["description"],
        "licenses": [{"expression": license_of(own)}],
        "purl": reference(own),
    }
    made = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "build"}],
            "component": subject,
        },
        "components": [component(one) for one in others] + [database],
        "dependencies": dependencies,
    }
    # A number of its own for each content, and the same for the same content.
    content = json.dumps(bom, sort_keys=True)
    bom["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"
    return bom


if __name__ == "__main__":
    if "SOURCE_DATE_EPOCH" not in os.environ:
        sys.exit("error: SOURCE_DATE_EPOCH is not set; run: bash packaging/sbom.sh")
    print(json.dumps(document(), indent=2))
