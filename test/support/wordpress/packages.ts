// The Debian packages that make a WordPress: found, or installed by root, or named in an error. Never skipped.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ensureDebian } from "../debian.ts";

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
export const ensurePackages = (): Promise<void> =>
  ensureDebian({ who: "the tests against a real WordPress", packages: PACKAGES, missing });

function php(code: string): string | undefined {
  try {
    return execFileSync("php", ["-r", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}
