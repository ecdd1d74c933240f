import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hasGo } from "../../__tests__/has-go.ts";
import {
  announcementLines,
  announcementPassed,
  formatAnnouncements,
  judgeAnnouncement,
} from "../../__tests__/interop/announcement/judge-announcement.ts";
import { benchmark } from "../../__tests__/interop/benchmark.ts";
import { judgeClients } from "../../__tests__/interop/clients/judge-clients.ts";
import { conclusion } from "../../__tests__/interop/conclusion.ts";
import { foreignEvidence, makersAmong } from "../../__tests__/interop/foreign-evidence.ts";
import { judgeImages } from "../../__tests__/interop/images/judge-images.ts";
import { type Installed, PROGRAMS, type ProgramName } from "../../__tests__/interop/install-program.ts";
import { installPrograms } from "../../__tests__/interop/install-programs.ts";
import { type Evidence, type Judgement, judge } from "../../__tests__/interop/judge.ts";
import { formatKeys, judgeKeys, keyLines, keysPassed } from "../../__tests__/interop/keys/judge-keys.ts";
import { formatKits, judgeKit, kitLines, kitPassed } from "../../__tests__/interop/kit/judge-kit.ts";
import { formatLogs, judgeLogs, logLines, logsPassed } from "../../__tests__/interop/log/judge-log.ts";
import { evidenceOf, loopbackEvidence } from "../../__tests__/interop/loopback-places.ts";
import { judgeLostAnswers } from "../../__tests__/interop/lost-answers.ts";
import { formatNotary, judgeNotary, notaryLines, notaryPassed } from "../../__tests__/interop/notary/judge-notary.ts";
import { ownVerifier } from "../../__tests__/interop/own-verifier.ts";
import { judgeReusableWorkflow } from "../../__tests__/interop/reusable-workflow.ts";
import {
  formatScanners,
  judgeScanners,
  scannerLines,
  scannersPassed,
} from "../../__tests__/interop/scanners/judge-scanners.ts";
import { askScorecard, type ScorecardAnswer } from "../../__tests__/interop/scorecard.ts";
import { type RealSigstore, startRealSigstore } from "../../__tests__/interop/services/real-sigstore.ts";
import { askSlsaVerifier } from "../../__tests__/interop/slsa-verifier.ts";
import { judgeSummaries } from "../../__tests__/interop/summaries.ts";
import { formatInterop, type InteropResult } from "../../__tests__/interop/table.ts";
import { type Verifier, verifierOf } from "../../__tests__/interop/verifier.ts";

/**
 * Our bundles before the verifiers of others, and theirs before ours. The last line counts; exit code 1 where anything
 * fell short, or no verifier of others ran.
 *
 *     npm run interop                           everything
 *     npm run interop -- --only cosign-v3,gh    these programs alone
 *     npm run interop -- --build-minutes 20     what is not built by then is left out, and listed; without cosign 3, exit code 1
 *     npm run interop -- --images               images in real registries alone, with what is built for them already
 *     npm run interop -- --write                renews docs/interop.md
 */
const DOCUMENT = fileURLToPath(new URL("../../docs/interop.md", import.meta.url));
/** In the order of their worth. */
const OF_IMAGES: readonly ProgramName[] = [
  "cosign-v3",
  "cosign-v2",
  "gh",
  "olareg",
  "ggcr-registry",
  "oras",
  "regctl",
  "crane",
  "oci-conformance",
];
const [BEGIN, END] = ["<!-- made by npm run interop -->", "<!-- end -->"];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    "build-minutes": { type: "string" },
    write: { type: "boolean" },
    images: { type: "boolean" },
  },
});

if (hasGo()) {
  // Everything temporary lies in one folder, which other users may enter: PostgreSQL does not run as root.
  const temporary = mkdtempSync(join(tmpdir(), "capsule-interop-"));
  chmodSync(temporary, 0o755);
  process.env["TMPDIR"] = temporary;
  process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
  if (values.images === true) await imagesAlone();
  else await main();
} else {
  console.log("interop: skipped, there is no Go on this machine to build the verifiers of others with");
}

