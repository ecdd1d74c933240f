import * as v from "valibot";
import { isBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningProgram } from "../../ports/signing-program.ts";

/** A key behind a plugin of notation. */
export interface EnvelopeKey {
  /** Of the plugin. */
  readonly name: string;
  readonly keyId: string;
  /** What the user hands to the plugin as it is. */
  readonly config: Readonly<Record<string, string>>;
  readonly program: SigningProgram;
}

export const CONTRACT = "1.0";

const schemas = once(() => {
  const text = v.pipe(v.string(), v.maxLength(4096));
  const base64 = v.pipe(v.string(), v.minLength(1), v.check(isBase64));
  const texts = v.pipe(v.array(text), v.maxLength(64));
  return {
    "get-plugin-metadata": v.object({
      ...{ name: text, version: v.optional(text, ""), supportedContractVersions: texts, capabilities: texts },
    }),
    "verify-signature": v.object({
      verificationResults: v.record(text, v.object({ success: v.boolean() })),
      processedAttributes: v.nullish(v.pipe(v.array(v.unknown()), v.maxLength(1000))),
    }),
    "describe-key": v.object({ keyId: text, keySpec: text }),
    "generate-envelope": v.object({ signatureEnvelope: base64, signatureEnvelopeType: text }),
  };
});

type Schemas = ReturnType<typeof schemas>;
type Command = keyof Schemas;

/** A plugin that is called; one that verifies has no key. */
export type CalledPlugin = Omit<EnvelopeKey, "keyId"> & Partial<Pick<EnvelopeKey, "keyId">>;

/**
 * One command of contract 1.0 (https://github.com/notaryproject/specifications/blob/main/specs/plugin-extensibility.md). Nothing that the plugin
 * writes is shown: it may hold what opens its key. Fault: `plugin-failed`.
 */
export async function callPlugin<C extends Command>(
  command: C,
  { name, program, ...key }: CalledPlugin,
  request: Readonly<Record<string, unknown>>,
): Promise<v.InferOutput<Schemas[C]>> {
  const config = Object.keys(key.config).length === 0 ? {} : { pluginConfig: key.config };
  const own = command === "get-plugin-metadata" ? {} : { contractVersion: CONTRACT, keyId: key.keyId };
  const input = encodeUtf8(JSON.stringify({ ...own, ...config, ...request }));
  const answer = await program({ args: [command], input });
  if (answer.status !== 0) {
    throw new Fault("plugin-failed", `the plugin ${printable(name)} refused ${command} (exit code ${answer.status})`, {
      hint: "what else it says is not shown, since it may hold a secret; notation sign with the same key shows it",
    });
  }
  const parsed = v.safeParse(schemas()[command], objectIn(answer.stdout, name));
  if (parsed.success) return parsed.output as v.InferOutput<Schemas[C]>;
  throw new Fault(
    "plugin-malformed",
    `the plugin ${printable(name)} answered ${command} in another form than its contract has`,
  );
}

function objectIn(bytes: Uint8Array, name: string): unknown {
  try {
    return parseJsonObject(bytes, { maxBytes: MAX_ANSWER_BYTES, what: "the answer" });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("plugin-malformed", `the answer of the plugin ${printable(name)} is not JSON`);
  }
}

const MAX_ANSWER_BYTES = 4 << 20;

const HASHES: ReadonlyMap<string, "sha256" | "sha384" | "sha512"> = new Map([
  ...(["EC-256", "RSA-2048"] as const).map((spec) => [spec, "sha256"] as const),
  ...(["EC-384", "RSA-3072"] as const).map((spec) => [spec, "sha384"] as const),
  ...(["EC-521", "RSA-4096"] as const).map((spec) => [spec, "sha512"] as const),
]);

/** The hash of its key's algorithm; undefined for a plugin that does not describe its keys, as one of envelopes need not. */
export async function pluginKeyHash(key: EnvelopeKey): Promise<"sha256" | "sha384" | "sha512" | undefined> {
  try {
    const { keyId, keySpec } = await callPlugin("describe-key", key, {});
    return keyId === key.keyId ? HASHES.get(keySpec) : undefined;
  } catch (error) {
    if (error instanceof Fault && (error.code === "plugin-failed" || error.code === "plugin-malformed"))
      return undefined;
    throw error;
  }
}

/** Its version and what it can, once it speaks the contract under its own name. Faults: `plugin-failed`, `plugin-unfit`. */
export async function pluginMetadata(
  key: CalledPlugin,
): Promise<{ readonly version: string; readonly capabilities: readonly string[] }> {
  const found = await callPlugin("get-plugin-metadata", key, {});
  if (found.name === key.name && found.supportedContractVersions.includes(CONTRACT)) return found;
  throw new Fault(
    "plugin-unfit",
    `the plugin ${printable(key.name)} has another name, or does not speak contract ${CONTRACT}`,
  );
}
