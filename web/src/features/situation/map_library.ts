import worker_url from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { Map, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';

setWorkerUrl(worker_url);

export { Map, NavigationControl };
