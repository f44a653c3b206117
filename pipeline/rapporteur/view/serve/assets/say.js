startTheme();
if (byId("ui-said").hasAttribute("data-again")) setTimeout(() => location.reload(), 1000);
document.documentElement.dataset.ready = "true";
