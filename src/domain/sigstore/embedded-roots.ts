import { encodeUtf8 } from "../../kernel/utf8.ts";
import github from "./trusted-roots/github.json" with { type: "json" };
import publicGood from "./trusted-roots/public-good.json" with { type: "json" };
import staging from "./trusted-roots/staging.json" with { type: "json" };

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

/** A trusted root ages: authorities that came later are unknown to it, so its date is shown wherever it is used. */
export const EMBEDDED_ROOTS: Readonly<Record<EmbeddedInstance, EmbeddedRoot>> = {
  "public-good": {
    source: "sigstore/root-signing@60cf2ce8b2e45d600dc17c4421e8c751e75772be:targets/trusted_root.json",
    dated: "2026-08-21",
    sha256: "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66",
    bytes: () => encodeUtf8(JSON.stringify(publicGood)),
  },
  github: {
    source:
      "sigstore/sigstore-rust@948c31788666372867657203618d84848443eb7d:crates/sigstore-trust-root/src/trusted_root_github.json",
    dated: "2026-08-21",
    sha256: "484cdfe1a7c65479c5ba2a22193d1be90f0020db1997de696ab207434c62fbb7",
    bytes: () => encodeUtf8(JSON.stringify(github)),
  },
  staging: {
    source: "sigstore/sigstore-python@27db13db157ecae5606eb22ec0be299ef348c370:sigstore/_store (staging instance)",
    dated: "2026-08-21",
    sha256: "81f5af777952d2c3955062ad56924c05ca916b5d49f3a0bce945faa475a8b1cc",
    bytes: () => encodeUtf8(JSON.stringify(staging)),
  },
};
