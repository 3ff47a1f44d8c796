/** Settings of every database: DuckDB looks for extensions on the network unless it is told not to. */
export const NO_NETWORK: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};
