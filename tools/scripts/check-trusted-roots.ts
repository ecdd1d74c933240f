import { readFileSync } from "node:fs";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import type { EmbeddedInstance } from "../../src/domain/sigstore/embedded-roots.ts";
import { EMBEDDED_ROOTS } from "../../src/domain/sigstore/embedded-roots.ts";
import { EMBEDDED_SIGNING_CONFIGS } from "../../src/domain/sigstore/embedded-signing-configs.ts";
import { parseSigningConfig } from "../../src/domain/sigstore/signing-config.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";

// Checks that each built-in trusted root and signing config is the file that its digest names, and that our loader accepts it.

const FOLDER = new URL("../../src/domain/sigstore/trusted-roots/", import.meta.url);
let wrong = 0;

for (const [instance, root] of Object.entries(EMBEDDED_ROOTS)) {
  const file = new Uint8Array(readFileSync(new URL(`${instance as EmbeddedInstance}.json`, FOLDER)));
  const parsed = parseTrustedRoot(file);
  const equal = sha256Hex(file) === root.sha256;
  if (!equal) wrong += 1;
  const newest = parsed.newest.toISOString().slice(0, 10);
  process.stdout.write(
    `${equal ? "ok   " : "WRONG"} ${instance}, of ${root.dated}, newest key ${newest}, ${root.source}\n`,
  );
}

const CONFIGS = new URL("../../src/domain/sigstore/signing-configs/", import.meta.url);
for (const [instance, config] of Object.entries(EMBEDDED_SIGNING_CONFIGS)) {
  const file = new Uint8Array(readFileSync(new URL(`${instance}.json`, CONFIGS)));
  const equal = sha256Hex(file) === config.sha256 && parseSigningConfig(file).notUnderstood.length === 0;
  if (!equal) wrong += 1;
  process.stdout.write(
    `${equal ? "ok   " : "WRONG"} signing config of ${instance}, of ${config.dated}, ${config.source}\n`,
  );
}

/** The keys of update repositories, from which every later root is reached by signatures. */
const TUF_ROOTS = {
  github: "eb303461e0109458144b6ebcbfd62aaa6f6d7481e9ca77504b85f17761661462",
  "public-good": "27aea7e372aa7864065174f0661784fcf8b0e28b1dbfebeada31a0f1fb19167f",
  staging: "353d172f05f9e73b4a647b1a464f16726d929cbfd030cc42bffb86cd742fb61f",
};

for (const [instance, expected] of Object.entries(TUF_ROOTS)) {
  const file = readFileSync(new URL(`../../src/services/tuf/roots/${instance}.json`, import.meta.url));
  const equal = sha256Hex(file) === expected;
  if (!equal) wrong += 1;
  process.stdout.write(`${equal ? "ok   " : "WRONG"} root of the update repository of ${instance}\n`);
}
process.exitCode = wrong === 0 ? 0 : 1;
