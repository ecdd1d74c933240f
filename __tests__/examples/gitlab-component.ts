import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

interface InputRule {
  readonly description: string;
  readonly default?: string;
  readonly regex?: string;
}

/**
 * A CI/CD component with its inputs put in, as GitLab does it (docs.gitlab.com/ci/inputs): a header with `spec`, then the
 * configuration, in whose keys and values `$[[ inputs.name ]]` stands for the text of an input; an input without a default must be
 * given, none but these may be, and each must match its expression.
 */
export function includeComponent(
  path: string,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const [header, configuration, ...more] = parseAllDocuments(text).map((document) => document.toJS());
  if (configuration === undefined || more.length > 0) throw new Error(`${path} is not a header and a configuration`);
  const rules = header.spec.inputs as Readonly<Record<string, InputRule>>;
  for (const name of Object.keys(given)) if (rules[name] === undefined) throw new Error(`unknown input ${name}`);
  const values = new Map(
    Object.entries(rules).map(([name, rule]) => {
      const value = given[name] ?? rule.default;
      if (value === undefined) throw new Error(`the input ${name} is required`);
      if (rule.regex !== undefined && !new RegExp(rule.regex).test(value))
        throw new Error(`the input ${name} is refused`);
      return [name, value] as const;
    }),
  );
  const put = (part: string): string =>
    part.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`the configuration uses the unknown input ${name}`);
      return value;
    });
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return put(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [put(key), walk(one)]));
  };
  return walk(configuration) as Readonly<Record<string, unknown>>;
}
