import { type Answer, ok, refusal } from "./answer.ts";
import type { Call } from "./route.ts";

const [DEFAULT_SIZE, MAX_SIZE, MAX_RESULTS] = [30, 100, 10_000];

/** One page of a list, with the `Link` header that leads to the others. */
export function page<T>(call: Call, items: readonly T[], render: (item: T) => unknown): Answer {
  const size = Math.min(positive(call.query.get("per_page")) ?? DEFAULT_SIZE, MAX_SIZE);
  const number = positive(call.query.get("page")) ?? 1;
  if ((number - 1) * size >= MAX_RESULTS) return refusal(422, `Only the first ${MAX_RESULTS} results are available.`);
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((number - 1) * size, number * size);
  const links = [
    ...(number > 1 ? [["prev", Math.min(number - 1, last)] as const] : []),
    ...(number < last ? [["next", number + 1] as const] : []),
    ...(number < last ? [["last", last] as const] : []),
    ...(number > 1 ? [["first", 1] as const] : []),
  ].map(([relation, to]) => `<${address(call, to)}>; rel="${relation}"`);
  return { ...ok(shown.map(render)), ...(links.length > 0 ? { headers: { link: links.join(", ") } } : {}) };
}

/** GitHub names the repository by its id there. */
function address({ state, place, path, query }: Call, to: number): string {
  const search = new URLSearchParams(query);
  search.set("page", String(to));
  const rest = path
    .split("/")
    .slice(4)
    .map((part) => `/${part}`);
  return `${place.api}/repositories/${state.run.repositoryId}${rest.join("")}?${search}`;
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
