/** What is wrong with a tar archive. */
export const ARCHIVES = {
  "tar-breaks-off": (): string => "the tar archive breaks off",
  "tar-header": ({ mistake }: { readonly mistake: keyof typeof HEADER }): string => HEADER[mistake],
};

const HEADER = {
  checksum: "a header of the tar archive has another checksum",
  number: "a number of the tar archive is none",
  size: "a size of the tar archive is too large",
  fields: "a header of the tar archive is damaged",
  length: "a header of the tar archive is too large",
};
