import { useState } from 'react';
import { OwnAppsPage } from '../own-apps/own-apps-page.tsx';
import { readPlace } from '../own-apps/place.ts';
import { App } from './app.tsx';
import { useAddress } from './view.ts';

/** The chat, or at `/apps` the pages of own apps, from where one comes back to the same conversation. */
export function Pages() {
  const address = useAddress();
  const place = readPlace(address);
  const [lastChat, setLastChat] = useState('/');
  if (!place && lastChat !== address) setLastChat(address);
  return place ? <OwnAppsPage place={place} chatAddress={lastChat} /> : <App />;
}
