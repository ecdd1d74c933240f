import { posix } from "node:path";
import { type ModuleReading, readModule } from "./read-module.ts";
import { FACES, isBehindFace } from "./room-faces.ts";

/**
 * The import table of ARCHITECTURE.md. A floor may import from the floors in its row; `own` allows its own room (its
 * own folder directly below the floor) and nothing else of its floor; a row may name a single room, too.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: ["kernel"],
  crypto: ["kernel", "crypto"],
  domain: ["kernel", "crypto", "domain"],
  ports: ["kernel", "domain", "ports"],
  services: ["kernel", "crypto", "domain", "ports", "own", "services/http"],
  world: ["kernel", "domain", "ports", "world"],
  journeys: ["kernel", "crypto", "domain", "ports", "own"],
  views: ["kernel", "domain", "views"],
  doors: ["kernel", "crypto", "domain", "ports", "journeys", "views", "doors"],
};

/** Steps that any journey may take: a file of another room is a step of its own room alone. */
const SHARED_JOURNEYS = new Set(
  [
    "verify/verify",
    "verify/verify-by-notary",
    "verify/is-by-notary",
    "verify/verify-file",
    "verify/verify-order",
    "verify/remember",
    "verify/find-capsule",
    "verify/read-artifact",
    "verify/small-files",
    "check/check",
    "check/read-security",
    "check/find-members",
    "show/read-unverified",
    "log/append-statements",
    "log/read-log",
    "log/read-statements",
    "vouch/sign-statement",
    "verify/open-capsule",
    "sbom/load-sbom",
    "vex/read-decisions",
    "image/attach-notary",
    "image/attach-signed",
    "image/describe-platforms",
    "image/find-image",
    "image/record-storage",
    "image/sign-statement",
    "audit/audit",
    "audit/audit-order",
    "scan/open-database",
    "scan/scan",
    "get/get",
    "get/get-order",
  ].map((name) => `src/journeys/${name}.ts`),
);

/** Which cryptography is used, the doors decide; everything else asks through the interface. */
const PLATFORMS = new Set(["src/crypto/node.ts", "src/crypto/web.ts"]);

/** What runs in browsers too; `tsconfig.portable.json` and `npm run browser:build` judge the same. */
const PORTABLE =
  /^src\/(?:kernel|crypto|views|journeys\/verify|domain\/(?:asset|attestation|capsule|image|memory|notary|policy|sigstore|source|statements|transparency|update|verification|x509))\//;

/** What in there is of Node alone. */
const NODE_ONLY = /^src\/(?:kernel\/archives\/|crypto\/node(?:-[a-z]+)?\.ts$)/;

/** Digests that are made at once, for what never runs in a browser. */
const NODE_DIGEST = "src/crypto/node-digest.ts";

/** Modules of Node that compute and touch nothing outside the process. */
const HARMLESS_BUILTINS = new Set(
  "assert buffer crypto events path querystring stream stream/promises stream/web string_decoder url util util/types zlib".split(
    " ",
  ),
);

/** One sentence per violation, none where the sources keep the law. `files` maps `src/…` paths to their text. */
export function violations(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  const rooms = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const module = readModule(path, text);
    found.push(...nameViolations(path), ...effectViolations(path, module));
    if (isPortable(path) && module.usesBuffer) found.push(`${path}: uses Buffer, which no browser has`);
    for (const specifier of module.imports) {
      if (specifier.startsWith(".")) found.push(...importViolations(path, specifier, rooms));
      else found.push(...builtinViolations(path, specifier));
      found.push(...portableViolations(path, specifier));
    }
  }
  return [...found, ...cycles(rooms)];
}

/** Files of a face that nobody outside of their room imports: the face is smaller than it says. */
export function unusedFaces(files: ReadonlyMap<string, string>): string[] {
  const used = new Set<string>();
  for (const [path, text] of files) {
    for (const specifier of readModule(path, text).imports.filter((one) => one.startsWith("."))) {
      const target = posix.join(posix.dirname(path), specifier);
      if (roomOf(target) !== roomOf(path)) used.add(target);
    }
  }
  return Object.entries(FACES).flatMap(([room, face]) =>
    face.map((name) => `src/${room}/${name}.ts`).filter((path) => !used.has(path)),
  );
}

/** A room of so many files keeps a part of them to itself. */
const LARGE = 25;

