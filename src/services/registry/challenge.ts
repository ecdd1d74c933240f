/** How a registry asks for a login. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */
export interface Challenge {
  /** Lower case: `basic` or `bearer`. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PART = /([A-Za-z0-9_-]{1,64})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;

/** Characters; Node takes no longer headers. */
const MAX_HEADER = 16_384;

/** The challenges of a `WWW-Authenticate` header, in their order; what cannot be read ends the list, as all of a longer header. */
export function parseChallenges(header: string): Challenge[] {
  if (header.length > MAX_HEADER) return [];
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  while (at < header.length) {
    at = afterSeparators(header, at);
    PART.lastIndex = at;
    const part = PART.exec(header);
    if (part !== null) {
      const [, name = "", quoted, plain = ""] = part;
      challenges.at(-1)?.parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain);
      at = PART.lastIndex;
      continue;
    }
    const scheme = /^[A-Za-z0-9_-]+/.exec(header.slice(at, at + 64))?.[0];
    if (scheme === undefined) break;
    challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    at += scheme.length;
  }
  return challenges;
}

function afterSeparators(header: string, from: number): number {
  let at = from;
  while (at < header.length && " \t,".includes(header.charAt(at))) at += 1;
  return at;
}
