import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownCorpus } from "../../__tests__/corpus.ts";
import type { Claim } from "../../__tests__/interop/claim.ts";
import { installProgram, type ProgramName } from "../../__tests__/interop/install-program.ts";
import { type Verifier, verifierOf } from "../../__tests__/interop/verifier.ts";
import type { CorpusCase } from "../corpus/judge-case.ts";
import { runCase } from "../corpus/run-case.ts";
import { acceptsBundle } from "./bundles.ts";
import { mutantsOf } from "./mutations.ts";
import { corpusSubjects, type MutationSubject } from "./subjects.ts";
import { upstreamAccepts } from "./upstream-accepts.ts";
import { accepts } from "./verdict-of.ts";

export interface DifferentialOrder {
  /** How many questions there are about, half of them changed bundles; every sound bundle is among them. */
  readonly sample: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
}

export interface Differences {
  /** Questions to the verifiers of others. */
  readonly asked: number;
  /** Accepted by ours, refused by another, and no reason stands below. */
  readonly wrong: number;
}

/** The programs of the interop suite that answer about a bundle offline; what is not installed there is left out. */
const PROGRAMS: readonly ProgramName[] = ["cosign-v3", "cosign-v2", "gh", "sigstore-python"];

/** One bundle before all who can be asked about it. */
interface Question {
  readonly id: string;
  readonly change: string;
  readonly claim: Claim;
  readonly ours: boolean;
  readonly library: boolean | undefined;
}

interface Reason {
  readonly verifier: RegExp;
  readonly applies: (question: Question) => boolean;
  readonly reason: string;
}

/** Where another refuses what ours accepts, and why that is right here. */
const REASONS: readonly Reason[] = [
  {
    verifier: /^gh/,
    applies: isOfFirstVersion,
    reason: "it says that it does not support bundles of version 0.1",
  },
  {
    verifier: /^sigstore-python/,
    applies: isOfFirstVersion,
    reason: "it requires an inclusion proof, which bundles of version 0.1 may leave out beside a log's promise",
  },
  {
    verifier: /^@sigstore\/verify/,
    applies: ({ change }) => change.startsWith("verificationMaterial.tlogEntries[].inclusionProof.checkpoint.envelope"),
    reason: "the checkpoint of a Rekor v1 log is signed under whatever host name its operator started it with",
  },
  {
    verifier: /^(cosign|gh|sigstore-python)/,
    applies: ({ change }) => /\.(logIndex|integratedTime|treeSize|hashes) (type-changed|removed)$/.test(change),
    reason:
      "null, a number for int64 and an absent list are allowed by the protobuf JSON mapping; its reader of JSON is stricter",
  },
  {
    verifier: /^(cosign|gh|sigstore-python)/,
    applies: ({ change }) => change.startsWith("verificationMaterial.timestampVerificationData"),
    reason:
      "a further timestamp is not required where a log's promise gives the time; it wants each that is there to hold",
  },
];

/**
 * Lets the verifiers of others judge what we judge: each case of our own corpus that a program can be asked about, and changed bundles
 * of it, `sample` in all. What ours accepts and another refuses is wrong, unless a reason says why; the other way round is told.
 */
export async function judgeDifferences(order: DifferentialOrder): Promise<Differences> {
  const verifiers = await installedVerifiers();
  const scratch = mkdtempSync(join(tmpdir(), "capsule-differential-"));
  const counts = new Map<string, Record<string, number>>();
  order.say(`asked: @sigstore/verify${verifiers.map(({ title }) => `, ${title}`).join("")}`);
  let [asked, wrong] = [0, 0];
  const count = (title: string, what: string) => {
    const own = counts.get(title) ?? {};
    counts.set(title, { ...own, [what]: (own[what] ?? 0) + 1 });
  };
  for await (const question of questions(order, scratch)) {
    const answers: [string, boolean][] = question.library === undefined ? [] : [["@sigstore/verify", question.library]];
    for (const verifier of verifiers) {
      if (verifier.unsupported(question.claim) !== undefined) continue;
      answers.push([verifier.title, (await verifier.verify(question.claim)).status === 0]);
    }
    for (const [title, theirs] of answers) {
      asked += 1;
      if (theirs === question.ours) count(title, theirs ? "accepted by both" : "refused by both");
      else if (theirs) count(title, "accepted by it alone");
      else {
        const reason = REASONS.find((one) => one.verifier.test(title) && one.applies(question))?.reason;
        count(title, reason === undefined ? "accepted by us alone" : "accepted by us for a reason");
        if (reason === undefined) wrong += 1;
        order.say(`${title} refuses, and we accept, ${question.id}: ${question.change}: ${reason ?? "for no reason"}`);
      }
    }
  }
  rmSync(scratch, { recursive: true });
  for (const [title, own] of counts) {
    order.say(
      `${title}: ${Object.entries(own)
        .map(([what, number]) => `${number} ${what}`)
        .join(", ")}`,
    );
  }
  return { asked, wrong };
}

