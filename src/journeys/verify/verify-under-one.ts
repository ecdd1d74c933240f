import type { TrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import type { VerifiedBundle } from "../../domain/sigstore/verified-bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { NamedTrust } from "./read-trust.ts";

/** Verifies under the first trusted root that fits; where none does, the refusal that came furthest says why. */
export function verifyUnderOne(
  trusted: readonly NamedTrust[],
  verify: (root: TrustedRoot) => VerifiedBundle,
): { bundle: VerifiedBundle; trust: NamedTrust } {
  const refusals: Fault[] = [];
  for (const trust of trusted) {
    try {
      return { bundle: verify(trust.root), trust };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.push(error);
    }
  }
  const telling = refusals.find(({ code }) => !OF_ANOTHER_INSTANCE.has(code)) ?? refusals[0];
  throw telling ?? new Fault("trusted-root-malformed", "there is no trusted root");
}

/** How a bundle of one instance fails under the trusted root of another. */
const OF_ANOTHER_INSTANCE: ReadonlySet<Fault["code"]> = new Set<Fault["code"]>([
  "certificate-untrusted",
  "log-entry-missing",
  "log-proof-invalid",
  "signed-time-missing",
]);
