import { resolve } from "node:path";
import { reaches } from "../../domain/attestation/severity-level.ts";
import { TOOL } from "../../domain/tool.ts";
import { compareScans } from "../../domain/vulnerability/compare-scans.ts";
import type { KnownVulnerability } from "../../domain/vulnerability/scan.ts";
import { ageInDays, type ScanResult, scanPath } from "../../journeys/scan/scan.ts";
import { scanRelease } from "../../journeys/scan/scan-release.ts";
import { updateDatabase } from "../../journeys/scan/update-database.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { readScanJson, type ScanReport, scanJson } from "../../views/vulnerability/scan-json.ts";
import { scanOpenVex } from "../../views/vulnerability/scan-openvex.ts";
import { scanSarif } from "../../views/vulnerability/scan-sarif.ts";
import { scanStatement } from "../../views/vulnerability/scan-statement.ts";
import { scanText } from "../../views/vulnerability/scan-text.ts";
import { scanVdr } from "../../views/vulnerability/scan-vdr.ts";
import { asFlag } from "../options/as-flag.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { ofRelease } from "../options/scan.ts";
import { getPorts } from "../requests/get-ports.ts";
import { getRequest } from "../requests/get-request.ts";
import { pathOf } from "../requests/path-of.ts";
import { meansRelease } from "../requests/release-word.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import type { Console } from "./console.ts";
import { shownGot, tokenOf } from "./get.ts";
import type { RunCommand } from "./run-command.ts";

type Values = OptionValues<OptionsOf<"scan">>;

const MAX_EARLIER_BYTES = 64 << 20;

/** `capsule scan <path>` or `<owner/name@tag>`, or with `--update` the database for either. */
export const scanCommand: RunCommand<"scan"> = async ([given], values, io) => {
  if (values.isOn("update")) return update(given, values, io);
  const only = (["ecosystem", "from"] as const).find(values.isGiven);
  if (only !== undefined)
    throw new Fault("usage", `${values.spelling(only)} means nothing without ${values.spelling("update")}`);
  if (given === undefined) {
    throw new Fault("usage", "nothing is named that could be scanned", {
      hint: `name a capsule, an SBOM, a file, a folder or a release, or make a database with ${values.spelling("update")}`,
    });
  }
  const maxDays = daysOf(values);
  const { clock, index } = await io.scanPorts({ from: undefined, quiet: true });
  const named = values.text("database");
  const database = named === undefined ? index : resolve(io.folder, named);
  const now = clock.now();
  const result = await resultOf(given, { database, values }, io);
  if (typeof result === "number") return result;
  const since = values.text("since");
  const earlier = since === undefined ? undefined : await earlierFindings(resolve(io.folder, since), io);
  const delta = earlier && compareScans(earlier, result.scan.findings);
  const report = { ...result, time: now, finished: clock.now(), delta };
  io.out(written(report, values, io));
  const age = ageInDays(result.sources, now);
  const isStale = age === undefined || age > maxDays || age < 0;
  if (isStale) io.err(`note: ${staleness(age, values)}\n`);
  if (failing(delta?.added ?? result.scan.findings, values)) return 1;
  return isStale || result.scan.unjudged.length > 0 || result.unknown !== undefined ? 3 : 0;
};

interface Scanning {
  /** Absolute. */
  readonly database: string;
  readonly values: Values;
}

/** What a scan of a file here finds, or of the release that a word names; the exit code if that does not verify, which is said then. */
async function resultOf(given: string, { database, values }: Scanning, io: Console): Promise<ScanResult | number> {
  if (meansRelease(given) && (await io.files.facts(resolve(io.folder, given))) === undefined) {
    return scanNamed(given, { database, values }, io);
  }
  const odd = Object.keys(ofRelease).find((name) => values.given.has(name));
  if (odd !== undefined) {
    throw new Fault("usage", `${asFlag({ option: odd })} means nothing for a file`, {
      hint: "remove it, or name a release as owner/name@tag",
    });
  }
  return scanPath({ path: await pathOf(given, io), database }, io);
}

