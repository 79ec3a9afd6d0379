import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCompose, type ComposeService } from "./index.ts";

function service(lines: string): ComposeService {
  const indented = lines.replace(/^/gm, "    ");
  const [first] = parseCompose(`services:\n  web:\n${indented}\n`).services;
  if (first === undefined) throw new Error("no service");
  return first;
}

describe("a service", () => {
  const ports: [string, (string | null)[]][] = [
    ['- "8080:80"', [null, "8080", "80", "tcp"]],
    ["- 80", [null, null, "80", "tcp"]],
    ['- "127.0.0.1:53:53/udp"', ["127.0.0.1", "53", "53", "udp"]],
    ['- "[::1]:8080:80"', ["[::1]", "8080", "80", "tcp"]],
    ['- "${PORT:-8080}:80"', [null, "${PORT:-8080}", "80", "tcp"]],
    ['- "3000-3005:3000-3005"', [null, "3000-3005", "3000-3005", "tcp"]],
    ["- target: 80\n  published: 8080\n  host_ip: 127.0.0.1", ["127.0.0.1", "8080", "80", "tcp"]],
  ];
  it.each(ports)("port %s", (text, expected) => {
    const [port] = service(`ports:\n${text.replace(/^/gm, "  ")}`).ports;
    expect([port?.hostAddress, port?.published, port?.target, port?.protocol]).toEqual(expected);
  });

  const mounts: [string, unknown[]][] = [
    ["./src:/app:ro", ["bind", "./src", "/app", true]],
    ["data:/var/lib", ["volume", "data", "/var/lib", false]],
    ["/var/run/docker.sock:/var/run/docker.sock", ["bind", "/var/run/docker.sock", "/var/run/docker.sock", false]],
    ["/cache", ["volume", null, "/cache", false]],
    ["C:\\data:/data", ["bind", "C:\\data", "/data", false]],
    ["${HOME}/.ssh:/root/.ssh:ro,z", ["bind", "${HOME}/.ssh", "/root/.ssh", true]],
  ];
  it.each(mounts)("volume %s", (text, expected) => {
    const [mount] = service(`volumes:\n  - '${text}'`).volumes;
    expect([mount?.type, mount?.source, mount?.target, mount?.readOnly]).toEqual(expected);
  });

  it("environment as a list and as a mapping says the same", () => {
    const list = service("environment:\n  - A=1\n  - B\n  - C=x=y").environment;
    const map = service("environment:\n  A: 1\n  B:\n  C: x=y").environment;
    const expected = [
      ["A", "1"],
      ["B", null],
      ["C", "x=y"],
    ];
    expect(list.map((one) => [one.name, one.value])).toEqual(expected);
    expect(map.map((one) => [one.name, one.value])).toEqual(expected);
  });

  it("depends_on, health, limits, security", () => {
    const web = service(
      "depends_on:\n  db:\n    condition: service_healthy\nhealthcheck:\n  test: curl -f http://localhost\n  interval: 5s\nprivileged: true\nread_only: true\ncap_drop: [ALL]\ndeploy:\n  resources:\n    limits: { memory: 1g }",
    );
    expect(web.dependsOn.map((one) => [one.service, one.condition])).toEqual([["db", "service_healthy"]]);
    expect(web.healthcheck).toMatchObject({
      test: ["CMD-SHELL", "curl -f http://localhost"],
      interval: "5s",
      disabled: false,
    });
    expect([web.privileged, web.readOnly, web.init]).toEqual([true, true, false]);
    expect(web.capDrop.map((one) => one.text)).toEqual(["ALL"]);
    expect(web.limits).toEqual({ cpus: null, memory: "1g", pids: null });
  });

  it("build as a text and as a mapping", () => {
    expect(service("build: ./api").build).toMatchObject({ context: "./api", dockerfile: null });
    expect(service("build:\n  dockerfile: D\n  target: prod\n  args: { V: 1 }").build).toMatchObject({
      context: ".",
      dockerfile: "D",
      target: "prod",
      args: [{ name: "V", value: "1" }],
    });
    expect(service("image: x").build).toBeNull();
  });
});

describe("a file", () => {
  it("follows aliases and merges", () => {
    const file = parseCompose(
      "x-base: &base\n  restart: always\n  image: a\nservices:\n  one:\n    <<: *base\n    image: b\n  two: *base\n",
    );
    expect(file.services.map((one) => [one.name, one.image, one.restart])).toEqual([
      ["one", "b", "always"],
      ["two", "a", "always"],
    ]);
  });

  it("knows where things stand", () => {
    const text = "services:\n  web:\n    image: nginx:1\n    privileged: true\n";
    const [web] = parseCompose(text).services;
    const key = web?.keys.get("privileged");
    expect(text.slice(web?.nameSpan.start, web?.nameSpan.end)).toBe("web");
    expect([text.slice(key?.key.start, key?.key.end), text.slice(key?.value.start, key?.value.end)]).toEqual([
      "privileged",
      "true",
    ]);
  });

  const broken: [string, string][] = [
    ["services: [a]", "bad-shape"],
    ["- a", "bad-shape"],
    ["services:\n  a:\n    ports: 80", "bad-shape"],
    ["services:\n  a: {", "bad-yaml"],
    ["services:\n  a: {}\n  a: {}", "bad-yaml"],
  ];
  it.each(broken)("tells what is wrong with %j", (text, code) => {
    expect(parseCompose(text).errors.map((one) => one.code)).toContain(code);
  });

  it("has no errors for a sound file, nor for an empty one", () => {
    expect(parseCompose("services:\n  a:\n    image: b\nvolumes:\n  data:\n").errors).toEqual([]);
    expect(parseCompose("").errors).toEqual([]);
  });

  it("never throws, and its spans lie in the text", () => {
    const pieces = fc.constantFrom(
      "services:",
      "\n",
      "  web:",
      "    image: a",
      "    ports:",
      "      - ",
      "80:80",
      "<<: *a",
      "&a ",
      "{",
      "}",
      "[",
      "]",
      ":",
      "\t",
      '"',
      "'",
      "- ",
      "#",
      "\0",
      "? ",
      "|\n",
      "*a",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join("")),
        ),
        (text) => {
          for (const one of parseCompose(text).errors)
            expect(one.start >= 0 && one.start <= one.end && one.end <= text.length).toBe(true);
        },
      ),
    );
  });

  it("bounds merges of merges", () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1}\n  <<: [${Array(10).fill(`*l${i}`).join(", ")}]`,
    );
    expect(parseCompose(`l0: &l0 { a: 1 }\n${levels.join("\n")}\nservices:\n  x: *l9\n`).services[0]?.name).toBe("x");
  });
});
