import { mount } from 'svelte';
import { restoreLanguage } from '../shared/i18n/language.svelte';
import { startRouter } from '../shared/navigation/router.svelte';
import App from './App.svelte';
import './app.css';

await restoreLanguage();
startRouter();
mount(App, { target: document.getElementById('app')! });
