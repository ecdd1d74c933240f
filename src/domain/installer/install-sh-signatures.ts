import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { quoteSh } from "../../kernel/shell.ts";
import { VERIFIER, VERIFIER_NAME, VERIFIER_NODE } from "../guide/verifier.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { addressPart, MAX_LIST, MAX_PROVENANCE } from "./installer-text.ts";
import type { SignatureChecks } from "./signature-checks.ts";

/** The part of `install.sh` that asks others: a function for each program that can check the signature. What one of them prints is shown only if it refuses. */
export function signaturesSh(facts: InstallerFacts, checks: SignatureChecks): string {
  const parts = [
    `
skip() { say "--  $1"; }
confirmed() { signature=checked; say "ok  $1"; }
# refused PROGRAM: shows what it said.
refused() { cat "$work/said" >&2; refuse "$1 does not accept the signature of $file"; }`,
    verifierCheck(facts, checks),
    cosignCheck(facts, checks),
    ghCheck(facts, checks),
    `
signatures() {
  signature=
${[checks.verifier && "  by_verifier", checks.cosign && "  by_cosign", checks.gh && "  by_gh"].filter(Boolean).join("\n")}
  if [ -z "$signature" ]; then
    say '--  Nobody checked a signature. The digest in this script decided, so this script must come from the project.'
  fi
}`,
  ];
  return parts.filter((part) => part !== undefined).join("\n");
}

function verifierCheck({ capsule }: InstallerFacts, { verifier, needsRoot }: SignatureChecks): string | undefined {
  if (verifier === undefined) return undefined;
  const [major, minor] = VERIFIER_NODE.split(".");
  const [verb = "", ...flags] = verifier;
  const run = `node "$work/${VERIFIER_NAME}" ${verb} ${words(flags)}`;
  const files = `--no-color -- ${quoteSh(capsule)} "$file"`;
  return `
by_verifier() {
${rootNeeded(needsRoot && !flags.includes("--sigstore"), VERIFIER_NAME)}
  have node || { skip '${VERIFIER_NAME} was not run: Node.js is not here'; return 0; }
  if ! NODE_OPTIONS='' node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > ${major} || (a === ${major} && b >= ${minor}) ? 0 : 1)'; then
    skip '${VERIFIER_NAME} was not run: Node.js here is older than ${VERIFIER_NODE}'
    return 0
  fi
  fetch "$verifier" "$work/${VERIFIER_NAME}" ${MAX_PROVENANCE}
  same "$work/${VERIFIER_NAME}" ${VERIFIER.sha256} ${VERIFIER_NAME}
  fetch "$base/"${quoteSh(addressPart(capsule))} "$work/files/"${quoteSh(capsule)} ${MAX_CAPSULE_BYTES}
  cd "$work/files"
  if [ -n "$root" ]; then
    NODE_OPTIONS='' ${run} --trusted-root "$root" ${files} > "$work/said" 2>&1 || refused ${VERIFIER_NAME}
  else
    NODE_OPTIONS='' ${run} ${files} > "$work/said" 2>&1 || refused ${VERIFIER_NAME}
  fi
  cd /
  confirmed '${VERIFIER_NAME} accepts the signature of the release'
}`;
}

function cosignCheck({ evidence }: InstallerFacts, { cosign, needsRoot }: SignatureChecks): string | undefined {
  if (cosign === undefined || evidence === undefined) return undefined;
  const { checksums, checksumsBundle } = evidence;
  const run = `cosign verify-blob "$work/list" --bundle "$work/list.bundle" ${words(cosign)}`;
  return `
by_cosign() {
${rootNeeded(needsRoot, "cosign")}
  have cosign || { skip 'cosign is not here'; return 0; }
  cosign version 2>/dev/null | grep '^GitVersion: *v[3-9]' >/dev/null || { skip 'cosign here is older than version 3'; return 0; }
  fetch "$base/"${quoteSh(addressPart(checksums))} "$work/list" ${MAX_LIST}
  fetch "$base/"${quoteSh(addressPart(checksumsBundle))} "$work/list.bundle" ${MAX_PROVENANCE}
  if [ -n "$root" ]; then
    ${run} --trusted-root "$root" > "$work/said" 2>&1 || refused cosign
  else
    ${run} > "$work/said" 2>&1 || refused cosign
  fi
  grep -Fx "$sha256  $file" "$work/list" >/dev/null || refuse "the signed checksum list does not have $file with the digest in this script"
  confirmed 'cosign accepts the signature of the checksum list, which has the same digest'
}`;
}

function ghCheck({ evidence }: InstallerFacts, { gh, needsRoot }: SignatureChecks): string | undefined {
  if (gh === undefined || evidence === undefined) return undefined;
  const { provenance } = evidence;
  const run = `gh attestation verify "$work/files/$file" ${words(gh)} --bundle "$work/provenance.jsonl" --format json`;
  return `
by_gh() {
${rootNeeded(needsRoot, "gh")}
  have gh || { skip 'gh is not here'; return 0; }
  gh attestation verify --help >/dev/null 2>&1 || { skip 'gh here is too old to verify attestations'; return 0; }
  fetch "$base/"${quoteSh(addressPart(provenance))} "$work/provenance.jsonl" ${MAX_PROVENANCE}
  if [ -n "$root" ]; then
    { tr -d '\\r\\n' < "$root"; echo; } > "$work/root.jsonl"
    ${run} --custom-trusted-root "$work/root.jsonl" > "$work/said" 2>&1 || refused gh
  else
    ${run} > "$work/said" 2>&1 || refused gh
  fi
  confirmed 'gh accepts the provenance of the file'
}`;
}

function rootNeeded(needsRoot: boolean, program: string): string {
  if (!needsRoot) return "";
  return `  [ -n "$root" ] || { skip '${program} was not run: it needs --trusted-root for this Sigstore'; return 0; }`;
}

const words = (list: readonly string[]): string => list.map(quoteSh).join(" ");
