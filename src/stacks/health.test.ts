import { expect, test } from "vitest";

import type { Route } from "../core/facts.ts";
import { chooseHealth } from "./health.ts";

const route = (path: string, safe = true, method = "GET"): Route => ({ method, path, file: "a.py", line: 1, safe });

test.each([
  ["the plain name before the versioned one", ["/api/v1/health", "/health"], "/health"],
  ["healthz before ready", ["/ready", "/healthz"], "/healthz"],
  ["a deep health before a ping", ["/ping", "/api/health"], "/api/health"],
  ["nothing that is only like it", ["/healthy-food", "/users"], null],
])("%s", (_, paths, expected) => {
  expect(chooseHealth(paths.map((p) => route(p))).route?.path ?? null).toBe(expected);
});

test("a route that is not safe to ask is never chosen", () => {
  expect(chooseHealth([route("/health", false), route("/ping")]).route?.path).toBe("/ping");
  expect(chooseHealth([route("/health", true, "POST")]).route).toBeNull();
});

test("the losers are kept with the reason", () => {
  expect(chooseHealth([route("/health"), route("/ping")]).considered.map((c) => c.candidate)).toEqual(["/ping"]);
});
