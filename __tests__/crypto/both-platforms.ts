import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { webCryptography } from "../../src/crypto/web.ts";

/** Every platform, each of which must decide the same; Node has the Web's interfaces too. */
export const PLATFORMS: readonly (readonly [string, Cryptography])[] = [
  ["node", nodeCryptography],
  ["web", webCryptography],
];
