import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { countMoves, lastChange, leastToLevel } from './count-moves.ts';
import { findSecrets } from './find-secrets.ts';
import { checkedDatabase } from './testing/checked-database.ts';
import { checkEpochs, watchEpochs } from './watch-epochs.ts';

const checked = checkedDatabase(watchEpochs);
beforeEach(async () => {
  await checked.sql.query(`DELETE FROM apps; TRUNCATE checker.slot_changes;
                   INSERT INTO apps (id, kind, name) VALUES ('A1', 'shared', 'Muster')`);
});

const write = (epoch: number, worker: string, index = 0) =>
  checked.sql.query(
    `INSERT INTO slots (app_id, index, epoch, worker_id, state) VALUES ('A1', $1, $2, $3, 'live')
     ON CONFLICT (app_id, index) DO UPDATE SET epoch = excluded.epoch, worker_id = excluded.worker_id`,
    [index, epoch, worker],
  );

describe('the checker of epochs', () => {
  it('finds nothing where epochs rise with every new holder', async () => {
    await write(1, 'w1');
    await write(1, 'w1');
    await write(2, 'w2');
    await write(1, 'w3', 1);
    expect(await checkEpochs(checked.sql)).toEqual({ fell: [], notRaised: [] });
  });

  it('sees an epoch that fell for a moment only', async () => {
    await write(5, 'w1');
    await write(4, 'w1');
    await write(6, 'w1');
    expect(await checkEpochs(checked.sql)).toEqual({ fell: ['A1#0'], notRaised: [] });
  });

  it('sees a slot that changed hands under the same epoch', async () => {
    await write(5, 'w1');
    await write(5, 'w2');
    expect(await checkEpochs(checked.sql)).toEqual({ fell: [], notRaised: ['A1#0'] });
  });
});

describe('the count of moves', () => {
  it('counts what changed hands since a moment, and nothing else', async () => {
    await write(1, 'w1');
    await write(2, 'w2');
    await write(1, 'w1', 1);
    const since = await lastChange(checked.sql);
    expect(await countMoves(checked.sql, since)).toBe(0);
    await write(2, 'w2');
    await write(3, 'w3');
    await write(4, 'w3');
    await write(2, 'w2', 1);
    expect(await countMoves(checked.sql, since)).toBe(2);
  });

  it('knows the fewest that level loads', () => {
    expect(leastToLevel([250, 250, 250, 250], 5)).toBe(200);
    expect(leastToLevel([250, 250, 250, 250], 6)).toBe(332);
    expect(leastToLevel([4, 3], 2)).toBe(0);
    expect(leastToLevel([6, 0, 1], 3)).toBe(3);
  });
});

describe('the checker of secrets', () => {
  const secret = 'xoxb-1-secret';
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'muster-secrets-'));
    return () => rmSync(folder, { recursive: true });
  });

  it('finds none where none stands', async () => {
    writeFileSync(path.join(folder, 'a.log'), 'all is well');
    expect(await findSecrets({ token: secret }, [folder], checked.sql)).toEqual([]);
  });

  it('sees one in a file, in a text and in bytes', async () => {
    writeFileSync(path.join(folder, 'a.log'), Buffer.concat([Buffer.from([0, 255]), Buffer.from(secret)]));
    await checked.sql.query(`UPDATE apps SET name = 'of ' || $1, app_token_sealed = $2`, [
      secret,
      Buffer.from('other'),
    ]);
    const found = await findSecrets({ token: secret, other: 'other' }, [folder], checked.sql);
    expect(found).toEqual([
      `token in ${path.join(folder, 'a.log')}`,
      'token in table apps',
      'other in table apps',
    ]);
  });
});