async function scanNamed(given: string, { database, values }: Scanning, io: Console): Promise<ScanResult | number> {
  const asked = verifyingValues(values.given);
  const wishes = { out: undefined, withEvidence: false, acceptChecksums: false, mirrors: [] };
  const get = await getRequest([given], { values: asked, wishes }, io);
  const progress = io.progress(values.isOn("quiet"));
  const ports = await getPorts({ ...get, values: asked, progress, token: tokenOf(io) }, io);
  const { got, scanned } = await scanRelease({ get, database }, { ...ports, temporary: io.temporary });
  progress.done();
  if (scanned !== undefined) return scanned;
  io.out(shownGot(got, { isJson: values.isOn("json"), verbose: false, folder: undefined }, io));
  return got.exitCode === 0 ? 3 : got.exitCode;
}

const OF_UPDATE: ReadonlySet<string> = new Set(["update", "ecosystem", "from", "database", "quiet"]);

async function update(path: string | undefined, values: Values, io: Console): Promise<number> {
  if (path !== undefined) {
    throw new Fault("usage", `${values.spelling("update")} makes the database and scans nothing`, {
      hint: `leave out ${printable(path)}, or scan it afterwards`,
    });
  }
  const stray = [...values.given.keys()].find((name) => !OF_UPDATE.has(name));
  if (stray !== undefined) {
    throw new Fault("usage", `--${stray} means nothing with ${values.spelling("update")}`, {
      hint: "leave it out, and give it to the scan that follows",
    });
  }
  const from = values.text("from");
  const isAddress = from !== undefined && /^https?:\/\//.test(from);
  const ecosystems = values.lines("ecosystem");
  if (ecosystems.length === 0 && (from === undefined || isAddress)) {
    throw new Fault("usage", "no ecosystem is named", { hint: `name each with ${values.spelling("ecosystem")}` });
  }
  const ports = await io.scanPorts({ from: isAddress ? from : undefined, quiet: values.isOn("quiet") });
  const given = values.text("database");
  const index = given === undefined ? ports.index : resolve(io.folder, given);
  const folder = from === undefined || isAddress ? undefined : resolve(io.folder, from);
  await updateDatabase({ ecosystems, folder, index }, ports);
  ports.progress.done();
  io.out(`wrote ${printable(index)}\n`);
  return 0;
}

function written(report: ScanReport, values: Values, io: Console): string {
  switch (values.isOn("json") ? "json" : values.choice("format")) {
    case "json":
      return jsonText(scanJson(report));
    case "sarif":
      return jsonText(scanSarif(report, TOOL.version));
    case "vdr":
      return jsonText(scanVdr(report, TOOL.version));
    case "openvex":
      return jsonText(scanOpenVex(report, "unknown"));
    case "statement":
      return jsonText(scanStatement(report, TOOL.version));
    case "table":
      return scanText(report, { paint: io.paint, width: io.width ?? 80 });
  }
}

async function earlierFindings(path: string, { files }: Console): Promise<readonly KnownVulnerability[]> {
  return readScanJson(await files.read(path, MAX_EARLIER_BYTES), files.nameOf(path));
}

function failing(findings: readonly KnownVulnerability[], values: Values): boolean {
  const level = values.choice("fail-on");
  if (level === "never") return false;
  return level === "any" ? findings.length > 0 : findings.some(({ severity }) => reaches(severity.level, level));
}

function daysOf(values: Values): number {
  const text = values.text("max-age") ?? "3";
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Fault("usage", `${printable(text)} is not a number of days`, { hint: "write 3, for three days" });
}

function staleness(age: number | undefined, values: Values): string {
  if (age === undefined) return "the database does not say how new it is";
  if (age < 0) return "the newest record of the database is of a time that has not come: look at your clock";
  return `the newest record of the database is ${Math.floor(age)} days old: make it again with ${values.spelling("update")}`;
}
