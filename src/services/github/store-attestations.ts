import * as v from "valibot";
import type { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { SignedStatement } from "../../ports/release-host.ts";
import { type GitHubApi, readAnswer } from "./github-api.ts";
import { isPassing } from "./release-files.ts";

const ATTEMPTS = 4;

const Created = v.object({ id: v.optional(v.pipe(v.number(), v.safeInteger())) });
const Envelope = v.object({ dsseEnvelope: v.object({ signatures: v.array(v.object({ sig: v.string() })) }) });
const Listed = v.object({ attestations: v.array(v.object({ bundle: v.nullish(v.unknown()) })) });

/** `stored`, with the id where GitHub said it; or why GitHub keeps no attestation of this repository (G27). */
export type AttestationOutcome =
  | { readonly stored: true; readonly id: number | undefined }
  | { readonly stored: false; readonly reason: Fault };

/**
 * Stores signed statements where `gh attestation verify` looks for them. What is stored already is not stored again, so
 * that a rerun leaves no duplicate. A plan, server or token without attestations is no fault here. The id is that of the
 * last statement.
 */
export async function storeAttestations(
  api: GitHubApi,
  statements: readonly SignedStatement[],
): Promise<AttestationOutcome> {
  let id: number | undefined;
  for (const statement of statements) {
    const outcome = await store(api, statement);
    if (!outcome.stored) return outcome;
    id = outcome.id;
  }
  return { stored: true, id };
}

const ASKED = { what: "store an attestation", permission: "attestations: write" };
const REFUSALS = [403, 404, 422];

async function store(api: GitHubApi, { subject, bundle }: SignedStatement): Promise<AttestationOutcome> {
  const document: unknown = JSON.parse(decodeUtf8(bundle));
  const request = { ...ASKED, method: "POST", path: "/attestations", body: { bundle: document } } as const;
  for (let n = 1; ; n++) {
    if (await isStored(api, subject, document)) return { stored: true, id: undefined };
    try {
      const response = await api.sendOnce(request);
      if (response.status === 201) return { stored: true, id: readAnswer(Created, response, ASKED.what).id };
      if (REFUSALS.includes(response.status)) return { stored: false, reason: api.fault(response, ASKED) };
      if (response.status < 500 || n === ATTEMPTS) throw api.fault(response, ASKED);
    } catch (fault) {
      // The answer may be lost and the attestation stored: the list tells.
      if (!isPassing(fault) || n === ATTEMPTS) throw fault;
    }
    await api.ports.clock.sleep(500 * 2 ** n);
  }
}

async function isStored(api: GitHubApi, subject: string, document: unknown): Promise<boolean> {
  const asked = {
    ...ASKED,
    what: "list the attestations of an asset",
    path: `/attestations/sha256:${subject}?per_page=100`,
  };
  const response = await api.send({ ...asked, allowed: [401, 403, 404] });
  if (response.status !== 200) return false;
  const sought = signatureOf(document);
  const { attestations } = readAnswer(Listed, response, asked.what);
  return sought !== undefined && attestations.some(({ bundle }) => signatureOf(bundle) === sought);
}

function signatureOf(bundle: unknown): string | undefined {
  const parsed = v.safeParse(Envelope, bundle);
  return parsed.success ? parsed.output.dsseEnvelope.signatures[0]?.sig : undefined;
}
