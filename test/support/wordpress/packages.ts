// The Debian packages that make a WordPress: found, or installed by root, or named in an error. Never skipped.
import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const WORDPRESS = "/usr/share/wordpress";
export const MARIADBD = "/usr/sbin/mariadbd";

const PACKAGES = [
  "php-cli",
  "php-mysql",
  "mariadb-server",
  "wordpress",
  "wordpress-theme-twentytwentyone",
  "wordpress-theme-twentytwentythree",
];

/** What must be there, by the package that brings it. */
const NEEDED: Readonly<Record<string, () => boolean>> = {
  "php-cli": () => php("echo 1;") === "1",
  "php-mysql": () => php("echo (int) extension_loaded('mysqli');") === "1",
  "mariadb-server": () => existsSync(MARIADBD) && existsSync("/usr/bin/mariadb-install-db"),
  wordpress: () => existsSync(`${WORDPRESS}/wp-settings.php`),
  "wordpress-theme-twentytwentyone": () => existsSync(`${WORDPRESS}/wp-content/themes/twentytwentyone`),
  "wordpress-theme-twentytwentythree": () => existsSync(`${WORDPRESS}/wp-content/themes/twentytwentythree`),
};

const missing = (): string[] => PACKAGES.filter((name) => !NEEDED[name]?.());

/** Makes sure that the packages are there. @throws with the command to type, where they are not and we may not install. */
export async function ensurePackages(): Promise<void> {
  const lacking = missing();
  if (lacking.length === 0) return;
  const advice = `the tests against a real WordPress need Debian's packages ${lacking.join(", ")}: apt-get install --no-install-recommends ${PACKAGES.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`${advice} (run it as root; this process is not root on Debian, so it cannot do it itself)`);
  }
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", ...PACKAGES);
  } catch (cause) {
    throw new Error(`${advice} (tried, and it failed: ${lastWords(cause)})`, { cause });
  }
  const still = missing();
  if (still.length > 0) throw new Error(`${advice} (installed, but ${still.join(", ")} still does not work)`);
}

/** Test files run side by side, and apt-get does not wait for the lists' lock: flock(1) lets one in at a time. */
async function apt(...words: string[]): Promise<void> {
  await promisify(execFile)(
    "flock",
    [join(tmpdir(), "wordpress-packages.lock"), "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", ...words],
    // RUNLEVEL=1 keeps the packages' scripts from starting a system-wide MariaDB or Apache.
    {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
}

function php(code: string): string | undefined {
  try {
    return execFileSync("php", ["-r", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

const lastWords = (cause: unknown): string =>
  String((cause as { stderr?: unknown }).stderr ?? cause)
    .trim()
    .split("\n")
    .slice(-3)
    .join(" / ");
