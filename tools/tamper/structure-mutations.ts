import { decodeBase64, encodeBase64 } from "../../src/kernel/base64.ts";
import { derMutants } from "./der-mutations.ts";
import { type Json, type Mutant, mutantsOf } from "./mutations.ts";

/** Changes inside one value of DER: a timestamp has some 200 places, a certificate 150. */
const CHANGES = 60;

/**
 * Mutants of what is inside the values of a bundle: DER taken apart and put together again, bodies of log entries field by field,
 * checkpoints line by line. Their paths go on behind `!`.
 */
export function* structureMutantsOf(document: Json, donor: Json, random: () => number): Generator<Mutant> {
  for (const [path, value, put] of textsOf(document)) {
    for (const [inside, text] of changesOf(value, donor, random)) {
      yield { path: `${path}!${inside}`, kind: "restructured", text: JSON.stringify(put(text)) };
    }
  }
}

function* changesOf(value: string, donor: Json, random: () => number): Generator<[string, string]> {
  if (value.includes("\n")) {
    for (const text of lineMutants(value, random)) yield ["line", text];
    return;
  }
  const bytes = bytesOf(value);
  if (bytes === undefined) return;
  if (bytes[0] === 0x7b) {
    for (const mutant of bodyMutants(bytes, donor, random)) yield [mutant.path, encodeBase64(Buffer.from(mutant.text))];
    return;
  }
  for (const mutant of derMutants(bytes, random, CHANGES)) yield ["der", encodeBase64(mutant)];
}

function bytesOf(value: string): Uint8Array | undefined {
  try {
    const bytes = decodeBase64(value);
    return bytes.length > 8 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function* bodyMutants(bytes: Uint8Array, donor: Json, random: () => number): Generator<Mutant> {
  try {
    yield* mutantsOf(JSON.parse(Buffer.from(bytes).toString()), donor, random);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

/** A line removed, doubled, moved to the end, or with a changed character. */
function* lineMutants(text: string, random: () => number): Generator<string> {
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const place = Math.floor(random() * line.length);
    const other = `${line.slice(0, place)}${String.fromCharCode(33 + Math.floor(random() * 90))}${line.slice(place + 1)}`;
    yield lines.toSpliced(at, 1).join("\n");
    yield lines.toSpliced(at, 0, line).join("\n");
    yield [...lines.toSpliced(at, 1), line].join("\n");
    for (const changed of [other, `${line} `, ` ${line}`, `${line}\r`]) yield lines.with(at, changed).join("\n");
  }
}

/** Every text in the document with its path, and how to put another in its place. */
function* textsOf(value: Json, path = ""): Generator<[string, string, (text: string) => Json]> {
  if (typeof value === "string") yield [path, value, (text) => text];
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${path}[]` : path === "" ? key : `${path}.${key}`;
    for (const [at, text, put] of textsOf(item, name)) {
      const replace = (changed: string): Json =>
        Array.isArray(value) ? value.with(Number(key), put(changed)) : { ...value, [key]: put(changed) };
      yield [at, text, replace];
    }
  }
}
