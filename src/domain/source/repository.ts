import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { GITHUB_WEB } from "./github-issuer.ts";

/** A repository on GitHub or elsewhere, by its canonical web address. */
export interface Repository {
  /** For example `github.com`, with a port where it is not 443. */
  readonly host: string;
  /** Everything between host and name; on GitLab it may hold subgroups. */
  readonly owner: string;
  readonly name: string;
  /** `https://host/owner/name`, without `.git`, without credentials. */
  readonly url: string;
}

const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
/** GitHub's owners have an underscore if an enterprise manages its users. */
const SHORT = /^[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9_.-]+$/;
/** `user@host:path`, the form of scp; `host:path` without a user could be a Windows drive. */
const SCP = /^[A-Za-z0-9_.-]+@([A-Za-z0-9.-]+):(?!\/\/)(.+)$/;
const MAX_CHARACTERS = 512;

/**
 * Parses what people and git configs name a repository by: `owner/name` (at `server`, a web address), an https or ssh
 * address, or the scp form `git@host:owner/name.git`. Credentials in the address are dropped and never printed. Fault:
 * `repository-invalid`, also for letters that a web address would turn into others.
 */
export function parseRepository(text: string, server = GITHUB_WEB): Repository {
  if (text.length > MAX_CHARACTERS || !/^[\x21-\x7e]*$/.test(text)) throw invalid(text);
  if (SHORT.test(text)) return repository(new URL(server).host, text, text);
  const scp = SCP.exec(text);
  if (scp?.[1] !== undefined && scp[2] !== undefined) return repository(scp[1], scp[2], text);

  const address = text.replace(/^git\+/, "");
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !["https:", "ssh:", "http:", "git:"].includes(url.protocol)) throw invalid(text);
  if (url.search !== "" || url.hash !== "") throw invalid(text);
  // A port belongs to the protocol that is not the web's; only https says where the pages are.
  const host = url.protocol === "https:" ? url.host : url.hostname;
  return repository(host, url.pathname, text);
}

/**
 * Whether two web addresses name one repository of GitHub, where owner and name are the same in either case: of ASCII
 * letters alone, since no owner or name has others.
 */
export function isSameRepository(one: string, other: string): boolean {
  return foldRepository(one) === foldRepository(other);
}

/** The one text that stands for all spellings of a repository of GitHub; the host is compared as it stands. */
export function foldRepository(address: string): string {
  const [, web = "", path = address] = /^(https?:\/\/[^/]*\/)(.*)$/s.exec(address) ?? [];
  return web + path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function repository(host: string, path: string, text: string): Repository {
  const segments = path
    .replace(/^\//, "")
    .replace(/\/$/, "")
    .replace(/\.git$/, "")
    .split("/");
  const name = segments.at(-1) ?? "";
  const owner = segments.slice(0, -1).join("/");
  const plain = segments.length >= 2 && segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment));
  if (!plain || !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) throw invalid(text);
  const lowerHost = host.toLowerCase();
  return { host: lowerHost, owner, name, url: `https://${lowerHost}/${owner}/${name}` };
}

function invalid(text: string): Fault {
  // The text may hold a password: everything before an `@` stays unsaid.
  const shown = printable(text.replace(/^.*@/s, "…@"));
  return new Fault("repository-invalid", `${shown} is not a repository`, {
    hint: "give owner/name, or an address such as https://github.com/owner/name",
  });
}