async function installedVerifiers(): Promise<Verifier[]> {
  const programs = await Promise.all(PROGRAMS.map((name) => installProgram(name, 0)));
  return programs.flatMap((program) => ("path" in program ? (verifierOf(program) ?? []) : []));
}

async function* questions(
  { sample, random }: { readonly sample: number; readonly random: () => number },
  scratch: string,
): AsyncGenerator<Question> {
  const folder = ownCorpus("bundles");
  const { cases } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { cases: CorpusCase[] };
  const askable = cases.filter((one) => claimOf(folder, one) !== undefined);
  const share = Math.min(1, sample / 2 / askable.length);
  for (const one of askable) {
    if (one.expect !== "accept" && random() >= share) continue;
    const claim = withOwnRoot(claimOf(folder, one), scratch);
    const ours = (await runCase(folder, one)) === "accept";
    if (claim !== undefined) yield { id: one.id, change: one.expect, claim, ours, library: undefined };
  }
  yield* changedBundles({ sample, random }, scratch, new Map(askable.map((one) => [one.id, one])));
}

async function* changedBundles(
  { sample, random }: { readonly sample: number; readonly random: () => number },
  scratch: string,
  cases: ReadonlyMap<string, CorpusCase>,
): AsyncGenerator<Question> {
  const folder = ownCorpus("bundles");
  const subjects = (await corpusSubjects(folder)).filter(({ id }) => cases.has(id));
  const each = Math.ceil(sample / 2 / subjects.length);
  for (const [index, subject] of subjects.entries()) {
    const mutants = [...mutantsOf(JSON.parse(subject.bundle), {}, random)];
    const donor = withOwnRoot(claimOf(folder, cases.get(subject.id)), scratch);
    for (let made = 0; made < each && donor !== undefined; made++) {
      const mutant = mutants[Math.floor(random() * mutants.length)];
      if (mutant === undefined) break;
      const bundle = join(scratch, `${index}-${made}.sigstore.json`);
      writeFileSync(bundle, mutant.text);
      const ours = (await accepts(() => acceptsBundle(mutant.text, subject))) === true;
      const library = libraryOf(mutant.text, subject);
      yield { id: subject.id, change: `${mutant.path} ${mutant.kind}`, claim: { ...donor, bundle }, ours, library };
    }
  }
}

/** The library cannot judge a subject that it does not accept unharmed. */
function libraryOf(text: string, subject: MutationSubject): boolean | undefined {
  return upstreamAccepts(subject.bundle, subject) ? upstreamAccepts(text, subject) : undefined;
}

function isOfFirstVersion({ claim }: Question): boolean {
  return /version=0\.1$/.test(readJson(claim.bundle)?.mediaType ?? "");
}

/** The question that a case asks, if it is one about a file, a certificate and a workflow's identity. */
function claimOf(folder: string, one: CorpusCase | undefined): Claim | undefined {
  const { san, issuer, sourceRepositoryURI = "" } = one?.policy ?? {};
  if (one === undefined || typeof one.artifact !== "string" || san === undefined || issuer === undefined)
    return undefined;
  if (typeof one.key === "string") return undefined;
  const bundle = join(folder, one.bundle);
  const content = readJson(bundle);
  const { tlogEntries = [] } = content?.verificationMaterial ?? {};
  const payload = content?.dsseEnvelope?.payload;
  const statement = payload === undefined ? undefined : parseJson(Buffer.from(payload, "base64").toString());
  if (content === undefined || (payload !== undefined && statement === undefined)) return undefined;
  return {
    ...{ shape: one.id.split("/")[0] ?? "", label: one.id, bundle, issuer, identity: san },
    kind: payload === undefined ? "message" : "statement",
    artifact: join(folder, one.artifact),
    trustedRoot: join(folder, one.trusted_root),
    repository: sourceRepositoryURI.replace("https://github.com/", ""),
    predicateType: statement?.predicateType ?? "",
    log: tlogEntries.length === 0 ? "none" : tlogEntries[0]?.kindVersion?.version === "0.0.2" ? "v2" : "v1",
  };
}

/** The programs want forms of the trusted root of their own beside it, which must not come to lie in the corpus. */
function withOwnRoot(claim: Claim | undefined, scratch: string): Claim | undefined {
  if (claim === undefined) return undefined;
  const folder = join(scratch, claim.shape);
  const trustedRoot = join(folder, `${claim.trustedRoot.replaceAll(/[^A-Za-z0-9.]/g, "_")}`);
  if (!existsSync(trustedRoot)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(trustedRoot, readFileSync(claim.trustedRoot));
  }
  return { ...claim, trustedRoot };
}

interface BundleLook {
  readonly mediaType?: string;
  readonly verificationMaterial?: {
    readonly tlogEntries?: readonly { readonly kindVersion?: { readonly version?: string } }[];
  };
  readonly dsseEnvelope?: { readonly payload?: string };
}

function readJson(path: string): BundleLook | undefined {
  return parseJson(readFileSync(path, "utf8"));
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
