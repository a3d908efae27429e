/** Conditions of what the Gateway API describes. */
export const conditions = `conditions list keys=type maxItems=8
  [] object
    lastTransitionTime! time
    message! string maxLength=32768
    observedGeneration int64 min=0
    reason! string minLength=1 maxLength=1024
    status! string enum=["True","False","Unknown"]
    type! string maxLength=316`;

/** A reference to what a route hangs on. */
export const parentReference = `group string maxLength=253 ="gateway.networking.k8s.io"
kind string minLength=1 maxLength=63 ="Gateway"
name! string minLength=1 maxLength=253
namespace string minLength=1 maxLength=63
port int32 min=1 max=65535
sectionName string minLength=1 maxLength=253`;
