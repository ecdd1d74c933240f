import type { Option } from "./option.ts";

// Options of a key that signs, in the same words wherever something is signed.

export const signingKey = {
  kind: "text",
  placeholder: "KEY",
  description:
    "sign with this private key and without certificate: a file, plugin:NAME:ID for a key behind a Notary or Sigstore plugin, or NAME://ID",
} as const satisfies Option;

export const signingKeyOptions = {
  "key-passphrase-file": {
    kind: "text",
    placeholder: "FILE",
    description:
      "the passphrase of the key, in the first line of a file; without it you are asked on the terminal, which a runner does not have",
  },
  "key-chain": {
    kind: "text",
    placeholder: "FILE",
    description: "certificates of the key, its own first, PEM; a Sigstore bundle holds none of them",
  },
  "key-config": {
    kind: "lines",
    placeholder: "NAME=VALUE",
    description: "what a Notary plugin is given beside the id of its key",
  },
  "key-log": {
    kind: "switch",
    description: "enter what the key signs into the log of the instance, too; for public-good everybody sees it",
  },
} as const satisfies Readonly<Record<string, Option>>;
