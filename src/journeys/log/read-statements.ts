import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { principalNames } from "../../domain/policy/principal.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { requireStatement } from "../../domain/sigstore/signed-statement.ts";
import { commitmentTo } from "../../domain/statements/commitment.ts";
import type { StatementLeaf } from "../../domain/statements/leaf.ts";
import type { LoggedStatement, SaidContent, StatementContent } from "../../domain/statements/logged-statement.ts";
import { readReleaseState } from "../../domain/statements/release-state.ts";
import { RELEASE_STATE_TYPE, wordOf } from "../../domain/statements/vocabulary.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { PARTIES_UNKNOWN, underOne } from "../../domain/verification/trust-bundles.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import type { EnvelopeStore } from "../../ports/log-store.ts";
import type { ReadLog } from "./read-log.ts";

export interface StatementReading {
  readonly trusted: readonly NamedTrust[];
  readonly crypto: Cryptography;
}

/**
 * The statements of a log of which `isAsked`, in the order of their leaves.
 *
 *   1. find    the envelope of each, by its digest
 *   2. verify  signature, log entry and time
 *   3. compare what it says with its leaf
 *
 * What is not there, or does not verify, is said to be so.
 */
export async function readStatements(
  { leaves, head }: Pick<ReadLog, "leaves" | "head">,
  envelopes: EnvelopeStore,
  reading: StatementReading & { readonly isAsked?: (leaf: StatementLeaf, index: number) => boolean },
): Promise<LoggedStatement[]> {
  const { origin } = head.checkpoint;
  const erased = new Set(leaves.flatMap((leaf) => (leaf.kind === "erasure" ? [leaf.envelope] : [])));
  const found: LoggedStatement[] = [];
  for (const [index, leaf] of leaves.entries()) {
    if (leaf.kind !== "statement" || reading.isAsked?.(leaf, index) === false) continue;
    const { says, subject, payload, envelope } = leaf;
    const bytes = erased.has(envelope) ? undefined : await envelopes.get(envelope);
    const content =
      bytes === undefined
        ? { kind: "absent" as const, isErased: erased.has(envelope) }
        : await contentOf(bytes, leaf, reading);
    found.push({ ...{ says, subject, payload, envelope, content }, receipts: [{ origin, index }] });
  }
  return found;
}

async function contentOf(bytes: Uint8Array, leaf: StatementLeaf, reading: StatementReading): Promise<StatementContent> {
  try {
    const { leaf: own, content } = await readLoggedEnvelope(bytes, reading);
    const isOwn = own.envelope === leaf.envelope && own.payload === leaf.payload && own.says === leaf.says;
    if (isOwn && own.subject.join() === leaf.subject.join()) return content;
    throw new Fault("payload-mismatch", "it is not the statement that its leaf names");
  } catch (error) {
    requireFault(error);
    // Whose signer only a newer trusted root knows is unread, not refused.
    if (PARTIES_UNKNOWN.has(error.code) || error.code === "payload-mismatch")
      return { kind: "absent", isErased: false };
    return { kind: "refused", code: error.code, reason: error.message };
  }
}

/** A signed statement, verified, and the leaf that commits to it. Faults: those of verifying a bundle and of reading a statement. */
export async function readLoggedEnvelope(
  bytes: Uint8Array,
  { trusted, crypto }: StatementReading,
): Promise<{ readonly leaf: StatementLeaf; readonly content: SaidContent }> {
  const bundle = parseBundle(bytes);
  // Who may say it, the policy of the log decides.
  const signer = { kind: "certificate", require: () => undefined } as const;
  const verified = (await underOne(trusted, crypto)({ bundle, signer, artifact: "unbound" })).bundle;
  const { predicateType, subject, predicate } = requireStatement(verified.content, "what was signed");
  if (verified.signer.kind !== "certificate" || verified.content.kind !== "dsse") {
    throw new Fault("internal", "a certificate and a statement were required");
  }
  const digests = subject.flatMap(({ digest }) => digest["sha256"] ?? []);
  const state = predicateType === RELEASE_STATE_TYPE ? readReleaseState({ predicate }) : undefined;
  if (digests.length === 0)
    throw new Fault("statement-malformed", "the statement has no subject with a SHA-256 digest");
  const opens = state?.salt === undefined ? undefined : await commitmentTo(onlyOne(digests), state.salt, crypto);
  return {
    leaf: {
      ...{ v: 1, kind: "statement", says: wordOf(predicateType) },
      subject: [...new Set(digests)].sort(compareUtf8),
      payload: await digestHex("sha256", verified.content.payload, crypto),
      envelope: await digestHex("sha256", bytes, crypto),
    },
    content: {
      ...{ kind: "said", predicateType, state, times: verified.times },
      ...(opens === undefined ? {} : { opens }),
      signer: { signer: verified.signer, names: principalNames(verified.signer) },
    },
  };
}

function onlyOne([digest, ...others]: readonly string[]): string {
  if (digest !== undefined && others.length === 0) return digest;
  throw new Fault("release-state-malformed", "a commitment is to one release, and what opens it names several");
}
