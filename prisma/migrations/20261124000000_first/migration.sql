
-- CreateTable
CREATE TABLE "apps" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "client_id" TEXT,
    "client_secret_sealed" BYTEA,
    "app_token_sealed" BYTEA,
    "slots" INTEGER NOT NULL DEFAULT 2,
    "token_state" TEXT NOT NULL DEFAULT 'unknown',
    "token_reason" TEXT,
    "token_checked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "apps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "id" UUID NOT NULL,
    "app_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL DEFAULT '',
    "team_id" TEXT NOT NULL DEFAULT '',
    "team_name" TEXT NOT NULL,
    "team_domain" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "is_enterprise_install" BOOLEAN NOT NULL DEFAULT false,
    "bot_user_id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL DEFAULT '',
    "scopes" TEXT[],
    "bot_token_sealed" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'active',
    "removed_reason" TEXT,
    "removed_at" TIMESTAMPTZ(6),
    "installed_by" TEXT NOT NULL DEFAULT '',
    "installed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refreshed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_event_at" TIMESTAMPTZ(6),

    CONSTRAINT "installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slots" (
    "app_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL,
    "worker_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT,
    "live_since" TIMESTAMPTZ(6),
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slots_pkey" PRIMARY KEY ("app_id","index")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "installation_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message_ts" TEXT,
    "version" TEXT NOT NULL DEFAULT '',
    "thread_ts" TEXT,
    "is_direct" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "sent_ms" DECIMAL(20,3) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'new',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deaths" INTEGER NOT NULL DEFAULT 0,
    "started_by" TEXT,
    "next_attempt_at" TIMESTAMPTZ(6),
    "done_at" TIMESTAMPTZ(6),
    "error" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "installation_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT,
    "checked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "items" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "origin_channel" TEXT,
    "origin_ts" TEXT,
    "origin_version" TEXT NOT NULL DEFAULT '',
    "origin_index" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "done_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal" (
    "id" BIGSERIAL NOT NULL,
    "member_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "inbox_id" BIGINT NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "installation_id" UUID NOT NULL,
    "lane" TEXT NOT NULL,
    "inbox_id" BIGINT,
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "thread_ts" TEXT,
    "ephemeral_to" TEXT,
    "text" TEXT NOT NULL,
    "blocks" JSONB NOT NULL,
    "since_ts" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'unsent',
    "claimed_by" TEXT,
    "claimed_at" TIMESTAMPTZ(6),
    "maybe_sent" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "sent_ts" TEXT,
    "error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "app_id" TEXT,
    "installation_id" UUID,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_states" (
    "state_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "oauth_states_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "sign_in_links" (
    "link_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("link_hash")
);

-- CreateTable
CREATE TABLE "sessions" (
    "session_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("session_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "apps_client_id_key" ON "apps"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "installations_app_id_enterprise_id_team_id_key" ON "installations"("app_id", "enterprise_id", "team_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_installation_id_key_key" ON "inbox"("installation_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_installation_id_channel_message_ts_version_key" ON "inbox"("installation_id", "channel", "message_ts", "version");

-- CreateIndex
CREATE UNIQUE INDEX "members_installation_id_user_id_key" ON "members"("installation_id", "user_id");

-- CreateIndex
CREATE INDEX "items_member_id_day_idx" ON "items"("member_id", "day");

-- CreateIndex
CREATE INDEX "items_member_id_number_idx" ON "items"("member_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "items_member_id_origin_channel_origin_ts_origin_index_key" ON "items"("member_id", "origin_channel", "origin_ts", "origin_index");

-- CreateIndex
CREATE INDEX "journal_member_id_at_idx" ON "journal"("member_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_inbox_id_key" ON "outbox"("inbox_id");

-- CreateIndex
CREATE INDEX "audit_installation_id_at_idx" ON "audit"("installation_id", "at");

-- AddForeignKey
ALTER TABLE "installations" ADD CONSTRAINT "installations_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slots" ADD CONSTRAINT "slots_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "installations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "installations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal" ADD CONSTRAINT "journal_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "installations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the schema language cannot say: the values of the state columns, and the indexes of the hot path, which hold
-- only what still waits.
ALTER TABLE "apps" ADD CONSTRAINT "apps_kind_check" CHECK ("kind" IN ('shared', 'own')),
  ADD CONSTRAINT "apps_slots_check" CHECK ("slots" BETWEEN 1 AND 8),
  ADD CONSTRAINT "apps_token_state_check" CHECK ("token_state" IN ('unknown', 'accepted', 'refused'));
ALTER TABLE "installations" ADD CONSTRAINT "installations_status_check" CHECK ("status" IN ('active', 'removed')),
  ADD CONSTRAINT "installations_purged_check" CHECK ("status" = 'active' OR "bot_token_sealed" IS NULL);
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_state_check" CHECK ("state" IN ('new', 'done', 'parked'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state_check" CHECK ("state" IN ('unsent', 'sent', 'dead'));
ALTER TABLE "items" ADD CONSTRAINT "items_kind_check" CHECK ("kind" IN ('task', 'accomplishment', 'help', 'meeting')),
  ADD CONSTRAINT "items_state_check" CHECK ("state" IN ('open', 'done'));

CREATE INDEX "inbox_waiting" ON "inbox" ("lane", "sent_ms", "id") WHERE "state" = 'new';
CREATE INDEX "inbox_finished" ON "inbox" ("done_at") WHERE "state" <> 'new';
CREATE INDEX "outbox_unsent" ON "outbox" ("lane", "created_at") WHERE "state" = 'unsent';
CREATE INDEX "outbox_finished" ON "outbox" ("created_at") WHERE "state" <> 'unsent';
CREATE INDEX "items_open" ON "items" ("member_id", "day") WHERE "state" = 'open' AND "deleted_at" IS NULL;
CREATE INDEX "items_deleted" ON "items" ("member_id", "deleted_at") WHERE "deleted_at" IS NOT NULL;
