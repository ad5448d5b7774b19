import type { ReactNode } from 'react';
import { Button, FeedbackButtons, IconButton } from './buttons.tsx';
import { Choices } from './choices.tsx';
import { type JsonObject, textOf } from './json.ts';
import { Picture } from './media.tsx';
import { Overflow } from './overflow.tsx';
import { Picker } from './pickers.tsx';
import { ExternalSelect, Select } from './selects.tsx';
import { FileInput, TextInput } from './text-inputs.tsx';
import { Unknown } from './unknown.tsx';

/** An element of a block (https://docs.slack.dev/reference/block-kit/block-elements). */
export function BlockElement({ element }: { element: JsonObject }): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} />;
    case 'icon_button':
      return <IconButton element={element} />;
    case 'feedback_buttons':
      return <FeedbackButtons element={element} />;
    case 'overflow':
      return <Overflow element={element} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices element={element} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <Picker element={element} kind={element.type} />;
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelect element={element} />;
    case 'static_select':
    case 'multi_static_select':
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <Select element={element} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextInput element={element} />;
    case 'file_input':
      return <FileInput element={element} />;
    case 'image':
      return <Picture className="block-thumbnail" url={element.image_url} alt={textOf(element.alt_text)} />;
    default:
      return <Unknown what="An element" value={element} />;
  }
}
