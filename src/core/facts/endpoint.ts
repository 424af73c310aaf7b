import { rangeWithinString } from '../parse/navigate';
import type { StringNode } from '../parse/tree';
import { holdsReference } from './classifyValue';
import type { Endpoint } from './fact';

/**
 * Reads the address of a remote server. Hosts are compared in lower case, without a trailing dot and
 * without the default port; a host that holds a variable is not known.
 */
export function readEndpoint(text: string, node: StringNode, pointer: string): Endpoint {
  // Clients read a backslash as a slash (WHATWG): `https://evil.example\@good.example` leads to the first.
  const url = node.value.replaceAll('\\', '/');
  const match = /^([a-z][\w+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url);
  const scheme = match?.[1]?.toLowerCase() ?? '';
  const authority = match?.[2] ?? '';
  const port = /:(\d+)$/.exec(authority)?.[1];
  const rawHost = authority.replace(/:(?:\d+|\$\{[^}]*\})?$/, '');
  const host = rawHost
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
  const hostStart = match === null ? 0 : match[0].length - authority.length;
  const defaultPort = /^(?:https|wss)$/.test(scheme) ? '443' : '80';
  return {
    url,
    scheme,
    authority:
      match === null ? (/^\$\{[^}]*\}[^/]*/.exec(url)?.[0] ?? url.split('/')[0] ?? '') : authority,
    ...(host === '' || holdsReference(rawHost) ? {} : { host }),
    ...(port === undefined || port === defaultPort ? {} : { port }),
    loopback: isLoopback(host),
    pointer,
    range: rangeWithinString(text, node, 0, url.length),
    schemeRange: rangeWithinString(text, node, 0, scheme.length === 0 ? url.length : scheme.length),
    hostRange: rangeWithinString(
      text,
      node,
      hostStart,
      rawHost.length === 0 ? url.length : hostStart + rawHost.length,
    ),
  };
}

/** The address does not leave the machine. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(
    host,
  );
}

/** Suffixes under which anybody can register: the part in front belongs to a tenant, not to the provider. */
const sharedSuffixes =
  /(?:^|\.)((?:github|gitlab)\.io|workers\.dev|pages\.dev|vercel\.app|netlify\.app|herokuapp\.com|onrender\.com|fly\.dev|railway\.app|web\.app|azurewebsites\.net|run\.app|ngrok(?:-free)?\.(?:app|dev|io)|amazonaws\.com|cloudfront\.net)$/;
const secondLevel = /^(?:com?|org|net|ac|gov|edu|gob|or|ne|go)$/;

/**
 * The part of a host that one owner registered: `api.acme.co.uk` → `acme.co.uk`. A short list of
 * suffixes instead of the whole public suffix list: what it misses makes two hosts look less
 * related, never more.
 */
export function registrableDomain(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const shared = sharedSuffixes.exec(host)?.[1];
  if (shared !== undefined) return labels.slice(-(shared.split('.').length + 1)).join('.');
  const top = labels.at(-1) ?? '';
  const second = labels.at(-2) ?? '';
  const length = top.length === 2 && secondLevel.test(second) ? 3 : 2;
  return labels.slice(-length).join('.');
}

/** Tunnels, request catchers and paste services: whoever opened it reads what arrives. */
export function isTunnelHost(host: string): boolean {
  return /(?:^|\.)(?:ngrok(?:-free)?\.(?:app|dev|io)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net|webhook\.site|requestbin\.(?:com|net)|pipedream\.net|m\.pipedream\.net|burpcollaborator\.net|oastify\.com|interact\.sh|pastebin\.com|transfer\.sh)$/.test(
    host,
  );
}
