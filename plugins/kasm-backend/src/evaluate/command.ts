export {
  command,
  isSafeName,
  PLACEHOLDER,
} from '@kasm-portal/backstage-plugin-kasm-common';
