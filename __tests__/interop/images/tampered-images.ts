import { BUNDLE_MEDIA_TYPE, bundleAnnotations } from "../../../src/domain/image/bundle-manifest.ts";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { EMPTY_CONFIG, referrerManifest } from "../../../src/domain/image/referrer-manifest.ts";
import { taggedName } from "../../../src/domain/image/simple-signing.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { type Pushed, pushBlob, pushImage, pushManifest, readBlob, readManifest } from "./push-image.ts";
import { LOGIN } from "./token-server.ts";

export type TamperedKind = "signature" | "provenance";

/** An image of its own, to which something is attached that no judge may accept. */
export interface TamperedImage {
  readonly name: string;
  readonly kind: TamperedKind;
  /** Resolves to the image with its digest. */
  make(place: string, sound: { readonly index: Pushed }, mark: string): Promise<string>;
}

type Bundle = {
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries: { canonicalizedBody: string; inclusionPromise?: { signedEntryTimestamp: string } }[];
  };
};

const flipped = (base64: string, at = 20): string => {
  const bytes = Buffer.from(base64, "base64");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
};

const CHANGES: readonly (readonly [name: string, change: (bundle: Bundle, digest: string) => void])[] = [
  ["the bundle of another image", () => undefined],
  [
    "another subject in the payload",
    (bundle, digest) => {
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());
      statement.subject = [{ name: "x", digest: { sha256: digest.slice("sha256:".length) } }];
      bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString("base64");
    },
  ],
  [
    "a flipped signature",
    (bundle) => {
      const [signature] = bundle.dsseEnvelope.signatures;
      if (signature !== undefined) signature.sig = flipped(signature.sig);
    },
  ],
  [
    "another payload type",
    (bundle) => {
      bundle.dsseEnvelope.payloadType = "text/plain";
    },
  ],
  [
    "a changed certificate",
    (bundle) => {
      bundle.verificationMaterial.certificate.rawBytes = flipped(bundle.verificationMaterial.certificate.rawBytes, 200);
    },
  ],
  [
    "a changed body of the log entry",
    (bundle) => {
      for (const entry of bundle.verificationMaterial.tlogEntries)
        entry.canonicalizedBody = flipped(entry.canonicalizedBody, 60);
    },
  ],
];

const PREDICATES = {
  signature: "https://sigstore.dev/cosign/sign/v1",
  provenance: "https://slsa.dev/provenance/v1",
} as const;

function tamperedBundle(kind: TamperedKind, [name, change]: (typeof CHANGES)[number]): TamperedImage {
  return {
    name,
    kind,
    async make(place, sound, mark) {
      const image = await pushImage(place, `${mark} ${kind} ${name}`);
      const bundle = JSON.parse(String(await bundleOf(place, sound.index.digest, PREDICATES[kind]))) as Bundle;
      change(bundle, image.digest);
      const layer = await pushBlob(place, Buffer.from(JSON.stringify(bundle)), BUNDLE_MEDIA_TYPE);
      const config = await pushBlob(place, EMPTY_CONFIG, "application/vnd.oci.empty.v1+json");
      const annotations = bundleAnnotations(PREDICATES[kind], "2026-11-29T00:00:00Z");
      const manifest = referrerManifest({
        subject: image,
        artifactType: BUNDLE_MEDIA_TYPE,
        layer,
        config,
        annotations,
      });
      await clientOf(`${place}@${image.digest}`).putReferrers([manifest], image.digest);
      return `${place}@${image.digest}`;
    },
  };
}

/** What cosign 2 finds below its tag, changed; cosign 3 finds no bundle at this image, and looks there, too. */
function tamperedTag(
  name: string,
  change: (layer: { annotations: Record<string, string> }, payload: Buffer) => Buffer,
): TamperedImage {
  return {
    name: `below the tag: ${name}`,
    kind: "signature",
    async make(place, sound, mark) {
      const image = await pushImage(place, `${mark} ${name}`);
      const manifest = await readManifest(place, taggedName(sound.index.digest, "sig"));
      const [layer] = manifest["layers"] as {
        digest: string;
        mediaType: string;
        annotations: Record<string, string>;
      }[];
      if (layer === undefined) throw new Error("there is no signature to tamper with");
      const payload = change(layer, await readBlob(place, layer.digest));
      const own = payload.includes("DIGEST") ? Buffer.from(String(payload).replace("DIGEST", image.digest)) : payload;
      const placed = await pushBlob(place, own, layer.mediaType);
      const tagged = { ...manifest, layers: [{ ...placed, annotations: layer.annotations }] };
      await pushManifest(place, tagged, taggedName(image.digest, "sig"));
      return `${place}@${image.digest}`;
    },
  };
}

const named = (payload: Buffer): Buffer => Buffer.from(String(payload).replace(/sha256:[0-9a-f]{64}/, "DIGEST"));
const SIGNATURE = "dev.cosignproject.cosign/signature";

export const TAMPERED_IMAGES: readonly TamperedImage[] = [
  ...CHANGES.flatMap((change) => [tamperedBundle("signature", change), tamperedBundle("provenance", change)]),
  tamperedTag("the signature of another image", (_layer, payload) => payload),
  tamperedTag("a payload that names this image", (_layer, payload) => named(payload)),
  tamperedTag("a flipped signature", (layer, payload) => {
    layer.annotations[SIGNATURE] = flipped(layer.annotations[SIGNATURE] ?? "");
    return named(payload);
  }),
  tamperedTag("no certificate", (layer, payload) => {
    delete layer.annotations["dev.sigstore.cosign/certificate"];
    return named(payload);
  }),
  tamperedTag("no entry of a log", (layer, payload) => {
    delete layer.annotations["dev.sigstore.cosign/bundle"];
    return named(payload);
  }),
];

async function bundleOf(place: string, digest: string, predicateType: string): Promise<Buffer> {
  for (const referrer of await clientOf(`${place}@${digest}`).referrers(digest)) {
    const manifest = (await readManifest(place, referrer.digest)) as {
      annotations?: Record<string, string>;
      layers: { digest: string }[];
    };
    const [layer] = manifest.layers;
    if (manifest.annotations?.["dev.sigstore.bundle.predicateType"] === predicateType && layer !== undefined)
      return readBlob(place, layer.digest);
  }
  throw new Error(`no bundle with ${predicateType} is attached`);
}

/** Registries that want no login do not ask for it. */
const LOGIN_HERE = { kind: "password", user: LOGIN.user, password: LOGIN.password } as const;

function clientOf(image: string) {
  const settings = { http: createHttp(() => undefined), clock: systemClock, credentials: async () => LOGIN_HERE };
  return ociRegistry(parseImageName(image), settings);
}
