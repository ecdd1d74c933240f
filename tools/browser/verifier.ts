/** The verifier as a browser gets it: what it asks of the page are the ports. */
export { webCryptography } from "../../src/crypto/web.ts";
export { parseBundle } from "../../src/domain/sigstore/bundle.ts";
export { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
export { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
export { verifyAny } from "../../src/journeys/verify/verify-any.ts";
export { Fault } from "../../src/kernel/fault.ts";
export { verificationJson } from "../../src/views/verification/verification-json.ts";
export { verificationText } from "../../src/views/verification/verification-text.ts";
