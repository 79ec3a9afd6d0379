import { expect, test } from "vitest";

import { carriesCredentials, engineName, imageName, looksSecret, stackNameOf, upstreamName } from "./naming.ts";

test.each([
  ["Todo Backend", "todo-backend"],
  ["@scope/My.App", "my-app"],
  ["it's $HOME\n", "it-s-home"],
  ["Überfall", "u-berfall"],
  ["***", "app"],
])("the engine's name of %j", (text, name) => {
  expect(engineName(text)).toBe(name);
});

test.each([
  ["todo", "backend", "todo-backend", "todo-backend"],
  ["todo", "mcp-server", "mcp-server", "todo-mcp-server"],
  ["shop", "api", null, "shop-api"],
  ["solo", "solo", null, "solo"],
])("the image of %s/%s (project %s) is %s", (stack, service, project, image) => {
  expect(imageName(stack, service, project)).toBe(image);
});

test("a service alone belongs to what its project's name starts with", () => {
  expect(stackNameOf("backend", "todo-backend")).toBe("todo");
  expect(stackNameOf("backend", "other")).toBe("other");
});

test.each([
  ["API_TOKEN", true],
  ["SECRET_KEY", true],
  ["dbPassword", true],
  ["AWS_ACCESS_KEY", true],
  ["TOKEN_URL", false],
  ["ACCESS_TOKEN_EXPIRE_MINUTES", false],
  ["JWT_ALGORITHM", false],
  ["KEYBOARD", false],
])("%s looks secret: %s", (name, secret) => {
  expect(looksSecret(name)).toBe(secret);
});

test("a password in an address is one", () => {
  expect(carriesCredentials("postgres://app:word@db/app")).toBe(true);
  expect(carriesCredentials("postgres://db/app")).toBe(false);
});

test.each([
  ["MCP_SERVER_URL", "mcp-server"],
  ["DATABASE_URL", "database"],
  ["BACKEND_URL", "backend"],
  ["REDIS_HOST", "redis"],
])("%s addresses %s", (variable, name) => {
  expect(upstreamName(variable)).toBe(name);
});
