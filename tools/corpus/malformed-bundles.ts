interface Bundle {
  [field: string]: unknown;
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string; keyid?: string }[] };
  verificationMaterial: {
    [field: string]: unknown;
    tlogEntries?: {
      [field: string]: unknown;
      logIndex: string;
      inclusionProof?: { logIndex: string; treeSize: string; hashes: string[] };
    }[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
}

/** A sound bundle made into one that is not in order, though each of its signatures is still genuine. */
interface Malformation {
  readonly name: string;
  /** Undefined where the bundle has nothing of the kind. */
  apply(text: string): string | undefined;
}

/** Beside the tamperings of the interop suite, which break a signature: these break the container around it. */
export const MALFORMATIONS: readonly Malformation[] = [
  { name: "no JSON", apply: (text) => text.slice(1) },
  { name: "JSON null", apply: () => "null" },
  { name: "an empty object", apply: () => "{}" },
  { name: "a key twice", apply: (text) => text.replace("{", `{"mediaType":"application/json",`) },
  { name: "a key that objects inherit", apply: (text) => text.replace("{", `{"__proto__":{},`) },
  { name: "text behind it", apply: (text) => `${text}{}` },
  {
    name: "nesting without end",
    apply: (text) => text.replace("{", `{"x":${"[".repeat(20_000)}${"]".repeat(20_000)},`),
  },
  changed("no media type", (it) => delete it["mediaType"]),
  changed("no verification material", (it) => delete (it as Partial<Bundle>).verificationMaterial),
  changed("no signature at all", (it) => delete it.messageSignature && delete it.dsseEnvelope),
  changed("an envelope beside the message", (it) => {
    if (it.messageSignature === undefined) return false;
    const sig = it.messageSignature.signature;
    it.dsseEnvelope = { payload: "e30=", payloadType: "application/vnd.in-toto+json", signatures: [{ sig }] };
    return true;
  }),
  changed("an envelope without signatures", ({ dsseEnvelope }) => {
    if (dsseEnvelope === undefined) return false;
    dsseEnvelope.signatures = [];
    return true;
  }),
  changed("an envelope with two signatures", ({ dsseEnvelope }) => {
    const [first] = dsseEnvelope?.signatures ?? [];
    if (first === undefined) return false;
    dsseEnvelope?.signatures.push(first);
    return true;
  }),
  changed("another hash named for the message", ({ messageSignature }) => {
    if (messageSignature === undefined) return false;
    messageSignature.messageDigest.algorithm = "SHA2_512";
    return true;
  }),
  changed("the certificate and a key", ({ verificationMaterial }) => {
    if (verificationMaterial["publicKey"] !== undefined) return false;
    verificationMaterial["publicKey"] = { hint: "" };
    return true;
  }),
  ofProof("another index in the log", (proof) => {
    proof.logIndex = String(Number(proof.logIndex) + 1);
  }),
  ofProof("a log of another size", (proof) => {
    proof.treeSize = String(Number(proof.treeSize) + 1);
  }),
  ofProof("one more hash in the proof", (proof) => {
    proof.hashes.push(Buffer.alloc(32).toString("base64"));
  }),
  ofEntry("an entry of an unknown kind", (entry) => {
    entry["kindVersion"] = { kind: "unknown", version: "9.9.9" };
  }),
  ofEntry("the key of a log that nobody knows", (entry) => {
    entry["logId"] = { keyId: Buffer.alloc(32, 9).toString("base64") };
  }),
];

/** `change` alters the bundle in place; false where there is nothing to change. */
function changed(name: string, change: (bundle: Bundle) => boolean): Malformation {
  return {
    name,
    apply(text) {
      const bundle = JSON.parse(text) as Bundle;
      return change(bundle) ? JSON.stringify(bundle) : undefined;
    },
  };
}

type Entry = NonNullable<Bundle["verificationMaterial"]["tlogEntries"]>[number];

function ofEntry(name: string, change: (entry: Entry) => void): Malformation {
  return changed(name, ({ verificationMaterial: { tlogEntries } }) => {
    const [entry] = tlogEntries ?? [];
    if (entry !== undefined) change(entry);
    return entry !== undefined;
  });
}

function ofProof(name: string, change: (proof: NonNullable<Entry["inclusionProof"]>) => void): Malformation {
  return changed(name, ({ verificationMaterial: { tlogEntries } }) => {
    const proof = tlogEntries?.[0]?.inclusionProof;
    if (proof !== undefined) change(proof);
    return proof !== undefined;
  });
}
