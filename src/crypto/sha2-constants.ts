/** Bits of a word: SHA-256 counts in the first, SHA-384 and SHA-512 in the second. */
export type WordBits = 32 | 64;

/** FIPS 180-4 §6.1.2 and §6.4.2, step 3. */
export const ROUNDS: Readonly<Record<WordBits, number>> = { 32: 64, 64: 80 };

const PRIMES: readonly number[] = (() => {
  const found: number[] = [];
  for (let n = 2; found.length < ROUNDS[64]; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
})();

/** §4.2.2, §4.2.3: of each round, the first bits "of the fractional parts of the cube roots of the first … prime numbers". */
export function roundConstants(bits: WordBits): readonly bigint[] {
  return PRIMES.slice(0, ROUNDS[bits]).map((prime) => fractionOfRoot(prime, 3n, bits));
}

/** §5.3.3 to §5.3.5: the same of the square roots, of the first eight primes, and for SHA-384 of the ninth through sixteenth. */
export function initialWords(algorithm: "sha256" | "sha384" | "sha512"): readonly bigint[] {
  const primes = algorithm === "sha384" ? PRIMES.slice(8, 16) : PRIMES.slice(0, 8);
  return primes.map((prime) => fractionOfRoot(prime, 2n, algorithm === "sha256" ? 32 : 64));
}

function fractionOfRoot(prime: number, degree: bigint, bits: WordBits): bigint {
  const wanted = BigInt(prime) << (degree * BigInt(bits));
  // The root, bit by bit; those above the point are a few.
  let root = 0n;
  for (let bit = BigInt(bits) + 5n; bit >= 0n; bit -= 1n) {
    const more = root | (1n << bit);
    if (more ** degree <= wanted) root = more;
  }
  return BigInt.asUintN(bits, root);
}
