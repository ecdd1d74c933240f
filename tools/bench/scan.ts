import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Advisory } from "../../src/domain/vulnerability/advisory.ts";
import { AdvisoryIndexBuilder } from "../../src/domain/vulnerability/advisory-index.ts";
import { type Row, seconds } from "./row.ts";
import { peakMemory, runNode } from "./run-node.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
/** As many as npm has, most of them about malicious packages. */
const RECORDS = 250_000;
const COMPONENTS = 10_000;

/** A scan of 10,000 packages against an index of the size of npm's. */
export async function measureScan(folder: string): Promise<Row[]> {
  const place = join(folder, "scan");
  mkdirSync(place);
  const [index, sbom] = [join(place, "osv.index"), join(place, "app.cdx.json")];
  writeFileSync(index, indexOfMany());
  writeFileSync(sbom, JSON.stringify(sbomOfMany()));
  // What is found ends with 1.
  const args = [CLI, "scan", "--database", index, "--json", sbom];
  const time = await seconds(() => runNode(process.execPath, args, 1));
  const peak = peakMemory(process.execPath, args, {}, 1);
  const size = statSync(index).size / 2 ** 20;
  return [
    {
      work: `scan of ${COMPONENTS.toLocaleString("en")} packages, ${RECORDS.toLocaleString("en")} records`,
      measured: `${time.toFixed(2)} s, ${Math.round(peak)} MiB`,
      reference: `the index has ${size.toFixed(1)} MiB`,
      budget: "3 s, 400 MiB",
      within: time <= 3 && peak <= 400,
    },
  ];
}

const nameOf = (number: number) => `package-${(number * 7919) % RECORDS}-${["core", "utils", "react"][number % 3]}`;

function indexOfMany(): Uint8Array {
  const builder = new AdvisoryIndexBuilder();
  for (let number = 0; number < RECORDS; number += 1) builder.add(record(number));
  const source = {
    name: "npm",
    ecosystems: ["npm"],
    sha256: "0".repeat(64),
    records: RECORDS,
    newest: new Date().toISOString(),
  };
  return new Uint8Array(Buffer.concat([...builder.write([source])]));
}

function record(number: number): Advisory {
  const isMalware = number % 12 !== 0;
  const fixed = `${1 + (number % 9)}.${number % 20}.0`;
  return {
    id: isMalware ? `MAL-2026-${number}` : `GHSA-${number}`,
    modified: "2026-11-28T00:00:00Z",
    aliases: isMalware ? [] : [`CVE-2026-${number}`],
    summary: isMalware
      ? `Malicious code in ${nameOf(number)} (npm)`
      : `Something that should not be so in ${nameOf(number)}`,
    severities: isMalware ? [] : ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"],
    affected: [
      {
        ...{ ecosystem: "npm", name: nameOf(number), versions: isMalware ? ["1.0.0", "1.0.1"] : [] },
        ranges: isMalware ? [] : [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }],
      },
    ],
  };
}

function sbomOfMany(): object {
  const components = Array.from({ length: COMPONENTS }, (_, number) => {
    const name = nameOf(number * 25);
    return { type: "library", "bom-ref": name, name, version: "1.0.0", purl: `pkg:npm/${name}@1.0.0` };
  });
  const metadata = { component: { type: "application", name: "app", "bom-ref": "app" } };
  return { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components };
}
