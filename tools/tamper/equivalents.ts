import { DER_TAGS, type DerNode, readDer } from "../../src/kernel/der.ts";
import type { MutationKind } from "./mutations.ts";

/** A change that leaves a bundle genuine, with the clause that says why. */
export interface Equivalent {
  readonly path: string;
  readonly kinds: readonly MutationKind[];
  readonly clause: string;
  /** What must be so of the genuine bundle and the changed one: a path alone says too little. */
  readonly holds: (genuine: BundleJson, changed: BundleJson) => boolean;
  /** Accepted by us alone, as the clause asks. */
  readonly isOurs?: boolean;
}

/** As far as it is looked at here. */
interface BundleJson {
  readonly mediaType?: unknown;
  readonly verificationMaterial: {
    readonly tlogEntries?: readonly Entry[];
    readonly timestampVerificationData?: {
      readonly rfc3161Timestamps?: readonly { readonly signedTimestamp?: string }[];
    };
    readonly publicKey?: object;
    readonly x509CertificateChain?: { readonly certificates: readonly { readonly rawBytes?: string }[] };
  };
}

interface Entry {
  readonly logIndex?: unknown;
  readonly integratedTime?: unknown;
  readonly inclusionPromise?: unknown;
  readonly inclusionProof?: {
    readonly logIndex?: unknown;
    readonly treeSize?: unknown;
    readonly hashes?: readonly string[];
    readonly checkpoint?: { readonly envelope?: string };
  };
}

const MATERIAL = "verificationMaterial";
const ENTRY = `${MATERIAL}.tlogEntries[]`;
const TIMESTAMPS = `${MATERIAL}.timestampVerificationData`;
const CHECKPOINT = `${ENTRY}.inclusionProof.checkpoint.envelope`;
const always = () => true;

const entriesOf = ({ verificationMaterial }: BundleJson): readonly Entry[] => verificationMaterial.tlogEntries ?? [];
const tokensOf = ({ verificationMaterial }: BundleJson): string[] =>
  (verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []).map((one) => one.signedTimestamp ?? "");
const firstOf = ({ verificationMaterial }: BundleJson) =>
  verificationMaterial.x509CertificateChain?.certificates[0]?.rawBytes;
const hasPromise = (genuine: BundleJson): boolean =>
  entriesOf(genuine).some((entry) => entry.inclusionPromise !== undefined);
/** A key is the verifier's to bound in time, and bundles of one may have no time at all. */
const needsNoTimestamp = (genuine: BundleJson): boolean =>
  hasPromise(genuine) || genuine.verificationMaterial.publicKey !== undefined;
const hasSameLeaf = (genuine: BundleJson, changed: BundleJson): boolean => firstOf(genuine) === firstOf(changed);

/** Mutants that may be accepted. Each must be accepted by @sigstore/verify as well, unless it says otherwise. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: "dsseEnvelope.signatures[].keyid",
    kinds: ["removed", "swapped", "flipped", "type-changed"],
    clause: "DSSE protocol: KEYID is an unauthenticated hint and must not be used for security decisions",
    holds: always,
  },
  {
    path: `${MATERIAL}.publicKey.hint`,
    kinds: ["removed", "swapped", "flipped", "type-changed"],
    clause: "sigstore_common.proto PublicKeyIdentifier: an optional unauthenticated hint on which key to use",
    holds: always,
  },
  {
    path: `${MATERIAL}.publicKey`,
    kinds: ["type-changed", "swapped"],
    clause:
      "sigstore_common.proto PublicKeyIdentifier: its only field is an optional hint, so it may be empty, or another's",
    holds: always,
  },
  {
    path: "mediaType",
    kinds: ["swapped", "flipped"],
    clause:
      "sigstore_bundle.proto: the versions differ in required fields only, and this bundle has those of the other",
    holds: (_, changed) => /^application\/vnd\.dev\.sigstore\.bundle[.+]/.test(String(changed.mediaType)),
  },
  {
    path: TIMESTAMPS,
    kinds: ["removed", "swapped", "type-changed"],
    clause:
      "sigstore_bundle.proto: timestamp_verification_data may be empty where a log's promise gives the time, or a key signed",
    holds: needsNoTimestamp,
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps`,
    kinds: ["removed", "swapped", "type-changed"],
    clause:
      "sigstore_bundle.proto: timestamp_verification_data may be empty where a log's promise gives the time, or a key signed",
    holds: needsNoTimestamp,
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps[]`,
    kinds: ["removed", "swapped"],
    clause: "client specification: times of distinct authorities count; further ones are not required",
    holds: (genuine) => needsNoTimestamp(genuine) || tokensOf(genuine).length > 1,
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps[].signedTimestamp`,
    kinds: ["swapped"],
    clause: "client specification: times of distinct authorities count; further ones are not required",
    holds: needsNoTimestamp,
  },
  ...["", "!der"].map(
    (inside): Equivalent => ({
      path: `${TIMESTAMPS}.rfc3161Timestamps[].signedTimestamp${inside}`,
      kinds: ["flipped", "restructured"],
      clause:
        "RFC 5652 §5.4: certificates, versions and unsigned attributes of SignedData are outside of the signature",
      holds: keepsWhatAuthoritySigned,
    }),
  ),
  {
    path: `${ENTRY}.inclusionProof`,
    kinds: ["removed", "type-changed"],
    clause: "sigstore_bundle.proto v0.1: the inclusion promise is required, the proof is optional",
    holds: (genuine) => hasPromise(genuine) && /version=0\.1$/.test(String(genuine.mediaType)),
  },
  ...["", "!line"].map(
    (inside): Equivalent => ({
      path: `${CHECKPOINT}${inside}`,
      kinds: ["flipped", "restructured"],
      clause:
        "c2sp.org/signed-note: signatures of unknown keys must be ignored; what the log signed and its signature are there, under whatever " +
        "name, for the name of a Rekor v1 log is its operator's to choose",
      holds: keepsWhatLogSigned,
      isOurs: true,
    }),
  ),
  {
    path: `${ENTRY}.inclusionProof.hashes`,
    kinds: ["removed", "type-changed"],
    clause: "protobuf JSON mapping: null and absent mean the empty list",
    holds: (genuine) => entriesOf(genuine).some((entry) => entry.inclusionProof?.hashes?.length === 0),
  },
  {
    path: `${MATERIAL}.x509CertificateChain.certificates[]`,
    kinds: ["removed", "duplicated", "swapped"],
    clause: "sigstore_bundle.proto v0.1: certificates after the first are not used to build the chain",
    holds: hasSameLeaf,
  },
  {
    path: `${MATERIAL}.x509CertificateChain.certificates[].rawBytes`,
    kinds: ["swapped", "flipped"],
    clause: "sigstore_bundle.proto v0.1: certificates after the first are not used to build the chain",
    holds: hasSameLeaf,
  },
  ...[
    `${ENTRY}.logIndex`,
    `${ENTRY}.integratedTime`,
    `${ENTRY}.inclusionProof.logIndex`,
    `${ENTRY}.inclusionProof.treeSize`,
  ].map(
    (path): Equivalent => ({
      path,
      kinds: ["removed", "type-changed"],
      clause: "protobuf JSON mapping: int64 is a decimal string, numbers are accepted, and absent means 0",
      holds: (genuine, changed) => countsOf(genuine) === countsOf(changed),
    }),
  ),
];

export interface Change {
  readonly path: string;
  readonly kind: MutationKind;
  /** The changed bundle. */
  readonly text: string;
}

