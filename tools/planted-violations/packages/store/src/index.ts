import { announce } from '../../leases/src/index.ts';

export interface Store {
  announce: typeof announce;
}
