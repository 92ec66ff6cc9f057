// Types of the two peers that bring none: only what the benchmark calls.
declare module "minhash" {
  export class Minhash {
    constructor(config: { numPerm: number });
    update(gram: string): void;
  }
}

declare module "simhash-js" {
  export class SimHash {
    hash(text: string): number;
  }
}