async function main(): Promise<void> {
  const only = values.only?.split(",");
  const programs = await installPrograms({
    names: PROGRAMS.filter((one: ProgramName) => only?.includes(one) ?? true),
    minutes: Number(values["build-minutes"] ?? 120),
    report: console.log,
  });
  const verifiers = programs.flatMap((one) => ("path" in one ? (verifierOf(one) ?? []) : []));
  const loopback = await loopbackEvidence();
  const real = await realEvidence(programs, loopback.otherTrustedRoot);
  const evidence = [...loopback.evidence, ...real.evidence];
  const apart = [await judgeReusableWorkflow(verifiers), await real.lost([...verifiers, ownVerifier()])];
  const judged = [];
  for (const verifier of [...verifiers, ownVerifier()]) {
    const judgements: Judgement[] = [];
    for (const one of evidence) judgements.push(...(await judge(verifier, one)));
    judgements.push(...apart.flatMap((judged) => judged.get(verifier.title) ?? []));
    judged.push({ title: verifier.title, own: !verifiers.includes(verifier), judgements });
    report(verifier.title, judgements);
  }
  for (const program of programs) {
    if (program.name !== "slsa-verifier" || "error" in program) continue;
    const title = `slsa-verifier ${program.version}, verify-vsa`;
    const judgements = await judgeSummaries(program);
    judged.push({ title, own: false, judgements });
    report(title, judgements);
  }
  const images = await judgeImages(programs);
  for (const { title, judgements } of images.judged) {
    // The conformance suite judges the registry of our tests, which is ours, and has nothing to refuse.
    judged.push({ title, own: /^(?:capsule|conformance suite)/.test(title), judgements });
    report(title, judgements);
  }
  const [sealed] = loopback.evidence;
  const clients = sealed === undefined ? [] : await judgeClients(programs, sealed);
  await loopback.close();
  await real.close();
  const result: InteropResult = {
    programs,
    judged,
    unsupported: verifiers.flatMap((verifier) => unsupported(verifier, evidence)),
    foreign: real.foreign,
    missing: [...real.missing, ...images.missing, ...(await slsaVerifier(programs, evidence))],
    scorecard: (await Promise.all(programs.map(scorecardOf))).flat(),
    benchmark: await benchmark(verifiers),
    clients,
  };
  const notary = await judgeNotary(programs, console.log);
  const scanners = await judgeScanners(programs);
  const keys = await judgeKeys(programs);
  const kits = await judgeKit(programs);
  const announcements = await judgeAnnouncement(programs);
  const logs = await judgeLogs(programs);
  const beside = [
    `## Notary Project

${formatNotary(notary)}`,
    `## Scanners

${formatScanners(scanners)}`,
    `## Keys

${formatKeys(keys)}`,
    `## Kits

${formatKits(kits)}`,
    `## Announcements

${formatAnnouncements(announcements)}`,
    `## Logs of statements

${formatLogs(logs)}`,
  ].join("\n\n");
  if (values.write)
    renew(`${formatInterop(result)}

${beside}`);
  const { passed, lines } = conclusion(result);
  const told = [
    notaryLines(notary),
    scannerLines(scanners),
    keyLines(keys),
    kitLines(kits),
    logLines(logs),
    announcementLines(announcements),
  ].flat();
  for (const line of told) console.log(line);
  for (const line of lines) console.log(line);
  const parts = {
    verifiers: passed,
    notary: notaryPassed(notary),
    scanners: scannersPassed(scanners),
    keys: keysPassed(keys),
    kits: kitPassed(kits),
    announcements: announcementPassed(announcements),
    logs: logsPassed(logs),
  };
  const failed = Object.entries(parts).flatMap(([name, isRight]) => (isRight ? [] : [name]));
  if (failed.length === 0) return;
  console.log(`interop: something fell short, as said above, among ${failed.join(", ")}`);
  process.exitCode = 1;
}

