import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Claim } from "./claim.ts";

/** A sound claim made false in one way. */
export interface Tampering {
  readonly name: string;
  /** The false claim, its files in `folder`; undefined where the claim has nothing of the kind. */
  apply(claim: Claim, context: TamperingContext): Claim | undefined;
}

export interface TamperingContext {
  /** Empty, for this one claim. */
  readonly folder: string;
  /** Of the same kind and the same run, about something else. */
  readonly sibling: Claim;
  /** Of the same kind, from another run under the same authority. */
  readonly stranger: Claim;
  /** A trusted root of another instance. */
  readonly otherTrustedRoot: string;
}

/** A Sigstore bundle, as far as tests reach into it. */
interface Bundle {
  mediaType: string;
  messageSignature?: { messageDigest: { digest: string }; signature: string };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string }[] };
  verificationMaterial: {
    /** Absent where a key signed. */
    certificate?: { rawBytes: string };
    tlogEntries?: {
      integratedTime?: string;
      canonicalizedBody: string;
      inclusionPromise?: { signedEntryTimestamp: string };
      inclusionProof: { rootHash: string; hashes: string[]; checkpoint: { envelope: string } };
    }[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
}

export const TAMPERINGS: readonly Tampering[] = [
  asset("one byte of the file changed", (bytes) => flipped(bytes, 0)),
  asset("one byte added to the file", (bytes) => Buffer.concat([bytes, Buffer.of(0)])),
  asset("the file emptied", () => Buffer.alloc(0)),
  { name: "another file of the release in its place", apply: onAnotherFile },
  expected("another workflow expected", (claim) => ({
    identity: claim.identity.replace(".github/workflows/", ".github/workflows/not-"),
  })),
  expected("an identity expected that only begins alike", (claim) => ({ identity: claim.identity.slice(0, -1) })),
  expected("another repository expected", () => ({ repository: "octo-org/another-tool" })),
  expected("another issuer expected", () => ({ issuer: "https://issuer.example" })),
  {
    name: "another authority trusted",
    apply: (claim, { otherTrustedRoot }) => ({ ...claim, trustedRoot: otherTrustedRoot }),
  },
  expected("another predicate type expected", (claim) =>
    claim.kind === "statement" ? { predicateType: "https://example.org/other/v1" } : undefined,
  ),
  bundle("one bit of the signature changed", (it) => withSignature(it, (sig) => flip(sig, 20))),
  bundle("the signature of something else", (it, { sibling }) => withSignature(it, () => signatureOf(read(sibling)))),
  bundle("the certificate of another run", (it, { stranger }) => {
    const { certificate } = read(stranger).verificationMaterial;
    if (certificate === undefined) return false;
    it.verificationMaterial.certificate = certificate;
    return undefined;
  }),
  bundle("one bit of the certificate changed", ({ verificationMaterial: { certificate } }) => {
    if (certificate === undefined) return false;
    certificate.rawBytes = flip(certificate.rawBytes, -5);
    return undefined;
  }),
  bundle("the statement changed", ({ dsseEnvelope }) => {
    if (dsseEnvelope === undefined) return false;
    const text = Buffer.from(dsseEnvelope.payload, "base64").toString();
    dsseEnvelope.payload = Buffer.from(text.replace(/"name":"/, '"name":"x')).toString("base64");
    return undefined;
  }),
  bundle("the payload type changed", ({ dsseEnvelope }) => {
    if (dsseEnvelope === undefined) return false;
    dsseEnvelope.payloadType = "application/json";
    return undefined;
  }),
  bundle("the log entry taken out", (it) => {
    if (entryOf(it) === undefined) return false;
    it.verificationMaterial.tlogEntries = [];
    return undefined;
  }),
  bundle("the log entry of something else", (it, { sibling }) => {
    const other = read(sibling).verificationMaterial.tlogEntries;
    if (entryOf(it) === undefined || other === undefined) return false;
    it.verificationMaterial.tlogEntries = other;
    return undefined;
  }),
  entry("the body of the log entry changed", (it) => {
    it.canonicalizedBody = flip(it.canonicalizedBody, -30);
  }),
  entry("the root of the inclusion proof changed", (it) => {
    it.inclusionProof.rootHash = flip(it.inclusionProof.rootHash, 3);
  }),
  entry("a hash of the inclusion proof changed", ({ inclusionProof }) => {
    const [first] = inclusionProof.hashes ?? [];
    if (first === undefined) return false;
    inclusionProof.hashes[0] = flip(first, 3);
    return undefined;
  }),
  entry("the signature of the checkpoint changed", ({ inclusionProof: { checkpoint } }) => {
    const [head = "", signature = ""] = /^([\s\S]*— \S+ )(\S+)\n$/.exec(checkpoint.envelope)?.slice(1) ?? [];
    if (signature === "") return false;
    checkpoint.envelope = `${head}${flip(signature, 30)}\n`;
    return undefined;
  }),
  entry("the log's promise changed", ({ inclusionPromise }) => {
    if (inclusionPromise === undefined) return false;
    inclusionPromise.signedEntryTimestamp = flip(inclusionPromise.signedEntryTimestamp, 20);
    return undefined;
  }),
  entry("the log's time changed", (it) => {
    if (it.inclusionPromise === undefined) return false;
    it.integratedTime = String(Number(it.integratedTime) + 1);
    return undefined;
  }),
  bundle("the timestamp taken out", (it, _context, claim) => {
    if (claim.log === "v1") return false;
    delete it.verificationMaterial.timestampVerificationData;
    return undefined;
  }),
  bundle("the timestamp of something else", (it, { sibling }, claim) => {
    const other = read(sibling).verificationMaterial.timestampVerificationData;
    if (claim.log === "v1" || other === undefined) return false;
    it.verificationMaterial.timestampVerificationData = other;
    return undefined;
  }),
  bundle("a bundle of an unknown version", (it) => {
    it.mediaType = "application/vnd.dev.sigstore.bundle.v9.9+json";
  }),
  { name: "a bundle cut short", apply: cutShort },
];

function asset(name: string, change: (bytes: Buffer) => Buffer): Tampering {
  return {
    name,
    apply(claim, { folder }) {
      const artifact = join(folder, basename(claim.artifact));
      writeFileSync(artifact, change(readFileSync(claim.artifact)));
      return { ...claim, artifact };
    },
  };
}

/** The other file takes the name of the first; for a statement it must be one that is no subject at all. */
function onAnotherFile(claim: Claim, { folder, sibling }: TamperingContext): Claim {
  const artifact = join(folder, basename(claim.artifact));
  copyFileSync(claim.kind === "message" ? sibling.artifact : claim.bundle, artifact);
  return { ...claim, artifact };
}

function expected(name: string, change: (claim: Claim) => Partial<Claim> | undefined): Tampering {
  return {
    name,
    apply(claim) {
      const changed = change(claim);
      return changed === undefined ? undefined : { ...claim, ...changed };
    },
  };
}

type Change = (bundle: Bundle, context: TamperingContext, claim: Claim) => false | undefined;

/** `change` alters the bundle in place; false where there is nothing to alter. */
function bundle(name: string, change: Change): Tampering {
  return {
    name,
    apply(claim, context) {
      const changed = read(claim);
      if (change(changed, context, claim) === false) return undefined;
      const path = join(context.folder, "tampered.sigstore.json");
      writeFileSync(path, JSON.stringify(changed));
      return { ...claim, bundle: path };
    },
  };
}

type Entry = NonNullable<Bundle["verificationMaterial"]["tlogEntries"]>[number];

function entry(name: string, change: (entry: Entry) => false | undefined): Tampering {
  return bundle(name, (it) => {
    const found = entryOf(it);
    return found === undefined ? false : change(found);
  });
}

function entryOf(it: Bundle): Entry | undefined {
  return it.verificationMaterial.tlogEntries?.[0];
}

function cutShort(claim: Claim, { folder }: TamperingContext): Claim {
  const path = join(folder, "tampered.sigstore.json");
  writeFileSync(path, readFileSync(claim.bundle).subarray(0, -2));
  return { ...claim, bundle: path };
}

function read(claim: Claim): Bundle {
  return JSON.parse(readFileSync(claim.bundle, "utf8"));
}

function signatureOf({ messageSignature, dsseEnvelope }: Bundle): string {
  return messageSignature?.signature ?? dsseEnvelope?.signatures[0]?.sig ?? "";
}

function withSignature({ messageSignature, dsseEnvelope }: Bundle, change: (sig: string) => string): undefined {
  if (messageSignature !== undefined) messageSignature.signature = change(messageSignature.signature);
  const [signature] = dsseEnvelope?.signatures ?? [];
  if (signature !== undefined) signature.sig = change(signature.sig);
}

/** One bit of a byte in base64 flipped; a negative position counts from the end. */
function flip(base64: string, at: number): string {
  return flipped(Buffer.from(base64, "base64"), at).toString("base64");
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}
