// Plain JSON: what may travel in a queue, be stored with a thread and come back unchanged.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };
