-- When a slot that is down tries again.
ALTER TABLE "slots" ADD COLUMN "retry_at" TIMESTAMPTZ(6);
