/* Everything is defined; begin. */

startTheme();
startSheets();
startTabs();
startSearch();
startKeys();
startSelection();
performance.mark("ready");
document.documentElement.dataset.ready = "true";
