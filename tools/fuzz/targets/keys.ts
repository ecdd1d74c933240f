import { createHash } from "node:crypto";
import { newPrivateKey, pemOf, publicPemOf, spkiOf } from "../../../__tests__/keys/test-keys.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { schemaId } from "../../../src/domain/home.ts";
import { readKeyList } from "../../../src/domain/policy/key-list.ts";
import { parseMetadata } from "../../../src/domain/update/metadata.ts";
import { readKeyFile } from "../../../src/services/keys/read-key-file.ts";
import { parsePluginKey } from "../../../src/services/plugin/plugin-name.ts";
import type { FuzzTarget } from "../target.ts";
import { encode, json, repositoryFile } from "./seeds.ts";

/** Keys that sign, lists of those that may, and what an update repository says of its own. */
export function keyTargets(): readonly FuzzTarget[] {
  const key = newPrivateKey("P-256");
  const encrypted = key.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "open" });
  const fingerprint = createHash("sha256").update(spkiOf(key)).digest("hex");
  const listed = {
    purpose: "release",
    key: publicPemOf(key).toString(),
    fingerprint,
    published: ["https://a.example"],
  };
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  return [
    {
      name: "keys/file",
      seeds: [pemOf(key), encode(encrypted.toString())],
      read: (bytes) => readKeyFile(bytes, async () => "open"),
    },
    {
      name: "keys/list",
      seeds: json({ schema: schemaId("keys"), keys: [listed] }),
      read: (bytes) => readKeyList(bytes, nodeCryptography),
    },
    { name: "keys/plugin-name", seeds: [encode("plugin:softhsm:01")], read: (bytes) => parsePluginKey(text(bytes)) },
    {
      name: "keys/update-metadata",
      seeds: [repositoryFile("src/services/tuf/roots/github.json")],
      read: (bytes) => parseMetadata(bytes, "root"),
    },
  ];
}
