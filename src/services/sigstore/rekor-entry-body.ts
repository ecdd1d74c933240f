import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";

import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { parseJson } from "../../kernel/json.ts";
import { parsePem } from "../../kernel/pem.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { LoggedSigner, SignedContent } from "./log-client.ts";

const Sha256 = v.looseObject({ algorithm: v.literal("sha256"), value: v.string() });

const HashedRekord = v.looseObject({
  kind: v.literal("hashedrekord"),
  apiVersion: v.literal("0.0.1"),
  spec: v.looseObject({
    data: v.looseObject({ hash: Sha256 }),
    signature: v.looseObject({ content: v.string(), publicKey: v.looseObject({ content: v.string() }) }),
  }),
});
const Dsse = v.looseObject({
  kind: v.literal("dsse"),
  apiVersion: v.literal("0.0.1"),
  spec: v.looseObject({
    envelopeHash: Sha256,
    payloadHash: Sha256,
    signatures: v.tuple([v.looseObject({ signature: v.string(), verifier: v.string() })]),
  }),
});

/**
 * Checks that the canonical body of an entry is about exactly our content, signature and signer (F05, F07), and
 * gives its kind. Fault: `log-unexpected`.
 */
export function readEntryBody(
  body: Uint8Array,
  content: SignedContent,
  signer: LoggedSigner,
): { kind: string; version: string } {
  let ours = false;
  try {
    const json = parseJson(body);
    ours = content.kind === "digest" ? isOurDigest(json, content, signer) : isOurEnvelope(json, content, signer);
  } catch {
    // What cannot be read is not ours either.
  }
  if (!ours) {
    throw new Fault("log-unexpected", "the transparency log answered with an entry about something else", {
      hint: "nothing was published; report this to the operator of the log",
    });
  }
  return { kind: content.kind === "digest" ? "hashedrekord" : "dsse", version: "0.0.1" };
}

type Content<K extends SignedContent["kind"]> = Extract<SignedContent, { kind: K }>;

function isOurDigest(json: unknown, content: Content<"digest">, signer: LoggedSigner): boolean {
  const { data, signature } = v.parse(HashedRekord, json).spec;
  return (
    data.hash.value === encodeHex(content.sha256) &&
    signature.content === encodeBase64(content.signature) &&
    isOurs(signature.publicKey.content, signer)
  );
}

function isOurEnvelope(json: unknown, content: Content<"envelope">, signer: LoggedSigner): boolean {
  const { envelopeHash, payloadHash, signatures } = v.parse(Dsse, json).spec;
  const [entered] = signatures;
  return (
    envelopeHash.value === sha256Hex(encodeUtf8(content.json)) &&
    payloadHash.value === sha256Hex(content.payload) &&
    entered.signature === encodeBase64(content.signature) &&
    isOurs(entered.verifier, signer)
  );
}

/** Compared as DER: logs write PEM in their own way. */
function isOurs(verifier: string, { kind, der }: LoggedSigner): boolean {
  return equalBytes(parsePem(decodeUtf8(decodeBase64(verifier)), PEM_LABELS[kind]), der);
}

/** How a log of version 1 is told who signed. */
export const PEM_LABELS = { certificate: "CERTIFICATE", key: "PUBLIC KEY" } as const;
