/** Files that the build and the tests load as their text. */
declare module '*.lua' {
  const source: string;
  export default source;
}
declare module '*.css';
