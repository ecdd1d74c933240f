/**
 * Latin letters, each followed by the Cyrillic and Greek letters that look like it in common fonts: the part of Unicode
 * Technical Standard 39 that homoglyph names use.
 */
const LOOK_ALIKES = [
  ...["aаα", "bЬ", "cсϲ", "dԁ", "eеҽ", "gɡ", "hһ", "iіι", "jјϳ", "kκк", "lӏ", "mм", "nո", "oоοօ", "pрρ"],
  ...["qԛ", "rг", "sѕ", "tт", "uυս", "vνѵ", "wѡԝ", "xхχ", "yуγ", "zᴢ"],
  ...[
    "AАΑ",
    "BВΒ",
    "CСϹ",
    "EЕΕ",
    "HНΗ",
    "IІΙӀ",
    "JЈ",
    "KКΚ",
    "MМΜ",
    "NΝ",
    "OОΟ",
    "PРΡ",
    "SЅ",
    "TТΤ",
    "XХΧ",
    "YҮΥ",
    "ZΖ",
  ],
] as const;

const LATIN = new Map(LOOK_ALIKES.flatMap(([latin, ...others]) => others.map((other) => [other, latin] as const)));

/** The shape of a name: names that are drawn alike have the same. Full-width and styled forms count as their letter. */
export function skeleton(name: string): string {
  return Array.from(name.normalize("NFKC"), (char) => LATIN.get(char) ?? char).join("");
}
