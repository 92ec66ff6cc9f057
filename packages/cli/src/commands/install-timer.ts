// belowline install-timer: a systemd user service and timer for tick, printed for the user to read and keep; nothing is written.

import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CorpusOption } from "../place.ts";
import { write } from "../terminal/write.ts";

export async function installTimerCommand({ corpus, every }: CorpusOption & { readonly every: number }): Promise<void> {
  // .ts in the repository, .js in the package.
  const main = fileURLToPath(import.meta.resolve(`../main${extname(import.meta.url)}`));
  await write(unitsOf(corpus, every, [process.execPath, main]));
}

/** @param every minutes */
export function unitsOf(corpus: string, every: number, program: readonly string[]): string {
  const server = /^postgres(?:ql)?:/.test(corpus);
  const place = server
    ? `# ~/.config/belowline/environment, mode 0600, holds the address of the corpus with its password:
#   BELOWLINE_CORPUS=postgres://...
EnvironmentFile=%h/.config/belowline/environment`
    : `Environment=${quoted(`BELOWLINE_CORPUS=${resolve(corpus)}`)}`;
  return `# ~/.config/systemd/user/belowline.service
[Unit]
Description=Belowline: crawl what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
${place}
ExecStart=${[...program, "tick"].map(quoted).join(" ")}
# The first signal lets the pages in hand be finished.
KillSignal=SIGINT
TimeoutStopSec=2min
SuccessExitStatus=130
NoNewPrivileges=yes
PrivateTmp=yes

# ~/.config/systemd/user/belowline.timer
[Unit]
Description=Belowline: every ${every} minutes

[Timer]
# Counted from the end of the last run: two never overlap.
OnUnitInactiveSec=${every}min
OnBootSec=2min

[Install]
WantedBy=timers.target

# Then:
#   systemctl --user daemon-reload
#   systemctl --user enable --now belowline.timer
#   loginctl enable-linger    (so that it also runs while you are logged out)
`;
}

/** As systemd reads it: % starts a specifier, $ a variable. See systemd.service(5), "Command lines". */
const quoted = (word: string): string =>
  /^[\w@+=:,./-]+$/.test(word)
    ? word
    : `"${word.replace(/[\\"]/g, "\\$&").replace(/%/g, "%%").replace(/\$/g, "$$$$")}"`;
