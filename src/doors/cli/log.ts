import { randomBytes } from "node:crypto";
import { basename, resolve } from "node:path";
import { countStatements } from "../../domain/statements/count-statements.ts";
import { verifyForkEvidence } from "../../domain/statements/fork-evidence.ts";
import type { VerifiedHead } from "../../domain/statements/head-trust.ts";
import { appendStatements, type HandedIn, requireAdmitted } from "../../journeys/log/append-statements.ts";
import { compareNamedLogs } from "../../journeys/log/compare-named-logs.ts";
import { cosignHead } from "../../journeys/log/cosign-head.ts";
import { exportLog } from "../../journeys/log/export-log.ts";
import { initLog } from "../../journeys/log/init-log.ts";
import { makeKey } from "../../journeys/log/make-key.ts";
import { openLogs } from "../../journeys/log/open-logs.ts";
import { readHead } from "../../journeys/log/read-log.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { logJson, type ShownLog, shownLog } from "../../views/log/log-json.ts";
import { logText } from "../../views/log/log-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import { LOG_ACTIONS } from "../options/log.ts";
import type { OptionValues } from "../options/option-values.ts";
import { headSigningOf } from "../requests/head-signing.ts";
import { type LogRequest, logPlaceOf, logRequest, logsOrder } from "../requests/log-request.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

const MAX_FILE_BYTES = 8 << 20;

/** `capsule log <action> <log> [items…]`. */
export const logCommand: RunCommand<"log"> = async ([name = "", log = "", ...items], values, io) => {
  const action = LOG_ACTIONS.find((one) => one === name);
  if (action === undefined) {
    throw new Fault("usage", `log has no action ${printable(name)}`, { hint: `it has ${LOG_ACTIONS.join(", ")}` });
  }
  const [least, most] = ITEMS[action];
  if (items.length < least || items.length > most)
    throw new Fault("usage", `log ${action} lacks a file, or has too many`, {
      hint: "capsule log --help has examples",
    });
  const shown = await ACTIONS[action]({ log, items, values, io });
  io.out(values.isOn("json") ? jsonText(logJson(shown)) : logText(shown, { paint: io.paint, width: io.width ?? 80 }));
  if (shown.relation === "forked") return 1;
  return shown.stale || (shown.statements !== null && shown.statements.absent > 0) ? 3 : 0;
};

interface Call {
  readonly log: string;
  readonly items: readonly string[];
  readonly values: OptionValues<OptionsOf<"log">>;
  readonly io: Console;
}

type Action = (typeof LOG_ACTIONS)[number];

/** How many names stand after that of the log. */
const ITEMS: Readonly<Record<Action, readonly [number, number]>> = {
  ...{ key: [1, 1], init: [1, 1], append: [1, 1000], head: [0, 0] },
  ...{ verify: [0, 1], compare: [1, 1], cosign: [1, 16], export: [1, 1] },
};

const ACTIONS: Readonly<Record<Action, (call: Call) => Promise<ShownLog>>> = {
  key: async ({ log: origin, items: [file = ""], io }) => {
    const order = { origin, path: resolve(io.folder, file), name: file, seed: new Uint8Array(randomBytes(32)) };
    return shownLog({ action: "key", origin, key: await makeKey(order, io), file });
  },
  init: async (call) => {
    const { log, values, io } = call;
    const { own: _, ...signing } = await headSigningOf(values, io);
    const place = await logPlaceOf({ log, branch: values.text("branch"), payloads: values.lines("payloads")[0] }, io);
    const policy = await readItem(io, call.items[0] ?? "");
    const { origin } = await initLog(policy, place, { ...signing, ...place, crypto: io.crypto });
    return shownLog({ action: "init", origin, size: 1, indices: [0] });
  },
  append: async (call) => {
    const bundles = [];
    for (const item of call.items) bundles.push({ name: basename(item), bytes: await readItem(call.io, item) });
    if (call.values.isOn("dry-run")) return admission(call, bundles);
    const { signing, place, trust, trusted } = await writing(call);
    const ports = { ...signing, ...place, trust, trusted, crypto: call.io.crypto };
    const { note, size, indices } = await appendStatements(bundles, ports);
    return shownLog({ action: "append", origin: note.split("\n")[0] ?? "", size, indices: [...indices] });
  },
  head: async ({ log, values, io }) => {
    const { place, trust } = onlyLog(await logRequest([log], values, io));
    return shownLog({
      action: "head",
      ...headShown(await readHead(await place.store.open(), { trust, crypto: io.crypto })),
    });
  },
  verify: async ({ log, items: [evidence], values, io }) => {
    if (evidence !== undefined) {
      const { trust } = onlyLog(await logRequest([log], values, io));
      const [, head] = await verifyForkEvidence(await readItem(io, evidence), trust, io.crypto);
      return shownLog({ action: "verify", ...headShown(head), fork: true });
    }
    const [opened] = await openLogs(await logsOrder([log], values, io), io);
    if (opened === undefined) throw new Fault("usage", "no log is named");
    const { head, isStale: stale } = opened;
    const statements = countStatements(opened.statements);
    return shownLog({ action: "verify", ...headShown(head), stale, statements });
  },
  compare: async ({ log, items, values, io }) => {
    const file = values.text("evidence");
    const evidence = file === undefined ? undefined : resolve(io.folder, file);
    const order = { ...(await logsOrder([log, ...items], values, io)), evidence };
    const { first, relation, isKept } = await compareNamedLogs(order, io);
    const word = relation.kind === "grown" ? (`${relation.longer}-longer` as const) : relation.kind;
    return shownLog({
      action: "compare",
      ...headShown(first.head),
      relation: word,
      file: isKept ? (file ?? null) : null,
    });
  },
  cosign: async ({ log, items, values, io }) => {
    const { place, trust } = onlyLog(await logRequest([log], values, io));
    const witnesses = await io.headWitnesses(items);
    return shownLog({
      action: "cosign",
      ...headShown(await cosignHead(witnesses, { ...place, trust, crypto: io.crypto })),
    });
  },
  export: async ({ log, items: [folder = ""], values, io }) => {
    const { place, trust } = onlyLog(await logRequest([log], values, io));
    const reading = { trust, crypto: io.crypto, files: io.files };
    const { head } = await exportLog(resolve(io.folder, folder), place, reading);
    return shownLog({ action: "export", ...headShown(head), file: folder });
  },
};

/** What would be appended, and nothing is. */
async function admission({ log, values, io }: Call, bundles: readonly HandedIn[]): Promise<ShownLog> {
  const { place, ...trusting } = onlyLog(await logRequest([log], values, io));
  const { head } = await requireAdmitted(bundles, { ...place, ...trusting, crypto: io.crypto });
  return shownLog({ action: "append", ...headShown(head) });
}

function headShown({ checkpoint, size, seconds, witnesses }: VerifiedHead) {
  return {
    ...{ origin: checkpoint.origin, size, witnesses, root: encodeHex(checkpoint.rootHash) },
    headTime: seconds === undefined ? null : formatEpoch(seconds),
  };
}

async function writing({ log, values, io }: Call) {
  const { own, ...signing } = await headSigningOf(values, io);
  return { signing, ...onlyLog(await logRequest([log], values, io, own)) };
}

function onlyLog({ places, trusts, trusted }: LogRequest) {
  const [place, trust] = [places[0], trusts[0]];
  if (place === undefined || trust === undefined) throw new Fault("usage", "no log is named");
  return { place, trust, trusted };
}

function readItem({ files, folder }: Console, item: string): Promise<Uint8Array> {
  return files.read(resolve(folder, item), MAX_FILE_BYTES);
}
