#!/bin/sh
# Seal two files with a Sigstore that lives in the process, verify them, change one byte, and see the refusal. Needs Node.js
# 20.19 or later and nothing else; no network.
set -eu
cli=$(cd "$(dirname "$0")/.." && pwd)/dist/cli.js
cd "$(mktemp -d)"
printf 'one\n' >one.txt
printf 'two\n' >two.txt
node "$cli" seal --sigstore local --name example --version 1.0.0 --out evidence one.txt two.txt

verify() {
  node "$cli" verify --identity local@capsule-local.invalid --issuer https://capsule-local.invalid \
    --trusted-root evidence/local.trusted_root.json evidence/example-1.0.0.local.capsule one.txt two.txt
}
verify
printf 'x' >>two.txt
if verify; then exit 1; else echo "refused with exit code $?, as it must be"; fi
