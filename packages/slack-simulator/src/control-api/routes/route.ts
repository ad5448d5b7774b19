import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../../control/control.ts';
import { readForm } from '../../web-api/read-body.ts';

/** One control request, read as its route needs it. */
export interface Asked {
  /** Of the path's `:parts`; an absent one is empty. */
  part(name: string): string;
  query: Readonly<Record<string, unknown>>;
  /** The JSON body in this shape. Throws ControlError 400. */
  body<Shape>(schema: z.ZodType<Shape>): Shape;
}

export type Route = readonly [
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  act: (asked: Asked) => unknown,
];

export function readAsked(request: FastifyRequest): Asked {
  const parts = request.params as Readonly<Record<string, string>>;
  return {
    part: (name) => parts[name] ?? '',
    query: readForm(request.url.split('?')[1] ?? ''),
    body: (schema) => shaped(schema, parseJson(request.body)),
  };
}

function parseJson(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError('invalid_json', 'the body is not JSON');
  }
}

/** Throws ControlError 400 with everything that is wrong. */
export function shaped<Shape>(schema: z.ZodType<Shape>, value: unknown): Shape {
  const result = schema.safeParse(value);
  if (!result.success) throw new ControlError('invalid_request', z.prettifyError(result.error));
  return result.data;
}
