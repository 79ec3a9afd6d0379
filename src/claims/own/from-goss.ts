import type { GossFile, GossMatcher, GossResource } from "../../formats/goss/index.ts";
import { satisfies, validRange } from "semver";
import { slug } from "./from-structure-tests.ts";
import {
  asJson,
  both,
  compared,
  containing,
  either,
  element,
  elements,
  equal,
  keyed,
  listOf,
  type Matcher,
  matching,
  not,
  prefixed,
  sized,
  someLine,
  suffixed,
  textOf,
} from "./matcher.ts";
import type { Look, OwnSpec } from "./spec.ts";

/** goss's names of attributes, and what they are called here. */
const facts: Readonly<Record<string, string>> = {
  "exit-status": "exit code",
  filetype: "type",
  "linked-to": "link",
};

/** The resources of a goss file as claims, `goss-KIND-NAME` each. */
export function specsOfGoss(goss: GossFile, file: string): readonly OwnSpec[] {
  return goss.resources.map((resource) => {
    const look = lookOf(resource);
    const skip = resource.skip ? "the file says skip" : typeof look === "string" ? look : null;
    const expect = resource.attributes.map(({ name, matcher }) => ({
      fact: facts[name] ?? name,
      matcher: matcherOf(matcher),
    }));
    return {
      id: `goss-${resource.kind}-${slug(resource.name.replace(/^https?:/, ""))}`,
      title: resource.title ?? `${resource.kind} ${resource.name} is as goss expects it`,
      why: "goss asks for it.",
      source: `${file}:${resource.line}`,
      checks: typeof look === "string" ? [] : [{ look, expect, wrong: null }],
      control: null,
      skip,
    };
  });
}

/** A text says why the resource is not looked at. */
function lookOf(resource: GossResource): Look | string {
  const { kind, name, settings } = resource;
  switch (kind) {
    case "file":
      return { kind, path: name };
    case "package":
    case "process":
    case "user":
    case "group":
      return { kind, name };
    case "port":
      return portLook(name);
    case "command":
      return {
        kind,
        argv: ["sh", "-c", name],
        where: "service",
        env: {},
        user: null,
        setup: [],
        teardown: [],
        hardened: true,
        timeoutMs: Number(settings["timeout"] ?? 10_000),
      };
    case "http":
      return httpLook(resource);
    default:
      return `goss's ${kind} is not carried over: it tells of the host or of the network, not of the image or its service`;
  }
}

function portLook(name: string): Look | string {
  const [, family = "", port = ""] = /^(?:(tcp6?|udp6?):)?(\d{1,5})$/.exec(name) ?? [];
  if (port === "") return `${name} is no port such as tcp:8000`;
  if (family.startsWith("udp")) return "UDP ports are not looked at here";
  return { kind: "port", port: Number(port), family: family === "tcp6" ? "tcp6" : "tcp" };
}

function httpLook({ name, settings, requestHeaders }: GossResource): Look | string {
  const missing = ["ca-file", "cert-file", "key-file", "proxy"].find((key) => (settings[key] ?? "") !== "");
  if (missing !== undefined) return `${missing} is not carried over`;
  if (!/^https?:\/\//.test(name)) return `${name} is no http address`;
  const { username = "", password = "" } = settings;
  const headers = Object.fromEntries(
    requestHeaders.map((line) => [line.split(":", 1)[0] ?? "", line.slice(line.indexOf(":") + 1).trim()]),
  );
  if (username !== "") headers["Authorization"] = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return {
    kind: "http",
    method: settings["method"] ?? "GET",
    target: name,
    headers,
    body: settings["request-body"] ?? null,
    from: "inside",
    timeoutMs: Number(settings["timeout"] ?? 5000),
    followRedirects: settings["no-follow-redirects"] !== "true",
    anyCertificate: settings["allow-insecure"] === "true",
  };
}

export function matcherOf(matcher: GossMatcher): Matcher {
  switch (matcher.op) {
    case "equal":
      return equal(matcher.value);
    case "have-prefix":
      return prefixed(matcher.text);
    case "have-suffix":
      return suffixed(matcher.text);
    case "contain-substring":
      return containing(matcher.text);
    case "match-regexp":
      return matching(matcher.pattern);
    case "lines":
      return someLine(matcher.text, matcher.pattern, matcher.negated);
    case "gt":
    case "ge":
    case "lt":
    case "le":
      return compared(matcher.op, matcher.number);
    case "have-len":
      return sized(matcher.number);
    case "have-key":
      return keyed(matcher.text);
    case "not":
      return not(matcherOf(matcher.of));
    case "contain-element":
      return element(matcherOf(matcher.of));
    case "and":
      return both(matcher.all.map(matcherOf));
    case "or":
      return either(matcher.all.map(matcherOf));
    case "contain-elements":
      return elements(matcher.all.map(matcherOf), false);
    case "consist-of":
      return elements(matcher.all.map(matcherOf), true);
    case "semver-constraint":
      return versions(matcher.text);
    default:
      return both(
        Object.entries(matcher.paths).map(([path, of]) =>
          asJson(matcherOf(of), path === "@this" ? [] : path.split(".")),
        ),
      );
  }
}

function versions(constraint: string): Matcher {
  // semver has no `!=`: it is tested beside the rest.
  const unwanted = [...constraint.matchAll(/!=\s*(\S+)/g)].map(([, version = ""]) => version);
  const range = validRange(constraint.replaceAll(/!=\s*\S+/g, "").trim());
  return {
    says: `satisfies ${constraint}`,
    holds: (value) =>
      range !== null && listOf(value).every((one) => satisfies(textOf(one), range) && !unwanted.includes(textOf(one))),
    forbids: [],
  };
}
