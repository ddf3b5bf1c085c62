package io.leadhook.console;

class H2AdminApiTest extends AdminApiContract {}
