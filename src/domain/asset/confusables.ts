/**
 * Latin letters with the Cyrillic, Greek, Armenian and phonetic letters that look like them in common fonts: the part of
 * Unicode Technical Standard 39 that homoglyph names use. As code points, since they could not be told apart here either.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "\u0430\u03b1",
  b: "\u042c",
  c: "\u0441\u03f2",
  d: "\u0501",
  e: "\u0435\u04bd",
  g: "\u0261",
  h: "\u04bb",
  i: "\u0456\u03b9",
  j: "\u0458\u03f3",
  k: "\u03ba\u043a",
  l: "\u04cf",
  m: "\u043c",
  n: "\u0578",
  o: "\u043e\u03bf\u0585",
  p: "\u0440\u03c1",
  q: "\u051b",
  r: "\u0433",
  s: "\u0455",
  t: "\u0442",
  u: "\u03c5\u057d",
  v: "\u03bd\u0475",
  w: "\u0461\u051d",
  x: "\u0445\u03c7",
  y: "\u0443\u03b3",
  z: "\u1d22",
  A: "\u0410\u0391",
  B: "\u0412\u0392",
  C: "\u0421\u03f9",
  E: "\u0415\u0395",
  H: "\u041d\u0397",
  I: "\u0406\u0399\u04c0",
  J: "\u0408",
  K: "\u041a\u039a",
  M: "\u041c\u039c",
  N: "\u039d",
  O: "\u041e\u039f",
  P: "\u0420\u03a1",
  S: "\u0405",
  T: "\u0422\u03a4",
  X: "\u0425\u03a7",
  Y: "\u04ae\u03a5",
  Z: "\u0396",
};

const LATIN = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) => Array.from(others, (other) => [other, latin] as const)),
);

/** The shape of a name: names that are drawn alike have the same. Full-width and styled forms count as their letter. */
export function skeleton(name: string): string {
  return Array.from(name, (char) => LATIN.get(char) ?? char)
    .join("")
    .normalize("NFKC");
}
