import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { preAuthEncoding } from "../../src/domain/attestation/dsse.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule } from "../run-program.ts";
import type { Claim } from "./claim.ts";
import type { Installed } from "./install-program.ts";
import type { Judgement } from "./judge.ts";
import { placeOf } from "./loopback-places.ts";
import { runTool } from "./run-tool.ts";
import { sealRelease } from "./seal-release.ts";

const SHAPE = "our verification summary, signed with a key";
const IN_TOTO = "application/vnd.in-toto+json";

/** What slsa-verifier is asked about one summary. */
interface Question {
  readonly digest: string;
  readonly verifier: string;
  readonly resource: string;
  readonly levels: readonly string[];
  readonly key: KeyObject;
  readonly envelope: object;
}

/**
 * slsa-verifier has one command that takes its trust from outside: `verify-vsa`, with a public key. The summary that
 * `capsule verify --vsa` writes of a release is put into an envelope, signed by a key of whoever verified, and judged: for each
 * asset and level what is so must be accepted, and what is not must be refused.
 */
export async function judgeSummaries(program: Extract<Installed, { path: string }>): Promise<Judgement[]> {
  const sigstore = await startGitHubSigstore();
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-summary-"));
  const claims = await sealRelease(placeOf(sigstore, "v1"), folder);
  const statement = await summaryOf(claims, folder);
  await sigstore.close();
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const judgements: Judgement[] = [];
  const ask = async (label: string, question: Question, tampering?: string): Promise<void> => {
    const run = await verifySummary(program.path, question);
    const passed = run.stderr.includes("Verifying VSA: PASSED") && run.status === 0;
    const refused = run.stderr.includes("Verifying VSA: FAILED") && run.status === 1;
    const right = tampering === undefined ? passed : refused;
    const outcome = right ? "as expected" : "wrong";
    judgements.push({ shape: SHAPE, label, tampering, outcome, detail: run.stderr.trim().slice(-400) });
  };
  for (const { name, digest } of statement.subject) {
    const envelope = envelopeOf(statement, pair.privateKey);
    const { verifier, resourceUri } = statement.predicate;
    const common = { verifier: verifier.id, resource: resourceUri, key: pair.publicKey, envelope };
    const question: Question = { ...common, digest: `sha256:${digest.sha256}`, levels: ["SLSA_BUILD_LEVEL_2"] };
    await ask(`${name}, of its level`, question);
    await ask(`${name}, of a lower level`, { ...question, levels: ["SLSA_BUILD_LEVEL_1"] });
    await ask(`${name}, of any level`, { ...question, levels: [] });
    if (name !== statement.subject[0]?.name) continue;
    for (const [tampering, change] of FALSE) await ask(name, { ...question, ...change(statement, pair) }, tampering);
  }
  return judgements;
}

interface Summary {
  readonly predicateType: string;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicate: {
    readonly verifier: { readonly id: string };
    readonly resourceUri: string;
    readonly verifiedLevels: readonly string[];
    readonly verificationResult: string;
  };
}

type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** A summary that says something else, signed by the right key. */
const says = (change: (statement: Summary) => object) => (statement: Summary, keys: Keys) => ({
  envelope: envelopeOf(change(statement), keys.privateKey),
});
const saysOf = (predicate: object) =>
  says((statement) => ({ ...statement, predicate: { ...statement.predicate, ...predicate } }));
const edited = (change: (envelope: Envelope) => object) => (statement: Summary, keys: Keys) => ({
  envelope: change(envelopeOf(statement, keys.privateKey)),
});

