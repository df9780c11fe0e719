import { expect, it } from 'vitest';
import { filesToKeep, sourceOf, stemOf } from './shell_files';

it.each([
  ['/api/v1/session', 'GET', '', 'server'],
  ['/api/v1/children/7', 'GET', '', 'server'],
  ['/api/v1/exports/7', 'GET', 'document', 'server'],
  ['/api/v1/session', 'POST', '', 'server'],
  ['/situation', 'POST', 'document', 'server'],
  ['/', 'GET', 'document', 'index'],
  ['/situation', 'GET', 'document', 'index'],
  ['/forums/40/3', 'GET', 'document', 'index'],
  ['/embed/forums/40/3', 'GET', 'iframe', 'server'],
  ['/service_worker.js', 'GET', 'document', 'server'],
  ['/healthz', 'GET', 'document', 'server'],
  ['/healthz', 'HEAD', '', 'server'],
  ['/assets/Today-B0BQeURW.js', 'GET', 'script', 'kept_file'],
  ['/assets/sarabun-thai-400-normal-B0BQeURW.woff2', 'GET', 'font', 'kept_file'],
  ['/manifest.webmanifest', 'GET', 'manifest', 'server'],
])('%s %s %s is answered from: %s', (path, method, destination, source) => {
  expect(sourceOf(path, method, destination)).toBe(source);
});

it('a page has the same stem in each version', () => {
  expect(stemOf('/assets/Today-B0BQeURW.js')).toBe('/assets/Today.js');
  expect(stemOf('/assets/maplibre-gl-worker-CZt_QQ-V.mjs')).toBe('/assets/maplibre-gl-worker.mjs');
  expect(stemOf('/assets/index-DUNFMPqp.css')).not.toBe(stemOf('/assets/index-DUNFMPqp.js'));
});

it('a new version keeps its frame and the pages that were opened in the one before', () => {
  const all = [
    '/assets/index-22222222.js',
    '/assets/Today-22222222.js',
    '/assets/Review-22222222.js',
  ];
  expect(
    filesToKeep(['/', all[0]!], all, [
      '/',
      '/assets/index-11111111.js',
      '/assets/Today-11111111.js',
    ]),
  ).toEqual(['/', all[0], all[1]]);
});