/** Why a changed bundle may be accepted; undefined for one that may not. */
export function equivalentOf({ path, kind, text }: Change, genuine: string): Equivalent | undefined {
  const known = EQUIVALENTS.filter((one) => one.path === path && one.kinds.includes(kind));
  if (known.length === 0) return undefined;
  const [before, after] = [JSON.parse(genuine), JSON.parse(text)];
  return known.find(({ holds }) => holds(before, after));
}

function countsOf(bundle: BundleJson): string {
  const number = (value: unknown) => String(value ?? 0);
  return entriesOf(bundle)
    .map(({ logIndex, integratedTime, inclusionProof }) =>
      [logIndex, integratedTime, inclusionProof?.logIndex, inclusionProof?.treeSize].map(number).join(" "),
    )
    .join("\n");
}

/** The text of each checkpoint is what it was, and so is each signature under it, whatever stands beside them. */
function keepsWhatLogSigned(genuine: BundleJson, changed: BundleJson): boolean {
  const [before, after] = [genuine, changed].map((bundle) =>
    entriesOf(bundle).map((entry) => entry.inclusionProof?.checkpoint?.envelope ?? ""),
  );
  return (before ?? []).every((note, at) => {
    const other = after?.[at] ?? "";
    const [text, otherText] = [note, other].map((one) => one.slice(0, one.indexOf("\n\n")));
    const all = signaturesOf(note);
    // Under the name of the log; under any for Rekor v1, where it is the first. Witnesses may follow.
    const own = all.find(({ name }) => name === note.split("\n")[0]) ?? all[0];
    return text === otherText && (own === undefined || signaturesOf(other).some(({ bytes }) => bytes === own.bytes));
  });
}

function signaturesOf(note: string): { readonly name: string; readonly bytes: string }[] {
  return note.split("\n").flatMap((line) => {
    const [, name, bytes] = /^— (.*) (\S+)\r?$/.exec(line) ?? [];
    return name === undefined || bytes === undefined ? [] : [{ name, bytes }];
  });
}

/** The time, the signed attributes and the signature of each token are what they were, byte by byte. */
function keepsWhatAuthoritySigned(genuine: BundleJson, changed: BundleJson): boolean {
  const [before, after] = [tokensOf(genuine), tokensOf(changed)];
  return before.every((token, at) => {
    const other = Buffer.from(after[at] ?? "", "base64");
    return signedParts(Buffer.from(token, "base64")).every((part) => other.includes(Buffer.from(part)));
  });
}

/** RFC 5652: of the SignedData in a token, eContent, the signed attributes and the signature. */
function signedParts(token: Uint8Array): Uint8Array[] {
  const octets: Uint8Array[] = [];
  const attributes: Uint8Array[] = [];
  const walk = (node: DerNode): void => {
    if (node.tag === DER_TAGS.octetString) octets.push(node.content);
    // `[0] IMPLICIT SET OF Attribute`, of which the first is an object identifier in a sequence.
    if (node.tag === 0xa0 && node.constructed && isAttribute(node.children()[0])) attributes.push(node.content);
    if (node.constructed) for (const child of node.children()) walk(child);
  };
  walk(readDer(token));
  return [octets[0], octets.at(-1), ...attributes].flatMap((part) => part ?? []);
}

function isAttribute(node: DerNode | undefined): boolean {
  return node?.tag === DER_TAGS.sequence && node.children()[0]?.tag === DER_TAGS.oid;
}
