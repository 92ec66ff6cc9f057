// Which network addresses a crawler may reach: public unicast ones, and local ones only when the user opened them.
import ipaddr from "ipaddr.js";

/** All global unicast addresses that were ever given out (IANA IPv6 address space registry); ::127.0.0.1 and the like lie outside. */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/** Ranges that `allowPrivateNetwork` opens: this machine and the local network, never link-local (cloud metadata). */
const LOCAL = new Set(["loopback", "private", "uniqueLocal"]);

/** Where clouds tell their machines' secrets, in ranges that would otherwise be local or public: AWS, Google, Azure. */
const METADATA = new Set(["fd00:ec2::254", "fd20:ce::254", "168.63.129.16"]);

export type Reach = "public" | "local" | "forbidden";

/**
 * How far away an IP address is. IPv4 addresses wrapped in IPv6 (mapped, NAT64, 6to4) count as what they lead to or are
 * forbidden, because the IANA special-purpose registries give them ranges of their own.
 *
 * @example
 * reachOf("::ffff:127.0.0.1"); // "local"
 * reachOf("169.254.169.254"); // "forbidden"
 */
export function reachOf(address: string): Reach {
  const bare = address.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(bare)) return "forbidden";
  const parsed = ipaddr.process(bare); // unwraps ::ffff:a.b.c.d
  const range = parsed.range();
  if (METADATA.has(parsed.toString())) return "forbidden";
  if (range === "unicast") return parsed.kind() === "ipv6" && !parsed.match(GLOBAL_IPV6) ? "forbidden" : "public";
  return LOCAL.has(range) ? "local" : "forbidden";
}

/** The host of a URL as an IP literal without brackets; undefined for a name. WHATWG parsing has settled the notations. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) ? bare : undefined;
}
