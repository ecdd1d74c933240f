import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Installed, installProgram, PROGRAMS, type ProgramName } from "../../__tests__/interop/install-program.ts";
import { type Evidence, type Judgement, judge } from "../../__tests__/interop/judge.ts";
import { evidenceOf, loopbackEvidence } from "../../__tests__/interop/loopback-places.ts";
import { ownVerifier } from "../../__tests__/interop/own-verifier.ts";
import { startRealSigstore } from "../../__tests__/interop/services/real-sigstore.ts";
import { formatInterop, type InteropResult } from "../../__tests__/interop/table.ts";
import { type Verifier, verifierOf } from "../../__tests__/interop/verifier.ts";

/**
 * Our bundles before the verifiers of others, and theirs before ours. The last line counts; exit code 1 where anything
 * fell short, or no verifier of others ran.
 *
 *     npm run interop                           everything
 *     npm run interop -- --only cosign-v3,gh    these programs alone
 *     npm run interop -- --build-minutes 20     what is not built by then is left out, and listed
 *     npm run interop -- --write                renews docs/interop.md
 */
const DOCUMENT = fileURLToPath(new URL("../../docs/interop.md", import.meta.url));
const [BEGIN, END] = ["<!-- made by npm run interop -->", "<!-- end -->"];

const { values } = parseArgs({
  options: { only: { type: "string" }, "build-minutes": { type: "string" }, write: { type: "boolean" } },
});

if (hasGo()) await main();
else console.log("interop: skipped, there is no Go on this machine to build the verifiers of others with");

async function main(): Promise<void> {
  const programs = await install();
  const verifiers = programs.flatMap((one) => ("path" in one ? (verifierOf(one) ?? []) : []));
  const loopback = await loopbackEvidence();
  const real = await realEvidence(programs, loopback.otherTrustedRoot);
  const evidence = [...loopback.evidence, ...real.evidence];
  const judged = [];
  for (const verifier of [...verifiers, ownVerifier()]) {
    const judgements: Judgement[] = [];
    for (const one of evidence) judgements.push(...(await judge(verifier, one)));
    judged.push({ title: verifier.title, own: !verifiers.includes(verifier), judgements });
    report(verifier.title, judgements);
  }
  await loopback.close();
  await real.close();
  const result: InteropResult = {
    programs,
    judged,
    unsupported: verifiers.flatMap((verifier) => unsupported(verifier, evidence)),
    foreign: [],
    missing: real.missing,
    benchmark: [],
  };
  if (values.write) renew(formatInterop(result));
  conclude(result);
}

/** Evidence of the real services; where they cannot be had, the reason why. */
async function realEvidence(programs: readonly Installed[], otherTrustedRoot: string) {
  const nothing = { evidence: [] as Evidence[], close: async () => undefined };
  try {
    const sigstore = await startRealSigstore(programs);
    const evidence: Evidence[] = [];
    for (const place of sigstore.places) evidence.push(await evidenceOf(place, otherTrustedRoot));
    return { ...nothing, evidence, missing: sigstore.missing, close: sigstore.close };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`the real services: ${reason}`);
    return { ...nothing, missing: [{ shape: "the real services", reason }] };
  }
}

async function install(): Promise<Installed[]> {
  const only = values.only?.split(",");
  const deadline = Date.now() + Number(values["build-minutes"] ?? 120) * 60_000;
  const installed: Installed[] = [];
  for (const name of PROGRAMS.filter((one: ProgramName) => only?.includes(one) ?? true)) {
    const one = await installProgram(name, deadline);
    console.log("error" in one ? `${name} ${one.version}: not built: ${one.error}` : `${name} ${one.version}`);
    installed.push(one);
  }
  return installed;
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

function conclude({ judged }: InteropResult): void {
  const others = judged.filter(({ own }) => !own);
  const all = judged.flatMap(({ judgements }) => judgements).filter(({ outcome }) => outcome !== "explained");
  const count = (tampered: boolean): string => {
    const of = all.filter(({ tampering }) => (tampering !== undefined) === tampered);
    return `${of.filter(({ outcome }) => outcome === "as expected").length} of ${of.length}`;
  };
  const enough = others.every(({ judgements }) => {
    const tampered = judgements.filter(({ tampering }) => tampering !== undefined).length;
    return tampered >= 12 && judgements.length - tampered >= 12;
  });
  if (others.length === 0 || !enough || all.some(({ outcome }) => outcome === "wrong")) process.exitCode = 1;
  console.log(`interop: ${others.length} verifiers, ${count(false)} accepted, ${count(true)} refused`);
}

function renew(text: string): void {
  const document = readFileSync(DOCUMENT, "utf8");
  const [head = "", rest = ""] = document.split(BEGIN);
  const tail = rest.split(END)[1] ?? "\n";
  writeFileSync(DOCUMENT, `${head}${BEGIN}\n\n${text}\n\n${END}${tail}`);
}

function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
