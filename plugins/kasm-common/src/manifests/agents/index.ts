export * from './agentNames';
export * from './agentCloudConfig';
export * from './agentVirtualMachine';
export * from './autoscaleAccess';
