/** Who may move which partition's work: leases and epochs. */
@NullMarked
package io.leadhook.partition;

import org.jspecify.annotations.NullMarked;
