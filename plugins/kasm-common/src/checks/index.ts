export * from './catalogue';
export * from './ids';
