/** What a schema makes, as a value that nobody changes. */
export type DeeplyReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeeplyReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeeplyReadonly<T[K]> }
    : T;
