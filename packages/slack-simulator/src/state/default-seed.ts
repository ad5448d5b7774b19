import type { SimNewWorkspace } from '../control/requests.ts';

/** The two workspaces of a new simulator. Their ids are fixed, so that scripts and links can name them. */
export const DEFAULT_WORKSPACES: readonly SimNewWorkspace[] = [
  {
    id: 'T0ACME00001',
    name: 'Acme',
    domain: 'acme',
    people: [
      { id: 'U0ACMEADA01', name: 'ada', realName: 'Ada Byrne', timeZone: 'Europe/London' },
      { id: 'U0ACMEBEN01', name: 'ben', realName: 'Ben Ito', timeZone: 'Asia/Tokyo' },
      { id: 'U0ACMECHLOE', name: 'chloe', realName: 'Chloé Martin', timeZone: 'America/New_York' },
    ],
    channels: [
      { id: 'C0ACMEGEN01', name: 'general' },
      { id: 'C0ACMEDAILY', name: 'daily' },
      { id: 'C0ACMELEADS', name: 'leads', kind: 'private', members: ['U0ACMEADA01', 'U0ACMECHLOE'] },
    ],
  },
  {
    id: 'T0GLOBEX001',
    name: 'Globex',
    domain: 'globex',
    people: [
      { id: 'U0GLOBEXDAN', name: 'dan', realName: 'Dan Okafor', timeZone: 'Africa/Lagos' },
      { id: 'U0GLOBEXEVA', name: 'eva', realName: 'Eva Lindqvist', timeZone: 'Europe/Stockholm' },
      { id: 'U0GLOBEXFAR', name: 'farah', realName: 'Farah Aziz', timeZone: 'Asia/Kolkata' },
    ],
    channels: [
      { id: 'C0GLOBEXGEN', name: 'general' },
      { id: 'C0GLOBEXSTN', name: 'standup' },
      { id: 'C0GLOBEXOPS', name: 'ops', kind: 'private', members: ['U0GLOBEXDAN', 'U0GLOBEXEVA'] },
    ],
  },
];
