import type { Prisma } from './prisma.ts';

/** In this time the memory of a long pause fades to a third: a holiday is forgotten in a month or two. */
const PAUSE_FADES_S = 30 * 86_400;

/**
 * Notes that events of these installations came at `at`, and keeps the longest pause between two of them: how quiet a
 * workspace usually gets, over nights and weekends. The time before it was installed again is no pause.
 */
export async function noteEvents(prisma: Prisma, ids: readonly string[], at: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE installations
    SET last_event_at = ${at}::timestamptz,
        usual_pause_s = greatest(heard.pause_s, usual_pause_s * exp(-heard.pause_s / ${PAUSE_FADES_S}::float8))
    FROM (
      SELECT id, CASE WHEN last_event_at IS NULL THEN 0
        ELSE greatest(0, extract(epoch FROM ${at}::timestamptz - greatest(last_event_at, refreshed_at))) END::float8 AS pause_s
      FROM installations WHERE id = ANY(${[...ids]}::uuid[])
    ) AS heard WHERE installations.id = heard.id`;
}
