/** A file of a workspace. What it holds is in the file store. */
export interface StoredFile {
  /** `F…` */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Bytes. */
  readonly size: number;
  readonly user: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** What a picture shows, for who cannot see it; may be empty. */
  readonly altText: string;
  /** The messages that show it. */
  readonly shares: readonly { readonly channel: string; readonly ts: string }[];
  readonly deleted: boolean;
}
