import type { Repository } from "../../source/repository.ts";
import type { Producer } from "./sbom-document.ts";

/** Who makes what comes from a repository: its owner. */
export function producerOf({ owner, host }: Repository): Producer {
  return { name: owner, url: `https://${host}/${owner}`, email: undefined };
}

/** Host and path, as Go names the modules in it. */
export function moduleRoot({ url }: Repository): string {
  return url.replace(/^https:\/\//, "");
}
