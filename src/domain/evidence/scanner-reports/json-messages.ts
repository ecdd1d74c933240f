import type { JsonObject } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { malformedEvidence } from "../evidence-fault.ts";

const MAX_MESSAGES = 100_000;
const [OPEN, CLOSE, QUOTE, BACKSLASH] = [0x7b, 0x7d, 0x22, 0x5c];

/**
 * The objects of a stream in which each follows the one before, with white space between them, as Go's encoder writes them.
 * Faults: those of the JSON parser, `evidence-malformed`.
 */
export function parseJsonMessages(bytes: Uint8Array): JsonObject[] {
  const messages: JsonObject[] = [];
  let [start, depth, quoted] = [-1, 0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (byte === CLOSE) {
      depth -= 1;
      if (depth < 0) throw malformed("an object ends before it begins");
      if (depth > 0) continue;
      if (messages.length === MAX_MESSAGES) throw malformed(`there are more than ${MAX_MESSAGES} messages`);
      messages.push(parseJsonObject(bytes.subarray(start, at + 1), { maxBytes: bytes.length, what: "a message" }));
      start = -1;
    } else if (depth === 0 && !(byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) {
      throw malformed("there is something between two messages");
    }
  }
  if (depth > 0 || quoted) throw malformed("the last message is cut short");
  return messages;
}

function malformed(problem: string) {
  return malformedEvidence("stream of JSON messages", problem);
}
