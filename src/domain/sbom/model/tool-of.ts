/** Longer is not a name, and to look for a version in it could take long. */
const MAX_NAME = 256;

/** Takes `name-1.2`, `name v1.2` and `name` apart, as SPDX documents name the tools that made them. */
export function toolOf(said: string): { name: string; version: string | undefined } {
  if (said.length > MAX_NAME) return { name: said, version: undefined };
  const [, name = said, version] = /^(.+?)(?:[- ]v?(\d\S*))?$/.exec(said) ?? [];
  return { name, version };
}
