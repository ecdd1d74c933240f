import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeAsset } from "../../src/domain/sbom/describe/describe-asset.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { inTurns, type Row } from "./row.ts";
import { peakMemory, runNode } from "./run-node.ts";
import { installPeers, type Peer, packagesIn } from "./sbom-peers.ts";

const PACKAGES = 1000;
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Our own work alone, then the program beside those of others, in turns on one lockfile. */
export async function measureSbom(folder: string): Promise<Row[]> {
  const bytes = encodeUtf8(JSON.stringify(lockfile()));
  const project = join(folder, "sbom");
  mkdirSync(project);
  writeFileSync(join(project, "package-lock.json"), bytes);
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest()));
  return [await measureDescribe(bytes), ...(await measureBesideOthers(folder, project))];
}

async function measureDescribe(bytes: Uint8Array): Promise<Row> {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  const asset = {
    name: "package-lock.json",
    size: bytes.length,
    sha256: digest("sha256"),
    sha512: digest("sha512"),
    source: bytesSource(bytes),
  };
  const { components } = await describeAsset(asset);
  if (components.length < PACKAGES) throw new Error(`only ${components.length} components were found`);
  const { describe } = await inTurns(5, { describe: () => describeAsset(asset) });
  return {
    work: `describe ${PACKAGES} packages of a package-lock.json`,
    measured: `${describe.toFixed(3)} s`,
    reference: "",
    budget: "< 0.5 s",
    within: describe < 0.5,
  };
}

async function measureBesideOthers(folder: string, project: string): Promise<Row[]> {
  const node = process.execPath;
  const own = [CLI, "sbom", "package-lock.json"];
  const place = { cwd: project };
  const peers = installPeers(folder);
  const others = typeof peers === "string" ? [] : peers.filter(({ args }) => runs(() => runNode(node, args, 0, place)));
  const { ours, ...theirs } = await inTurns<string>(3, {
    ours: () => runNode(node, own, 0, place),
    ...Object.fromEntries(others.map(({ name, args }) => [name, () => runNode(node, args, 0, place)])),
  });
  const memory = peakMemory(node, own, place);
  const beside = (tell: (peer: Peer) => string) =>
    typeof peers === "string"
      ? `cdxgen, cyclonedx-npm: ${peers}`
      : peers
          .map((peer) => `${peer.name} ${peer.version}: ${others.includes(peer) ? tell(peer) : "failed"}`)
          .join("; ");
  const seconds = (name: string) => theirs[name] ?? Number.NaN;
  return [
    {
      work: `\`capsule sbom\` of the same lockfile as a process, time`,
      measured: `${(ours ?? Number.NaN).toFixed(2)} s`,
      reference: beside(({ name, output }) => `${seconds(name).toFixed(2)} s, ${packagesIn(output)} packages`),
      budget: "less than each",
      within: others.every(({ name }) => (ours ?? Number.NaN) < seconds(name)),
    },
    {
      work: `\`capsule sbom\` of the same lockfile as a process, memory`,
      measured: `${Math.round(memory)} MiB`,
      reference: beside(({ args }) => `${Math.round(peakMemory(node, args, place))} MiB`),
      budget: "< 300 MiB",
      within: memory < 300,
    },
  ];
}

/** Why a program of others fails is its own affair; that it does is said in the table. */
function runs(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

function manifest(): object {
  return { name: "measured", version: "1.0.0", dependencies: { "package-0": "^1.0.0" } };
}

/** Each package depends on the next three, as a real tree is neither flat nor deep. */
function lockfile(): object {
  const name = (index: number) => `package-${index % PACKAGES}`;
  const packages = Array.from({ length: PACKAGES }, (_, index) => [
    `node_modules/${name(index)}`,
    {
      version: `1.0.${index}`,
      resolved: `https://packages.example/${name(index)}/-/${name(index)}-1.0.${index}.tgz`,
      integrity: `sha512-${createHash("sha512").update(name(index)).digest("base64")}`,
      license: "MIT",
      dependencies: Object.fromEntries([1, 2, 3].map((step) => [name(index + step), "^1.0.0"])),
    },
  ]);
  return {
    ...{ name: "measured", version: "1.0.0", lockfileVersion: 3 },
    packages: { "": manifest(), ...Object.fromEntries(packages) },
  };
}
