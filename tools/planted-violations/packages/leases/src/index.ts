import { fake } from './testing/fake.ts';

export const announce = () => fake;
