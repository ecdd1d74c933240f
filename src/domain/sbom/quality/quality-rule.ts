import { counted } from "../../../kernel/counted.ts";
import type { Component } from "../model/inventory.ts";
import type { ReadSbom } from "../read/sbom-of-others.ts";

/** How far an SBOM keeps one rule, from 0 to 1, and one sentence about it that is safe to print. */
export interface Measure {
  readonly score: number;
  readonly reason: string;
}

export type Rule = (sbom: ReadSbom) => Measure;

/** The part of the components that pass; if there is none but the subject, that one is asked. */
export function share(what: string, test: (component: Component, sbom: ReadSbom) => boolean): Rule {
  return (sbom) => {
    const { root, components } = sbom.inventory;
    const asked = components.length > 0 ? components : [root];
    const passed = asked.filter((component) => test(component, sbom)).length;
    return { score: passed / asked.length, reason: partOf(passed, asked.length, ["has", "have"], what) };
  };
}

/** `0 of 1 component has a version`, `3 of 4 components have a version`. */
export function partOf(passed: number, all: number, [one, many]: readonly [string, string], what: string): string {
  return `${passed} of ${counted(all, "component")} ${all === 1 ? one : many} ${what}`;
}

/** All or nothing. */
export function either(test: (sbom: ReadSbom) => boolean, yes: string, no: string): Rule {
  return (sbom) => (test(sbom) ? { score: 1, reason: yes } : { score: 0, reason: no });
}
