/** How Slack calls a kind of file: https://docs.slack.dev/reference/objects/file-object#types */
export interface FileType {
  readonly filetype: string;
  readonly mimetype: string;
  readonly pretty: string;
}

/** By the ending of a file's name. */
const TYPES: Readonly<Record<string, FileType>> = {
  csv: { filetype: 'csv', mimetype: 'text/csv', pretty: 'CSV' },
  css: { filetype: 'css', mimetype: 'text/css', pretty: 'CSS' },
  docx: {
    filetype: 'docx',
    mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    pretty: 'Word Document',
  },
  gif: { filetype: 'gif', mimetype: 'image/gif', pretty: 'GIF' },
  html: { filetype: 'html', mimetype: 'text/html', pretty: 'HTML' },
  jpeg: { filetype: 'jpg', mimetype: 'image/jpeg', pretty: 'JPEG' },
  jpg: { filetype: 'jpg', mimetype: 'image/jpeg', pretty: 'JPEG' },
  js: { filetype: 'javascript', mimetype: 'text/plain', pretty: 'JavaScript' },
  json: { filetype: 'json', mimetype: 'application/json', pretty: 'JSON' },
  log: { filetype: 'text', mimetype: 'text/plain', pretty: 'Plain Text' },
  md: { filetype: 'markdown', mimetype: 'text/plain', pretty: 'Markdown (raw)' },
  mp3: { filetype: 'mp3', mimetype: 'audio/mpeg', pretty: 'MP3' },
  mp4: { filetype: 'mp4', mimetype: 'video/mp4', pretty: 'MPEG 4 Video' },
  pdf: { filetype: 'pdf', mimetype: 'application/pdf', pretty: 'PDF' },
  png: { filetype: 'png', mimetype: 'image/png', pretty: 'PNG' },
  py: { filetype: 'python', mimetype: 'text/plain', pretty: 'Python' },
  svg: { filetype: 'svg', mimetype: 'image/svg+xml', pretty: 'SVG' },
  ts: { filetype: 'typescript', mimetype: 'text/plain', pretty: 'TypeScript' },
  txt: { filetype: 'text', mimetype: 'text/plain', pretty: 'Plain Text' },
  webp: { filetype: 'webp', mimetype: 'image/webp', pretty: 'WebP' },
  xlsx: {
    filetype: 'xlsx',
    mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pretty: 'Excel Spreadsheet',
  },
  xml: { filetype: 'xml', mimetype: 'text/xml', pretty: 'XML' },
  yaml: { filetype: 'yaml', mimetype: 'text/yaml', pretty: 'YAML' },
  yml: { filetype: 'yaml', mimetype: 'text/yaml', pretty: 'YAML' },
  zip: { filetype: 'zip', mimetype: 'application/zip', pretty: 'Zip' },
};

const UNKNOWN: FileType = { filetype: 'binary', mimetype: 'application/octet-stream', pretty: 'Binary' };

/** The kind of a file by its name. */
export function fileTypeOf(name: string): FileType {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(TYPES, ending) ? (TYPES[ending] ?? UNKNOWN) : UNKNOWN;
}

/** Pictures that a browser may show: nothing in them can act. */
export function isPicture({ mimetype }: FileType): boolean {
  return mimetype.startsWith('image/') && mimetype !== 'image/svg+xml';
}
