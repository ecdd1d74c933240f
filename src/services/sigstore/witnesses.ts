import type { Bundle } from "@sigstore/bundle";
import type { Trust } from "../../ports/trust.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import type { SigningInstance } from "./instances.ts";
import type { LoggedSigner, SignedContent } from "./log-client.ts";
import { rekorV1 } from "./rekor-v1.ts";
import { rekorV2 } from "./rekor-v2.ts";
import { requestTimestamp, type TimeWindow } from "./timestamp-authority.ts";

type LogEntries = Bundle["verificationMaterial"]["tlogEntries"];
type Timestamps = NonNullable<Bundle["verificationMaterial"]["timestampVerificationData"]>["rfc3161Timestamps"];

/** What the services of an instance say about one signature. */
export interface Testimony {
  readonly tlogEntries: LogEntries;
  readonly rfc3161Timestamps: Timestamps;
}

/** Asks every log and every timestamp authority of an instance, all at the same time. */
export type Witnesses = (
  content: SignedContent,
  signer: LoggedSigner & { readonly window: TimeWindow },
) => Promise<Testimony>;

export function createWitnesses(
  instance: Pick<SigningInstance, "logs" | "timestampAuthorities">,
  ports: RetryPorts & { readonly trust?: Trust },
): Witnesses {
  const logs = instance.logs.map(({ url, majorApiVersion }) =>
    majorApiVersion === 2 ? rekorV2(url, ports) : rekorV1(url, ports),
  );
  return async (content, signer) => {
    const stamped = (url: string): Promise<Uint8Array> =>
      requestTimestamp({ url, signature: content.signature, window: signer.window }, ports);
    const [tlogEntries, timestamps] = await Promise.all([
      Promise.all(logs.map((log) => log.enter(content, signer))),
      Promise.all(instance.timestampAuthorities.map(stamped)),
    ]);
    return {
      tlogEntries,
      rfc3161Timestamps: timestamps.map((der) => ({ signedTimestamp: Buffer.from(der) })),
    };
  };
}
