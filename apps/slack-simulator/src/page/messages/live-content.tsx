import type { SimMessage } from '@muster/slack-simulator/control';
import { Attachments } from '../blocks/attachments.tsx';
import { Blocks } from '../blocks/blocks.tsx';
import { inputsOn } from '../blocks/input-state.ts';
import { SurfaceContext, useSurface } from '../blocks/surface.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import type { Scene } from '../shell/scene.ts';

/** What an app sent, alive: its blocks if it sent any, as in Slack, else its text; then its attachments. */
export function LiveContent({ scene, message }: { scene: Scene; message: SimMessage }) {
  const surface = useSurface({
    scene,
    surface: { type: 'message', channel: scene.channel?.id ?? '', ts: message.ts },
    sift: (inputs) => inputsOn([message.blocks, message.attachments], inputs),
  });
  return (
    <SurfaceContext value={surface}>
      {message.blocks && message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} />
      ) : (
        <Mrkdwn text={message.text} />
      )}
      <Attachments attachments={message.attachments} />
    </SurfaceContext>
  );
}
