import * as z from 'zod';

export const isoDate = z.iso.date();
export const priority = z.enum(['low', 'normal', 'high']);

export const task = z.object({
  title: z.string(),
  priority,
  due_date: isoDate.nullable(),
});

export type Priority = z.infer<typeof priority>;
export type Task = z.infer<typeof task>;
