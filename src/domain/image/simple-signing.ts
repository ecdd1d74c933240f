import * as v from "valibot";
import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { formatPem } from "../../kernel/pem.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { type ParsedBundle, parseBundle } from "../sigstore/bundle.ts";
import { IMAGE_MANIFEST_TYPE, type Placed } from "./referrer-manifest.ts";

/** What cosign 2 keeps under a tag of its own: signatures, and attestations. */
export type TaggedKind = "sig" | "att";

export const SIMPLE_SIGNING_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
export const ENVELOPE_TYPE = "application/vnd.dsse.envelope.v1+json";
const CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
const MAX_LAYERS = 1000;

/** One of cosign 2's layers. */
export interface TaggedLayer extends Placed {
  readonly annotations: Readonly<Record<string, string>>;
}

/** Where cosign 2 looks for what is about a manifest: `sha256-….sig` (cosign 2.6, specs/SIGNATURE_SPEC.md). */
export function taggedName(digest: string, kind: TaggedKind): string {
  return `${digest.replace(":", "-")}.${kind}`;
}

/** What cosign 2 signs of an image, byte by byte. `name` is registry and repository. */
export function simpleSigning(name: string, digest: string): Uint8Array {
  return encodeUtf8(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": name },
        image: { "docker-manifest-digest": digest },
        type: "cosign container image signature",
      },
      optional: null,
    }),
  );
}

/** The layer that holds a payload, with the signature of `bundle` and what proves it, as cosign 2.6 keeps them in annotations. */
export function signatureLayer(payload: Placed, bundle: Uint8Array): TaggedLayer {
  const parsed = parseBundle(bundle);
  if (parsed.content.kind !== "message") throw new Fault("internal", "cosign 2 keeps signatures of a payload");
  const signature = { "dev.cosignproject.cosign/signature": encodeBase64(parsed.content.signature) };
  return { ...payload, mediaType: SIMPLE_SIGNING_TYPE, annotations: { ...signature, ...proofOf(parsed) } };
}

/** The layer that holds the envelope of a signed statement. */
export function attestationLayer(envelope: Placed, bundle: Uint8Array, predicateType: string): TaggedLayer {
  const annotations = { "dev.cosignproject.cosign/signature": "", predicateType, ...proofOf(parseBundle(bundle)) };
  return { ...envelope, mediaType: ENVELOPE_TYPE, annotations };
}

/** The envelope of a bundle, with the very bytes that its log took. */
export function envelopeIn(bundle: Uint8Array): Uint8Array {
  return encodeUtf8(JSON.stringify(parseJsonObject(bundle, { what: "a bundle" })["dsseEnvelope"]));
}

function proofOf({ material, logEntries, timestamps }: ParsedBundle): Record<string, string> {
  const [entry] = logEntries;
  const [time] = timestamps;
  return {
    ...(material.kind === "certificate"
      ? { "dev.sigstore.cosign/certificate": formatPem(material.certificates[0]) }
      : {}),
    // cosign 2 reads only what a log promised at once, which Rekor v2 does not.
    ...(entry?.promise === undefined
      ? {}
      : {
          "dev.sigstore.cosign/bundle": JSON.stringify({
            SignedEntryTimestamp: encodeBase64(entry.promise),
            Payload: {
              body: encodeBase64(entry.body),
              integratedTime: Number(entry.integratedSeconds),
              logIndex: Number(entry.index),
              logID: encodeHex(entry.logId),
            },
          }),
        }),
    ...(time === undefined
      ? {}
      : { "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({ SignedRFC3161Timestamp: encodeBase64(time) }) }),
  };
}

/** The configuration that cosign 2 writes beside layers, which it does not read. */
export function taggedConfig(layers: readonly Placed[]): Uint8Array {
  const diffIds = layers.map(({ digest }) => digest);
  const nothing = { architecture: "", created: "0001-01-01T00:00:00Z", history: [], os: "" };
  return encodeUtf8(JSON.stringify({ ...nothing, rootfs: { type: "layers", diff_ids: diffIds }, config: {} }));
}

export function taggedManifest(layers: readonly TaggedLayer[], config: Pick<Placed, "digest" | "size">): Uint8Array {
  return encodeUtf8(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST_TYPE,
      config: { mediaType: CONFIG_TYPE, size: config.size, digest: config.digest },
      layers: layers.map(({ mediaType, size, digest, annotations }) => ({ mediaType, size, digest, annotations })),
    }),
  );
}

const schema = once(() => {
  const layer = v.object({
    mediaType: v.pipe(v.string(), v.maxLength(255)),
    digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    annotations: v.nullish(v.record(v.string(), v.string()), {}),
  });
  return v.object({ layers: v.pipe(v.array(layer), v.maxLength(MAX_LAYERS)) });
});

/** Layers that lie under such a tag. Fault: `registry-refused` for what cosign did not write: it would be lost. */
export function taggedLayers(manifest: Uint8Array): TaggedLayer[] {
  const read = v.safeParse(schema(), parseJsonObject(manifest, { what: "what lies under the tag of cosign 2" }));
  if (!read.success) {
    throw new Fault("registry-refused", "what lies under the tag of cosign 2 cannot be read, and would be lost", {
      hint: "delete the tag that ends in .sig or .att, if nobody needs it",
    });
  }
  return read.output.layers.map(({ annotations, ...rest }) => ({ ...rest, annotations: annotations ?? {} }));
}

/** Whether both hold the same signature of the same bytes. */
export function isSameLayer(a: TaggedLayer, b: TaggedLayer): boolean {
  const SIGNATURE = "dev.cosignproject.cosign/signature";
  return a.digest === b.digest && a.annotations[SIGNATURE] === b.annotations[SIGNATURE];
}

const signedSchema = once(() =>
  v.object({
    critical: v.object({
      type: v.literal("cosign container image signature"),
      image: v.object({ "docker-manifest-digest": v.string() }),
    }),
  }),
);

/** The manifest that such a payload names, `sha256:…`; undefined for what is not one. */
export function imageSignedBy(payload: JsonObject): string | undefined {
  const signed = v.safeParse(signedSchema(), payload);
  return signed.success ? signed.output.critical.image["docker-manifest-digest"] : undefined;
}
