import { digestHex } from "../../crypto/digest-hex.ts";
import { parseChecksums } from "../../domain/asset/checksums.ts";
import type { ReleaseAttestation } from "../../domain/attestation/release-attestation.ts";
import { checkPolicy, type PolicyInForce } from "../../domain/policy/check-policy.ts";
import { isSameFile } from "../../domain/sigstore/artifact-digests.ts";
import type { ParsedBundle } from "../../domain/sigstore/bundle.ts";
import { bundlesInFile, shapeOfFile } from "../../domain/sigstore/bundles-in-file.ts";
import type { StatedBundle } from "../../domain/sigstore/verified-bundle.ts";
import { isTakenFor } from "../../domain/verification/checks/compare-asset.ts";
import type { EvidenceForm } from "../../domain/verification/evidence/evidence-form.ts";
import {
  compareFile,
  type FoundFile,
  type SpokenBundle,
  spokenBundle,
} from "../../domain/verification/evidence/file-evidence.ts";
import { signerFor } from "../../domain/verification/identity/identity-check.ts";
import {
  claimsPublication,
  comparePublication,
  publishedBy,
  publisherCheck,
} from "../../domain/verification/identity/publisher.ts";
import type { FirstOfRun, NamedTrust, VerifyFirst } from "../../domain/verification/named-trust.ts";
import type { AssetResult } from "../../domain/verification/verification.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { SmallFiles } from "./small-files.ts";
import { type CapsuleToVerify, policyInForce, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

/** Evidence that is a file of its own. */
export type FileOrder = VerifyOrder & { capsule: Extract<CapsuleToVerify, { path: string }> };

/** What the expected identity signed. */
export interface FoundEvidence {
  readonly bundles: readonly SpokenBundle[];
  readonly first: StatedBundle;
  /** What GitHub published, if that is what the evidence says, and what of it was compared with whom. */
  readonly published: { readonly stated: ReleaseAttestation; readonly compared: string } | undefined;
  /** How many files the signed checksum list names; undefined if the evidence is not one. */
  readonly listed: number | undefined;
  readonly compare: (file: FoundFile) => AssetResult;
  /** Bundles that do not count. */
  readonly others: number;
  readonly trust: NamedTrust;
}

interface EvidenceToRead {
  readonly order: FileOrder;
  readonly form: EvidenceForm;
  readonly bytes: Uint8Array;
  /** The files, as far as they are not large. */
  readonly small: SmallFiles;
  readonly verifyFirst: VerifyFirst;
}

/** The form of evidence that is not a capsule. What begins as JSON is judged as such, and all else as a checksum list. */
export function formOfFile(bytes: Uint8Array): EvidenceForm {
  return bytes[0] === 0x7b ? shapeOfFile(bytes) : "checksums";
}

/**
 * Reads the evidence and verifies who signed it. Faults: `bundle-malformed`, `digest-mismatch`, those of `bundlesInFile`,
 * `parseChecksums` and `verifyBundle`.
 */
export async function readEvidenceFile(read: EvidenceToRead, { files, crypto }: VerifyPorts): Promise<FoundEvidence> {
  const { order, form, bytes } = read;
  if (form !== "checksums") {
    const found = await selectBundles(bundlesInFile(bytes), read);
    return { ...found, listed: undefined, compare: (file) => compareFile(file, found.bundles) };
  }
  const { path } = order.capsule;
  const name = files.nameOf(path);
  const beside = files.join(files.folderOf(path), `${name}.sigstore.json`);
  if ((await files.facts(beside)) === undefined) {
    throw new Fault("bundle-malformed", `${printable(name)} is not evidence, and there is no bundle beside it`, {
      hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check",
    });
  }
  const found = await selectBundles(bundlesInFile(await files.read(beside, MAX_EVIDENCE_BYTES)), read);
  const list = { name: undefined, looked: "the list", digests: { sha256: await digestHex("sha256", bytes, crypto) } };
  if (compareFile(list, found.bundles).status !== "verified") {
    throw new Fault("digest-mismatch", "the checksum list is not the one that was signed");
  }
  const listed = parseChecksums(decodeUtf8(bytes, "the checksum list"), "sha256");
  const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
  return { ...found, listed: digests.size, compare: (file) => compareWithList(file, digests) };
}

/** A checksum list binds names; a file whose name is not on it is nobody's. */
function compareWithList({ name, looked, digests }: FoundFile, list: ReadonlyMap<string, string>): AssetResult {
  // By a digest alone it may be any of them.
  const own = name === undefined ? [...list.values()] : [list.get(name)];
  const isListed = own.some((sha256) => sha256 !== undefined && isSameFile({ sha256 }, digests));
  const shown = printable(name ?? looked);
  if (isListed) return { sealedName: name, looked, status: "verified", reason: `${shown} is what was signed` };
  if (name !== undefined && !list.has(name) && ![...list.keys()].some((other) => isTakenFor(name, other))) {
    return { sealedName: undefined, looked, status: "not-part", reason: `${shown} is not on the signed list` };
  }
  return { sealedName: name, looked, status: "failed", reason: `${shown} is not what was signed` };
}

/** Refusals that make a bundle one that does not count, and nothing false: of another signer, too old, or of later. */
const DOES_NOT_COUNT: ReadonlySet<Fault["code"]> = new Set<Fault["code"]>([
  "identity-mismatch",
  "signed-later",
  "clock-behind",
]);

/** Bundles of other signers do not count; if none is left, the first refusal of another kind, else the last, says why. */
async function selectBundles(
  bundles: readonly ParsedBundle[],
  { order, bytes, small, verifyFirst }: EvidenceToRead,
): Promise<Pick<FoundEvidence, "bundles" | "first" | "others" | "trust" | "published">> {
  // Beside statements of those who build it is one of others, and does not count.
  const isPublished = bundles.length > 0 && bundles.every(claimsPublication);
  const { identity } = order;
  if (!isPublished && identity.kind === "repository" && identity.sourceRef === undefined) {
    // It would be refused for want of an answer, however genuine it is.
    throw new Fault("usage", "a bundle names no tag", {
      hint: advice`say what was built with ${option("source-ref")}`,
    });
  }
  const signer = isPublished
    ? ({ kind: "certificate", require: publisherCheck(identity) } as const)
    : signerFor(identity);
  const verified: FirstOfRun[] = [];
  const refusals: Fault[] = [];
  for (const bundle of bundles) {
    const { content } = bundle;
    // What it signs is a file, or the list that is the evidence itself.
    const message = content.kind === "message" ? (small.get(content.digest.hex) ?? bytes) : undefined;
    try {
      verified.push(await verifyFirst({ bundle, signer, artifact: "unbound", message }));
    } catch (error) {
      if (!(error instanceof Fault) || !DOES_NOT_COUNT.has(error.code)) throw error;
      refusals.push(error);
    }
  }
  const fitting = verified.filter(({ bundle }) => satisfies(bundle, policyInForce(order)));
  // If none does, the claim of the policy says why.
  const counted = fitting.length > 0 ? fitting : verified;
  const [first] = counted;
  if (first === undefined) {
    const telling = refusals.find(({ code }) => code !== "identity-mismatch") ?? refusals.at(-1);
    throw telling ?? new Fault("bundle-malformed", "the file holds no bundle");
  }
  const said = isPublished ? counted.map(({ bundle }) => published(bundle, order)) : [];
  return {
    published: said[0],
    bundles: counted.map(({ bundle }) => spokenBundle(bundle)),
    first: first.bundle,
    others: bundles.length - counted.length,
    trust: first.trust,
  };
}

/** Each must be of whom the user expects: there are never several. */
function published(bundle: StatedBundle, { identity }: FileOrder): NonNullable<FoundEvidence["published"]> {
  const stated = publishedBy(bundle);
  return { stated, compared: comparePublication(stated, identity) };
}

/** What does not satisfy the policy, for example by its age, hides nothing that does. */
function satisfies(bundle: StatedBundle, inForce: PolicyInForce | undefined): boolean {
  return unlessRefused(() => checkPolicy([bundle], inForce), undefined) !== undefined;
}
