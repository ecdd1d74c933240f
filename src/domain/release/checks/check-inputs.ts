import { printable } from "../../../kernel/printable.ts";
import type { RootPredicate } from "../../capsule/root-schema.ts";
import type { ExternalInput } from "../manifest.ts";
import type { Finding } from "./release-claim.ts";

const PINS = /^(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** That each external input is named by what it is: a full commit or a digest, which nobody can move. */
export function checkInputs(inputs: readonly ExternalInput[], hasManifest: boolean): Finding[] {
  if (inputs.length === 0) {
    const reason = hasManifest ? "the manifest lists no external input" : "no manifest lists external inputs";
    return [{ id: "inputs", found: null, expected: null, source: "the manifest", status: "not-applicable", reason }];
  }
  return inputs.map(({ name, source, pin }) => {
    const expected = "a full commit or a digest";
    const about = { id: "inputs", found: pin, expected, source: `input ${printable(name)} from ${source}` } as const;
    if (PINS.test(pin)) return { ...about, status: "verified", reason: `the input ${printable(name)} is pinned` };
    return {
      ...about,
      status: "failed",
      reason: `the input ${printable(name)} is pinned to ${printable(pin, 80)}, which can come to mean something else`,
      fix: "give 40 or 64 hexadecimal digits of a commit, sha256:<hex> or sha512:<hex>",
    };
  });
}

/** External inputs as the root statement lists them; `checkInputs` says which are wrong. */
export function inputPins(inputs: readonly ExternalInput[]): RootPredicate["pins"] {
  return inputs.flatMap(({ source, pin }) => {
    const [, algorithm = "gitCommit", hex] = /^(?:(sha256|sha512):)?([0-9a-f]+)$/.exec(pin) ?? [];
    return hex === undefined ? [] : [{ uri: source, digest: { [algorithm]: hex } }];
  });
}
