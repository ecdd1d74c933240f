import { encodeUtf8 } from "../../kernel/utf8.ts";
import github from "./trusted-roots/github.json" with { type: "json" };
import publicGood from "./trusted-roots/public-good.json" with { type: "json" };
import staging from "./trusted-roots/staging.json" with { type: "json" };
import taken from "./trusted-roots/taken.json" with { type: "json" };

/** A trusted root that was built in, with its origin, the date on which it was taken and the digest of the file. */
export interface EmbeddedRoot {
  readonly source: string;
  /** ISO 8601. */
  readonly dated: string;
  /** Hex SHA-256 of the file in `trusted-roots/`; a script compares it. */
  readonly sha256: string;
  /** JSON, equal in meaning to the file. */
  readonly bytes: () => Uint8Array;
}

export type EmbeddedInstance = "public-good" | "github" | "staging";

/**
 * A trusted root ages: authorities that came later are unknown to it, so its date is shown wherever it is used. The files are
 * renewed by `npm run roots:renew`.
 */
export const EMBEDDED_ROOTS: Readonly<Record<EmbeddedInstance, EmbeddedRoot>> = {
  "public-good": { ...taken["public-good"], bytes: () => encodeUtf8(JSON.stringify(publicGood)) },
  github: { ...taken.github, bytes: () => encodeUtf8(JSON.stringify(github)) },
  staging: { ...taken.staging, bytes: () => encodeUtf8(JSON.stringify(staging)) },
};
