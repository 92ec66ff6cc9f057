// Extraction on real pages with gold text: `--quick` for whoever tunes our extractor, else all tools side by side into bench/results.
import { parseArgs } from "node:util";
import { FOLDER, type Half, present, SETS, type SetName } from "./pages.ts";
import { quick } from "./quick.ts";

const USAGE = `node bench/extraction/run.ts [--quick [--worst N] [--figure NAME]] [--half dev|held] [--only ${SETS.join("|")}]...`;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    half: { type: "string" },
    only: { type: "string", multiple: true },
    worst: { type: "string", default: "10" },
    figure: { type: "string" },
  },
});
const only = values.only?.map((name) => SETS.find((set) => set === name) ?? refuse(`--only ${name}`));
if (values.half !== undefined && values.half !== "dev" && values.half !== "held") refuse(`--half ${values.half}`);
const choice = {
  ...(values.half ? { half: values.half as Half } : {}),
  ...(only ? { only: only as SetName[] } : {}),
};

if (!present()) {
  console.log(`The development data is absent: expected ${FOLDER}. Nothing was measured.`);
} else if (values.quick) {
  await quick({ ...choice, worst: Number(values.worst), ...(values.figure ? { figure: values.figure } : {}) });
} else {
  const { full } = await import("./full.ts");
  await full(choice);
}

function refuse(what: string): never {
  console.error(`${what}: not known. ${USAGE}`);
  process.exit(2);
}
