import { type GivenSignature, type JudgedSignatures, judgeSignatures } from "../../domain/notary/judge-signatures.ts";
import { formatByName, SIGNATURE_ENDINGS } from "../../domain/notary/notary-names.ts";
import { nameText } from "../../domain/notary/trust/distinguished-name.ts";
import { type NotaryQuorum, readNotaryQuorum } from "../../domain/notary/trust/notary-quorum.ts";
import type { NotaryTrust, NotaryVerification } from "../../domain/notary/verify-notary.ts";
import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { requireSignedBefore } from "../../domain/verification/effective-time.ts";
import { failedClaim, foundClaim, isFinding, openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import { advice, option } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { CheckedNotary, NotaryFile, NotaryOrder } from "./notary-order.ts";
import { readArtifact } from "./read-artifact.ts";
import { readNotaryTrust } from "./read-notary-trust.ts";
import { effectiveTime, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

type CheckingPorts = Pick<VerifyPorts, "files" | "crypto" | "askRevocation" | "notaryPlugin">;

const MAX_SIGNATURE_BYTES = 4 << 20;

/**
 * Whether each file is signed by somebody whom the trust policy names: one signature that holds is enough for a file, wherever it was
 * found. Faults: those of `readNotaryTrust`, and of the file system; everything else becomes the claim.
 */
export async function judgeNotary(
  files: readonly NotaryFile[],
  { order, notary }: { readonly order: VerifyOrder; readonly notary: NotaryOrder },
  ports: CheckingPorts,
): Promise<CheckedNotary> {
  const effective = effectiveTime(order);
  if (effective === undefined) throw new Fault("internal", "a trust policy needs the time at which it must hold");
  const { image } = notary;
  const subject = image === undefined ? "file" : { repository: image.repository };
  const asked = order.policy?.require.find(({ id }) => id === "notary")?.notary;
  const quorum = asked && readNotaryQuorum(asked);
  const trust = await readNotaryTrust(notary, subject, { now: effective.time.getTime(), ports });
  if (trust.statement.level === "skip") return { claim: skipped(trust), judged: [] };
  const judged: JudgedSignatures[] = [];
  for (const file of files) {
    const signatures = [...file.carried, ...(image?.signatures ?? []), ...(await signaturesBeside(file.path, ports))];
    const { digests, size } = await measured(file, signatures, ports);
    const subject = { shown: file.shown, digests, size: image?.size ?? size, mediaType: image?.mediaType, signatures };
    judged.push(await judgeSignatures(subject, { ...trust, quorum }, ports.crypto));
  }
  try {
    for (const { timestamped } of judged.flatMap(verificationsOf)) {
      if (timestamped !== undefined)
        requireSignedBefore([{ source: "timestamp-authority", seconds: timestamped.latest / 1000 }], effective);
    }
    return { claim: claimOf(files, judged, { ...trust, quorum }), judged };
  } catch (error) {
    if (!isFinding(error)) throw error;
    return { claim: foundClaim("notary", error), judged };
  }
}

/** The signatures beside a file, by its name and their endings. */
export async function signaturesBeside(path: string | undefined, { files }: CheckingPorts): Promise<GivenSignature[]> {
  const found: GivenSignature[] = [];
  for (const ending of path === undefined ? [] : SIGNATURE_ENDINGS) {
    const beside = `${path}${ending}`;
    if ((await files.facts(beside)) !== undefined) found.push(await readSignature(beside, { files }));
  }
  return found;
}

export async function readSignature(path: string, { files }: Pick<CheckingPorts, "files">): Promise<GivenSignature> {
  const bytes = await files.read(path, MAX_SIGNATURE_BYTES);
  return { bytes, format: formatByName(path) ?? "jws", place: files.nameOf(path) };
}

/** A signature may name a digest that nothing else asks for: that of the hash of its key. */
async function measured(
  { path, digests }: NotaryFile,
  signatures: readonly GivenSignature[],
  ports: CheckingPorts,
): Promise<{ readonly digests: ArtifactDigests; readonly size: number | undefined }> {
  if (path === undefined || signatures.length === 0) return { digests, size: undefined };
  return readArtifact({ path, algorithms: ["sha256", "sha384", "sha512"] }, ports);
}

function skipped({ statement }: NotaryTrust): Claim {
  const reason = `the statement ${printable(statement.name)} of the trust policy skips verification, so nothing was verified`;
  return openClaim("notary", "not-checked", { reason, required: true });
}

type Asked = NotaryTrust & { readonly quorum: NotaryQuorum | undefined };

function verificationsOf(one: JudgedSignatures): readonly NotaryVerification[] {
  return one.status === "verified" ? one.verifications : [];
}

function claimOf(
  files: readonly NotaryFile[],
  judged: readonly JudgedSignatures[],
  { statement, quorum }: Asked,
): Claim {
  const failed = judged.find((one) => one.status === "failed");
  if (failed?.status === "failed") return failedClaim("notary", failed.fault);
  const missing = judged.findIndex(({ status }) => status === "missing");
  if (missing >= 0 || files.length === 0) {
    const of = printable(files[missing]?.shown ?? "the release");
    return openClaim("notary", "missing", { reason: `no Notary signature of ${of} was found`, required: true });
  }
  const few = judged.findIndex(({ status }) => status === "lacking");
  const lacking = judged[few];
  if (lacking?.status === "lacking" && quorum !== undefined) {
    const shown = printable(files[few]?.shown ?? "the release");
    const reason = `${shown} is signed by ${lacking.found} of the ${quorum.n} whom the policy asks for`;
    return openClaim("notary", "missing", { reason, required: true });
  }
  const open = judged.find((one) => one.status === "open");
  if (open?.status === "open") {
    const hint = advice`ask with ${option("online")}, give the revocation lists of its authorities, or let the trust policy only log revocation`;
    return openClaim("notary", "not-checked", { reason: open.reason, required: true, hint });
  }
  const verified = judged.flatMap(verificationsOf);
  const signers = new Set(verified.map(({ chain }) => printable(nameText(chain[0]?.subject))));
  const noted = new Set(verified.flatMap(({ logged }) => logged.map(({ message }) => message)));
  const though = noted.size === 0 ? "" : `; the policy only logs that ${[...noted].join(", and that ")}`;
  const what = files.length === 1 ? "it is" : `${counted(files.length, "file")} are`;
  return verifiedClaim(
    "notary",
    `${what} signed by ${[...signers].join(" and ")}, whom the statement ${printable(statement.name)} trusts (${statement.level})${though}`,
  );
}
