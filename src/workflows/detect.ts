import type { StackFacts } from "../core/facts.ts";
import { loadApplication } from "./application.ts";
import type { Context } from "./context.ts";

/** The facts of the services that were asked for, each with its evidence. */
export async function detectFlow(context: Context, options: { path: string }): Promise<StackFacts> {
  const application = await loadApplication(context, options.path);
  return { schema: 1, services: application.asked.map((service) => service.facts), considered: application.considered };
}
