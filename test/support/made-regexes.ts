// A process that loads sources while it watches `new RegExp`: prints, as JSON, each expression that they make of strings.
const made: { file: string; source: string; flags: string }[] = [];
globalThis.RegExp = new Proxy(globalThis.RegExp, {
  construct(target, [source, flags], newTarget) {
    const file = /packages\/(\w+\/src\/[\w/.-]+\.ts)/.exec(new Error().stack?.split("\n")[2] ?? "")?.[1];
    if (file && typeof source === "string") made.push({ file, source, flags: flags ?? "" });
    return Reflect.construct(target, [source, flags], newTarget);
  },
});
for (const path of process.argv.slice(2)) await import(path);
process.stdout.write(`${JSON.stringify(made)}\n`);
// A module may start what keeps a process alive.
process.exit();
