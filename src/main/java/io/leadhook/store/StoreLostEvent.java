package io.leadhook.store;

import java.nio.file.Path;

/**
 * The store cannot be used again by this start of the program: what it holds in memory may be more than what is stored.
 *
 * @param folder where the database is
 */
public record StoreLostEvent(Path folder) {}
