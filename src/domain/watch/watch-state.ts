import * as v from "valibot";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";

const text = v.pipe(v.string(), v.maxLength(4096));

/** What a watch said of a release the last time, for the next time. */
export const watchStateSchema = v.strictObject({
  schema: v.literal(schemaId("watch-state")),
  tag: v.pipe(text, v.minLength(1)),
  /** Known vulnerabilities, the worst first: by the names of each, the component, and the word for its severity. */
  findings: v.array(v.strictObject({ ids: v.array(text), component: text, level: text })),
  /** Rows of the audit: what, and the code. */
  differences: v.array(text),
  /** How many findings there was no room for. */
  left: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type WatchState = v.InferOutput<typeof watchStateSchema>;
export type RememberedFinding = WatchState["findings"][number];

/** GitHub takes bodies of 65,536 characters; the text for people needs most of them. */
const MAX_STATE_BYTES = 18_000;
const MARKER = /<!-- capsule-watch:([A-Za-z0-9+/]{1,40000}={0,2}) -->/g;

/**
 * The state as a comment in the Markdown of an issue, where nobody sees it and nothing of it means anything:
 *
 *     <!-- capsule-watch:eyJkaWZmZXJlbmNlcyI6… -->
 *
 * Findings without room are left out from the end, and counted.
 */
export function formatWatchState(state: Omit<WatchState, "schema" | "left">): string {
  const differences = state.differences.slice(0, MAX_DIFFERENCES);
  const findings: RememberedFinding[] = [];
  let room = MAX_STATE_BYTES - encodeUtf8(canonicalJson(differences)).length;
  for (const { ids, component, level } of state.findings) {
    const finding = { ids, component, level };
    room -= encodeUtf8(canonicalJson(finding)).length + 1;
    if (room < 0) break;
    findings.push(finding);
  }
  const left = state.findings.length - findings.length;
  const whole: WatchState = { schema: schemaId("watch-state"), tag: state.tag, findings, differences, left };
  return `<!-- capsule-watch:${encodeBase64(encodeUtf8(canonicalJson(whole)))} -->`;
}

/** Differences of an audit that are remembered; a release with more is another one altogether. */
const MAX_DIFFERENCES = 50;

/** The state in the text of an issue, if it holds exactly one of ours; whoever may edit the issue may have written it. */
export function parseWatchState(body: string): WatchState | undefined {
  const found = [...body.matchAll(MARKER)];
  const [only] = found;
  if (only?.[1] === undefined || found.length > 1) return undefined;
  const bytes = unlessRefused(() => decodeBase64(only[1] ?? ""), undefined);
  if (bytes === undefined) return undefined;
  return unlessRefused(() => {
    const json = parseJsonObject(bytes, { maxBytes: 2 * MAX_STATE_BYTES, what: "the state of a watch" });
    return parseSchema(watchStateSchema, json, malformed);
  }, undefined);
}

function malformed(problem: string): Fault {
  return new Fault("json-malformed", `the state of a watch ${problem}`);
}
