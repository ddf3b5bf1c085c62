package io.leadhook.watch.alert;

/**
 * Something an operator should know of, as it is at this moment.
 *
 * @param name what and where, the same as long as it lasts, such as {@code success-rate crm}
 * @param text one sentence with its figures, which may change while it lasts
 */
record Symptom(String name, String text) {}
