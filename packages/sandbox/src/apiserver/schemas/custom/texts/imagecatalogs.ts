/** Schema of imagecatalogs and clusterimagecatalogs in postgresql.cnpg.io; see `parseSchema`. */
export const imagecatalogs = `
spec! object
  images! list minItems=1 maxItems=8
    [] object
      extensions [any]
      image! string
      major! integer min=10
`;
