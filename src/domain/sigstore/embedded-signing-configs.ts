import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { EmbeddedRoot } from "./embedded-roots.ts";
import publicGood from "./signing-configs/public-good.json" with { type: "json" };
import staging from "./signing-configs/staging.json" with { type: "json" };

/** The signing configs that are used if the newest cannot be fetched; as of the trusted roots, a script compares them. */
export const EMBEDDED_SIGNING_CONFIGS: Readonly<Record<"public-good" | "staging", EmbeddedRoot>> = {
  "public-good": {
    source: "sigstore/root-signing@60cf2ce8b2e45d600dc17c4421e8c751e75772be:targets/signing_config.v0.2.json",
    dated: "2026-08-21",
    sha256: "9711a6d5375706957a4859af31c5866a4474f81f0544f9f4b76c9c4f4c8a539c",
    bytes: () => encodeUtf8(JSON.stringify(publicGood)),
  },
  staging: {
    source: "sigstore/root-signing-staging@ed88d5dc6c56bfdbf1a78219364e6d3e4ecfe0c9:targets/signing_config.v0.2.json",
    dated: "2026-08-21",
    sha256: "7cd0090164c5c85e46d78ac44a28cca2e423967aa184c4d43c2108683ca26f62",
    bytes: () => encodeUtf8(JSON.stringify(staging)),
  },
};
