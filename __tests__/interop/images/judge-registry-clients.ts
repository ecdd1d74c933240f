import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "../../registry-server/contents.ts";
import { startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import type { Installed } from "../install-program.ts";
import type { Judgement } from "../judge.ts";
import { runTool, type ToolRun } from "../run-tool.ts";
import { type Pushed, pushIndex } from "./push-image.ts";
import { loginsOf, pathOf, type RealRegistry } from "./start-registries.ts";

/** A client that knows nothing of signatures, and lists, reads or copies what lies in a registry. */
interface RegistryClient {
  readonly title: string;
  /** Whether it lists what refers to an image and takes it along. */
  readonly knowsReferrers: boolean;
  /** Resolves to whether it finds the manifest, with what refers to it, as it should be. */
  reads(image: string): Promise<{ readonly run: ToolRun; readonly right: boolean }>;
  /** Copies an image with its platforms, and what refers to them if it can, into a new folder. */
  copies(image: string): Promise<ToolRun>;
}

/** What was sealed in one registry. */
export interface SealedPlace {
  readonly registry: Pick<RealRegistry, "name" | "host">;
  /** Digests of the index and of its platforms. */
  readonly digests: readonly string[];
  /** Registry and repository. */
  readonly place: string;
}

/** An index and each of its platforms have a signature, a provenance, and the root or an SBOM. */
const REFERRERS = 3;

/** Before the clients that people copy and list images with: what we attached is found in each registry. */
export async function judgeReading(
  clients: readonly RegistryClient[],
  sealed: SealedPlace,
): Promise<Map<string, Judgement[]>> {
  const found = new Map<string, Judgement[]>();
  for (const client of clients) {
    const judgements: Judgement[] = [];
    for (const [at, digest] of sealed.digests.entries()) {
      const { run, right } = await client.reads(`${sealed.place}@${digest}`);
      const label = at === 0 ? "the index" : "a platform";
      judgements.push(judgement(sealed.registry.name, { label, tampering: undefined, right, run }));
    }
    found.set(client.title, judgements);
  }
  return found;
}

function judgement(
  shape: string,
  { label, tampering, right, run }: { label: string; tampering: string | undefined; right: boolean; run: ToolRun },
): Judgement {
  const detail = `${run.stdout.slice(-200)}${run.stderr}`.trim().slice(-400);
  return { shape, label, tampering, outcome: right ? "as expected" : "wrong", detail };
}

const DAMAGES: readonly (readonly [name: string, damage: (bytes: Buffer, isJson: boolean) => Buffer])[] = [
  [
    "changed",
    (bytes, isJson) =>
      isJson
        ? Buffer.from(JSON.stringify({ ...JSON.parse(String(bytes)), annotations: { changed: "yes" } }))
        : Buffer.from(bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte))),
  ],
  ["with a byte more", (bytes) => Buffer.concat([bytes, Buffer.from(" ")])],
  [
    "with something less",
    (bytes, isJson) =>
      isJson
        ? Buffer.from(JSON.stringify({ ...JSON.parse(String(bytes)), schemaVersion: undefined }))
        : bytes.subarray(0, bytes.length - 1),
  ],
];

/**
 * A registry that gives other bytes than those of the digest: whoever copies an image from there must notice. `seal` attaches to an
 * image what we attach.
 */
export async function judgeCopying(
  clients: readonly RegistryClient[],
  seal: (image: string) => Promise<void>,
): Promise<Map<string, Judgement[]>> {
  const registry = await startRegistry();
  const place = `${registry.host}/octo-org/octo-tool`;
  const found = new Map<string, Judgement[]>(clients.map(({ title }) => [title, []]));
  try {
    const { index, children } = await pushIndex(place, "damaged");
    const image = `${place}@${index.digest}`;
    await seal(image);
    const places = placesIn(registry, index, children);
    for (const client of clients) {
      const judgements = found.get(client.title);
      for (const [part, damaged] of places.filter(([, { ofReferrer }]) => client.knowsReferrers || !ofReferrer)) {
        for (const [name, damage] of DAMAGES) {
          const run = await withDamage(registry, damaged.key, damage, () => client.copies(image));
          const right = run.status !== 0 && run.status !== null;
          judgements?.push(
            judgement("the registry of our tests", { label: part, tampering: `${part}, ${name}`, right, run }),
          );
        }
      }
      const run = await client.copies(image);
      judgements?.push(
        judgement("the registry of our tests", {
          label: "all of it",
          tampering: undefined,
          right: run.status === 0,
          run,
        }),
      );
    }
  } finally {
    await registry.close();
  }
  return found;
}

interface Damaged {
  readonly key: string;
  readonly ofReferrer: boolean;
}

