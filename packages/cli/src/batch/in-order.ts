// Work done side by side, answers given in the order of the input, and never more in hand than a window holds.

export interface Window<In> {
  readonly items: number;
  /** The weight of all items in hand; one that is heavier than this goes alone. */
  readonly weight: number;
  readonly weigh: (item: In) => number;
}

/** Takes from the input only while the window has room, so that a slow reader or a slow page holds the input back. */
export async function* inOrder<In, Out>(
  input: AsyncIterable<In>,
  work: (item: In) => Promise<Out>,
  window: Window<In>,
): AsyncGenerator<Out> {
  const hands: { readonly answer: Promise<Out>; readonly weight: number }[] = [];
  let held = 0;
  const settled = async (): Promise<Out> => {
    const { answer, weight } = hands.shift()!;
    held -= weight;
    return answer;
  };
  const items = input[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<In>> | undefined;
  for (let open = true; open || hands.length > 0; ) {
    if (!open || hands.length >= window.items || held >= window.weight) {
      yield await settled();
      continue;
    }
    if (coming === undefined) {
      coming = items.next();
      // It is looked at sooner or later; a failure must not count as unhandled until then.
      coming.catch(() => {});
    }
    // An answer that is ready goes out while the input is silent: whoever asks line by line is not left waiting.
    const first = hands[0] ? await Promise.race([coming, hands[0].answer.then(() => "answer" as const)]) : await coming;
    if (first === "answer") {
      yield await settled();
      continue;
    }
    coming = undefined;
    if (first.done) open = false;
    else {
      const weight = window.weigh(first.value);
      const answer = work(first.value);
      answer.catch(() => {});
      hands.push({ answer, weight });
      held += weight;
    }
  }
}
