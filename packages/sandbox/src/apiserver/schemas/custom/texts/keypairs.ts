/** Schema of keypairs.harvesterhci.io; see `parseSchema`. */
export const keypairs = `
spec object
  publicKey! string
status object
  conditions list
    [] object
      lastTransitionTime string
      lastUpdateTime string
      message string
      reason string
      status! string
      type! string
  fingerPrint string
`;
