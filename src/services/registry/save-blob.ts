import { createHash } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import type { NewFile } from "../../ports/files.ts";
import type { Descriptor } from "../../ports/registry.ts";
import { type RegistrySession, registryRefused, wrongBytes } from "./registry-session.ts";

const ATTEMPTS = 3;
const WAIT_MS = 500;
/** 200 kB in a second. */
const SLOWEST_BYTES_PER_MS = 200;

/** A blob of any size, piece by piece into a new file at each attempt. */
export async function saveBlob(
  session: RegistrySession,
  blob: Pick<Descriptor, "digest" | "size">,
  create: () => NewFile,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await saveOnce(session, blob, create());
    } catch (error) {
      const mayPass =
        error instanceof Fault && (error.code === "network-unreachable" || error.code === "network-timeout");
      if (!mayPass || attempt === ATTEMPTS) throw error;
      await session.clock.sleep(WAIT_MS * attempt);
    }
  }
}

async function saveOnce(
  session: RegistrySession,
  { digest, size }: Pick<Descriptor, "digest" | "size">,
  file: NewFile,
): Promise<void> {
  const hash = createHash("sha256");
  let received = 0;
  const receive = (chunk: Uint8Array): void => {
    received += chunk.length;
    hash.update(chunk);
    file.write(chunk);
  };
  try {
    const url = `${session.base}/blobs/${digest}`;
    const timeoutMs = 60_000 + Math.ceil(size / SLOWEST_BYTES_PER_MS);
    const request = { method: "GET", url, maxResponseBytes: size + 1, timeoutMs, receive } as const;
    const answer = await session.ask(request, { attempts: 1 });
    if (answer.status !== 200) throw registryRefused(session, answer, "a layer");
    if (answer.body.length > 0) receive(answer.body);
  } finally {
    file.close();
  }
  if (received < size) throw new Fault("network-unreachable", `a layer of ${session.name} broke off`);
  if (`sha256:${hash.digest("hex")}` !== digest) throw wrongBytes(session, digest);
}
