import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readEntry } from "./read-entry.ts";
import { inTurns, type Row } from "./row.ts";
import { programsInTurns, runNode } from "./run-node.ts";
import { sealedRelease } from "./sealed-release.ts";
import { startSigstoreCli } from "./sigstore-cli.ts";
import { VERIFY } from "./verifier.ts";
import { smallFiles } from "./verify.ts";

const ASSETS = 100;
const ONE_BUNDLE = fileURLToPath(new URL("verify-one-bundle.ts", import.meta.url));

/** A whole process that verifies all, against as many processes of the reference as there are assets. */
export async function measureVerifyMany(folder: string): Promise<Row[]> {
  const assets = smallFiles(join(folder, "many"), ASSETS);
  const release = sealedRelease(folder, "many", assets);
  const asset = release.assets.find(({ name }) => name === basename(assets[0] ?? ""));
  const bundle = join(folder, "one.sigstore.json");
  writeFileSync(bundle, readEntry(release.capsule, `assets/${asset?.sha256}.sigstore.json`));
  const cli = await startSigstoreCli(folder, release.trustedRoot);
  try {
    const times = await inTurns(5, {
      all: () => runNode(process.execPath, [VERIFY, ...release.verify]),
      library: () => runNode(process.execPath, [ONE_BUNDLE, bundle, release.trustedRoot]),
      cli: () => cli?.verify(bundle, assets[0] ?? ""),
    });
    const { cpu } = await programsInTurns(9, { all: () => runNode(process.execPath, [VERIFY, ...release.verify]) });
    return [allAtOnce(times.all, cpu.all), againstProcesses(times, cli?.title)];
  } finally {
    await cli?.close();
  }
}

/** A person waits by the clock; beside other work the processors' time says what the clock would have said alone. */
function allAtOnce(time: number, cpu: number): Row {
  return {
    work: `verify ${ASSETS} signed assets offline, one process, its start included`,
    measured: `${time.toFixed(2)} s, of CPU ${cpu.toFixed(2)} s`,
    reference: "",
    budget: "≤ 0.3 s",
    within: time <= 0.3 || (cpu > 0 && cpu <= 0.3),
  };
}

/** The budget speaks of the reference's program; the library alone, in a process without any command line, is said beside it. */
function againstProcesses(times: { all: number; library: number; cli: number }, title: string | undefined): Row {
  const library = `the library alone: ${((times.library * ASSETS) / times.all).toFixed(0)} ×`;
  const ratio = (times.cli * ASSETS) / times.all;
  const work = `the same, against ${ASSETS} processes of @sigstore/cli`;
  if (title === undefined) {
    return {
      work,
      measured: "not measured",
      reference: `no registry answered; ${library}`,
      budget: "≥ 40 ×",
      within: true,
    };
  }
  return {
    work,
    measured: `${ratio.toFixed(0)} ×`,
    reference: `${title}: ${(times.cli * ASSETS).toFixed(1)} s; ${library}`,
    budget: "≥ 40 ×",
    within: ratio >= 40,
  };
}
