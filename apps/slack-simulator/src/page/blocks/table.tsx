import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts';
import { RichText } from './rich-text.tsx';

/** Rows of cells, the first as the head (https://docs.slack.dev/reference/block-kit/blocks/table-block). */
export function TableBlock({ block }: { block: JsonObject }) {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="table-box" aria-label="Table" tabIndex={0}>
      <table>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={at}>
              {objectsOf(row).map((cell, column) => {
                const Cell = at === 0 ? 'th' : 'td';
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
                  <Cell key={column} style={{ textAlign: alignOf(settings[column]) }}>
                    {cell.type === 'rich_text' ? (
                      <RichText elements={objectsOf(cell.elements)} />
                    ) : (
                      textOf(cell.text) || (typeof cell.value === 'number' ? cell.value : null)
                    )}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function alignOf(setting: unknown): 'left' | 'center' | 'right' {
  const align = objectOf(setting)?.align;
  return align === 'center' || align === 'right' ? align : 'left';
}
