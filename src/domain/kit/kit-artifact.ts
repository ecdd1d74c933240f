import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { IMAGE_MANIFEST_TYPE, type Placed } from "../image/referrer-manifest.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY } from "./kit-statement.ts";

/** What a kit is in a registry: an artifact with each of its files as a layer, but for the images, which are images there. */
export const KIT_ARTIFACT_TYPE = "application/vnd.release-capsule.kit.v1";

const EMPTY = "application/vnd.oci.empty.v1+json";
const FILE = "application/octet-stream";
const TITLE = "org.opencontainers.image.title";
const REASON = "io.github.release-capsule.kit.reason";
/** What registries take as a manifest. */
const MAX_BYTES = 4 << 20;

export interface KitLayer {
  readonly path: string;
  readonly digest: string;
  readonly size: number;
}

export interface KitArtifact {
  /** The empty configuration, as it was stored. */
  readonly config: Pick<Placed, "digest" | "size">;
  readonly layers: readonly KitLayer[];
  /** Why somebody overruled what forbids the kit; undefined if nothing did. */
  readonly reason: string | undefined;
}

/** The manifest of a kit. Fault: `archive-limit` for more files than a registry takes. */
export function formatKitArtifact({ config, layers, reason }: KitArtifact): Uint8Array {
  const bytes = encodeUtf8(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: IMAGE_MANIFEST_TYPE, artifactType: KIT_ARTIFACT_TYPE },
      config: { mediaType: EMPTY, digest: config.digest, size: config.size },
      layers: layers.map(({ path, digest, size }) => ({
        mediaType: FILE,
        digest,
        size,
        annotations: { [TITLE]: path },
      })),
      ...(reason === undefined ? {} : { annotations: { [REASON]: reason } }),
    }),
  );
  if (bytes.length <= MAX_BYTES) return bytes;
  throw new Fault("archive-limit", "the kit has more files than one manifest of a registry can name", {
    hint: "import it into a folder",
  });
}

const schema = once(() =>
  v.object({
    artifactType: v.literal(KIT_ARTIFACT_TYPE),
    layers: v.array(
      v.object({
        digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
        size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        annotations: v.object({ [TITLE]: v.string() }),
      }),
    ),
  }),
);

/** Where what is signed about the kit lies, and its list. Fault: `kit-malformed` for another artifact. */
export function readKitArtifact(bytes: Uint8Array): { readonly statement: KitLayer; readonly list: KitLayer } {
  const malformed = (problem: string) => new Fault("kit-malformed", `what the registry has as the kit ${problem}`);
  const { layers } = parseSchema(
    schema(),
    parseJsonObject(bytes, { what: "the manifest", maxBytes: MAX_BYTES }),
    malformed,
  );
  const named = layers.map(({ digest, size, annotations }) => ({ path: annotations[TITLE] ?? "", digest, size }));
  const [statement, list] = [KIT_STATEMENT_ENTRY, KIT_LIST_ENTRY].map((name) =>
    named.find(({ path }) => path === name),
  );
  if (statement === undefined || list === undefined) throw malformed("lacks what is signed about it");
  return { statement, list };
}
