import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { HeadWitness } from "../../ports/head-witness.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";

const MAX_ANSWER_BYTES = 16 * 1024;
const CONFLICT = 409;

/**
 * A witness at a web address (https://c2sp.org/tlog-witness). It is asked as if it had seen nothing, and says in its refusal what it
 * cosigned before. Fault: `log-unwitnessed` for what it refuses, those of the network.
 */
export function httpWitness(url: string, ports: RetryPorts): HeadWitness {
  const ask = async (note: string, size: number, proof: readonly Uint8Array[]) => {
    const body = `old ${size}\n${proof.map((hash) => `${encodeBase64(hash)}\n`).join("")}\n${note}`;
    const place = `${url.replace(/\/$/, "")}/add-checkpoint`;
    return requestWithRetries(ports, {
      ...{ method: "POST", url: place, body: encodeUtf8(body), maxResponseBytes: MAX_ANSWER_BYTES },
      headers: { "content-type": "text/plain" },
    });
  };
  return {
    async cosign(note, proofFrom) {
      const first = await ask(note, 0, []);
      const said = decodeUtf8(first.body, "the answer of the witness");
      const known = first.status === CONFLICT && /^(0|[1-9][0-9]{0,14})\n?$/.test(said) ? Number(said) : undefined;
      const answer = known === undefined ? first : await ask(note, known, await proofFrom(known));
      if (answer.status === 200) return decodeUtf8(answer.body, "the answer of the witness");
      throw new Fault("log-unwitnessed", `the witness ${printable(url)} answers ${answer.status} and cosigns nothing`, {
        hint: "it must know the key of the log, and cosigns no head that does not go on from the one that it saw last",
      });
    },
  };
}
