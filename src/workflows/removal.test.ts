import { expect, test } from "vitest";
import { Removal } from "./removal.ts";

const fails = (said: string): Promise<never> => Promise.reject(new Error(said));

test("work is done only when what was there before it is gone", async () => {
  const removal = new Removal();
  let gone = false;
  removal.begin(new Promise<void>((done) => setTimeout(done, 5)).then(() => void (gone = true)));
  expect(await removal.beside(Promise.resolve(3))).toBe(3);
  expect(gone).toBe(true);
});

test("the work's error is told before the removal's", async () => {
  const removal = new Removal();
  removal.begin(fails("in use"));
  await expect(removal.beside(fails("no engine"))).rejects.toThrow("no engine");
  await expect(removal.beside(Promise.resolve())).rejects.toThrow("in use");
});
