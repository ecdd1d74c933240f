import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Fault } from "../fault.ts";
import type { UntrustedLimits } from "./untrusted-entry.ts";
import { zlibFault } from "./zlib-fault.ts";

/**
 * Unpacks gzip as every tool does, several members included. Faults: `archive-bomb` beyond the ratio, `archive-truncated`,
 * `gzip-malformed`; those of the source pass through.
 */
export async function* gunzipUntrusted(
  source: AsyncIterable<Uint8Array>,
  limits: Pick<UntrustedLimits, "maxRatio" | "ratioFloorBytes">,
): AsyncGenerator<Uint8Array> {
  const input = Readable.from(source);
  const engine = createGunzip();
  input.once("error", (error) => engine.destroy(error));
  input.pipe(engine);
  let count = 0;
  try {
    for await (const bytes of engine as AsyncIterable<Uint8Array>) {
      count += bytes.length;
      if (count > limits.ratioFloorBytes && count > engine.bytesWritten * limits.maxRatio) {
        throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
      }
      yield bytes;
    }
  } catch (error) {
    throw zlibFault(error);
  } finally {
    input.destroy();
  }
}
