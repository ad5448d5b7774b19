import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { NamesContext } from '../mrkdwn/names.ts';
import { Blocks } from './blocks.tsx';
import { type Surface, SurfaceContext } from './surface.ts';

const names = {
  user: (id: string) => (id === 'U1' ? 'ana' : null),
  channel: (id: string) => (id === 'C1' ? 'general' : null),
  readerId: 'U1',
};

/** The markup of what stands in a message. */
export const render = (inside: ReactNode) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <NamesContext value={names}>{inside}</NamesContext>
    </QueryClientProvider>,
  );

/** The markup of blocks that nobody can use. */
export const draw = (...blocks: unknown[]) => render(<Blocks blocks={blocks} />);

/** As it is on a surface, with what a person put in and what was refused. */
export const drawLive = (surface: Partial<Surface>, ...blocks: unknown[]) =>
  render(
    <SurfaceContext
      value={{
        surface: { type: 'view', viewId: 'V1' },
        inputs: {},
        directory: {
          users: [{ value: 'U1', label: 'Ana Lee', description: '@ana' }],
          conversations: [{ value: 'C1', label: '#general', kind: 'channel', isWithBot: false }],
        },
        timeZone: 'Europe/Berlin',
        errors: {},
        change: () => undefined,
        act: async () => undefined,
        suggest: async () => [],
        ...surface,
      }}
    >
      <Blocks blocks={blocks} />
    </SurfaceContext>,
  );

export const plain = (text: string) => ({ type: 'plain_text', text });
export const option = (value: string, rest: Record<string, unknown> = {}) => ({
  text: plain(`Option ${value}`),
  value,
  ...rest,
});
