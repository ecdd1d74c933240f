import type { Option } from "./option.ts";

/** Options of a signature of the Notary Project, in the same words wherever something is signed. */
export const notarySigningOptions = {
  "notary-key": {
    kind: "text",
    only: "flag",
    placeholder: "KEY",
    description:
      "sign as the Notary Project does, with this key: a PEM file, or plugin:NAME:ID for one behind a plugin of notation",
  },
  "notary-chain": {
    kind: "text",
    only: "flag",
    placeholder: "FILE",
    description: "with a key in a file: its certificates as PEM, its own first and the root last",
  },
  "notary-passphrase-file": {
    kind: "text",
    only: "flag",
    placeholder: "FILE",
    description: "the passphrase of that key, in the first line of a file; without it you are asked on the terminal",
  },
  "notary-format": {
    kind: "choice",
    only: "flag",
    values: ["jws", "cose"],
    default: "jws",
    description: "the form of the envelope",
  },
  "notary-expiry": {
    kind: "text",
    only: "flag",
    placeholder: "DAYS",
    description: "how long the signature is to be used; without it, without an end",
  },
  "notary-timestamp": {
    kind: "text",
    only: "flag",
    placeholder: "URL",
    description: "the timestamp authority (RFC 3161); its timestamp outlives the certificates",
  },
  "notary-config": {
    kind: "lines",
    only: "flag",
    placeholder: "NAME=VALUE",
    description: "what a plugin is given beside the id of its key",
  },
} as const satisfies Readonly<Record<string, Option>>;