async function imagesAlone(): Promise<void> {
  const minutes = Number(values["build-minutes"] ?? 0);
  const programs = await installPrograms({ names: OF_IMAGES, minutes, report: console.log });
  const { judged, missing } = await judgeImages(programs);
  for (const { shape, reason } of missing) console.log(`${shape}: ${reason}`);
  for (const { title, judgements } of judged) {
    report(title, judgements);
    const sound = judgements.filter(({ tampering }) => tampering === undefined).length;
    const wrong = judgements.filter(({ outcome }) => outcome === "wrong").length;
    console.log(`  ${sound} sound, ${judgements.length - sound} tampered or asked wrongly, ${wrong} wrong`);
    if (wrong > 0) process.exitCode = 1;
  }
}

/** Evidence of the real services; where they cannot be had, the reason why. */
async function realEvidence(programs: readonly Installed[], otherTrustedRoot: string) {
  let sigstore: RealSigstore | undefined;
  try {
    sigstore = await startRealSigstore(programs);
    const evidence: Evidence[] = [];
    for (const place of sigstore.places) evidence.push(await evidenceOf(place, otherTrustedRoot));
    const { foreign, missing } = await judgeForeign(programs, sigstore, otherTrustedRoot);
    const { missing: unstarted, close } = sigstore;
    const lost = judgeLostAnswers.bind(undefined, sigstore);
    return { evidence, foreign, missing: [...unstarted, ...missing], lost, close };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`the real services: ${reason}`);
    await sigstore?.close();
    const missing = [{ shape: "the real services", reason }];
    const none = { evidence: [] as Evidence[], foreign: [], lost: async () => new Map<string, Judgement[]>() };
    return { ...none, missing, close: async () => undefined };
  }
}

async function slsaVerifier(
  programs: readonly Installed[],
  evidence: readonly Evidence[],
): Promise<InteropResult["missing"]> {
  const program = programs.find(({ name }) => name === "slsa-verifier");
  const claim = evidence[0]?.claims.find(({ kind }) => kind === "statement");
  if (program === undefined || claim === undefined) return [];
  return [
    { shape: `${program.name} ${program.version}, verify-artifact`, reason: await askSlsaVerifier(program, claim) },
  ];
}

async function scorecardOf(program: Installed): Promise<ScorecardAnswer[]> {
  return program.name !== "scorecard" || "error" in program ? [] : await askScorecard(program);
}

/** What the programs of others sign with the same services, before our verification. */
async function judgeForeign(programs: readonly Installed[], sigstore: RealSigstore, otherTrustedRoot: string) {
  const foreign: InteropResult["foreign"][number][] = [];
  const missing: InteropResult["missing"][number][] = [];
  for (const maker of makersAmong(programs)) {
    for (const place of sigstore.places) {
      const made = `${maker.name} ${maker.version}, ${place.shape}`;
      const evidence = await foreignEvidence(maker, { place, token: sigstore.token, otherTrustedRoot });
      if (typeof evidence === "string") missing.push({ shape: `bundles of ${made}`, reason: evidence });
      else foreign.push({ maker: made, judgements: await judge(ownVerifier(), evidence) });
    }
  }
  for (const { maker, judgements } of foreign) report(`bundles of ${maker}`, judgements);
  return { foreign, missing };
}

function unsupported(verifier: Verifier, evidence: readonly Evidence[]): InteropResult["unsupported"] {
  const found = evidence
    .flatMap(({ claims }) => claims)
    .flatMap((claim) => {
      const reason = verifier.unsupported(claim);
      return reason === undefined ? [] : [{ title: verifier.title, shape: `${claim.shape}, ${claim.kind}`, reason }];
    });
  return [...new Map(found.map((one) => [`${one.shape}\n${one.reason}`, one])).values()];
}

function report(title: string, judgements: readonly Judgement[]): void {
  console.log(`${title}: ${judgements.length} claims`);
  for (const { shape, label, tampering, detail } of judgements.filter(({ outcome }) => outcome === "wrong")) {
    console.log(`  WRONG ${shape}, ${label}: ${tampering ?? "sound, and refused"}\n    ${detail}`);
  }
}

function renew(text: string): void {
  const document = readFileSync(DOCUMENT, "utf8");
  const [head = "", rest = ""] = document.split(BEGIN);
  const tail = rest.split(END)[1] ?? "\n";
  writeFileSync(DOCUMENT, `${head}${BEGIN}\n\n${text}\n\n${END}${tail}`);
}
