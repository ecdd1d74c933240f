/** Days after which a trusted root may lack authorities in use: GitHub renews its own about every six months. */
export const MAX_AGE_DAYS = 60;

/** A sentence for each root that is too old to be released, or whose date is not one; empty if all are fresh. */
export function tooOld(roots: Readonly<Record<string, { readonly dated: string }>>, now: Date): string[] {
  return Object.entries(roots).flatMap(([instance, { dated }]) => {
    const age = ageInDays(dated, now);
    if (age >= 0 && age <= MAX_AGE_DAYS) return [];
    return [`the built-in ${instance} root is of ${dated}, and may be ${MAX_AGE_DAYS} days old: npm run roots:renew`];
  });
}

/** Whole days; below 0 for a date in the future, and NaN for none. */
export function ageInDays(dated: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(dated)) / 86_400_000);
}
