import { resolve } from "node:path";
import { digestHex } from "../../crypto/digest-hex.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { MAX_PREDICATE_BYTES } from "../../domain/statements/predicate-statement.ts";
import { type ReleaseState, STATE_REASONS } from "../../domain/statements/release-state.ts";
import { PREDICATE_WORDS, RIGHTS, SPOKEN_EFFECTS } from "../../domain/statements/vocabulary.ts";
import type { StatementToVouch } from "../../journeys/vouch/vouch-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";
import { signerDocument } from "./log-request.ts";
import { wordAmong } from "./word-among.ts";

export type StatementValues = OptionValues<OptionsOf<"vouch">>;
type World = Pick<Surroundings, "folder" | "files" | "crypto">;

/** Whether an action of `vouch` is a statement for a log. */
export function isStatementAction(action: string): boolean {
  return (
    SPOKEN_EFFECTS.some((one) => one === action) ||
    (action !== "approval" && action !== "rebuild" && PREDICATE_WORDS.some((one) => one === action))
  );
}

/** What `vouch <action>` says, of a state or by the predicate in a file. Fault: `usage`. */
export async function statementAsked(
  action: string,
  predicate: string | undefined,
  { values, world }: { readonly values: StatementValues; readonly world: World },
): Promise<StatementToVouch["says"]> {
  const effect = SPOKEN_EFFECTS.find((one) => one === action);
  if (effect !== undefined) {
    if (predicate !== undefined)
      throw new Fault("usage", `${effect} takes one file`, { hint: `write capsule vouch ${effect} FILE` });
    const refersTo: string[] = [];
    for (const one of values.lines("refers-to")) refersTo.push(await statementDigest(one, world));
    return stateOf(effect, refersTo, values);
  }
  const word = PREDICATE_WORDS.find((one) => one === action);
  if (word === undefined || predicate === undefined) {
    throw new Fault("usage", `vouch ${printable(action)} lacks the file of its predicate`, {
      hint: `write capsule vouch ${printable(action)} CAPSULE PREDICATE.json`,
    });
  }
  return { word, path: resolve(world.folder, predicate), file: predicate };
}

/** The digest of a signed statement: itself, or that in a file. */
export async function statementDigest(text: string, { folder, files, crypto }: World): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const { content } = parseBundle(await files.read(resolve(folder, text), MAX_PREDICATE_BYTES));
  if (content.kind === "dsse") return digestHex("sha256", content.payload, crypto);
  throw new Fault("usage", `${printable(text)} holds no statement`);
}

function stateOf(effect: ReleaseState["effect"], refersTo: readonly string[], values: StatementValues): ReleaseState {
  const [use, to, role] = [values.text("use"), values.text("to"), values.text("role")];
  const evidence = values.lines("rests-on");
  const rights = values.lines("may").flatMap((one) => one.split(","));
  const may = rights.map((word) => wordAmong(word, RIGHTS, values.spelling("may")));
  const signer = to === undefined ? undefined : signerDocument(to);
  return {
    ...{ effect, reason: wordAmong(values.text("reason"), STATE_REASONS, values.spelling("reason")) },
    ...(refersTo.length === 0 ? {} : { refersTo: [...refersTo] }),
    ...(evidence.length === 0 ? {} : { evidence: [...evidence] }),
    ...(use === undefined ? {} : { use }),
    ...(effect === "custody" && signer !== undefined ? { custodian: signer } : {}),
    ...(effect === "grant" && signer !== undefined ? { grant: { role: role ?? "", signer, may } } : {}),
  };
}
