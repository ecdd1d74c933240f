import { resolve } from "node:path";
import type { PolicySigner } from "../../domain/policy/policy-signer.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import type { LogExtent } from "../../domain/statements/as-of.ts";
import type { HeadTrust } from "../../domain/statements/head-trust.ts";
import { readRoleSigner } from "../../domain/statements/log-policy.ts";
import { parseNoteKey } from "../../domain/transparency/note-key.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import type { LogsOrder } from "../../journeys/log/open-logs.ts";
import { readCarriedLog } from "../../journeys/log/read-carried-log.ts";
import type { LogPlace } from "../../journeys/log/read-log.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Surroundings, VerifySettings } from "../surroundings.ts";
import { memoryPaths } from "./memory-order.ts";

/** What every command that reads a log has. */
export type LogReadingValues = OptionValues<Omit<OptionsOf<"state">, "at">>;
export type LogWorld = Pick<
  Surroundings,
  "folder" | "files" | "crypto" | "verifyPorts" | "progress" | "logPlace" | "userMemory"
>;

/** The logs that a command names, and by what they are judged. */
export type LogRequest = Pick<LogsOrder, "places" | "trusts" | "trusted">;

/** Where logs are and who signs them. `own` stands for a signer that was not named. Fault: `usage`. */
export async function logRequest(
  logs: readonly string[],
  values: LogReadingValues,
  world: LogWorld,
  own?: HeadTrust,
): Promise<LogRequest> {
  const trusted = await trustedRoots(verifySettings(values, world), world);
  const branch = values.text("branch");
  const payloads = values.lines("payloads");
  const signers = values.lines("log-signer");
  const places: LogPlace[] = [];
  const trusts: HeadTrust[] = [];
  for (const [at, log] of logs.entries()) {
    const named = payloads[at] ?? (branch === undefined ? undefined : payloads[0]);
    places.push(await logPlaceOf({ log, branch, payloads: named }, world));
    trusts.push(await headTrust(signers[at] ?? signers[0], { trusted, world, own }));
  }
  return { places, trusts, trusted };
}

/** A log in a folder, on a branch, here or on GitHub, or in a capsule that carries one. Fault: `usage`, `log-missing`. */
export async function logPlaceOf(
  words: { readonly log: string; readonly branch: string | undefined; readonly payloads: string | undefined },
  world: LogWorld,
): Promise<LogPlace> {
  const { log, branch, payloads } = words;
  const folder = payloads === undefined ? undefined : resolve(world.folder, payloads);
  if (branch !== undefined && /^https?:\/\//.test(log)) {
    return world.logPlace({ repository: log, branch, payloads: folder });
  }
  const path = resolve(world.folder, log);
  if (branch !== undefined && folder === undefined) {
    throw new Fault("usage", "a log on a branch keeps its payloads elsewhere, where they can be erased", {
      hint: advice`name their folder with ${option("payloads")}`,
    });
  }
  const isFile = branch === undefined && (await world.files.facts(path))?.kind === "file";
  if (isFile) return readCarriedLog(path, world);
  return world.logPlace({ path, branch, payloads: folder ?? resolve(path, "payloads") });
}

/** Under which signatures by identities are verified. */
export async function trustedRoots(settings: VerifySettings, world: LogWorld): Promise<NamedTrust[]> {
  const { trust } = await world.verifyPorts(settings);
  const files = await trust.trustedRoots();
  return files.map(({ bytes, origin, dated }) => ({
    ...{ root: parseTrustedRoot(bytes), origin, dated, mayBeOutdated: undefined },
  }));
}

/** How a command that verifies was told to. */
export function verifySettings(
  values: Pick<LogReadingValues, "isOn"> & Parameters<typeof trustSettings>[0],
  world: LogWorld,
): VerifySettings {
  return { ...trustSettings(values, world.folder), progress: world.progress(values.isOn("quiet")) };
}

interface Around {
  readonly trusted: readonly NamedTrust[];
  readonly world: LogWorld;
  readonly own: HeadTrust | undefined;
}

/** Who signs the heads of a log, as a word says it. Fault: `usage`. */
export async function headTrust(text: string | undefined, { trusted, world, own }: Around): Promise<HeadTrust> {
  if (text === undefined) {
    if (own !== undefined) return own;
    throw new Fault("usage", "nothing says who signs the heads of the log", {
      hint: advice`name its key or its workflow with ${option("log-signer")}, as its owner publishes it`,
    });
  }
  if (/\+[0-9a-f]{8}\+/.test(text)) return { kind: "key", key: await parseNoteKey(text, world.crypto) };
  return { kind: "signer", signer: signerNamed(text), trusted };
}

/** `OWNER/NAME@REF`, or `identity issuer` with a space between. Fault: `usage`. */
export function signerNamed(text: string): PolicySigner {
  return readRoleSigner(signerDocument(text));
}

export function signerDocument(text: string): Parameters<typeof readRoleSigner>[0] {
  const [, identity, issuer] = /^(\S+) (https:\/\/\S+)$/.exec(text) ?? [];
  if (identity !== undefined && issuer !== undefined) return { identity, issuer };
  const [, repository, sourceRef] = /^([^@\s]+)@(refs\/\S+)$/.exec(text) ?? [];
  if (repository === undefined || sourceRef === undefined) {
    throw new Fault("usage", `${printable(text)} names no signer`, {
      hint: 'write OWNER/NAME@refs/heads/BRANCH, a key as name+id+key, or "identity issuer"',
    });
  }
  return { repository, sourceRef };
}

/** The same as an order, by the other options of a command. Fault: `usage`. */
export async function logsOrder(
  logs: readonly string[],
  values: LogReadingValues,
  world: LogWorld,
): Promise<LogsOrder> {
  const [request, memories] = [await logRequest(logs, values, world), await memoryPaths(values, world)];
  return { ...request, memories, maxAge: headAgeSeconds(values.text("max-head-age")), now: new Date() };
}

/** Seconds. Fault: `usage`. */
export function headAgeSeconds(hours: string | undefined): number | undefined {
  if (hours === undefined) return undefined;
  if (/^[1-9][0-9]{0,5}$/.test(hours)) return Number(hours) * 3600;
  throw new Fault("usage", `${printable(hours)} is not a number of hours`);
}

/** How far a log went; undefined if nothing says it. Fault: `usage`. */
export function logExtent(text: string | undefined): LogExtent | undefined {
  if (text === undefined) return undefined;
  if (/^(0|[1-9][0-9]{0,8})$/.test(text)) return { index: Number(text) };
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return { seconds: time / 1000 };
  throw new Fault("usage", `${printable(text)} is neither a count of leaves nor a time`);
}

/** A release by the digest of its root, or by its capsule. */
export function releaseNamed(text: string, { folder }: Pick<LogWorld, "folder">): string | { readonly path: string } {
  return /^[0-9a-f]{64}$/.test(text) ? text : { path: resolve(folder, text) };
}
