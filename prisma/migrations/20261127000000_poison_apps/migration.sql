-- Processes that died with an app's envelope in hand. `at` by the clock of the machine they died on.
CREATE TABLE "deaths" (
    "app_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "is_certain" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "deaths_pkey" PRIMARY KEY ("app_id", "process_id", "key"),
    CONSTRAINT "deaths_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Since when, and why, an app is kept apart from the others; and when a person last released it.
ALTER TABLE "apps" ADD COLUMN "poison_since" TIMESTAMPTZ(6),
    ADD COLUMN "poison_reason" TEXT,
    ADD COLUMN "released_at" TIMESTAMPTZ(6);
