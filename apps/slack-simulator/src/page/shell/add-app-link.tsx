import { type SimApp, whoCookie } from '@muster/slack-simulator/control';
import type { ReactNode } from 'react';
import type { Scene } from './scene.ts';

/** The way out of this page to an app's installation; the consent page then knows who comes from where. */
export function AddAppLink(props: { scene: Scene; app: SimApp; className?: string; children: ReactNode }) {
  const { workspace, person } = props.scene;
  const remember = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the consent page is another page and reads it on the server
    document.cookie = whoCookie({ team: workspace.id, user: person.id });
  };
  return (
    <a className={props.className} href={props.app.installUrl} onClick={remember} onAuxClick={remember}>
      {props.children}
    </a>
  );
}
