import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../state/default-settings.ts';
import { createIds } from '../state/ids.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createCodeStore } from './codes.ts';

const GRANT = {
  appId: 'A0CODES0001',
  team: 'T0ACME00001',
  user: 'U0ACMEADA01',
  scopes: ['chat:write'],
  userScopes: [],
  redirectUri: null,
  signIn: null,
};

function store(changes: Partial<typeof DEFAULT_SETTINGS> = {}) {
  const clock = createManualClock();
  const codes = createCodeStore(createIds(Math.random, 0), clock, () => ({
    ...DEFAULT_SETTINGS,
    ...changes,
  }));
  return { clock, codes };
}

test('a code stands for its grant once', () => {
  const { codes } = store();
  const code = codes.issue(GRANT);
  expect(codes.use(code)).toEqual({ kind: 'granted', grant: GRANT });
  expect(codes.use(code)).toEqual({ kind: 'refused', error: 'invalid_code' });
});

test('a used code is told apart where the settings say so, until it would have expired', () => {
  const { clock, codes } = store({ usedCodeError: 'code_already_used' });
  const code = codes.issue(GRANT);
  codes.use(code);
  clock.advance(599_999);
  expect(codes.use(code)).toEqual({ kind: 'refused', error: 'code_already_used' });
  clock.advance(1);
  expect(codes.use(code)).toEqual({ kind: 'refused', error: 'invalid_code' });
  expect(codes.use('never issued')).toEqual({ kind: 'refused', error: 'invalid_code' });
});

test('a code lives as long as the settings say', () => {
  const { clock, codes } = store({ codeLifeMs: 5_000 });
  const [one, other] = [codes.issue(GRANT), codes.issue(GRANT)];
  clock.advance(4_999);
  expect(codes.use(one).kind).toBe('granted');
  clock.advance(1);
  expect(codes.use(other)).toEqual({ kind: 'refused', error: 'invalid_code' });
});
