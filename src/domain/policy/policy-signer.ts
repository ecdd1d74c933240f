import * as v from "valibot";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { once } from "../../kernel/once.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { ExactIdentity, ExpectedKey, ExpectedRepository } from "../sigstore/expected-identity.ts";
import { readSignerKey } from "../sigstore/signer-key.ts";
import { gitHubIssuer } from "../source/github-issuer.ts";
import { foldRepository, parseRepository } from "../source/repository.ts";
import { parseSignerWorkflow } from "../source/workflow-name.ts";
import { keyTimesSchema, readKeyTimes } from "./key-times.ts";
import { malformedPolicy } from "./malformed-policy.ts";

/** One line that names who may sign. */
export const signerSchema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  return v.union([
    v.strictObject({
      repository: text,
      /** Where the enterprise of the repository has one of its own. */
      issuer: v.optional(text),
      sourceRef: v.optional(text),
      /** `owner/repo/path[@ref]` of the reusable workflow that may sign for it, of the same GitHub without a web address. */
      signerWorkflow: v.optional(text),
      unsafeTriggers: v.optional(v.pipe(v.array(text), v.minLength(1))),
    }),
    v.strictObject({ identity: text, issuer: text }),
    v.strictObject({
      /** PEM, `BEGIN PUBLIC KEY`. */
      key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
      ...keyTimesSchema(),
      /** What it signs counts only with an entry of a log, which shows everybody that it signed. */
      log: v.optional(v.literal("required")),
    }),
  ]);
});

type SignerDocument = v.InferOutput<ReturnType<typeof signerSchema>>;

export type PolicySigner = ExpectedRepository | ExactIdentity | ExpectedKey;

/** What a line of a policy means. Fault: `policy-malformed`, those of `parseRepository`. */
export function readSigner(one: SignerDocument): PolicySigner {
  if ("identity" in one) return { kind: "exact", subjectAlternativeName: one.identity, issuer: one.issuer };
  if ("key" in one) return readKey(one);
  const repository = parseRepository(one.repository).url;
  const { origin } = new URL(repository);
  const { issuer, sourceRef, signerWorkflow, unsafeTriggers } = one;
  if (issuer !== undefined && gitHubIssuer(issuer)?.web !== origin) {
    throw malformedPolicy(`${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`);
  }
  const workflow = signerWorkflow === undefined ? undefined : parseSignerWorkflow(signerWorkflow, origin);
  if (signerWorkflow !== undefined && workflow === undefined) {
    throw malformedPolicy(`${printable(signerWorkflow)} is not the name of a workflow`);
  }
  return {
    kind: "repository",
    repository,
    ...(issuer === undefined ? {} : { issuer }),
    ...(sourceRef === undefined ? {} : { sourceRef }),
    ...(workflow === undefined ? {} : { signerWorkflow: workflow }),
    ...(unsafeTriggers === undefined ? {} : { unsafeTriggers }),
  };
}

type KeyLine = Extract<SignerDocument, { key: string }>;

function readKey({ key, log, ...times }: KeyLine): ExpectedKey {
  return {
    ...{ kind: "key", publicKey: readSignerKey(encodeUtf8(key)) },
    ...readKeyTimes(times, malformedPolicy),
    ...(log === undefined ? {} : { logged: true }),
  };
}

/** One signer, however it is spelled. */
export function signerKey(signer: PolicySigner): string {
  if (signer.kind === "exact") return JSON.stringify(signer);
  if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
  const { repository, signerWorkflow, unsafeTriggers, ...rules } = signer;
  const workflow = signerWorkflow && { ...signerWorkflow, repository: foldRepository(signerWorkflow.repository) };
  return JSON.stringify([foldRepository(repository), workflow, rules, [...(unsafeTriggers ?? [])].sort(compareUtf8)]);
}

/** The workflow that a line names on purpose, at whatever ref; undefined for one that names none. */
export function workflowOf(signer: PolicySigner): string | undefined {
  if (signer.kind !== "repository" || signer.signerWorkflow === undefined) return undefined;
  const { repository, path } = signer.signerWorkflow;
  return `${foldRepository(repository)}/${path}`;
}
