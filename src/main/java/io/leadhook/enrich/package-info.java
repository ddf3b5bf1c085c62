/** Content Enricher: gets the lead of events that came without it, before they are ordered. */
@NullMarked
package io.leadhook.enrich;

import org.jspecify.annotations.NullMarked;
