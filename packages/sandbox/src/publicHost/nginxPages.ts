import { html, type Reply } from './Reply';

const WORDS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Authorization Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

/** The page with which nginx says that something went wrong. */
export function nginxPage(status: number): Reply {
  const words = `${status} ${WORDS[status]}`;
  return html(
    status,
    `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  );
}

const PLAIN = 'The plain HTTP request was sent to HTTPS port';

/** What nginx says to somebody who speaks plain HTTP where it expects TLS. */
export const PLAIN_TO_TLS: Reply = html(
  400,
  `<html>\r\n<head><title>400 ${PLAIN}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${PLAIN}</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
);
