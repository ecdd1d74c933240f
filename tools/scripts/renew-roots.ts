import { writeFileSync } from "node:fs";
import { nodeCryptography } from "../../src/crypto/node.ts";
import taken from "../../src/domain/sigstore/trusted-roots/taken.json" with { type: "json" };
import { carriedRoots } from "../../src/services/tuf/carried-roots.ts";
import { systemClock } from "../../src/world/clock.ts";
import { processEnv } from "../../src/world/env.ts";
import { createHttp } from "../../src/world/http/http.ts";
import { renewRoots } from "../roots/renew-roots.ts";

// Fetches the built-in trusted roots anew, each by The Update Framework, and writes those that changed: `npm run roots:renew`.

const FOLDER = new URL("../../src/domain/sigstore/trusted-roots/", import.meta.url);
const ports = { http: createHttp(processEnv), clock: systemClock, crypto: nodeCryptography };
const files = await renewRoots(taken, carriedRoots(ports));
for (const [name, bytes] of files) writeFileSync(new URL(name, FOLDER), bytes);
process.stdout.write(files.size === 0 ? "nothing is due\n" : `written: ${[...files.keys()].join(", ")}\n`);
