// --label scheme=code, for every command that chooses records: what coders said of them.
import { InvalidArgumentError, Option } from "commander";

type Labels = Readonly<Record<string, readonly string[]>>;

/** May be given several times: codes of one scheme mean any of these, schemes all of these. */
export const labelOption = (): Option =>
  new Option("--label <scheme=code>", "only what some coder gave this code; may be repeated").argParser(
    (value: string, before: Labels = {}): Labels => {
      const at = value.indexOf("=");
      if (at < 1 || at === value.length - 1)
        throw new InvalidArgumentError("expected scheme=code, as in stance=against.");
      const [scheme, code] = [value.slice(0, at), value.slice(at + 1)];
      return { ...before, [scheme]: [...(before[scheme] ?? []), code] };
    },
  );
