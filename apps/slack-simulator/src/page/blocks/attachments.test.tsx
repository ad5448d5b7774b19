import { describe, expect, it } from 'vitest';
import { Attachments } from './attachments.tsx';
import { render } from './drawn-blocks.tsx';

describe('drawing attachments', () => {
  const drawn = (...attachments: unknown[]) => render(<Attachments attachments={attachments} />);

  it('draws a title that leads somewhere, and the text', () => {
    const html = drawn({
      title: 'Build 7',
      title_link: 'https://ci.test/7',
      text: '*red* for <@U1>',
      fallback: 'x',
    });
    expect(html).toContain('<a href="https://ci.test/7"');
    expect(html).toContain('<strong>red</strong>');
    expect(html).not.toContain('>x<');
  });

  it('draws blocks inside, and the fallback of what has nothing else', () => {
    const html = drawn({ blocks: [{ type: 'divider' }] }, { fallback: 'plain words' }, 'nonsense');
    expect(html).toContain('<hr');
    expect(html).toContain('plain words');
  });

  it('colours the bar, by name or number and by nothing else', () => {
    expect(drawn({ text: 'x', color: 'danger' })).toContain('border-left-color:#e01e5a');
    expect(drawn({ text: 'x', color: '36a64f' })).toContain('border-left-color:#36a64f');
    expect(drawn({ text: 'x', color: 'red;display:none' })).not.toContain('style');
  });

  it('draws author, fields and footer, and names buttons of the old kind', () => {
    const html = drawn({
      author_name: 'CI',
      fields: [{ title: 'Branch', value: '*main*', short: true }],
      footer: 'from CI',
      ts: 0,
      actions: [{ type: 'button', text: 'Rerun' }],
    });
    expect(html).toContain('CI');
    expect(html).toContain('<strong>main</strong>');
    expect(html).toContain('from CI');
    expect(html).toContain('Jan 1, 1970');
    expect(html).toContain('Rerun');
  });

  it('runs no script from a title', () => {
    expect(drawn({ title: 'Click', title_link: 'javascript:alert(1)' })).not.toContain('<a');
  });

  it('leaves out what was found behind a link', () => {
    expect(drawn({ from_url: 'https://a.test', title: 'https://a.test' })).toBe('');
  });
});
