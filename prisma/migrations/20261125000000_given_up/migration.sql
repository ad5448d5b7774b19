-- When a person had a parked command tried again.
ALTER TABLE "inbox" ADD COLUMN "replayed_at" TIMESTAMPTZ(6);

-- What was given up is listed for a person, and would otherwise be looked for among all that was done.
CREATE INDEX "inbox_parked" ON "inbox" ("done_at") WHERE "state" = 'parked';
CREATE INDEX "outbox_dead" ON "outbox" ("created_at") WHERE "state" = 'dead';