const FALSE: readonly [string, (statement: Summary, keys: Keys) => Partial<Question>][] = [
  ["another digest expected", () => ({ digest: `sha256:${"0".repeat(64)}` })],
  ["another algorithm expected", (statement) => ({ digest: `sha512:${statement.subject[0]?.digest.sha256}` })],
  ["another verifier expected", () => ({ verifier: "https://example.org/verifier" })],
  ["another release expected", ({ predicate }) => ({ resource: predicate.resourceUri.replace("1.2.3", "1.2.4") })],
  ["a higher level expected", () => ({ levels: ["SLSA_BUILD_LEVEL_3"] })],
  ["another track expected", () => ({ levels: ["SLSA_SOURCE_LEVEL_1"] })],
  ["another key expected", () => ({ key: generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey })],
  [
    "signed by another key",
    (statement) => ({ envelope: envelopeOf(statement, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey) }),
  ],
  ["the signature taken out", edited((envelope) => ({ ...envelope, signatures: [] }))],
  [
    "the signature changed",
    edited((envelope) => ({
      ...envelope,
      signatures: envelope.signatures.map((one) => ({ ...one, sig: lastBitFlipped(one.sig) })),
    })),
  ],
  [
    "the statement changed after it was signed",
    (statement, keys) => ({
      envelope: { ...envelopeOf(statement, keys.privateKey), payload: payloadOf({ ...statement, extra: true }) },
    }),
  ],
  ["another payload type", edited((envelope) => ({ ...envelope, payloadType: "text/plain" }))],
  ["a verification that failed", saysOf({ verificationResult: "FAILED", verifiedLevels: ["FAILED"] })],
  ["no level that was evaluated", saysOf({ verifiedLevels: ["SLSA_BUILD_LEVEL_UNEVALUATED"] })],
  ["the file is no subject", says((statement) => ({ ...statement, subject: statement.subject.slice(1) }))],
  ["another predicate type", says((statement) => ({ ...statement, predicateType: "https://slsa.dev/provenance/v1" }))],
];

async function summaryOf(claims: readonly Claim[], folder: string): Promise<Summary> {
  const [first] = claims;
  if (first === undefined) throw new Error("nothing was sealed");
  const out = dirname(first.bundle);
  const policy = join(folder, "policy.json");
  const { identity, issuer } = first;
  const builders = [{ id: builderOf(claims), level: "SLSA_BUILD_LEVEL_2" }];
  writeFileSync(policy, JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [{ identity, issuer }], builders }));
  const files = claims.filter(({ label }) => label.startsWith("asset ")).map(({ artifact }) => artifact);
  const summary = join(folder, "summary.json");
  const words = ["--policy", policy, "--trusted-root", first.trustedRoot, "--vsa", summary, "--all"];
  const run = await capsule(["verify", ...words, "--", join(out, "octo-tool-1.2.3.capsule"), ...files], {
    cwd: folder,
  });
  if (run.status !== 0) throw new Error(`the release was not verified: ${run.stdout}${run.stderr}`);
  const statement: Summary = JSON.parse(readFileSync(summary, "utf8"));
  const digests = files.map((file) => `${basename(file)} ${sha256Hex(readFileSync(file))}`).sort();
  const subjects = statement.subject.map(({ name, digest }) => `${name} ${digest.sha256}`).sort();
  if (JSON.stringify(digests) !== JSON.stringify(subjects)) throw new Error("the summary is about other files");
  return statement;
}

function builderOf(claims: readonly Claim[]): string {
  const provenance = claims.find(({ label }) => label.startsWith("provenance of "));
  const { dsseEnvelope } = JSON.parse(readFileSync(provenance?.bundle ?? "", "utf8"));
  return JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString()).predicate.runDetails.builder.id;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

const payloadOf = (statement: object): string => Buffer.from(JSON.stringify(statement)).toString("base64");

function envelopeOf(statement: object, key: KeyObject): Envelope {
  const payload = payloadOf(statement);
  const signed = preAuthEncoding(IN_TOTO, Buffer.from(payload, "base64"));
  return {
    payloadType: IN_TOTO,
    payload,
    signatures: [{ keyid: "", sig: sign("sha256", signed, key).toString("base64") }],
  };
}

function lastBitFlipped(sig: string): string {
  const bytes = Buffer.from(sig, "base64");
  bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
  return bytes.toString("base64");
}

async function verifySummary(program: string, question: Question) {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-vsa-"));
  const [attestation, key] = [join(folder, "vsa.json"), join(folder, "key.pem")];
  writeFileSync(attestation, JSON.stringify(question.envelope));
  writeFileSync(key, question.key.export({ type: "spki", format: "pem" }));
  const args = [
    ...["verify-vsa", "--attestation-path", attestation, "--subject-digest", question.digest],
    ...["--verifier-id", question.verifier, "--resource-uri", question.resource, "--public-key-path", key],
    ...question.levels.flatMap((level) => ["--verified-level", level]),
  ];
  // Neither a home nor a network: everything that it trusts is named.
  const nowhere = "http://127.0.0.1:9";
  const env = { HOME: folder, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere };
  return await runTool(program, args, { cwd: folder, env, timeoutMs: 60_000 });
}
