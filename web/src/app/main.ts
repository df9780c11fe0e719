import { mount } from 'svelte';
import { restoreLanguage } from '../shared/i18n/language.svelte';
import { startRouter } from '../shared/navigation/router.svelte';
import { watchLine } from '../shared/offline/line.svelte';
import { beginWithNewest, keepOnDevice } from '../shared/offline/version.svelte';
import App from './App.svelte';
import './app.css';

if (!(await beginWithNewest())) {
  await restoreLanguage();
  startRouter();
  watchLine();
  mount(App, { target: document.getElementById('app')! });
  void keepOnDevice();
}
