/** The checks of one bundle as a browser gets them, without the journeys. */
export { webCryptography } from "../../src/crypto/web.ts";
export { parseBundle } from "../../src/domain/sigstore/bundle.ts";
export { readSignerKey } from "../../src/domain/sigstore/signer-key.ts";
export { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
export { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
