import { tamperedBundles } from "./bundles.ts";
import { tamperedCapsules } from "./capsules.ts";
import { tamperedImages } from "./images.ts";
import { tamperedNotary } from "./notary.ts";
import { tamperedPolicies } from "./policies.ts";
import { tamperedRevocation } from "./revocation.ts";
import { tamperedSummaries } from "./summaries.ts";
import { tamperedRoots } from "./trusted-roots.ts";

export const VERDICTS = ["refused", "equivalent", "wrongly-accepted", "wrongly-refused", "untyped-error"] as const;

/**
 * `equivalent` is accepted for a reason that stands in the oracle of its kind; `wrongly-refused` is a policy that asks for nothing
 * which the release does not have, and is refused.
 */
export type TamperVerdict = (typeof VERDICTS)[number];

/** One input that differs from a genuine one in one change, and what became of it. */
export interface Judged {
  /** Which genuine input, by its place in the corpus or by what it is. */
  readonly id: string;
  readonly change: string;
  readonly verdict: TamperVerdict;
  /** Why an accepted one is as good as the genuine one. */
  readonly clause?: string | undefined;
  /** The input, if that alone says what happened: a case of `regressions/` then replays it. */
  readonly text?: string;
}

export interface TamperOrder {
  /** Folders of corpora of bundles. */
  readonly folders: readonly string[];
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  /** Of all possible changes, about this share is made. */
  readonly share: number;
}

export interface TamperKind {
  readonly name: string;
  /** What one run makes at least, so that a mutator that makes nothing does not pass. */
  readonly atLeast: number;
  readonly judged: (order: TamperOrder) => AsyncGenerator<Judged>;
  /** Judges a kept text again. */
  readonly replay?: (id: string, text: string) => Promise<TamperVerdict>;
}

export const TAMPER_KINDS: readonly TamperKind[] = [
  tamperedBundles,
  tamperedRoots,
  tamperedPolicies,
  tamperedCapsules,
  tamperedImages,
  tamperedSummaries,
  tamperedNotary,
  tamperedRevocation,
];
