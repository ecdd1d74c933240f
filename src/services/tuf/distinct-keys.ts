import { Fault } from "../../kernel/fault.ts";

interface RootKeys {
  readonly keys: Readonly<Record<string, { readonly keyVal: { readonly public?: string } }>>;
  readonly roles: Readonly<Record<string, { readonly keyIDs: readonly string[]; readonly threshold: number }>>;
}

/**
 * Requires that each role of a root needs at least one signature, and that no key stands under two ids: otherwise one
 * signer could meet a threshold alone (F12; CVE-2026-23991, CVE-2026-23992). Fault: `trust-update-refused`.
 */
export function requireDistinctKeys({ keys, roles }: RootKeys): void {
  for (const { keyIDs, threshold } of Object.values(roles)) {
    const values = keyIDs.map((id) => keys[id]?.keyVal.public?.trim()).filter((value) => value !== undefined);
    if (threshold < 1 || new Set(values).size !== values.length) {
      throw new Fault("trust-update-refused", "a root lets one signer count more than once, or none suffice");
    }
  }
}
