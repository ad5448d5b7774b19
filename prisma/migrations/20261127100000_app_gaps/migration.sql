-- For how long apps were without a live connection.
CREATE TABLE "app_gaps" (
    "app_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6),
    "last_ended_at" TIMESTAMPTZ(6),
    "last_seconds" DOUBLE PRECISION,
    "longest_seconds" DOUBLE PRECISION,

    CONSTRAINT "app_gaps_pkey" PRIMARY KEY ("app_id")
);

ALTER TABLE "app_gaps" ADD CONSTRAINT "app_gaps_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The longest pause between two events of a workspace, in seconds; it fades.
ALTER TABLE "installations" ADD COLUMN "usual_pause_s" DOUBLE PRECISION NOT NULL DEFAULT 0;
