import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { SignedStatement } from "../../../ports/release-host.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { type StoredBundles, storedBundles } from "./stored-bundles.ts";
import { isUnsettled, lost } from "./unsettled.ts";

const ATTEMPTS = 4;

const Created = v.object({ id: v.optional(v.pipe(v.number(), v.safeInteger())) });
const Envelope = v.object({ dsseEnvelope: v.object({ signatures: v.array(v.object({ sig: v.string() })) }) });

/** `stored`, with the id if GitHub said it; or why GitHub keeps no attestation of this repository (G27). */
export type AttestationOutcome =
  | { readonly stored: true; readonly id: number | undefined }
  | { readonly stored: false; readonly reason: Fault };

/**
 * Stores signed statements where `gh attestation verify` looks for them. What is stored already is not stored again, so
 * that a rerun leaves no duplicate. A plan, server or token without attestations is not a fault here, and neither is any other
 * refusal or failure: the evidence is on the release. Fault: `token-refused`. The id is that of the last statement.
 */
export async function storeAttestations(
  api: GitHubApi,
  statements: readonly SignedStatement[],
): Promise<AttestationOutcome> {
  let id: number | undefined;
  try {
    for (const statement of statements) id = await store(api, statement);
  } catch (reason) {
    if (!(reason instanceof Fault) || reason.code === "token-refused" || reason.code === "internal") throw reason;
    return { stored: false, reason };
  }
  return { stored: true, id };
}

const PURPOSE = { what: "store an attestation", permission: "attestations: write" };

/** Resolves to the id, or to undefined for one that is found there. */
async function store(api: GitHubApi, { subject, bundle }: SignedStatement): Promise<number | undefined> {
  const document: unknown = JSON.parse(decodeUtf8(bundle));
  const request = { ...PURPOSE, method: "POST", path: "/attestations", body: { bundle: document } } as const;
  const before = await storedBundles(api, `sha256:${subject}`);
  if (holds(before, document)) return undefined;
  for (let n = 1; ; n++) {
    const answer = await api.sendOnce(request).catch(lost);
    if (!(answer instanceof Fault) && answer.status === 201) return readAnswer(Created, answer, PURPOSE.what).id;
    const fault = answer instanceof Fault ? answer : api.fault(answer, PURPOSE);
    if (!isUnsettled(answer)) throw fault;
    await api.ports.clock.sleep(500 * 2 ** n);
    const now = await storedBundles(api, `sha256:${subject}`);
    // What was not there before and cannot be read is taken for ours: better one too few than two of it.
    if (holds(now, document) || now.unread > before.unread) return undefined;
    if (n === ATTEMPTS) throw fault;
  }
}

function holds({ bundles }: StoredBundles, document: unknown): boolean {
  const sought = signatureOf(document);
  return sought !== undefined && bundles.some((bundle) => signatureOf(bundle) === sought);
}

function signatureOf(bundle: unknown): string | undefined {
  const parsed = v.safeParse(Envelope, bundle);
  return parsed.success ? parsed.output.dsseEnvelope.signatures[0]?.sig : undefined;
}
