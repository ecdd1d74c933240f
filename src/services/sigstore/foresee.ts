import * as v from "valibot";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { requireVerifiable, type Shown } from "../../domain/sigstore/require-verifiable.ts";
import type { SelectedLog } from "../../domain/sigstore/select-services.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { Trust } from "../../ports/trust.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { chance } from "./chance.ts";
import type { SigningInstance } from "./instances.ts";
import { requestTimestamp } from "./timestamp-authority.ts";

const ANY_TIME = { notBefore: 0, notAfter: Number.POSITIVE_INFINITY };
/** Nobody waits for a tree head: the first entry shows the log's key, too. */
const TREE_HEAD = { timeoutMs: 5_000, maxResponseBytes: 64 * 1024 } as const;
const LogState = v.looseObject({ signedTreeHead: v.string() });

/**
 * What the services of an instance show without anything being signed or entered: a timestamp of each authority, over
 * chance, and the tree head of each log that shows one at the address where it is written. Faults: those of
 * `requestTimestamp`.
 */
export async function askAhead(instance: SigningInstance, ports: RetryPorts): Promise<Omit<Shown, "certificate">> {
  const stamped = async (url: string) => {
    const over = chance(32);
    return { der: await requestTimestamp({ url, signature: over, window: ANY_TIME }, ports), over };
  };
  const [timestamps, checkpoints] = await Promise.all([
    Promise.all(instance.timestampAuthorities.map(stamped)),
    Promise.all(instance.logs.map((log) => treeHead(log, ports))),
  ]);
  return { timestamps, checkpoints: checkpoints.filter((note) => note !== undefined) };
}

/** Undefined if the log shows none: its entries are judged in any case. */
async function treeHead({ url, majorApiVersion }: SelectedLog, { http }: RetryPorts): Promise<string | undefined> {
  const path = majorApiVersion === 1 ? "/api/v1/log" : "/api/v2/checkpoint";
  try {
    const { status, body } = await http.request({ method: "GET", url: url + path, ...TREE_HEAD });
    if (status !== 200) return undefined;
    return majorApiVersion === 1 ? v.parse(LogState, parseJson(body)).signedTreeHead : decodeUtf8(body);
  } catch {
    return undefined;
  }
}

interface Judging {
  readonly trust: Trust;
  /** What has happened so far, said before every refusal. */
  readonly soFar: string;
}

/**
 * Requires that all of it verifies under the trusted root that will judge the release; a root that lacks a key is fetched
 * anew once. Faults: those of `requireVerifiable`.
 */
export async function requireForeseen(shown: Shown, judging: Judging, crypto: Cryptography): Promise<void> {
  const outdated = await judge(shown, judging, crypto);
  if (outdated === undefined) return;
  if (judging.trust.refresh === undefined) throw outdated;
  await judging.trust.refresh();
  const still = await judge(shown, judging, crypto);
  if (still !== undefined) throw still;
}

/** That the root lacks something, or undefined; every other fault is thrown. */
async function judge(shown: Shown, { trust, soFar }: Judging, crypto: Cryptography): Promise<Fault | undefined> {
  const [file] = await trust.trustedRoots();
  if (file === undefined) throw new Fault("internal", "sealing needs a trusted root");
  const root = parseTrustedRoot(file.bytes);
  try {
    await requireVerifiable(shown, root, crypto);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { code, message, hint = REPORT } = cause;
    if (code !== "trusted-root-outdated") throw new Fault(code, soFar + message, { hint, cause });
    const dated = file.dated ?? root.newest.toISOString().slice(0, 10);
    return new Fault(code, `${soFar}the trusted root is of ${dated}, and ${message}`, { hint: NEWER, cause });
  }
}

const NEWER = advice`use a newer version of this program, or name a newer trusted root with ${option("trusted-root")}`;
const REPORT = "report this to the operator of the service";
