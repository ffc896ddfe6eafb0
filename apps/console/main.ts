// The console in a browser.
import { createApp } from 'vue';
import { consoleKey, openConsole } from './console.ts';
import ConsoleApp from './console-app.vue';

void openConsole().then((opened) => createApp(ConsoleApp).provide(consoleKey, opened).mount('#app'));