function placesIn(registry: TestRegistry, index: Pushed, children: readonly Pushed[]): [string, Damaged][] {
  const key = (digest: string): string => `octo-org/octo-tool@${digest}`;
  const stored = (digest: string) => JSON.parse(String(registry.manifests.get(key(digest))?.bytes));
  const [first = index, second = index] = children;
  const referrer = [...registry.manifests].find(
    ([of, { bytes }]) => of.includes("@sha256:") && JSON.parse(String(bytes)).subject?.digest === index.digest,
  );
  if (referrer === undefined) throw new Error("nothing refers to the image");
  const bundle = JSON.parse(String(referrer[1].bytes)).layers[0].digest;
  const image = stored(first.digest);
  const own = (digest: string): Damaged => ({ key: key(digest), ofReferrer: false });
  return [
    ["the index", own(index.digest)],
    ["the manifest of a platform", own(first.digest)],
    ["the manifest of another platform", own(second.digest)],
    ["the configuration", own(image.config.digest)],
    ["a layer", own(image.layers[0].digest)],
    ["the manifest that refers to the index", { key: referrer[0], ofReferrer: true }],
    ["the bundle", { key: key(bundle), ofReferrer: true }],
  ];
}

async function withDamage<T>(
  { manifests, blobs }: TestRegistry,
  key: string,
  damage: (bytes: Buffer, isJson: boolean) => Buffer,
  run: () => Promise<T>,
): Promise<T> {
  const [manifest, blob] = [manifests.get(key), blobs.get(key)];
  if (manifest !== undefined) manifests.set(key, { ...manifest, bytes: damage(manifest.bytes, true) });
  if (blob !== undefined) blobs.set(key, damage(blob, false));
  try {
    return await run();
  } finally {
    if (manifest !== undefined) manifests.set(key, manifest);
    if (blob !== undefined) blobs.set(key, blob);
  }
}

/** Those that are on this machine. */
export function registryClients(programs: readonly Installed[], registries: readonly RealRegistry[]): RegistryClient[] {
  const home = mkdtempSync(join(tmpdir(), "capsule-interop-clients-"));
  // regctl speaks https unless it was told of the registry.
  const hosts = Object.fromEntries(registries.map(({ host }) => [host, { tls: "disabled", hostname: host }]));
  writeFileSync(join(home, "regctl.json"), JSON.stringify({ hosts }));
  const env = {
    ...{ PATH: process.env["PATH"], HOME: home, DOCKER_CONFIG: loginsOf(registries) },
    REGCTL_CONFIG: join(home, "regctl.json"),
  };
  const run = (program: string, args: readonly string[]): Promise<ToolRun> =>
    runTool(program, args, { cwd: home, env, timeoutMs: 60_000 });
  const folder = (): string => mkdtempSync(join(home, "copy-"));
  const digestIn = (image: string): string => image.slice(image.indexOf("@") + 1);
  const lists = async (program: string, args: readonly string[]) => {
    const done = await run(program, args);
    return {
      run: done,
      right: done.status === 0 && new Set(done.stdout.match(/sha256:[0-9a-f]{64}/g)).size > REFERRERS,
    };
  };
  const isItself = async (image: string, program: string, args: readonly string[]) => {
    const done = await run(program, args);
    return { run: done, right: done.status === 0 && digestOf(Buffer.from(done.stdout)) === digestIn(image) };
  };
  const clients: (RegistryClient | undefined)[] = [
    withProgram(pathOf(programs, "oras"), (oras) => ({
      title: "oras: discover, cp -r",
      knowsReferrers: true,
      reads: (image) => lists(oras, ["discover", "--plain-http", "--format", "json", image]),
      copies: (image) => run(oras, ["cp", "-r", "--from-plain-http", image, "--to-oci-layout", `${folder()}:v1`]),
    })),
    withProgram(pathOf(programs, "regctl"), (regctl) => ({
      title: "regctl: artifact list, image copy --referrers",
      knowsReferrers: true,
      reads: (image) =>
        lists(regctl, [
          ...["artifact", "list", image, "--format"],
          `${image} {{range .Descriptors}}{{println .Digest}}{{end}}`,
        ]),
      copies: (image) =>
        run(regctl, [...host(image), "image", "copy", "--referrers", image, `ocidir://${folder()}:v1`]),
    })),
    withProgram(pathOf(programs, "crane"), (crane) => ({
      title: "crane: manifest, pull",
      knowsReferrers: false,
      reads: (image) => isItself(image, crane, ["manifest", image]),
      copies: (image) => run(crane, ["pull", "--format", "oci", image, folder()]),
    })),
    withProgram(existsSync(SKOPEO) ? SKOPEO : undefined, (skopeo) => ({
      title: "skopeo: inspect, copy --all",
      knowsReferrers: false,
      reads: (image) => isItself(image, skopeo, ["inspect", "--raw", "--tls-verify=false", `docker://${image}`]),
      copies: (image) =>
        run(skopeo, [
          ...["--insecure-policy", "copy", "--all", "--src-tls-verify=false"],
          ...[`docker://${image}`, `dir:${folder()}`],
        ]),
    })),
  ];
  return clients.flatMap((client) => client ?? []);
}

const SKOPEO = "/usr/bin/skopeo";

/** For a registry that started after the configuration was written. */
function host(image: string): string[] {
  return ["--host", `reg=${image.slice(0, image.indexOf("/"))},tls=disabled`];
}

function withProgram(path: string | undefined, make: (path: string) => RegistryClient): RegistryClient | undefined {
  return path === undefined ? undefined : make(path);
}
