import { resolve } from "node:path";
import { digestHex } from "../../crypto/digest-hex.ts";
import { parseStatement, STATEMENT_TYPE, type Statement } from "../../domain/attestation/statement.ts";
import { readScanPredicate } from "../../domain/attestation/vulnerability-scan.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { releasePurl } from "../../domain/source/release-purl.ts";
import { type ReleaseState, releaseStateStatement, STATE_REASONS } from "../../domain/statements/release-state.ts";
import {
  PREDICATE_WORDS,
  type PredicateWord,
  predicateTypeOf,
  RIGHTS,
  SPOKEN_EFFECTS,
} from "../../domain/statements/vocabulary.ts";
import { readUnverified } from "../../journeys/show/read-unverified.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";
import { signerDocument } from "./log-request.ts";
import { wordAmong } from "./word-among.ts";

export type StatementValues = OptionValues<OptionsOf<"vouch">>;
type World = Pick<Surroundings, "folder" | "files" | "crypto">;

const MAX_PREDICATE_BYTES = 1 << 20;

/** Whether an action of `vouch` is a statement for a log. */
export function isStatementAction(action: string): boolean {
  return (
    SPOKEN_EFFECTS.some((one) => one === action) ||
    (action !== "approval" && action !== "rebuild" && PREDICATE_WORDS.some((one) => one === action))
  );
}

/**
 * The statement that `vouch <action>` signs: of a release by its capsule, which is read and not verified (its owner withdraws what
 * nobody verifies any more, too), or of a log by its policy. Fault: `usage`.
 */
export async function statementAsked(
  {
    action,
    item,
    predicate,
  }: { readonly action: string; readonly item: string; readonly predicate: string | undefined },
  values: StatementValues,
  world: World,
): Promise<Statement> {
  const effect = SPOKEN_EFFECTS.find((one) => one === action);
  const isOfLog = effect === "grant" || effect === "revoke";
  const refersTo: string[] = [];
  for (const one of values.lines("refers-to")) refersTo.push(await statementDigest(one, world));
  const subject = isOfLog ? await policySubject(item, world) : await releaseSubject(item, world);
  if (effect !== undefined) {
    if (predicate !== undefined)
      throw new Fault("usage", `${effect} takes one file`, { hint: `write capsule vouch ${effect} FILE` });
    return releaseStateStatement(subject, stateOf(effect, { release: subject.release, refersTo }, values));
  }
  const word = PREDICATE_WORDS.find((one) => one === action);
  if (word === undefined || predicate === undefined) {
    throw new Fault("usage", `vouch ${printable(action)} lacks the file of its predicate`, {
      hint: `write capsule vouch ${printable(action)} CAPSULE PREDICATE.json`,
    });
  }
  const bytes = await world.files.read(resolve(world.folder, predicate), MAX_PREDICATE_BYTES);
  const given = parseJsonObject(bytes, { what: "the predicate", maxBytes: MAX_PREDICATE_BYTES });
  const said = given["_type"] === STATEMENT_TYPE ? predicateOf(bytes, { word, subject, file: predicate }) : given;
  // What nobody could read as a scan would be signed in vain.
  if (word === "vulns") readScanPredicate(said);
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType: predicateTypeOf(word),
    predicate: said,
  };
}

/** What an unsigned statement says, as `capsule scan --format statement` writes one, if it is of the type and about the capsule. */
function predicateOf(
  statement: Uint8Array,
  { word, subject, file }: { readonly word: PredicateWord; readonly subject: NamedSubject; readonly file: string },
): JsonObject {
  const { subject: about, predicateType, predicate } = parseStatement(statement);
  if (predicateType !== predicateTypeOf(word)) {
    throw new Fault("usage", `${printable(file)} is a statement of the type ${printable(predicateType)}`, {
      hint: `give one of the type ${predicateTypeOf(word)}`,
    });
  }
  const own = [subject.sha256, subject.capsuleSha256];
  if (about.some(({ digest }) => own.includes(digest["sha256"]))) return predicate;
  throw new Fault("usage", `${printable(file)} is a statement about something else than the capsule`, {
    hint: "make it of the capsule itself",
  });
}

interface NamedSubject {
  readonly name: string;
  readonly sha256: string;
  readonly release?: string;
  /** Of the file, if it is a capsule. */
  readonly capsuleSha256?: string;
}

async function releaseSubject(item: string, world: World): Promise<NamedSubject> {
  const path = resolve(world.folder, item);
  const { statement, rootSha256, sha256: capsuleSha256 } = await readUnverified({ path }, new Set(), world);
  const { release } = statement.predicate;
  const name = `${release.name}@${release.version}`;
  return { name, sha256: rootSha256, release: releasePurl(release), capsuleSha256 };
}

async function policySubject(item: string, { folder, files, crypto }: World): Promise<NamedSubject> {
  const bytes = await files.read(resolve(folder, item), MAX_PREDICATE_BYTES);
  return { name: files.nameOf(item), sha256: await digestHex("sha256", bytes, crypto) };
}

/** The digest of a signed statement: itself, or that in a file. */
export async function statementDigest(text: string, { folder, files, crypto }: World): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const { content } = parseBundle(await files.read(resolve(folder, text), MAX_PREDICATE_BYTES));
  if (content.kind === "dsse") return digestHex("sha256", content.payload, crypto);
  throw new Fault("usage", `${printable(text)} holds no statement`);
}

interface About {
  readonly release: string | undefined;
  readonly refersTo: readonly string[];
}

function stateOf(effect: ReleaseState["effect"], { release, refersTo }: About, values: StatementValues): ReleaseState {
  const [use, to, role] = [values.text("use"), values.text("to"), values.text("role")];
  const evidence = values.lines("rests-on");
  const rights = values.lines("may").flatMap((one) => one.split(","));
  const may = rights.map((word) => wordAmong(word, RIGHTS, values.spelling("may")));
  const signer = to === undefined ? undefined : signerDocument(to);
  return {
    ...{ effect, reason: wordAmong(values.text("reason"), STATE_REASONS, values.spelling("reason")) },
    ...(release === undefined ? {} : { release }),
    ...(refersTo.length === 0 ? {} : { refersTo: [...refersTo] }),
    ...(evidence.length === 0 ? {} : { evidence: [...evidence] }),
    ...(use === undefined ? {} : { use }),
    ...(effect === "custody" && signer !== undefined ? { custodian: signer } : {}),
    ...(effect === "grant" && signer !== undefined ? { grant: { role: role ?? "", signer, may } } : {}),
  };
}
