import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitHubSigstore } from "../../__tests__/github-sigstore/start-github-sigstore.ts";
import type { ProgramName } from "../../__tests__/interop/install-program.ts";
import { installPrograms } from "../../__tests__/interop/install-programs.ts";
import { placeOf } from "../../__tests__/interop/loopback-places.ts";
import { type SigningPlace, sealRelease } from "../../__tests__/interop/seal-release.ts";
import { startRealSigstore } from "../../__tests__/interop/services/real-sigstore.ts";
import { type Case, casesOf, type SignedShape } from "./bundle-cases.ts";
import { CorpusFiles } from "./corpus-files.ts";
import { keyShapes } from "./key-signatures.ts";
import { severalInstances } from "./several-instances.ts";

const SERVICES: readonly ProgramName[] = [
  ...(["fulcio", "timestamp-server", "trillian_log_server", "trillian_log_signer", "createtree", "ct_server"] as const),
  ...(["rekor-server", "rekor-tiles"] as const),
];
const ASSETS = { tool: Buffer.from("the tool\n"), "NOTES.txt": Buffer.from("what is new\n") };
const REUSABLE = "octo-org/ci/.github/workflows/seal.yml@refs/heads/main";

/**
 * Signs bundles of every shape with the real services, built with Go, and with those of the tests, and writes them below
 * `folder` with their tampered forms and an `index.json` of what a verifier must say. What is expected follows from how a case
 * was made, and from no verifier. Keys are new each time, so no two runs write the same bytes.
 */
export async function makeBundles(folder: string, report: (line: string) => void): Promise<void> {
  const programs = await installPrograms({ names: SERVICES, minutes: 60, report });
  const [other, logged, unlogged] = [
    await startGitHubSigstore(),
    await startGitHubSigstore({ log: true }),
    await startGitHubSigstore({ log: false }),
  ];
  const real = await startRealSigstore(programs);
  if (real.missing.length > 0) throw new Error(`not all services started: ${JSON.stringify(real.missing)}`);
  rmSync(folder, { recursive: true, force: true });
  const files = new CorpusFiles(folder);
  const trust = other.trustedRootPath;
  const cases: Case[] = [];
  const add = (shapes: readonly SignedShape[]): void => {
    for (const shape of shapes) cases.push(...casesOf(shape, files));
  };
  for (const place of [placeOf(logged, "v1"), placeOf(unlogged, "none")]) {
    add(await certificateShapes(place, `test-${WITNESS[place.log]}`, trust));
  }
  for (const place of real.places) add(await certificateShapes(place, `real-${WITNESS[place.log]}`, trust));
  for (const place of real.places) add(await keyShapes(place, `key-${WITNESS[place.log]}`, newFolder(), trust));
  const [first] = real.places;
  if (first === undefined) throw new Error("there is no place to sign at");
  const run = { repository: "octo-org/octo-tool", signerWorkflow: REUSABLE };
  const reusable = { ...first, env: await real.jobOf(run), identity: `https://github.com/${REUSABLE}` };
  add(await certificateShapes(reusable, "reusable-workflow", trust));
  const sound = cases.filter(({ id }) => /^(?:real|test)-rekor-v1\/\w+\/v0\.3\/as-it-was-signed$/.test(id));
  cases.push(...severalInstances(sound, folder, files));
  for (const service of [real, other, logged, unlogged]) await service.close();
  const made = Object.fromEntries(programs.map(({ name, version }) => [name, version]));
  writeFileSync(join(folder, "index.json"), `${JSON.stringify({ made, cases }, undefined, 1)}\n`);
  report(`${cases.length} cases`);
}

const WITNESS = { v1: "rekor-v1", v2: "rekor-v2", none: "timestamps" } as const;

/** A message and a statement of a release that is sealed by the program itself. */
async function certificateShapes(place: SigningPlace, name: string, otherTrustedRoot: string): Promise<SignedShape[]> {
  const strangers = await sealRelease(place, newFolder(), ASSETS);
  const claims = await sealRelease(place, newFolder(), ASSETS);
  const forms: SignedShape["forms"] = place.log === "v1" ? ["v0.3", "v0.2", "v0.1"] : ["v0.3"];
  return (["asset tool", "provenance of tool"] as const).map((label): SignedShape => {
    const at = claims.findIndex((one) => one.label === label);
    const [claim, stranger] = [claims[at], strangers[at]];
    // About a message, one about another file; about the provenance, the release statement.
    const sibling = claims.find((one) => one.label === (label === "asset tool" ? "asset NOTES.txt" : "root, for tool"));
    if (claim === undefined || stranger === undefined || sibling === undefined)
      throw new Error(`no ${label} was signed`);
    return { name, claim, sibling, stranger, otherTrustedRoot, forms };
  });
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "capsule-corpus-"));
}