/** Rooms that need a face and have none: large ones of which others import less than two thirds. */
export function facelessRooms(files: ReadonlyMap<string, string>): string[] {
  const sizes = new Map<string, number>();
  const used = new Map<string, Set<string>>();
  for (const path of files.keys()) {
    if (/^src\/(?:domain|services|journeys)\//.test(path)) sizes.set(roomOf(path), (sizes.get(roomOf(path)) ?? 0) + 1);
  }
  for (const [path, text] of files) {
    for (const specifier of readModule(path, text).imports.filter((one) => one.startsWith("."))) {
      const target = posix.join(posix.dirname(path), specifier);
      if (roomOf(target) !== roomOf(path)) addEdge(used, roomOf(target), target);
    }
  }
  const isOpen = (room: string, size: number): boolean => (used.get(room)?.size ?? 0) * 3 >= size * 2;
  const faces = new Set(Object.keys(FACES).map((room) => `src/${room}`));
  return [...sizes].flatMap(([room, size]) =>
    size < LARGE || isOpen(room, size) || faces.has(room) ? [] : [`${room}: ${size} files`],
  );
}

function nameViolations(path: string): string[] {
  const name = posix.basename(path, ".ts");
  const vague = ["index", "utils", "util", "helpers", "helper", "types", "common", "misc"].includes(name);
  const unknown = !(floorOf(path) in MAY_IMPORT);
  return [
    ...(vague ? [`${path}: a file is named for its one export`] : []),
    ...(unknown ? [`${path}: lies on no floor of the map`] : []),
  ];
}

/** Cryptography makes its own chance; a signing session has one file for what a service must not have seen before. */
const MAKES_CHANCE = /^src\/(crypto\/|services\/sigstore\/chance\.ts$)/;

function effectViolations(path: string, module: ModuleReading): string[] {
  if (isFree(path)) return [];
  const effects = module.effects.filter((effect) => !(effect.startsWith("chance ") && MAKES_CHANCE.test(path)));
  return effects.map((effect) => `${path}: uses ${effect}`);
}

function builtinViolations(path: string, specifier: string): string[] {
  if (isFree(path)) return [];
  const bare = specifier.replace(/^node:/, "");
  if (!specifier.startsWith("node:"))
    return UNPREFIXED.has(bare) ? [`${path}: imports ${specifier} without node:`] : [];
  return HARMLESS_BUILTINS.has(bare) ? [] : [`${path}: imports ${specifier}`];
}

function portableViolations(path: string, specifier: string): string[] {
  if (!isPortable(path)) return [];
  if (specifier.startsWith("node:")) return [`${path}: imports ${specifier}, which no browser has`];
  const target = posix.join(posix.dirname(path), specifier);
  return NODE_ONLY.test(target) ? [`${path}: imports ${target}, which is of Node alone`] : [];
}

function isPortable(path: string): boolean {
  return PORTABLE.test(path) && !NODE_ONLY.test(path);
}

const UNPREFIXED = new Set([
  "fs",
  "fs/promises",
  "child_process",
  "http",
  "https",
  "net",
  "tls",
  "os",
  "process",
  "crypto",
]);

function importViolations(path: string, specifier: string, rooms: Map<string, Set<string>>): string[] {
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith("src/")) return [`${path}: imports ${target}, which is not under src/`];
  if (!/\.(ts|json)$/.test(target)) return [`${path}: imports ${specifier} without its extension`];
  const [from, to] = [floorOf(path), floorOf(target)];
  if (from === "domain" && to === "domain") addEdge(rooms, roomOf(path), roomOf(target));
  if (isBehindFace(path, target)) return [`${path}: imports ${target}, which is not of the face of its room`];
  return mayImport(path, target) ? [] : [`${path}: ${from} imports ${target}`];
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [floorOf(path), floorOf(target)];
  const row = MAY_IMPORT[from] ?? [];
  if (isWiring(path) && (to === "services" || to === "world")) return true;
  if (from === "doors" && to === "doors") return !(isOtherDoor(path, target) || isOtherDoor(target, path));
  if (PLATFORMS.has(target)) return from === "doors" || path === NODE_DIGEST;
  if (target === NODE_DIGEST) return true;
  if (row.includes(to) || row.includes(roomOf(target).slice("src/".length))) return true;
  if (!(row.includes("own") && from === to)) return false;
  return roomOf(path) === roomOf(target) || SHARED_JOURNEYS.has(target);
}

function isOtherDoor(path: string, target: string): boolean {
  return path.startsWith("src/doors/cli/") && target.startsWith("src/doors/action/");
}

/** The composition of the program. */
function isWiring(path: string): boolean {
  return path === "src/doors/wire.ts" || path.startsWith("src/doors/wire/");
}

/** The world and the doors are where the surroundings are touched. */
function isFree(path: string): boolean {
  return floorOf(path) === "world" || floorOf(path) === "doors";
}

function floorOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function roomOf(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}

function addEdge(rooms: Map<string, Set<string>>, from: string, to: string): void {
  if (from === to) return;
  const targets = rooms.get(from) ?? new Set();
  rooms.set(from, targets.add(to));
}

/** Files that import one another in a circle, types too: what is left when those that need or serve nobody are taken away. */
export function circularFiles(files: ReadonlyMap<string, string>): string[] {
  const needs = new Map<string, ReadonlySet<string>>();
  for (const [path, text] of files) {
    const targets = readModule(path, text).imports.filter((one) => one.startsWith("."));
    needs.set(path, new Set(targets.map((one) => posix.join(posix.dirname(path), one))));
  }
  const left = new Set(files.keys());
  const isEnd = (path: string): boolean => ![...(needs.get(path) ?? [])].some((target) => left.has(target));
  const isBeginning = (path: string): boolean => ![...left].some((other) => needs.get(other)?.has(path));
  for (const isLoose of [isEnd, isBeginning]) {
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const path of [...left]) if (isLoose(path)) left.delete(path);
    }
  }
  return [...left].sort();
}

/** Rooms that reach themselves, each circle named once. */
function cycles(rooms: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set<string>();
  const walk = (room: string, trail: readonly string[]): void => {
    const start = trail.indexOf(room);
    if (start >= 0) found.add(`rooms in a circle: ${[...trail.slice(start)].sort().join(", ")}`);
    else for (const next of rooms.get(room) ?? []) walk(next, [...trail, room]);
  };
  for (const room of rooms.keys()) walk(room, []);
  return [...found];
}
