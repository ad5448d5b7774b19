import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { MessageFiles, sizeText } from './message-files.tsx';

const message = { type: 'message', ts: '1.000000', text: '' } as const;
const draw = (...files: object[]) =>
  renderToStaticMarkup(<MessageFiles team="T1" message={{ ...message, files: files as never }} />);

it('shows a picture with its name, kind, size and description', () => {
  const drawn = draw({
    id: 'F1',
    mode: 'hosted',
    name: 'cup.png',
    title: 'My cup',
    mimetype: 'image/png',
    pretty_type: 'PNG',
    size: 1_234,
    alt_txt: 'a cup',
  });
  for (const part of ['My cup', 'PNG · 1.2 kB', 'href="/_sim/workspaces/T1/files/F1"', 'alt="a cup"'])
    expect(drawn).toContain(part);
  expect(drawn).toContain('<img');
});

it('shows no picture of what could act, and none of what is gone', () => {
  expect(draw({ id: 'F1', mode: 'hosted', name: 'a.svg', mimetype: 'image/svg+xml' })).not.toContain('<img');
  expect(draw({ id: 'F1', mode: 'tombstone' })).toContain('This file was deleted.');
  expect(draw()).toBe('');
});

it.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_250_000, '1.3 MB'],
  [250_000, '250 kB'],
])('says %i as %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
