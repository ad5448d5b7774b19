import type { Control } from '../../control/control.ts';
import * as schemas from '../schemas.ts';
import { type Route, shaped } from './route.ts';

export function readingRoutes(control: Control): Route[] {
  return [
    ['GET', '/state', () => control.state()],
    ['GET', '/record', ({ query }) => control.record(shaped(schemas.recordQuery, query))],
    ['PATCH', '/settings', ({ body }) => control.changeSettings(body(schemas.settings))],
  ];
}
