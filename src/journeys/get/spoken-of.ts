import { isReleaseType } from "../../domain/attestation/release-attestation.ts";
import { decodeBase64 } from "../../kernel/base64.ts";
import { type JsonValue, parseJson } from "../../kernel/json.ts";
import type { Downloaded } from "./download-files.ts";

/** What a bundle says that it is about, before anything of it is verified. */
export interface Spoken {
  readonly predicateType: string;
  /** Of the release that GitHub's own statement is about. */
  readonly tag: string | undefined;
  /** Hex digests, of whatever algorithm, and names. */
  readonly digests: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** Undefined for what holds no statement; who judges it says why. */
export function spokenIn(bundle: unknown): Spoken | undefined {
  const envelope = isObject(bundle) ? bundle["dsseEnvelope"] : undefined;
  const payload = isObject(envelope) ? envelope["payload"] : undefined;
  const statement = typeof payload === "string" ? parsed(payload) : undefined;
  if (!isObject(statement) || typeof statement["predicateType"] !== "string") return undefined;
  const subjects = Array.isArray(statement["subject"]) ? statement["subject"].filter(isObject) : [];
  const digests = subjects.flatMap(({ digest }) => (isObject(digest) ? Object.values(digest) : []));
  return {
    predicateType: statement["predicateType"],
    tag: tagIn(statement["predicate"]),
    digests: new Set(digests.filter(isText)),
    names: new Set(subjects.map(({ name }) => name).filter(isText)),
  };
}

/** A file is spoken of by its digest; by its name alone, too, for then something is false. */
export function speaksOf(spoken: Spoken, { asset, sha256, sha512 }: Downloaded): boolean {
  return spoken.digests.has(sha256) || spoken.digests.has(sha512) || spoken.names.has(asset.name);
}

/** Whether it is GitHub's own statement that it published a release. */
export function isReleaseStatement({ predicateType }: Spoken): boolean {
  return isReleaseType(predicateType);
}

function parsed(payload: string): JsonValue | undefined {
  try {
    return parseJson(decodeBase64(payload), { maxBytes: MAX_BYTES, prototypeKeys: "keep" });
  } catch {
    return undefined;
  }
}

function tagIn(predicate: unknown): string | undefined {
  const tag = isObject(predicate) ? predicate["tag"] : undefined;
  return isText(tag) ? tag : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
