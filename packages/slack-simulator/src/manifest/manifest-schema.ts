import { z } from 'zod';

const texts = z.array(z.string()).optional();
const flag = z.boolean().optional();
const text = z.string().optional();

const features = z.strictObject({
  app_home: z
    .strictObject({
      home_tab_enabled: flag,
      messages_tab_enabled: flag,
      messages_tab_read_only_enabled: flag,
    })
    .optional(),
  bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: flag }).optional(),
  shortcuts: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        type: z.enum(['global', 'message']),
        callback_id: z.string().min(1).max(255),
        description: z.string().min(1).max(150),
      }),
    )
    .max(10)
    .optional(),
  slash_commands: z
    .array(
      z.strictObject({
        command: z
          .string()
          .regex(/^\/\S{1,31}$/, 'Must begin with / and have at most 32 characters, none of them blank'),
        description: z.string().min(1).max(2_000),
        should_escape: flag,
        url: text,
        usage_hint: z.string().max(1_000).optional(),
      }),
    )
    .max(50)
    .optional(),
  unfurl_domains: texts,
  // What the simulator has nothing of is taken as it is.
  agent_view: z.unknown().optional(),
  assistant_view: z.unknown().optional(),
});

const settings = z.strictObject({
  allowed_ip_address_ranges: texts,
  event_subscriptions: z
    .strictObject({
      request_url: text,
      bot_events: texts,
      user_events: texts,
      metadata_subscriptions: z.array(z.unknown()).optional(),
    })
    .optional(),
  incoming_webhooks: z.unknown().optional(),
  interactivity: z
    .strictObject({ is_enabled: z.boolean(), request_url: text, message_menu_options_url: text })
    .optional(),
  org_deploy_enabled: flag,
  socket_mode_enabled: flag,
  token_rotation_enabled: flag,
  function_runtime: text,
  is_hosted: flag,
});

/**
 * A manifest as Slack takes it (https://docs.slack.dev/reference/app-manifest): unknown fields are refused, for they
 * are misspelt ones. Its limits are Slack's; that every redirect address is HTTPS is not asked, for it is local here.
 */
export const manifest = z.strictObject({
  $schema: text,
  _metadata: z
    .strictObject({ major_version: z.number().int().optional(), minor_version: z.number().int().optional() })
    .optional(),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140).optional(),
    long_description: z.string().min(174).max(4_000).optional(),
    background_color: z
      .string()
      .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'Must be a colour such as #1f3a5f')
      .optional(),
  }),
  features: features.optional(),
  oauth_config: z
    .strictObject({
      redirect_urls: z.array(z.url()).max(1_000).optional(),
      scopes: z
        .strictObject({ bot: texts, user: texts, bot_optional: texts, user_optional: texts })
        .optional(),
      token_management_enabled: flag,
    })
    .optional(),
  settings: settings.optional(),
  functions: z.unknown().optional(),
});
