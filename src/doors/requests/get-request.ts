import { resolve } from "node:path";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import type { GetOrder } from "../../journeys/get/get-order.ts";
import type { OptionsOf } from "../options/commands.ts";
import { type OptionValues, withText } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";
import { type MemoryValues, memoryOrder } from "./memory-order.ts";
import { readKeys } from "./read-keys.ts";
import { readPolicy } from "./read-policy.ts";
import { parseReleaseWord } from "./release-word.ts";
import { effectiveTimes, expectedIdentity, namesSigner, type SignerValues } from "./verify-request.ts";

/** What is wanted of the files beside who signed them. */
export interface GetWishes extends Pick<GetOrder, "acceptChecksums" | "mirrors" | "withEvidence"> {
  /** Undefined to put nothing anywhere. */
  readonly out: string | undefined;
}

/** As the options of `get` say it. */
export function getWishes(values: OptionValues<OptionsOf<"get">>): GetWishes & { readonly out: string } {
  return {
    out: values.text("out") ?? ".",
    withEvidence: values.isOn("with-evidence"),
    acceptChecksums: values.choice("accept") === "checksums",
    mirrors: values.lines("mirror"),
  };
}

/** Translates words and options into an order: who must have signed is by default the repository that is named. Fault: `usage`. */
export async function getRequest(
  [release = "", ...patterns]: readonly string[],
  { values, wishes }: { readonly values: SignerValues & MemoryValues; readonly wishes: GetWishes },
  { folder, files, env, crypto, userMemory }: Pick<Surroundings, "folder" | "files" | "env" | "crypto" | "userMemory">,
): Promise<GetOrder> {
  const now = new Date();
  const { repository: named, tag } = parseReleaseWord(release);
  const { url: repository } = parseRepository(named, env("GITHUB_SERVER_URL") ?? GITHUB_WEB);
  const policy = (await readPolicy(values, { folder, files }))?.parsed;
  const keys = await readKeys(values, { folder, files, crypto });
  const isNamed = namesSigner({ ...values, isGiven: (name) => name !== "issuer" && values.isGiven(name) });
  const byDefault: SignerValues = withText(values, "repository", repository);
  const { out, ...rest } = wishes;
  return {
    ...{ repository, tag, patterns, ...rest, namesSigner: isNamed },
    out: out === undefined ? undefined : resolve(folder, out),
    identity: expectedIdentity(isNamed ? values : byDefault, { policy, keys }),
    ...(policy === undefined ? {} : { policy }),
    ...effectiveTimes(values, { now }),
    ...(await memoryOrder(values, { folder, files, userMemory }, now)),
    now,
  };
}
