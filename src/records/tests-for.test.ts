import { expect, test } from "vitest";
import { testsFor, upstreamAddress } from "./tests-for.ts";
import { backendFacts, backendPlan, mcpServerPlan, todoStack } from "./testing/backend-record.ts";

const ownFour = [
  "docker build -t todo-backend:latest .",
  "docker run -d --network todo-network --name backend -p 8000:8000 -e MCP_SERVER_URL=http://mcp-server:8080 todo-backend:latest",
  "curl http://localhost:8000/",
  "curl http://localhost:8000/health",
];

test("on a stack that is up, the backend is proved by the four commands of the hand-written record", () => {
  expect(
    testsFor({ plan: backendPlan, facts: backendFacts, stack: todoStack, engine: "docker", withDependencies: false }),
  ).toEqual(ownFour);
});

test("from nothing, the network and the service it calls come first", () => {
  expect(
    testsFor({ plan: backendPlan, facts: backendFacts, stack: todoStack, engine: "docker", withDependencies: true }),
  ).toEqual([
    "docker network create todo-network",
    "docker build -t mcp-server:latest ../mcp-server",
    "docker run -d --network todo-network --name mcp-server mcp-server:latest",
    ...ownFour,
  ]);
});

test("alone, without a stack, nothing names a network", () => {
  expect(
    testsFor({ plan: backendPlan, facts: backendFacts, stack: null, engine: "podman", withDependencies: true })[1],
  ).toBe("podman run -d --name backend -p 8000:8000 todo-backend:latest");
});

test("a required variable is passed on by name, never with a value", () => {
  const variable = {
    name: "API_TOKEN",
    required: true,
    default: null,
    secret: true,
    evidence: { file: "a.py", line: 1 },
  };
  const plan = { ...backendPlan, env: [variable, { ...variable, name: "OTHER", required: false }] };
  const [, run] = testsFor({ plan, facts: null, stack: null, engine: "docker", withDependencies: false });
  expect(run).toContain(" -e API_TOKEN ");
  expect(run).not.toContain("OTHER");
});

test("two services that call each other are each started once", () => {
  const back = { ...backendPlan.upstreams[0], name: "backend", env: "BACKEND_URL" };
  const mcp = { ...mcpServerPlan, upstreams: backendPlan.upstreams.map((one) => ({ ...one, ...back })) };
  const commands = testsFor({
    plan: backendPlan,
    facts: null,
    stack: { ...todoStack, services: [backendPlan, mcp] },
    engine: "docker",
    withDependencies: true,
  });
  expect(commands.filter((command) => command.includes("--name mcp-server"))).toHaveLength(1);
  expect(commands.filter((command) => command.includes("--name backend"))).toHaveLength(1);
});

test.each([
  { default: "http://localhost:8080", address: "http://mcp-server:8080" },
  { default: "http://localhost:9/mcp", address: "http://mcp-server:8080/mcp" },
  { default: "redis://u:p@localhost:6379/0", address: "redis://mcp-server:8080/0" },
  { default: null, address: "http://mcp-server:8080" },
])("an upstream whose default is $default is reached at $address", ({ default: value, address }) => {
  const [upstream] = backendPlan.upstreams;
  if (upstream === undefined) throw new Error("the backend has an upstream");
  expect(upstreamAddress({ ...upstream, default: value }, mcpServerPlan)).toBe(address);
});
